"""The YAML front matter of a document: where it ends, and where each of its values stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

__all__ = ["FrontMatter", "FrontMatterValue", "read_front_matter"]

_FENCE = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<body>.*?)^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatterValue:
    """A scalar: the keys that lead to it, its value, and where its words stand in the document."""

    keys: tuple[str, ...]
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The block between the two ``---`` lines that open a document."""

    end: int
    """Code point after the closing line; 0 when there is none."""
    values: tuple[FrontMatterValue, ...] = ()
    problem: str | None = None
    """Why it is not YAML, with the line; its plain ``key: value`` lines are then its values."""

    def get(self, *names: str) -> str | None:
        """Return the first top-level value whose key is one of ``names``, compared without case."""
        for name in names:
            for item in self.values:
                if len(item.keys) == 1 and item.keys[0].lower() == name:
                    return item.value
        return None


def _walk(node: yaml.Node, keys: tuple[str, ...], text: str, shift: int) -> Iterator[FrontMatterValue]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk(value, (*keys, str(key.value)), text, shift)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _walk(value, (*keys, str(number)), text, shift)
    elif isinstance(node, yaml.ScalarNode):
        start, end = shift + node.start_mark.index, shift + node.end_mark.index
        if node.style in ("|", ">"):
            # The indicator line is syntax; the words begin on the next line.
            start = text.find("\n", start, end) + 1 or end
        elif node.style in ("'", '"'):
            start, end = start + 1, end - 1
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            yield FrontMatterValue(keys=keys, value=str(node.value).strip(), start=start, end=end)


_PLAIN = re.compile(r"^(?P<key>[A-Za-z][\w-]*):[ \t]+(?P<value>\S[^\n]*?)[ \t\r]*$", re.MULTILINE)


def _plain_values(body: str, shift: int) -> Iterator[FrontMatterValue]:
    for match in _PLAIN.finditer(body):
        start, end = match.span("value")
        yield FrontMatterValue(keys=(match["key"],), value=match["value"], start=shift + start, end=shift + end)


def read_front_matter(text: str, *, path: str) -> FrontMatter:
    """Return the front matter of ``text``; one without values and ``end`` 0 where there is none.

    Where it is not YAML ("title: Asthma: a guide" is a slip that many make), ``problem`` says so and the
    lines that are plainly a key and a value are read as such.
    """
    fence = _FENCE.match(text)
    if not fence:
        return FrontMatter(end=0)
    shift = fence.start("body")
    try:
        # Composed, never constructed: nodes have places, and no object is ever built from a document.
        node = yaml.compose(fence["body"], Loader=yaml.SafeLoader)
        return FrontMatter(end=fence.end(), values=tuple(_walk(node, (), text, shift)) if node else ())
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        reason = f"line {line}: the front matter is not YAML ({error.problem})"
    except (yaml.YAMLError, RecursionError) as error:
        reason = f"the front matter is not YAML ({type(error).__name__})"
    return FrontMatter(
        end=fence.end(),
        values=tuple(_plain_values(fence["body"], shift)),
        problem=f"{path}: {reason}; its plain 'key: value' lines are read, mend it or remove the --- lines",
    )
