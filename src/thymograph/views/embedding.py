"""How texts are put into the page so that nothing in them runs: escaped JSON, hashed scripts, a policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable

from thymograph.records import Json

__all__ = ["json_for_html", "policy", "script_text"]

_UNSAFE = re.compile("[<>&\u2028\u2029]")


def json_for_html(value: Json) -> str:
    """Return JSON that can stand inside a script element: no character in it can end or begin a tag.

    >>> json_for_html({"gist": "</script><b>"})
    '{"gist":"\\\\u003c/script\\\\u003e\\\\u003cb\\\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def script_text(text: str) -> str:
    """Return a script of ours, or the vendored one, such that it cannot end its own element."""
    # A browser reads CR as LF before it hashes, so the hash must be over LF.
    text = re.sub(r"\r\n?", "\n", text)
    text = re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)
    return re.sub(r"</(?=script)", r"<\\/", text, flags=re.IGNORECASE)


def _digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the content security policy under which these texts alone run, and nothing is ever loaded."""
    return "; ".join(
        (
            "default-src 'none'",
            "img-src data: blob:",
            "style-src " + " ".join(map(_digest, styles)),
            "script-src " + " ".join(map(_digest, scripts)),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
