"""Whether a file is a web page, told by how it begins."""

from __future__ import annotations

import codecs
import re

__all__ = ["beginning", "is_html"]

_HEAD_BYTES = 8192
# What may stand before the first element: declarations, comments, white space.
_LEAD = re.compile(r"\ufeff?(?:\s+|<\?[^>]{0,2000}\?>|<!--(?:(?!-->)[\s\S]){0,6000}(?:-->|\Z))*")
_WHOLE = re.compile(r"<(?:!doctype\s+html\b|html[\s>]|head[\s>]|body[\s>]|title>|meta\s)", re.IGNORECASE)
_PART = re.compile(r"<(?:article|section|main|div|table|h[1-6]|p|ul|ol|nav|header|center)(?=[\s>])", re.IGNORECASE)
_CLOSED = re.compile(rb"</(?:p|div|li|td|h[1-6]|article|section)\s*>", re.IGNORECASE)
_MARKDOWN = re.compile(rb"^(?:#{1,6} |```|[-*] |\d+\. |\[[^\]\n]+\]: )", re.MULTILINE)


def beginning(content: bytes) -> str:
    """Return the first characters of a file, read loosely, without what may stand before the first element."""
    head = content[:_HEAD_BYTES]
    if head.startswith(codecs.BOM_UTF16_LE):
        text = head.decode("utf-16-le", errors="replace")
    elif head.startswith(codecs.BOM_UTF16_BE):
        text = head.decode("utf-16-be", errors="replace")
    else:
        text = head.decode("utf-8", errors="replace")
    lead = _LEAD.match(text)
    return text[lead.end() :] if lead else text


def is_html(content: bytes) -> bool:
    """Tell whether a file is a web page, or a part of one that is not Markdown with tags in it.

    >>> is_html(b"<!-- saved --><!DOCTYPE html><p>x"), is_html(b"<p align=center>Logo</p>\\n\\n# A package\\n")
    (True, False)
    """
    begin = beginning(content)
    if _WHOLE.match(begin):
        return True
    if not _PART.match(begin) or not content.rstrip().endswith(b">"):
        return False
    return len(_CLOSED.findall(content, 0, 200_000)) >= 1 and not _MARKDOWN.search(content, 0, 200_000)
