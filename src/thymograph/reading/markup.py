"""What dresses words in plain text and Markdown, and words with that dress taken off."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from thymograph.model import CleanText, Span
from thymograph.reading.hyphens import HYPHEN_AT_LINE_END, hyphen_at

__all__ = ["clean", "markup_spans", "merge_spans"]

# Each alternative names the part that goes, or the two around words that stay. One pass over the text, in which one look
# at a character tells that none of the others begins there.
_MARKUP = re.compile(
    r"""
    (?P<quoted>(?:(?<=\n)|\A)[ \t]*(?:>[ \t]?)+(?=[^\W\d]|[*"“\[(\#\u2600-\u27bf\U0001f300-\U0001faff-]))
  | (?=[!\[*_<\\`&])(?:
    (?P<comment><!--.*?-->)
  | (?P<image>!\[[^\]\n]*\]\([^()\n]*\))
  | (?P<edit>\[(?:edit(?:\ source)?|edit\ \|\ edit\ source|hide|show|(?:[a-z]+\ )?(?:citation|clarification|source|verification|attribution)s?
      \ needed|when\?|who\?|by\ whom\?|which\?|dubious[^\]\n]{0,30}|unreliable\ (?:medical\ )?source\?|dead\ link|
      update|discuss)\])
  | (?<=[\w.,;:)\]"”%*])(?P<note>\[(?:[a-z]|(?:note|nb|n|lower-alpha)\s?\d{1,2})\])(?![\w(-])
  | (?P<open>\[)(?:(?:[^\[\]\n\\]|\\.){0,400})(?P<close>\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"\n]*")?\))
  | (?P<bold>\*{2,3}|(?<!\w)__(?=\S)|(?<=\S)__(?!\w))
  | (?<![\w*])(?P<italic_open>\*)(?=[^\s*])[^*\n]{1,300}?(?<=[^\s*])(?P<italic_close>\*)(?![\w*])
  | (?<!\w)(?P<under_open>_)(?=[^\s_])[^_\n]{1,300}?(?<=[^\s_])(?P<under_close>_)(?!\w)
  | (?P<escape>\\)(?=[\\`*_{}\[\]()\#+\-.!|<>~^])
  | (?P<tag></?(?:sup|sub|b|i|em|strong|br|span|u|a|p|div|small|mark)\b[^<>\n]{0,300}>)
  | (?P<code>`+)
  | (?P<entity>&(?:nbsp|ensp|emsp|thinsp|\#160|\#xa0|\#8203|zwnj);)
    )
    """,
    re.VERBOSE | re.DOTALL,
)
# What goes at both ends of words, by the name of its end.
_PAIRS = {"close": "open", "italic_close": "italic_open", "under_close": "under_open"}


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


# One of these stands in every piece of markup.
_SIGN = re.compile(r"[\[*_<>\\`&]")


def markup_spans(text: str) -> tuple[Span, ...]:
    """Return the spans of Markdown and inline HTML syntax in ``text``, sorted, without overlap.

    Words of emphasis and links stay, their stars and targets go; a picture goes whole. What is inside
    a link is looked at again, so that bold in a link loses its stars too.
    """
    if _SIGN.search(text) is None:
        return ()
    spans: list[Span] = list(_referring_links(text)) if "]:" in text else []
    pending = [(0, len(text))]
    while pending:
        start, end = pending.pop()
        for match in _MARKUP.finditer(text, start, end):
            # The last group that took part tells the alternative.
            name = match.lastgroup or ""
            spans.append(Span(*match.span(name)))
            if name in _PAIRS:
                opened = _PAIRS[name]
                spans.append(Span(*match.span(opened)))
                pending.append((match.end(opened), match.start(name)))
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


# Words with single spaces between them, which stay as they are.
_WORDS = re.compile(r"[^\s\ufeff]+(?: [^\s\ufeff]+)*")
_CLOSING = frozenset(".,;:!?)]”’")


_PARTS = re.compile(r"</?(?:br|p|div)\b|&(?:nbsp|ensp|emsp|thinsp|#160|#xa0);", re.IGNORECASE)


def _word_goes_on(text: str, start: int, position: int, end: int, masked: Sequence[Span]) -> tuple[int, bool] | None:
    """Return where the word with the hyphen at ``position`` goes on in the next line, and whether the hyphen stays, or None.

    What is masked between the lines (a running head) is passed over.
    """
    if not HYPHEN_AT_LINE_END.match(text, position):
        return None
    hyphen = position
    position += 1
    while position < end:
        index = bisect_right(masked, (position, len(text)))
        if index and masked[index - 1].end > position:
            position = masked[index - 1].end
        elif text[position].isspace():
            position += 1
        else:
            does = hyphen_at(text, start, hyphen, position)
            return (position, does == "joins") if does else None
    return None


def clean(text: str, spans: Sequence[Span], masked: Sequence[Span]) -> CleanText:
    """Return the words of ``text`` in ``spans`` without what is in ``masked``.

    White space runs (line ends included) become one space, a word hyphenated at the end of a line is
    joined (its hyphen stays in a compound), and the space that a masked marker leaves before a closing mark goes.

    Args:
        text: A whole document.
        spans: Sorted parts of it; a space joins them.
        masked: Sorted spans without overlap, in the same document.
    """
    words: list[str] = []
    offsets: list[int] = []
    space: int | None = None  # where white space began that is not written yet
    after_mask = False
    for span_start, span_end in spans:
        if words and space is None:
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
                run = _WORDS.search(text, position, stop)
                start, end = run.span() if run else (stop, stop)
                if start > position and space is None:
                    space = position
                if run is None:
                    position = stop
                    break
                position = start
                # Only at the end of a line can a hyphen cut a word.
                on = _word_goes_on(text, position, end - 1, span_end, masked) if text[end - 1] in "-\u2010" else None
                printed = text[position : end - 1] if on and not on[1] else text[position:end]
                if printed:
                    if space is not None:
                        if words and not (after_mask and printed[0] in _CLOSING):
                            words.append(" ")
                            offsets.append(space)
                        space = None
                    after_mask = False
                    words.append(printed)
                    offsets.extend(range(position, position + len(printed)))
                position = end
                if on:
                    position = on[0]
                    while index < len(masked) and masked[index].end <= position:
                        index += 1
                    stop = min(span_end, masked[index].start) if index < len(masked) else span_end
    return CleanText("".join(words), tuple(offsets))
