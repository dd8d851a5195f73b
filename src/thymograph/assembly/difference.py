"""What changed from one graph to another: claims, their citations, works, and conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from rapidfuzz.fuzz import ratio

from thymograph.assembly.conflicts import Conflict, conflicts_of
from thymograph.lexicon.folding import fold_key
from thymograph.model import Claim, ClaimGraph, Work
from thymograph.records import to_record

__all__ = ["Change", "ChangeKind", "Difference", "difference"]

ChangeKind = Literal[
    "claim added", "claim removed", "claim changed", "citation status", "work added", "work removed",
    "conflict gained", "conflict lost", "conflict changed",
]  # fmt: skip

# Places move when anything above them is edited, and say nothing of the claim; so do ids and the rules' version.
_NOT_CONTENT = frozenset(
    {
        "id",
        "text_key",
        "document",
        "path",
        "anchors",
        "quote",
        "gist",
        "citations",
        "citation_status",
        "extractor",
        "repeats",
        "record_version",
    }
)
_ALIKE = 80.0
"""Of the words of two claims under one heading, for the one to be the other, edited."""
_LIKENED = 400
"""Claims under one heading, above which no edited ones are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change, with what stood before and what stands now."""

    kind: ChangeKind
    old: str | None
    """Id in the old graph."""
    new: str | None
    path: str
    """Of the document; "" for works and conflicts."""
    line: int | None
    what: str
    """The fields that changed, with was and is; the claim's gist, the work's title, the conflict's explanation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All changes between two graphs, and how much stayed."""

    changes: tuple[Change, ...]
    same: int
    """Claims found again without any change."""

    def counts(self) -> dict[ChangeKind, int]:
        """Return how many changes there are of each kind that occurs."""
        found: defaultdict[ChangeKind, int] = defaultdict(int)
        for change in self.changes:
            found[change.kind] += 1
        return dict(sorted(found.items()))


def _line(claim: Claim) -> int:
    return min((anchor.line for anchor in claim.words), default=0)


def _start(claim: Claim) -> tuple[str, int, str]:
    return claim.path, min((anchor.start for anchor in claim.words), default=0), claim.id


def _pairs(old: Sequence[Claim], new: Sequence[Claim]) -> tuple[list[tuple[Claim, Claim]], list[Claim], list[Claim]]:
    """Return (pairs, removed, added): by text key, within it by id, path and order; then by id; then by likeness of
    words under one heading of one path."""
    pairs: list[tuple[Claim, Claim]] = []
    left = {claim.id: claim for claim in sorted(old, key=_start)}
    right = {claim.id: claim for claim in sorted(new, key=_start)}

    def take(a: Claim, b: Claim) -> None:
        pairs.append((left.pop(a.id), right.pop(b.id)))

    def by_key(claims: Iterable[Claim], *names: str) -> dict[object, list[Claim]]:
        found: defaultdict[object, list[Claim]] = defaultdict(list)
        for claim in claims:
            found[tuple(getattr(claim, name) for name in names)].append(claim)
        return found

    # The same words of the same place first, so that two equal statements of one document are not crossed.
    for names in (("text_key", "id"), ("text_key", "path"), ("text_key",), ("id",)):
        waiting = by_key(right.values(), *names)
        for key, claims in by_key(left.values(), *names).items():
            for a, b in zip(claims, waiting.get(key, ()), strict=False):
                take(a, b)
    waiting = by_key(right.values(), "path", "section")
    for key, claims in by_key(left.values(), "path", "section").items():
        others = waiting.get(key, [])
        if not others or len(claims) * len(others) > _LIKENED**2:
            continue
        scored = sorted(
            (-ratio(words, other_words), _start(a), _start(b), a, b)
            for a, words in ((claim, fold_key(claim.quote or claim.gist)) for claim in claims)
            for b, other_words in ((claim, fold_key(claim.quote or claim.gist)) for claim in others)
            if ratio(words, other_words, score_cutoff=_ALIKE)
        )
        for _, _, _, a, b in scored:
            if a.id in left and b.id in right:
                take(a, b)
    return pairs, list(left.values()), list(right.values())


def _shown(value: object) -> str:
    words = str(to_record(value)) if not isinstance(value, str) else value
    return words if len(words) <= 120 else words[:119] + "…"


def _offsetless(value: object) -> object:
    """Return a JSON form without the offsets, which move when anything above is edited."""
    if isinstance(value, dict):
        return {key: _offsetless(item) for key, item in value.items() if key not in ("start", "end", "after")}
    return [_offsetless(item) for item in value] if isinstance(value, list) else value


_CONTENT = tuple(field.name for field in fields(Claim) if field.name not in _NOT_CONTENT)


def _changed(old: Claim, new: Claim) -> str:
    """Return which fields of a claim changed, with was and is; "" for none."""
    told = []
    # The text key covers words without their markers, and the heading, which is a field of its own below.
    if old.text_key != new.text_key and (
        old.section == new.section or fold_key(old.quote or "") != fold_key(new.quote or "")
    ):
        told.append("words")
    for name in _CONTENT:
        was, now = getattr(old, name), getattr(new, name)
        if was != now and _offsetless(to_record(was)) != _offsetless(to_record(now)):
            told.append(f"{name}: {_shown(was)} → {_shown(now)}" if isinstance(now, str | None) else name)
    return "; ".join(told)


def _cited(claim: Claim) -> tuple[str, ...]:
    return tuple(sorted({link.work or f"[{link.number}]" for link in claim.citations}))


def _claim_changes(old: Sequence[Claim], new: Sequence[Claim]) -> tuple[list[Change], int]:
    pairs, removed, added = _pairs(old, new)
    changes = []
    same = 0
    for was, now in pairs:
        place = {"old": was.id, "new": now.id, "path": now.path, "line": _line(now)}
        fields_changed = _changed(was, now)
        status = was.citation_status != now.citation_status
        if fields_changed:
            changes.append(Change(kind="claim changed", what=f"{fields_changed} ({now.gist})", **place))  # type: ignore[arg-type]
        if status or _cited(was) != _cited(now):
            told = f"{was.citation_status} → {now.citation_status}" if status else "cites other works"
            changes.append(Change(kind="citation status", what=f"{told} ({now.gist})", **place))  # type: ignore[arg-type]
        same += not fields_changed and not status
    for claim in removed:
        changes.append(
            Change(kind="claim removed", old=claim.id, new=None, path=claim.path, line=_line(claim), what=claim.gist)
        )
    for claim in added:
        changes.append(
            Change(kind="claim added", old=None, new=claim.id, path=claim.path, line=_line(claim), what=claim.gist)
        )
    return changes, same


def _work_changes(old: Iterable[Work], new: Iterable[Work]) -> list[Change]:
    # By key, and bare hosts by their name: the id of an entry moves with its place in the file.
    def keyed(works: Iterable[Work]) -> dict[str, Work]:
        found: dict[str, Work] = {}
        counts: defaultdict[str, int] = defaultdict(int)
        for work in sorted(works, key=lambda work: work.id):
            key = work.key
            if key.startswith("entry:"):
                counts[work.host or ""] += 1
                key = f"host:{work.host}#{counts[work.host or '']}"
            found[key] = work
        return found

    was, now = keyed(old), keyed(new)
    changes = []
    for key in sorted(was.keys() ^ now.keys()):
        kind: ChangeKind = "work added" if key in now else "work removed"
        work = now.get(key) or was[key]
        changes.append(
            Change(
                kind=kind,
                old=work.id if key in was else None,
                new=work.id if key in now else None,
                path="",
                line=None,
                what=work.title or work.host or work.key,
            )
        )
    return changes


def _conflict_changes(old: Iterable[Conflict], new: Iterable[Conflict]) -> list[Change]:
    was: Mapping[str, Conflict] = {one.id: one for one in old}
    now: Mapping[str, Conflict] = {one.id: one for one in new}
    changes = []
    for key in sorted(was.keys() | now.keys()):
        before, after = was.get(key), now.get(key)
        if before is not None and after is not None:
            if before.explanation != after.explanation:
                told = f"{after.type}: {before.explanation} → {after.explanation}"
                changes.append(Change(kind="conflict changed", old=key, new=key, path="", line=None, what=told))
        elif after is not None:
            told = f"{after.type}: {after.explanation}"
            changes.append(Change(kind="conflict gained", old=None, new=key, path="", line=None, what=told))
        elif before is not None:
            told = f"{before.type}: {before.explanation}"
            changes.append(Change(kind="conflict lost", old=key, new=None, path="", line=None, what=told))
    return changes


_ORDER: tuple[ChangeKind, ...] = (
    "conflict gained", "conflict lost", "conflict changed", "claim added", "claim removed", "claim changed",
    "citation status", "work added", "work removed",
)  # fmt: skip


def difference(old: ClaimGraph, new: ClaimGraph) -> Difference:
    """Return what changed from ``old`` to ``new``, conflicts first, then claims in reading order, then works.

    A claim is the same where its words and heading are (``text_key``), wherever they moved to, else where its place is
    (``id``), else where its words are nearly the same under the same heading of the same path. Offsets that moved are
    no change. A file under a new path keeps its claims.
    """
    changes, same = _claim_changes(old.claims, new.claims)
    changes += _work_changes(old.works, new.works)
    changes += _conflict_changes(conflicts_of(old), conflicts_of(new))
    order = {kind: place for place, kind in enumerate(_ORDER)}
    return Difference(
        changes=tuple(
            sorted(
                changes,
                key=lambda one: (order[one.kind], one.path, one.line or 0, one.what, one.old or "", one.new or ""),
            )
        ),
        same=same,
    )
