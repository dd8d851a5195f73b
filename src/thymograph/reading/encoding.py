"""The bytes of marked-up text decoded: the encoding that it declares, or that its bytes show."""

from __future__ import annotations

import codecs
import re

from thymograph.errors import DocumentError

__all__ = ["decoded"]

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([a-zA-Z0-9_.:-]{1,40})|"
    rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([a-zA-Z0-9_.:-]{1,40})",
    re.IGNORECASE,
)
# Where browsers look for the declaration.
_HEAD_BYTES = 4096
# By the Encoding Standard these names mean the Windows code pages, and a page that declares UTF-16 in ASCII is UTF-8.
_MEANT = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8", "utf-32": "utf-8", "utf-7": "utf-8",
}  # fmt: skip


def _codec(label: str) -> str | None:
    """Return the text codec that a declared name means, None for one that is none."""
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in ("idna", "punycode", "unicode_escape"):
        return None
    return _MEANT.get(found.name, found.name)


def decoded(content: bytes, *, path: str) -> tuple[str, str | None]:
    """Return the text of a page or an XML file, a byte order mark kept, and a notice where bytes did not fit.

    The order is that of browsers: a byte order mark, what the head declares, then UTF-8 if the bytes are, else
    Windows-1252. A byte that means nothing in the encoding becomes U+FFFD.

    Raises:
        DocumentError: if it is no text.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _read(content, name, path=path)
    if b"\0" in content[:_HEAD_BYTES]:
        raise DocumentError(f"{path}: NUL among the first bytes; UTF-16 without a byte order mark: save it as UTF-8")
    declared = _DECLARED.search(content, 0, _HEAD_BYTES)
    label = (declared[1] or declared[2]).decode("ascii") if declared else None
    codec = _codec(label) if label else None
    if codec is None or codec == "utf-8":
        try:
            return content.decode("utf-8"), None
        except UnicodeDecodeError:
            if codec is None:
                return _read(content, "cp1252", path=path, guessed=True)
    return _read(content, codec or "utf-8", path=path)


def _read(content: bytes, name: str, *, path: str, guessed: bool = False) -> tuple[str, str | None]:
    text = content.decode(name, errors="replace")
    bad = text.count("\ufffd")
    if bad > max(20, len(text) // 20):
        raise DocumentError(f"{path}: {bad:,} bytes are no {name} text; save the page again as UTF-8")
    if guessed:
        return text, f"{path}: declares no encoding and is not UTF-8; read as Windows-1252"
    return text, f"{path}: {bad} bytes are no {name} text and are read as U+FFFD" if bad else None
