"""Statements made of a case's sentence and its context lines."""

from __future__ import annotations

from case_file import Case
from thymograph.model import CleanText, Entity, Frame, FrameRole, Span, Statement

__all__ = ["statement_of", "topic_of_case"]

_ROLES: dict[str, FrameRole] = {
    "section": "heading",
    "lead": "list_lead",
    "question": "question",
    "caption": "caption",
}


def _clean(words: str) -> CleanText:
    return CleanText(words, tuple(range(len(words))))


def statement_of(case: Case) -> Statement:
    """Return the statement of a case; one with a "context cell" stands in its table."""
    frames = [
        Frame(role=_ROLES[role], words=_clean(words), span=Span(0, len(words)))
        for role, words in case.frames
        if role in _ROLES
    ]
    cell = case.one("context cell")
    if cell is not None:
        row, column = (int(number) for number in cell.split())
        heads = [words.strip() for words in (case.one("context heads") or "").split("|")]
        label = case.all("context row")[row].split("|")[0].strip()
        frames.append(Frame(role="column_head", words=_clean(heads[column]), span=Span(0, 1)))
        frames.append(Frame(role="row_label", words=_clean(label), span=Span(0, 1)))
    return Statement(
        spans=(Span(0, len(case.text)),),
        words=_clean(case.text),
        frames=tuple(frames),
        unit="cell" if cell is not None else "sentence",
        section=tuple(words for role, words in case.frames if role == "section"),
    )


def topic_of_case(case: Case) -> Entity | None:
    """Return the implied drug of a case, if it has one."""
    topic = case.one("topic")
    return Entity(start=-1, end=-1, text=topic, name=topic, type="drug", implicit=True) if topic else None
