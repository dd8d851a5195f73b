"""The archive that a Word document is: its parts, found by their relations, read within limits, never unpacked."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from thymograph.errors import DocumentError
from thymograph.reading.docx.elements import children_of

__all__ = ["Package", "Relation", "open_package"]

# What the parts that are read may hold together, unpacked: 40 times the text of the longest books.
_MOST_BYTES = 256_000_000
_MOST_MEMBERS = 20_000
_CHUNK = 1 << 16
# How much a part may grow against its packed size before it counts as a bomb; text of Word grows 5 to 40 times.
_WIDEST_RATIO = 400
_SMALL = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What a part refers to: another part, or an address outside."""

    kind: str
    """The last word of its type: "footnotes", "hyperlink" …"""
    target: str
    """Name of the part, or the address."""
    outside: bool


class Package:
    """An open archive; no part is read before it is asked for, and none is written anywhere."""

    def __init__(self, archive: zipfile.ZipFile, *, path: str) -> None:
        self._archive = archive
        self.path = path
        # Some writers part folders with backslashes.
        self._members = {member.filename.replace("\\", "/"): member for member in archive.infolist()}
        self._left = _MOST_BYTES

    def __contains__(self, part: str) -> bool:
        return part in self._members

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of all parts, sorted."""
        return tuple(sorted(self._members))

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield the bytes of a part.

        Raises:
            DocumentError: if it is damaged, locked, or unpacks to more than any document holds.
        """
        member = self._members[part]
        if member.flag_bits & 1:
            raise DocumentError(f"{self.path}: {part} is locked with a password; save the document without one")
        read = 0
        try:
            with self._archive.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    read += len(chunk)
                    self._left -= len(chunk)
                    if self._left < 0 or (read > _SMALL and read > _WIDEST_RATIO * max(member.compress_size, 1)):
                        raise DocumentError(
                            f"{self.path}: {part} unpacks to more than {read:,} bytes; no document does, it is not read"
                        )
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            if isinstance(error, DocumentError):
                raise
            raise DocumentError(
                f"{self.path}: {part} is damaged ({error}); open the document in Word and save it again"
            ) from error

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what ``part`` ("" for the whole) refers to, by id; nothing if it names none."""
        folder, name = posixpath.split(part)
        where = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, Relation] = {}
        if where not in self:
            return found
        for element in children_of(self.chunks(where), name=f"{self.path}: {where}"):
            target = element.get("Target", "")
            outside = element.get("TargetMode") == "External"
            if not outside:
                # Names lead to other parts alone; what leads out of the archive names no part.
                target = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
            kind = element.get("Type", "").rsplit("/", 1)[-1]
            found[element.get("Id", "")] = Relation(kind=kind, target=target, outside=outside)
        return found


def open_package(content: bytes, *, path: str) -> Package:
    """Return the archive in ``content``.

    Raises:
        DocumentError: if it is none, or its members have names that lead out of it, or one name twice.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError) as error:
        raise DocumentError(
            f"{path}: looks like a Word document, but its archive is damaged ({error}); open it in Word and save it again"
        ) from error
    if len(members) > _MOST_MEMBERS:
        raise DocumentError(f"{path}: {len(members):,} parts in the archive; no Word document has that many")
    seen: set[str] = set()
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
            raise DocumentError(
                f"{path}: a part of the archive is named {name[:80]!r}, which leads out of it; not read"
            )
        if name.lower() in seen:
            raise DocumentError(
                f"{path}: two parts of the archive are named {name[:80]!r}; it says two things, not read"
            )
        seen.add(name.lower())
    return Package(archive, path=path)
