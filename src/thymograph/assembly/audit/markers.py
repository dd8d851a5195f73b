"""Rules on citation markers: those that lead nowhere, and styles mixed in one document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from thymograph.assembly.audit.dossiers import Dossier, spelled
from thymograph.assembly.audit.findings import Finding, Outcome, passed
from thymograph.model import CitationMarker

__all__ = ["dangling_marker", "mixed_marker_styles"]

# A column of references and footnotes are ways of their own beside the markers of the prose.
_OWN_WAYS = frozenset({"cell", "footnote"})
_STYLE_WORDS = {
    "bracket": "[n]",
    "caret": "^[n]",
    "caret_group": "^{[n]}",
    "escaped_link": "[\\[n\\]](…)",
    "bare": "bare numbers",
    "author_year": "author and year",
    "superscript": "raised numbers",
}


def _listed(dossier: Dossier) -> str:
    entries = dossier.document.entries
    if not entries:
        return "the document has no reference list"
    numbers = [entry.number for entry in entries if entry.number]
    count = f"{len(entries)} entr{'y' if len(entries) == 1 else 'ies'}"
    if not numbers:
        return f"the reference list has {count} and no numbers"
    return f"the reference list has {count}, numbered {numbers[0]} to {numbers[-1]}"


def dangling_marker(dossier: Dossier) -> Iterator[Outcome]:
    """Yield, for each marker, whether anything of the reference list answers to it; a guess does."""
    rule = "dangling_marker"
    numbers = {entry.number for entry in dossier.document.entries if entry.number}
    led = {
        citation.number
        for claim in (*dossier.claims, *dossier.repeats)
        for citation in claim.citations
        if citation.entry is not None or citation.work is not None
    }
    for marker in dossier.document.markers:
        pairs = dossier.citing.get(marker.id, ())
        if pairs:
            leads = any(citation.entry is not None or citation.work is not None for _, citation in pairs)
        else:
            # Of a heading or caption, which makes no claim: judged by what its number does elsewhere.
            leads = marker.number in numbers or marker.number in led or _named(dossier, marker)
        if leads:
            yield passed(rule)
            continue
        yield Outcome(
            rule,
            Finding(
                rule=rule,
                severity="error",
                document=dossier.document.sha256,
                path=dossier.document.path,
                start=marker.start,
                end=marker.end,
                line=dossier.line_of(marker.start),
                claim=pairs[0][0].id if pairs else None,
                message=f"marker {marker.number} has no entry: {_listed(dossier)}",
                remedy=f"add the work that {marker.number} stands for to the reference list, or take the marker out",
            ),
        )


def _named(dossier: Dossier, marker: CitationMarker) -> bool:
    """Tell whether an author–year marker outside of claims has an entry with that author and year."""
    name, _, year = marker.number.rpartition(" ")
    return bool(name) and any(
        (entry.year or "").startswith(year[:4]) and name.casefold() in (entry.authors or "").casefold()
        for entry in dossier.document.entries
    )


def mixed_marker_styles(dossier: Dossier) -> Iterator[Outcome]:
    """Yield whether a document prints all its markers in one style; one finding a document."""
    rule = "mixed_marker_styles"
    markers = [marker for marker in dossier.document.markers if marker.style not in _OWN_WAYS]
    if not markers:
        return
    counts = Counter(marker.style for marker in markers)
    if len(counts) == 1:
        yield passed(rule)
        return
    usual = min(counts, key=lambda style: (-counts[style], style))
    first = next(marker for marker in markers if marker.style != usual)
    told = spelled(
        f"{_STYLE_WORDS.get(style, style)} ({count})"
        for style, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    yield Outcome(
        rule,
        Finding(
            rule=rule,
            severity="note",
            document=dossier.document.sha256,
            path=dossier.document.path,
            start=first.start,
            end=first.end,
            line=dossier.line_of(first.start),
            message=f"markers come in {len(counts)} styles: {told}",
            remedy=f"print all markers as {_STYLE_WORDS.get(usual, usual)}, so that none is overlooked",
        ),
    )
