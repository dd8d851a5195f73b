"""How to cite one claim: as a line, and as BibTeX."""

from __future__ import annotations

import re

import thymograph
from thymograph.model import Claim, DocumentRecord

__all__ = ["bibtex", "citation_line"]

_BRACES = re.compile(r"[{}\\]")


def _place(claim: Claim) -> str:
    if not claim.words:
        return ""
    page = claim.words[0].page
    return (f"page {page}, " if page else "") + f"line {claim.words[0].line}"


def citation_line(claim: Claim, record: DocumentRecord | None) -> str:
    """Return what a reference to the claim would say: its words, document, place and id."""
    told = [
        (record.title if record else None) or claim.path,
        record.publisher if record else None,
        record.date if record else None,
        _place(claim),
        (record.url if record else None),
    ]
    words = ", ".join(part for part in told if part)
    return f"“{claim.gist}” {words}. Claim {claim.id}, document sha256 {claim.document[:12]}; thymograph {thymograph.__version__}."


def bibtex(claim: Claim, record: DocumentRecord | None) -> str:
    """Return a BibTeX entry of the claim."""

    def plain(value: str) -> str:
        return " ".join(_BRACES.sub("", value).split())

    told = {
        "title": claim.gist,
        "author": record.publisher if record else None,
        "howpublished": (record.title if record else None) or claim.path,
        "year": record.date[:4] if record and record.date and record.date[:4].isdigit() else None,
        "url": record.url if record else None,
        "note": f"Claim {claim.id}"
        + (f", {_place(claim)}" if _place(claim) else "")
        + f"; document sha256 {claim.document}",
    }
    lines = [f"  {name} = {{{plain(value)}}}" for name, value in told.items() if value]
    return f"@misc{{{claim.id},\n" + ",\n".join(lines) + "\n}"
