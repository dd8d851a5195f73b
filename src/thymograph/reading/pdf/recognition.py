"""What tells a PDF from other files."""

from __future__ import annotations

__all__ = ["is_pdf"]

# Readers allow some bytes before the signature.
_WINDOW = 1024


def is_pdf(content: bytes) -> bool:
    """Tell whether a file is a PDF."""
    return content.startswith(b"%PDF-") or (
        b"%PDF-" in content[:_WINDOW] and not content[:_WINDOW].lstrip().startswith((b"<", b"#", b"---"))
    )
