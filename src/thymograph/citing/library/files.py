"""Library files: the format found by content, the items read."""

from __future__ import annotations

import re
from pathlib import Path

from thymograph.citing.library.bibtex import bibtex_items
from thymograph.citing.library.csl_json import csl_items
from thymograph.citing.library.items import Library
from thymograph.citing.library.lines import head_of, text_lines, whole_text
from thymograph.citing.library.tagged import nbib_items, ris_items
from thymograph.errors import LibraryError

__all__ = ["read_library"]

_BEGINNINGS = (
    ("RIS", re.compile(r"^TY(?:  -| - )", re.MULTILINE)),
    ("nbib", re.compile(r"^PMID ?- ?\d", re.MULTILINE)),
    ("BibTeX", re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)),
)
_MOST_JSON = 256 << 20
_TAGGED = {"RIS": ris_items, "nbib": nbib_items, "BibTeX": bibtex_items}


def _format_of(path: Path) -> str:
    head = head_of(path)
    if not head.strip():
        raise LibraryError(f"{path}: is empty; export the library again")
    if head.lstrip()[0] in "[{":
        return "CSL-JSON"
    # The first to occur: an abstract in RIS may quote an entry in BibTeX.
    found = sorted((match.start(), name) for name, pattern in _BEGINNINGS if (match := pattern.search(head)))
    if not found:
        raise LibraryError(
            f"{path}: neither RIS nor BibTeX, CSL-JSON or nbib; export the library in one of these (EndNote, Zotero and "
            "Mendeley write RIS)"
        )
    return found[0][1]


def read_library(path: Path) -> Library:
    """Return the library in a file, whose format its content tells, not its name.

    Read line by line (but for JSON), without abstracts and keywords, so that a file of hundreds of megabytes needs
    room for its references alone. What cannot be read is told in ``problems``.

    Raises:
        LibraryError: the file cannot be read, is of no known format, or holds no reference.
    """
    problems: list[str] = []
    form = _format_of(path)
    if form == "CSL-JSON":
        items = tuple(csl_items(whole_text(path, most=_MOST_JSON), path.name, problems))
    else:
        items = tuple(_TAGGED[form](text_lines(path), problems))
    if not items:
        told = f" ({problems[0]})" if problems else ""
        raise LibraryError(f"{path}: no reference in it could be read{told}; export the library again")
    return Library(name=path.name, format=form, items=items, problems=tuple(problems))
