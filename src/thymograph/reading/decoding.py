"""The bytes of a file as text: what may be read, and what is refused with its place and remedy."""

from __future__ import annotations

from thymograph.errors import DocumentError

__all__ = ["DEFAULT_MAX_BYTES", "decode"]

DEFAULT_MAX_BYTES = 50_000_000

# First bytes of formats that people drop into a folder of documents, so that the notice can name them.
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (a Word, Excel or EPUB file perhaps)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
)


def decode(content: bytes, *, path: str, max_bytes: int = DEFAULT_MAX_BYTES) -> str:
    """Return ``content`` decoded as UTF-8, nothing stripped or normalised: a BOM and CR stay.

    Args:
        content: The whole file.
        path: Names it in errors.
        max_bytes: The largest size that is read.

    Raises:
        DocumentError: if it is empty, larger than ``max_bytes``, of a known binary format, holds NUL,
            or is not UTF-8; the message says where and what to do.
    """
    if len(content) > max_bytes:
        raise DocumentError(
            f"{path}: {len(content):,} bytes, over the limit of {max_bytes:,}; split it or raise --max-bytes"
        )
    if not content.strip():
        raise DocumentError(f"{path}: the file is empty; nothing to read")
    for signature, name in SIGNATURES:
        if content.startswith(signature):
            raise DocumentError(f"{path}: looks like {name}, not text; save it as plain text or Markdown first")
    nul = content.find(b"\0")
    if nul >= 0:
        raise DocumentError(f"{path}: NUL at byte {nul:,}; a binary file, or UTF-16: save it as UTF-8 text")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"{path}: byte {error.start:,} (line {line}) is 0x{content[error.start]:02x}, which is not UTF-8; "
            "convert the file, for instance with: iconv -f WINDOWS-1252 -t UTF-8"
        ) from error
