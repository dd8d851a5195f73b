"""What dresses words in plain text and Markdown, and words with that dress taken off."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from thymograph.model import CleanText, Span

__all__ = ["clean", "markup_spans", "merge_spans"]

# Each alternative names the parts that go; what is not in a group stays. One pass over the text.
_MARKUP = re.compile(
    r"""
    (?P<quoted>(?:(?<=\n)|\A)[ \t]*(?:>[ \t]?)+(?=[^\W\d]|[*"“\[(\#\u2600-\u27bf\U0001f300-\U0001faff-]))
  | (?P<comment><!--.*?-->)
  | (?P<image>!\[[^\]\n]*\]\([^()\n]*\))
  | (?P<edit>\[(?:edit(?:\ source)?|edit\ \|\ edit\ source|hide|show|(?:[a-z]+\ )?(?:citation|clarification|source|verification|attribution)s?
      \ needed|when\?|who\?|by\ whom\?|which\?|dubious[^\]\n]{0,30}|unreliable\ (?:medical\ )?source\?|dead\ link|
      update|discuss)\])
  | (?<=[\w.,;:)\]"”%*])(?P<note>\[(?:[a-z]|(?:note|nb|n|lower-alpha)\s?\d{1,2})\])(?![\w(-])
  | (?P<open>\[)(?P<words>(?:[^\[\]\n\\]|\\.){0,400})(?P<close>\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"\n]*")?\))
  | (?P<bold>\*{2,3}|(?<!\w)__(?=\S)|(?<=\S)__(?!\w))
  | (?<![\w*])(?P<italic_open>\*)(?=[^\s*])[^*\n]{1,300}?(?<=[^\s*])(?P<italic_close>\*)(?![\w*])
  | (?<!\w)(?P<under_open>_)(?=[^\s_])[^_\n]{1,300}?(?<=[^\s_])(?P<under_close>_)(?!\w)
  | (?P<escape>\\)(?=[\\`*_{}\[\]()\#+\-.!|<>~^])
  | (?P<tag></?(?:sup|sub|b|i|em|strong|br|span|u|a|p|div|small|mark)\b[^<>\n]{0,300}>)
  | (?P<code>`+)
  | (?P<entity>&(?:nbsp|ensp|emsp|thinsp|\#160|\#xa0|\#8203|zwnj);)
    """,
    re.VERBOSE | re.DOTALL,
)
_REMOVED = (
    "quoted", "comment", "image", "edit", "note", "open", "close", "bold", "italic_open", "italic_close",
    "under_open", "under_close", "escape", "tag", "code", "entity",
)  # fmt: skip


# "[words][3]" with "[3]: address" somewhere: a link whose target stands elsewhere.
_DEFINED = re.compile(r"^[ ]{0,3}\[([^\[\]\n]{1,60})\]:[ \t]*<?(?:https?:|www\.|/|#)", re.MULTILINE)
_REFERRING = re.compile(r"(\[)([^\[\]\n]{1,300})(\]\[([^\[\]\n]{1,60})\])")


def _referring_links(text: str) -> Iterable[Span]:
    keys = {key.lower() for key in _DEFINED.findall(text)}
    if not keys:
        return
    for match in _REFERRING.finditer(text):
        if match[4].lower() in keys:
            yield Span(*match.span(1))
            yield Span(*match.span(3))


def markup_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of Markdown and inline HTML syntax in ``text``, sorted, without overlap.

    Words of emphasis and links stay, their stars and targets go; a picture goes whole. What is inside
    a link is looked at again, so that bold in a link loses its stars too.
    """
    spans: list[Span] = list(_referring_links(text))
    pending = [(0, len(text))]
    while pending:
        start, end = pending.pop()
        for match in _MARKUP.finditer(text, start, end):
            for name in _REMOVED:
                if match[name]:
                    spans.append(Span(*match.span(name)))
            if match["words"]:
                pending.append(match.span("words"))
            for opened, closed in (("italic_open", "italic_close"), ("under_open", "under_close")):
                if match[opened]:
                    pending.append((match.end(opened), match.start(closed)))
    return merge_spans(spans)


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return ``spans`` sorted, those that touch or overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(Span(*span))
    return tuple(merged)


# A word that the end of a line cut: at least three letters before the hyphen, small letters after it.
_HYPHEN = re.compile(r"(?<=[^\W\d_]{3})-[ \t]*\r?\n")
_SMALL = re.compile(r"[^\W\d_A-Z]")
_CLOSING = frozenset(".,;:!?)]”’")


_PARTS = re.compile(r"</?(?:br|p|div)\b|&(?:nbsp|ensp|emsp|thinsp|#160|#xa0);", re.IGNORECASE)


def _word_goes_on(text: str, position: int, end: int, masked: Sequence[Span]) -> int | None:
    """Return where the word that the hyphen at ``position`` cuts goes on in the next line, or None.

    What is masked between the lines (a running head) is passed over.
    """
    if not _HYPHEN.match(text, position):
        return None
    position += 1
    while position < end:
        index = bisect_right(masked, (position, len(text)))
        if index and masked[index - 1].end > position:
            position = masked[index - 1].end
        elif text[position].isspace():
            position += 1
        else:
            return position if _SMALL.match(text, position) else None
    return None


def clean(text: str, spans: Sequence[Span], masked: Sequence[Span]) -> CleanText:
    """Return the words of ``text`` in ``spans`` without what is in ``masked``.

    White space runs (line ends included) become one space, a word hyphenated at the end of a line is
    joined, and the space that a masked marker leaves before a closing mark goes.

    Args:
        text: A whole document.
        spans: Sorted parts of it; a space joins them.
        masked: Sorted spans without overlap, in the same document.
    """
    characters: list[str] = []
    offsets: list[int] = []
    space: int | None = None  # where white space began that is not written yet
    after_mask = False
    for span_start, span_end in spans:
        if characters and space is None:
            space = span_start
        position = span_start
        index = bisect_left(masked, (position, position)) if masked else 0
        if index and masked[index - 1].end > position:
            index -= 1
        while position < span_end:
            if index < len(masked) and masked[index].start <= position:
                if masked[index].end > position:
                    if _PARTS.search(text, *masked[index]) and space is None:
                        space = masked[index].start  # "<br>" and "&nbsp;" stand for white space
                    position = masked[index].end
                    after_mask = True
                index += 1
                continue
            stop = min(span_end, masked[index].start) if index < len(masked) else span_end
            while position < stop:
                character = text[position]
                if character.isspace() or character == "\ufeff":
                    if space is None:
                        space = position
                elif character == "-" and (on := _word_goes_on(text, position, span_end, masked)):
                    position = on
                    while index < len(masked) and masked[index].end <= position:
                        index += 1
                    stop = min(span_end, masked[index].start) if index < len(masked) else span_end
                    continue
                else:
                    if space is not None:
                        if characters and not (after_mask and character in _CLOSING):
                            characters.append(" ")
                            offsets.append(space)
                        space = None
                    after_mask = False
                    characters.append(character)
                    offsets.append(position)
                position += 1
    return CleanText("".join(characters), tuple(offsets))
