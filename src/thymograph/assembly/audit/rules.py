"""The rules by name, each with what it looks for; and the audit that runs them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from thymograph.assembly.audit import (
    arithmetic,
    entities,
    lists,
    markers,
    retractions,
    shares,
    sums,
    uncited,
    wording,
    works,
)
from thymograph.assembly.audit.dossiers import Dossier, dossiers_of
from thymograph.assembly.audit.findings import AuditReport, Outcome, report_of
from thymograph.errors import QueryError
from thymograph.model import ClaimGraph

__all__ = ["RULES", "Rule", "audit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A named rule: what it looks for, in a line, and the function that does."""

    name: str
    title: str
    check: Callable[[Dossier], Iterator[Outcome]]


RULES: tuple[Rule, ...] = (
    Rule(name="dangling_marker", title="A marker that no entry answers to", check=markers.dangling_marker),
    Rule(name="mixed_marker_styles", title="Markers in several styles", check=markers.mixed_marker_styles),
    Rule(name="no_references_at_all", title="Claims without any reference", check=lists.no_references_at_all),
    Rule(name="uncited_stretch", title="Many claims on end without a reference", check=uncited.uncited_stretch),
    Rule(name="uncited_cell", title="A cell without a reference among cited ones", check=uncited.uncited_cell),
    Rule(name="unnumbered_list", title="Numbered markers, entries without numbers", check=lists.unnumbered_list),
    Rule(name="entry_never_cited", title="An entry that no marker leads to", check=lists.entry_never_cited),
    Rule(name="host_only_entry", title="An entry that names only a site", check=lists.host_only_entry),
    Rule(name="duplicate_entry", title="An entry that stands in the list twice", check=lists.duplicate_entry),
    Rule(
        name="empty_reference_cell", title="An empty cell in a column of references", check=lists.empty_reference_cell
    ),
    Rule(
        name="weak_work_behind_clinical_number",
        title="A clinical number that rests on a press release, a web page or the like alone",
        check=works.weak_work_behind_clinical_number,
    ),
    Rule(
        name="rests_on_retracted_work",
        title="A cited work that was retracted or is under concern",
        check=retractions.rests_on_retracted_work,
    ),
    Rule(
        name="work_about_another_entity",
        title="A cited work whose title is about another drug or therapy",
        check=entities.work_about_another_entity,
    ),
    Rule(name="wording_climbs", title="Guarded in the body, asserted in the conclusion", check=wording.wording_climbs),
    Rule(name="ci_holds_estimate", title="An estimate outside of its interval", check=arithmetic.ci_holds_estimate),
    Rule(name="p_agrees_with_ci", title="A p that contradicts its interval", check=arithmetic.p_agrees_with_ci),
    Rule(name="impossible_figure", title="A share, p or ratio that cannot be", check=arithmetic.impossible_figure),
    Rule(
        name="percent_of_n_is_whole",
        title="A percentage that no whole number of patients gives",
        check=shares.percent_of_n_is_whole,
    ),
    Rule(
        name="percent_matches_count",
        title="A count and its percentage that disagree",
        check=shares.percent_matches_count,
    ),
    Rule(
        name="differences_add_up",
        title="A change that is not the difference of its ends, parts that do not make the whole",
        check=sums.differences_add_up,
    ),
)


def audit(
    graph: ClaimGraph, *, texts: Mapping[str, str] | None = None, rules: Iterable[str] | None = None
) -> AuditReport:
    """Return what the rules find in ``graph``, and which checks were made and which could not be.

    Args:
        graph: Assembled claims and documents.
        texts: Texts of documents by SHA-256; rules that need a text are not performed without it.
        rules: Names of the rules to run; all if None.

    Raises:
        QueryError: for a rule that there is not.
    """
    known = {rule.name: rule for rule in RULES}
    chosen = list(known) if rules is None else list(rules)
    for name in chosen:
        if name not in known:
            raise QueryError(f"no audit rule {name!r}; there are {', '.join(known)}")
    picked = [known[name] for name in known if name in chosen]
    outcomes = (outcome for dossier in dossiers_of(graph, texts) for rule in picked for outcome in rule.check(dossier))
    return report_of(outcomes, [rule.name for rule in picked])
