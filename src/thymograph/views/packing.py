"""Frozen values as small JSON: arrays in the order of their fields, repeated strings kept once.

The page unpacks them by the schema that travels with them, so that what a reader copies as a claim's
record is field for field what :func:`thymograph.records.to_record` gives.
"""

from __future__ import annotations

import types
import typing
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, cast

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


@cache
def _parts(cls: Hashable) -> tuple[Callable[[object], tuple[Any, ...]], tuple[int, ...], tuple[int, ...]]:
    """Return how to read the fields of a dataclass, and which hold strings, and which hold more than one value."""
    made = cast(type, cls)
    names = [member.name for member in fields(made)]
    kinds = [_kind(_hints(made)[name]) for name in names]
    read = attrgetter(*names)
    strings = tuple(place for place, kind in enumerate(kinds) if kind == "s")
    plain = ("s", "n")
    nested = tuple(place for place, kind in enumerate(kinds) if kind not in plain)
    # Of a single field attrgetter gives no tuple.
    return (read if len(names) > 1 else lambda value: (read(value),)), strings, nested


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
        found: list[str] = []
        self._collect(value, found)
        # Counting a list is one call; a call a string takes as long as all the rest.
        self.counts.update(found)

    def _collect(self, value: Any, found: list[str]) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, tuple | list):
            for item in value:
                self._collect(item, found)
        elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
            read, strings, nested = _parts(value.__class__)
            members = read(value)
            for place in strings:
                if (text := members[place]) is not None:
                    found.append(text)
            for place in nested:
                if members[place]:
                    self._collect(members[place], found)

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
        return _packed(value, self._table())


def _packed(value: Any, table: Mapping[str, int]) -> Json:
    if isinstance(value, str):
        return table.get(value, value)
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, tuple | list):
        return [_packed(item, table) for item in value]
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        read, strings, nested = _parts(value.__class__)
        members: list[Any] = list(read(value))
        while members and (members[-1] is None or members[-1] == ()):
            members.pop()
        length = len(members)
        for place in strings:
            if place < length and (text := members[place]) is not None:
                members[place] = table.get(text, text)
        for place in nested:
            if place < length:
                members[place] = _packed(members[place], table)
        return members
    raise TypeError(f"{type(value).__name__}: cannot be packed")
