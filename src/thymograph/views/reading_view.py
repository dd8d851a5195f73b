"""The document view: a reader's own text, byte for byte, with its claims coloured and what was not understood shaded."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import thymograph
from thymograph.assembly.trails import Trail
from thymograph.errors import DocumentError
from thymograph.model import Claim, DocumentRecord, FileText, LedgerSpan
from thymograph.reading.formats import read_surface
from thymograph.records import from_record
from thymograph.views.embedding import policy, script_text
from thymograph.views.site import words
from thymograph.views.site.links import SiteLinks
from thymograph.views.site.record import SiteRecord
from thymograph.views.site.style import shared_style

__all__ = ["GROUPS", "OwnText", "end_words", "find_texts", "marked_lines", "text_page"]

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Results", ("trial_result", "comparison", "evidence_quality")),
    ("How it works", ("mechanism", "pharmacokinetics")),
    ("Safety", ("safety",)),
    ("Use and dose", ("indication", "dosage", "protocol_step")),
    ("Advice and approval", ("recommendation", "guideline_position", "regulatory_status")),
    ("Background", ("definition", "epidemiology")),
    ("Outlook and other", ("future_direction", "other")),
)
"""Kinds of claims by colour; more colours than these nobody tells apart. A line under the words tells them too."""
_GROUP_OF = {kind: number for number, (_, kinds) in enumerate(GROUPS, 1) for kind in kinds}
# Classes of the ledger that are told apart quietly, and the letter that the style knows them by.
_QUIET = {
    "unclaimed": "u", "claim": "s", "heading": "h", "list_lead": "i", "faq_question": "q", "table_frame": "t",
    "metadata": "d", "reference_entry": "r", "citation_marker": "m", "boilerplate": "b",
}  # fmt: skip
_NAMES = {**words.LEDGER_NAMES, "claim": "Read as a statement, without a claim here"}
_LINES_TOGETHER = 50
_TEMPLATES = Path(__file__).resolve().parent / "templates" / "reading"
# Hebrew, Arabic and their kin: only lines with such letters need a direction of their own.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnText:
    """A reader's file with the bytes of a document of the graph."""

    file: Path
    ledger: tuple[LedgerSpan, ...] = ()
    """As the graph has it; () where it is to be made from the text."""


# ---------------------------------------------------------------- files


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file())
        else:
            yield path


def find_texts(
    paths: Sequence[Path], documents: Iterable[DocumentRecord], folder: Path | None = None
) -> tuple[dict[str, OwnText], list[str]]:
    """Return the reader's texts of ``documents`` by SHA-256, and a message on each that was left out.

    Args:
        paths: Files, and folders that are searched through.
        documents: Of the graph.
        folder: Of the graph, whose ``ledger.jsonl`` accounts for the characters.
    """
    wanted = {one.sha256: one for one in documents}
    sizes = {one.size_bytes for one in wanted.values()}
    found: dict[str, Path] = {}
    named: defaultdict[str, list[tuple[Path, str]]] = defaultdict(list)
    names = {one.path.rsplit("/", 1)[-1] for one in wanted.values()}
    messages = [f"{path}: no such file or folder; left out" for path in paths if not path.exists()]
    explicit = {path for path in paths if path.is_file()}
    for file in _files(path for path in paths if path.exists()):
        if file.stat().st_size not in sizes and file.name not in names and file not in explicit:
            continue
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        if digest in wanted:
            found.setdefault(digest, file)
        elif file.name in names:
            named[file.name].append((file, digest))
        elif file in explicit:
            messages.append(f"{file}: no document of the graph has these bytes (sha256 {digest[:12]}); left out")
    for sha256, one in sorted(wanted.items(), key=lambda item: item[1].path):
        if sha256 in found:
            continue
        for file, digest in named[one.path.rsplit("/", 1)[-1]]:
            messages.append(
                f"{file}: is not the text that {one.path} was read from (sha256 {digest[:12]}, the graph has "
                f"{sha256[:12]}): places would be wrong; left out"
            )
    ledgers = _ledgers(folder, found.keys()) if folder is not None else {}
    return {key: OwnText(file=found[key], ledger=ledgers.get(key, ())) for key in sorted(found)}, messages


def _ledgers(folder: Path, wanted: Iterable[str]) -> Mapping[str, tuple[LedgerSpan, ...]]:
    """Return the spans that ``ledger.jsonl`` keeps of these documents."""
    path = folder / "ledger.jsonl"
    keys = set(wanted)
    spans: defaultdict[str, list[LedgerSpan]] = defaultdict(list)
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if record.get("document") in keys:
                    kept = {name: record[name] for name in ("kind", "start", "end")}
                    spans[record["document"]].append(from_record(LedgerSpan, kept, str(path)))
    return {key: tuple(sorted(value, key=lambda one: one.start)) for key, value in spans.items()}


def _ledger(own: OwnText, text: str) -> tuple[LedgerSpan, ...]:
    """Return the spans that cover ``text``: those kept, else read from it again."""
    if own.ledger and own.ledger[0].start == 0 and own.ledger[-1].end == len(text):
        return own.ledger
    # Here, not at the head: who has the ledger needs none of the rules.
    from thymograph.claims.extraction import extract
    from thymograph.lexicon.concepts import load_lexicon
    from thymograph.reading import read_document

    document = read_document(own.file.read_bytes(), path=own.file.name)
    return extract(document, load_lexicon(), quotes=False).ledger


def _in_words(
    file: FileText, claims: Iterable[Claim], ledger: Iterable[LedgerSpan]
) -> tuple[list[Claim], tuple[LedgerSpan, ...]]:
    """Return claims and ledger of a marked-up file with their places in the words that it shows."""
    moved = []
    for claim in claims:
        anchors = []
        for anchor in claim.anchors:
            start, end = file.citable_span(anchor.start, anchor.end)
            anchors.append(replace(anchor, start=start, end=end))
        moved.append(replace(claim, anchors=tuple(anchors)))
    spans: dict[int, LedgerSpan] = {}
    for span in ledger:
        start, end = file.citable_span(span.start, span.end)
        # Markup alone holds no words; of what is left, each span ends where the next begins.
        if start < end:
            spans[start] = replace(span, start=start, end=end)
    return moved, tuple(spans.values())


# ---------------------------------------------------------------- lines


def _joins(text: str, at: int) -> bool:
    """Whether the sign at ``at`` belongs to the one before it: an accent, a joined emoji, a selector."""
    sign = text[at]
    return (
        sign in (_JOINER, "\u200c")
        or text[at - 1] == _JOINER
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
        or unicodedata.category(sign) in ("Mn", "Me", "Mc")
    )


def _whole(text: str, at: int) -> int:
    """Return ``at``, or the next place where no letter is parted from its accents."""
    while 0 < at < len(text) and not text[at].isascii() and _joins(text, at):
        at += 1
    return at


def _written(text: str) -> str:
    # A parser takes CR for a line feed unless it is written out; NUL has no form in HTML, nor in what thymograph reads.
    return escape(text, quote=False).replace("\r", "&#13;")


def _claims_element(here: Sequence[Claim], inner: str, fresh: bool) -> str:
    """Return words of claims as one link to the first of them; the shortest is first."""
    first = here[0]
    group = _GROUP_OF.get(first.kind, len(GROUPS))
    more = f' data-c="{" ".join(escape(one.id) for one in here)}"' if len(here) > 1 else ""
    # One stop of the Tab key for each claim, however many pieces its words are in.
    skipped = "" if fresh else ' tabindex="-1"'
    several = " n" if len(here) > 1 else ""
    return f'<a class="c g{group}{several}" href="#{escape(first.id)}"{more}{skipped}>{inner}</a>'


def _places(claims: Iterable[Claim], text: str) -> list[tuple[int, int, Claim]]:
    found = []
    for claim in claims:
        for anchor in claim.words:
            start, end = _whole(text, max(0, anchor.start)), _whole(text, min(len(text), anchor.end))
            if start < end:
                found.append((start, end, claim))
    return found


def marked_lines(
    text: str, claims: Iterable[Claim], ledger: Iterable[LedgerSpan], sizes: Counter[str] | None = None
) -> Iterator[str]:
    """Yield each line of ``text`` as HTML: its words are the text's, to the last sign; marks are only put round them.

    Anchors may overlap and nest: a piece of text stands in as many claims as cover it. ``sizes`` counts letters, digits
    and signs by class of the ledger, "claim" being what no claim given covers.
    """
    places = _places(claims, text)
    length = {claim.id: sum(anchor.end - anchor.start for anchor in claim.words) for _, _, claim in places}
    opening: defaultdict[int, list[Claim]] = defaultdict(list)
    closing: defaultdict[int, list[Claim]] = defaultdict(list)
    for start, end, claim in places:
        opening[start].append(claim)
        closing[end].append(claim)
    class_at: dict[int, str] = {}
    for span in ledger:
        class_at[_whole(text, span.start)] = span.kind
    line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
    cuts = sorted({*opening, *closing, *class_at, *line_starts, len(text)})
    active: list[Claim] = []
    told: set[str] = set()
    ledger_class = "blank"
    pieces: list[str] = []
    number = 1
    for at, end in pairwise(cuts):
        if number < len(line_starts) and at == line_starts[number]:
            yield _line(number, "".join(pieces), text[line_starts[number - 1] : at])
            pieces = []
            number += 1
        for claim in closing.get(at, ()):
            active.remove(claim)
        active += opening.get(at, ())
        if len(active) > 1:
            active.sort(key=lambda one: (length[one.id], one.id))
        ledger_class = class_at.get(at, ledger_class)
        inner = _written(text[at:end])
        if sizes is not None:
            size = end - at - sum(map(text[at:end].count, " \t\r\n"))
            if ledger_class == "claim" and not active:
                # Bullets and bars beside a claim are of its class, and nothing to tell of.
                size = sum(map(str.isalnum, text[at:end]))
            sizes["covered" if active and ledger_class != "citation_marker" else ledger_class] += size
        if ledger_class == "citation_marker":
            inner = f'<span class="m">{inner}</span>'
        if active and text[at:end] != "\n":
            here = list({claim.id: claim for claim in active}.values())
            fresh = any(claim.id not in told for claim in here)
            told.update(claim.id for claim in here)
            pieces.append(_claims_element(here, inner, fresh))
        elif ledger_class in _QUIET and ledger_class != "citation_marker" and not text[at:end].isspace():
            pieces.append(f'<span class="{_QUIET[ledger_class]}">{inner}</span>')
        else:
            pieces.append(inner)
    yield _line(number, "".join(pieces), text[line_starts[number - 1] :])


def _line(number: int, inner: str, text: str) -> str:
    direction = ' dir="auto"' if not text.isascii() and _RIGHT_TO_LEFT.search(text) else ""
    return f'<div class="l" id="L{number}" data-n="{number}"{direction}>{inner}</div>'


# ---------------------------------------------------------------- pages


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("thymograph.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update({name: getattr(words, name) for name in words.__all__})
    made.globals.update(version=thymograph.__version__)
    return made


@cache
def _style() -> str:
    lines = (line.strip() for line in (_TEMPLATES / "text.css").read_text("utf-8").splitlines())
    return shared_style() + "".join(line + "\n" for line in lines if line)


@cache
def _script() -> str:
    lines = (line.strip() for line in (_TEMPLATES / "text.js").read_text("utf-8").splitlines())
    return script_text("".join(line + "\n" for line in lines if line and not line.startswith("//")))


def _groups(claims: Sequence[Claim]) -> list[tuple[int, str, list[tuple[str, int]]]]:
    """Return (number, name, [(kind, claims), …]) of the groups that occur."""
    counts = Counter(claim.kind for claim in claims)
    others = sorted(kind for kind in counts if kind not in _GROUP_OF)
    found = []
    for number, (name, kinds) in enumerate(GROUPS, 1):
        told = [*kinds, *others] if number == len(GROUPS) else kinds
        here = [(words.name_in(words.KIND_NAMES, kind), counts[kind]) for kind in told if counts[kind]]
        if here:
            found.append((number, name, here))
    return found


def end_words(trail: Trail) -> str:
    """Return where the citations of a claim end, in words."""
    if trail.verdict == "uncited":
        return "nothing is cited"
    if trail.verdict == "no citation needed":
        return "needs no citation"
    if trail.verdict == "dangling":
        return "its marker leads nowhere"
    return f"ends at: {trail.verdict}" + ("" if trail.certain else ", by a guess")


def _told(kind: str, sizes: Counter[str]) -> bool:
    """Whether the legend tells of a class: of what was not understood always, of others where they occur."""
    return kind == "unclaimed" or bool(sizes[kind])


def text_page(record: SiteRecord, sha256: str, own: OwnText, links: SiteLinks | None = None) -> str:
    """Return one offline page with the text of a document and its claims; within a site, linked to its pages.

    Raises:
        OSError: the file has gone.
        DocumentError: the file has changed since it was found.
    """
    document = record.documents[sha256]
    content = own.file.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DocumentError(f"{own.file}: has changed while it was being shown; run this again")
    surface = read_surface(content, path=own.file.name, max_bytes=len(content))
    text = surface.text
    claims: Sequence[Claim] = record.claims_of_document.get(sha256, ())
    ledger = _ledger(own, text if surface.file is None else surface.file.text)
    if surface.file is not None:
        claims, ledger = _in_words(surface.file, claims, ledger)
    sizes: Counter[str] = Counter()
    lines = list(marked_lines(text, claims, ledger, sizes))
    written = sum(size for kind, size in sizes.items() if kind != "blank")
    lots = ["".join(lines[start : start + _LINES_TOGETHER]) for start in range(0, len(lines), _LINES_TOGETHER)]
    style, script = _style(), _script()
    return (
        _environment()
        .get_template("reading/text.html.j2")
        .render(
            policy=policy((script,), (style,)),
            style=Markup(style),
            script=Markup(script),
            title=document.title or document.path,
            document=document,
            lots=[Markup(lot) for lot in lots],
            digits=len(str(len(lines))),
            groups=_groups(claims),
            quiet=[
                (_QUIET[kind], _NAMES[kind], words.percent(sizes[kind], written))
                for kind in _QUIET
                if _told(kind, sizes)
            ],
            unread=words.percent(sizes["unclaimed"], written),
            notes=[(claim, end_words(record.trail(claim))) for claim in claims],
            links=links,
            lines=len(lines),
        )
    )
