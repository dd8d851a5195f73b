"""What tells a Word document from other files."""

from __future__ import annotations

__all__ = ["OLD", "is_docx"]

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of the old Office formats, and of new ones with a password."""

_MAIN = b"wordprocessingml"
_TYPES = "[Content_Types].xml"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def is_docx(content: bytes) -> bool:
    """Tell whether a file is a Word document: an archive whose list of types names one, whole or damaged, or a locked one."""
    if content.startswith(OLD):
        return _LOCKED in content
    if not content.startswith(b"PK\x03\x04"):
        return False
    import io
    import zipfile
    import zlib

    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        with archive.open(_TYPES) as types:
            listed = types.read(1_000_000)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return b"word/document" in content
    return _MAIN in listed and b"main+xml" in listed
