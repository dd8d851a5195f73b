"""Commands that weigh claims: conflicts, agreement, stances, compare, diff."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thymograph.cli.asking import opened
from thymograph.cli.options import format_option, graph_option
from thymograph.cli.printing import notice, print_rows

if TYPE_CHECKING:
    from thymograph.assembly.roots import Footing
    from thymograph.assembly.stands import Difference
    from thymograph.model import Claim, ClaimGraph

__all__ = ["agreement_command", "compare_command", "conflicts_command", "diff_command", "stances_command"]


def _assembled(graph: str | None) -> ClaimGraph:
    from thymograph.assembly import assemble

    handle = opened(graph)
    return assemble(handle.documents(), handle.claims(), list(handle.works()))


def _differing(found: Iterable[Difference]) -> str:
    return "; ".join(f"{one.qualifier}: {' / '.join(value or 'not said' for value in one.values)}" for one in found)


def _place(claim: Claim | None) -> str:
    if claim is None:
        return ""
    return f"{claim.path}:{min((anchor.line for anchor in claim.words), default=0)}"


def _rests(footing: Footing | None) -> tuple[object, ...]:
    if footing is None:
        return ("", "", "")
    weak = "; ".join(f"{root.name} ({root.weakness})" for root in footing.weak_roots)
    return len(footing.roots), footing.roots_at_least, weak


def _names_it(wanted: str | None) -> Callable[[str], bool]:
    """Return what tells whether words name ``wanted``, by any name that the lexicon has for it."""
    from thymograph.lexicon.concepts import load_lexicon
    from thymograph.lexicon.folding import fold_key

    if wanted is None:
        return lambda words: True
    lexicon = load_lexicon()
    found = (lexicon.concept(entity.id) for entity in lexicon.find(wanted) if entity.id and entity.text == wanted)
    labels = {fold_key(label) for concept in found if concept for label in concept.labels} | {fold_key(wanted)}
    return lambda words: any(f" {label} " in f" {fold_key(words)} " for label in labels)


about_option = click.option("--about", metavar="NAME", help="Only what names this, in any spelling.")


@click.command("conflicts")
@click.option("--type", "kinds", multiple=True, metavar="TYPE", help="Only conflicts of this type; repeatable.")
@click.option("--direct", is_flag=True, help="Only where no qualifier differs.")
@about_option
@graph_option
@format_option
def conflicts_command(kinds: tuple[str, ...], direct: bool, about: str | None, graph: str | None, form: str) -> int:
    """List what does not go together: a row for each claim of each conflict.

    \b
    Types: polarity, numeric, recommendation, safety, certainty, within_document, and
    apparent, where condition, population, system, comparator or combination differ.
    """
    from thymograph.assembly.conflicts import CONFLICT_TYPES, conflicts_of, sides_of
    from thymograph.assembly.roots import rooting_of
    from thymograph.assembly.sides import side_words

    unknown = sorted(set(kinds) - set(CONFLICT_TYPES))
    if unknown:
        raise click.UsageError(f"--type {unknown[0]}: is none of {', '.join(CONFLICT_TYPES)}")
    made = _assembled(graph)
    claims = {claim.id: claim for claim in made.claims}
    named = _names_it(about)
    rooting = rooting_of(made)
    rows = []
    for one in conflicts_of(made):
        if (kinds and one.type not in kinds) or (direct and not one.direct):
            continue
        if not named(f"{one.question.subject} {one.question.object} {one.explanation}"):
            continue
        sides = sides_of(one, claims, rooting)
        for member in one.members:
            claim = claims[member.claim]
            rows.append(
                (
                    one.id, one.type, "yes" if one.direct else "no", one.question.subject, one.question.object,
                    member.claim, _place(claim), member.attitude, side_words(one.question.family, member.says),
                    len(sides[member.attitude].roots), _differing(one.differing), one.rule,
                    one.explanation,
                )
            )  # fmt: skip
    columns = (
        "conflict", "type", "direct", "subject", "object", "claim", "place", "attitude", "says", "side_roots",
        "differing", "rule", "explanation",
    )  # fmt: skip
    if not print_rows(columns, rows, form):
        notice("thymograph: no conflict found")
        return 1
    return 0


@click.command("agreement")
@click.option("--documents", "least", type=click.IntRange(1), default=2, show_default=True, help="In at least so many.")
@about_option
@graph_option
@format_option
def agreement_command(least: int, about: str | None, graph: str | None, form: str) -> int:
    """List what several documents say, and on how many independent roots; most documents first.

    Copies of a document, bare hosts and pages of one host do not add roots; links that are only inferred are counted
    apart. A root that is a database page, web page, press release, vendor page or bare host is named.
    """
    from thymograph.assembly.roots import agreements

    made = _assembled(graph)
    titles = {document.sha256: document.path for document in made.documents}
    named = _names_it(about)
    rows = []
    for one in sorted(
        agreements(made),
        key=lambda one: (
            -len(one.footing.documents),
            -one.footing.voices,
            -len(one.footing.claims),
            one.subject,
            one.object,
            one.answer,
        ),
    ):
        footing = one.footing
        if len(footing.documents) < least or not named(f"{one.subject} {one.object}"):
            continue
        roots, at_least, weak = _rests(footing)
        rows.append(
            (
                one.subject, one.predicate, one.object, one.answer, len(footing.documents), footing.voices,
                len(footing.claims), footing.citations, roots, at_least, len(footing.inferred), footing.dangling, weak,
                "; ".join(titles.get(key, key) for key in footing.sellers),
            )
        )  # fmt: skip
    columns = (
        "subject", "family", "object", "answer", "documents", "voices", "claims", "citations", "roots",
        "roots_at_least", "inferred", "dangling", "weak_roots", "sellers",
    )  # fmt: skip
    if not print_rows(columns, rows, form):
        notice(f"thymograph: nothing is said in {least} documents")
        return 1
    return 0


@click.command("stances")
@about_option
@graph_option
@format_option
def stances_command(about: str | None, graph: str | None, form: str) -> int:
    """List which organisation holds what on which intervention, against approvals, labels and use."""
    from thymograph.assembly.stance_board import stance_board

    named = _names_it(about)
    rows = [
        (
            one.organisation, one.stance, one.intervention, one.condition or "", one.population or "",
            "first hand" if one.first_hand else "reported", "; ".join(one.documents), len(one.cites),
            len(one.may_cite), "; ".join(one.approvals), "; ".join(one.labels), "; ".join(one.uses),
            "; ".join(one.contraindications), "; ".join(one.other_bodies), "yes" if one.against_practice else "no",
            "; ".join(one.claims),
        )
        for one in stance_board(_assembled(graph))
        if named(f"{one.organisation} {one.intervention} {one.condition or ''}")
    ]  # fmt: skip
    columns = (
        "organisation", "stance", "intervention", "condition", "population", "hand", "documents", "cites", "may_cite",
        "approvals", "labels", "uses", "contraindications", "other_bodies", "against_practice", "claims",
    )  # fmt: skip
    if not print_rows(columns, rows, form):
        notice("thymograph: no organisation states a position")
        return 1
    return 0


@click.command("compare")
@click.argument("draft", type=click.Path(exists=True, path_type=Path))
@click.option("--verdict", "wanted", multiple=True, metavar="VERDICT", help="Only this verdict; repeatable.")
@graph_option
@format_option
def compare_command(draft: Path, wanted: tuple[str, ...], graph: str | None, form: str) -> int:
    """Hold each claim of DRAFT (a file or folder) against the graph.

    \b
    Verdicts: contradicted, number differs, contradicted elsewhere (another context),
    another answer, supported, supported elsewhere, uncited (though the graph has a work), new.
    Exit 1 if anything is contradicted or a number differs.
    """
    from thymograph.assembly.comparison import COMPARISON_VERDICTS, compare
    from thymograph.pipeline import extract_files, gather

    unknown = sorted(set(wanted) - set(COMPARISON_VERDICTS))
    if unknown:
        raise click.UsageError(f"--verdict {unknown[0]}: is none of {', '.join(COMPARISON_VERDICTS)}")
    claims: list[Claim] = []
    failed = 0
    for outcome in extract_files(gather([draft])):
        for message in outcome.notices:
            notice(message)
        if outcome.extraction is not None:
            claims.extend(outcome.extraction.claims)
        elif outcome.failure is not None:
            failed += 1
            notice(f"{outcome.failure.path}: {outcome.failure.message}")
    made = _assembled(graph)
    evidence = {claim.id: claim for claim in made.claims}
    works = {work.id: work.title or work.host or work.key for work in made.works}
    rows = []
    bad = False
    for one in compare(claims, made):
        for judgement in one.judgements:
            if wanted and judgement.verdict not in wanted:
                continue
            bad = bad or judgement.verdict in ("contradicted", "number differs")
            rows.append(
                (
                    one.claim.id, _place(one.claim), judgement.verdict, judgement.about,
                    "; ".join(_place(evidence.get(key)) for key in judgement.claims), "; ".join(judgement.claims),
                    *_rests(judgement.footing), "; ".join(works.get(key, key) for key in judgement.works),
                    _differing(judgement.differing), judgement.explanation,
                )
            )  # fmt: skip
    columns = (
        "claim", "place", "verdict", "about", "evidence", "claims", "roots", "roots_at_least", "weak_roots", "works",
        "differing", "explanation",
    )  # fmt: skip
    print_rows(columns, rows, form)
    return 1 if bad or failed else 0


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@format_option
def diff_command(old: str, new: str, form: str) -> int:
    """Say what changed from graph OLD to graph NEW: conflicts, claims, citations, works.

    Exit 0 where nothing changed, else 1.
    """
    from thymograph.assembly.difference import difference

    found = difference(_assembled(old), _assembled(new))
    rows = [(one.kind, one.path, one.line, one.old, one.new, one.what) for one in found.changes]
    print_rows(("change", "document", "line", "old", "new", "what"), rows, form)
    counts = ", ".join(f"{count} {kind}" for kind, count in found.counts().items()) or "no change"
    notice(f"thymograph: {counts}; {found.same} claims are the same")
    return 1 if found.changes else 0
