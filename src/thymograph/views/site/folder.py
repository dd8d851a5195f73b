"""The folder of a site: written aside, and only when it is whole put in the place of the old one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from thymograph.errors import GraphError
from thymograph.views.site.addresses import FOLDERS

__all__ = ["MARKER", "File", "write_folder"]

MARKER = ".thymograph-site"
"""A file that says whose folder it is; a folder without it is not touched."""
_ENDINGS = (".html", ".ttl", ".css")

File = tuple[str, str]
"""Path under the folder, with forward slashes, and text."""


def _strangers(out: Path) -> Iterator[str]:
    """Yield what lies in ``out`` and is no part of a site."""
    for path in sorted(out.iterdir()):
        if path.name == MARKER:
            continue
        if path.is_symlink() or (path.is_dir() and path.name not in FOLDERS):
            yield path.name
        elif path.is_dir():
            with os.scandir(path) as inside:
                yield from (
                    f"{path.name}/{one.name}"
                    for one in inside
                    if not one.is_file(follow_symlinks=False) or not one.name.endswith(_ENDINGS)
                )
        elif not path.name.endswith(_ENDINGS):
            yield path.name


def _refuse_strangers(out: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise GraphError(f"{out}: is not a folder; name a new or empty one")
    if not out.exists():
        return
    ours = (out / MARKER).is_file()
    strangers = sorted(_strangers(out) if ours else (path.name for path in out.iterdir()))
    if strangers:
        named = ", ".join(strangers[:3]) + (" …" if len(strangers) > 3 else "")
        raise GraphError(f"{out}: holds files that are not a site's ({named}); name a new or empty folder")


def _lives(process: str) -> bool:
    """Whether a process of this number is at work, this one apart."""
    if not process.isdecimal() or int(process) in (0, os.getpid()):
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _recover(out: Path, old: Path) -> None:
    """Put back a site that a run which was killed had set aside, and take away what dead runs left."""
    if old.is_dir() and not out.exists():
        old.rename(out)
    for left in out.parent.glob(f".{out.name}.draft-*"):
        if _lives(left.name.rpartition("-")[2]):
            raise GraphError(f"{out}: another run is writing here; wait for it to end")
        shutil.rmtree(left, ignore_errors=True)
    if old.is_dir():
        shutil.rmtree(old)


def write_folder(out: Path, files: Iterable[File]) -> int:
    """Write ``files`` as the folder ``out`` and return how many there are; the old folder stays until then.

    Raises:
        GraphError: ``out`` holds something else, or cannot be written.
    """
    out = Path(os.path.abspath(out))
    old = out.parent / f".{out.name}.old"
    draft = out.parent / f".{out.name}.draft-{os.getpid()}"
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _recover(out, old)
        _refuse_strangers(out)
        number = _write(draft, files)
        if out.exists():
            out.rename(old)
        try:
            draft.rename(out)
        except OSError:
            if old.exists():
                old.rename(out)
            raise
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise GraphError(f"{error.filename or out}: cannot be written ({error.strerror}); check the folder") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return number


def _write(draft: Path, files: Iterable[File]) -> int:
    draft.mkdir()
    for folder in FOLDERS:
        (draft / folder).mkdir()
    (draft / MARKER).write_text("A site that thymograph wrote; it writes over this folder again.\n", encoding="utf-8")
    number = 0
    for name, text in files:
        with open(draft / name, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        number += 1
    for folder in FOLDERS:
        if not any((draft / folder).iterdir()):
            (draft / folder).rmdir()
    return number
