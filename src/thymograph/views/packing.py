"""Frozen values as small JSON: arrays in the order of their fields, repeated strings kept once.

The page unpacks them by the schema that travels with them, so that what a reader copies as a claim's
record is field for field what :func:`thymograph.records.to_record` gives.
"""

from __future__ import annotations

import types
import typing
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any

from thymograph.records import Json

__all__ = ["Kind", "Packer", "schema"]

# A kind is "s" (string or null), "n" (number or null), "b" (truth or null), the name of a dataclass,
# ["list", kind] or ["tuple", [kind, …]].
Kind = Any


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _kind(hint: Any) -> Kind:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is str or origin is typing.Literal:
        return "s"
    if hint is bool:
        return "b"
    if hint in (int, float):
        return "n"
    if origin in (types.UnionType, typing.Union):
        return _kind(next(item for item in arguments if item is not type(None)))
    if origin is tuple and arguments[-1] is Ellipsis:
        return ["list", _kind(arguments[0])]
    if origin is tuple:
        return ["tuple", [_kind(argument) for argument in arguments]]
    if isinstance(hint, type) and is_dataclass(hint):
        return hint.__name__
    raise TypeError(f"{hint}: a field of this type cannot be packed; add it to views/packing.py")


def _classes(hint: Any) -> Iterable[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for argument in typing.get_args(hint):
        yield from _classes(argument)


def schema(*roots: type) -> dict[str, list[Kind]]:
    """Return ``{class name: [[record key, kind], …]}`` of ``roots`` and of the values that they hold.

    The key alone stands for a string.
    """
    found: dict[str, list[Kind]] = {}
    waiting = list(roots)
    while waiting:
        cls = waiting.pop()
        if cls.__name__ in found:
            continue
        hints = _hints(cls)
        members = fields(cls)
        kinds = [(member.name.removesuffix("_"), _kind(hints[member.name])) for member in members]
        found[cls.__name__] = [key if kind == "s" else [key, kind] for key, kind in kinds]
        waiting += [inner for member in members for inner in _classes(hints[member.name])]
    return dict(sorted(found.items()))


@dataclass
class Packer:
    """Packs values in two passes: the first counts strings, the second writes them.

    >>> packer = Packer()
    >>> for _ in range(2): packer.count("twice")
    >>> packer.pack("twice"), packer.pack("once"), packer.strings()
    (0, 'once', ['twice'])
    """

    counts: Counter[str] = field(default_factory=Counter)
    _places: dict[str, int] | None = None

    def count(self, value: object) -> None:
        """Note the strings of ``value``; all values are counted before the first is packed."""
        if isinstance(value, str):
            self.counts[value] += 1
        elif isinstance(value, tuple | list):
            for item in value:
                self.count(item)
        elif is_dataclass(value) and not isinstance(value, type):
            for member in fields(value):
                self.count(getattr(value, member.name))

    def _table(self) -> dict[str, int]:
        if self._places is None:
            # One or two characters are no longer than the number that would stand for them.
            repeated = [text for text, count in self.counts.items() if count > 1 and len(text) > 2]
            repeated.sort(key=lambda text: (-self.counts[text], text))
            self._places = {text: place for place, text in enumerate(repeated)}
        return self._places

    def strings(self) -> list[str]:
        """Return the table that numbers in place of strings point into."""
        return list(self._table())

    def pack(self, value: object) -> Json:
        """Return ``value`` packed: strings as places in the table where they repeat, absent tails cut off."""
        if isinstance(value, str):
            return self._table().get(value, value)
        if isinstance(value, bool):
            return int(value)
        if value is None or isinstance(value, int | float):
            return value
        if isinstance(value, tuple | list):
            return [self.pack(item) for item in value]
        if is_dataclass(value) and not isinstance(value, type):
            members = [getattr(value, member.name) for member in fields(value)]
            while members and members[-1] in (None, ()):
                members.pop()
            return [self.pack(member) for member in members]
        raise TypeError(f"{type(value).__name__}: cannot be packed")
