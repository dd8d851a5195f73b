"""The quads of what claims amount to together: conflicts, what answers rest on, and the positions of organisations."""

from __future__ import annotations

from collections.abc import Iterable

from thymograph.assembly.conflicts import Conflict, sides_of
from thymograph.assembly.roots import Agreement, Footing, Root, Rooting
from thymograph.assembly.stance_board import BoardRow
from thymograph.graph.terms import boolean, integer
from thymograph.graph.writing import Pen
from thymograph.model import Claim, content_id
from thymograph.vocabulary import ANSWERS, ATTITUDES, CONFLICT_TYPES, FAMILIES, RDFS, STANCES, TG, individual

__all__ = ["write_conflicts", "write_footing", "write_position"]


def write_conflicts(pen: Pen, conflicts: Iterable[Conflict], claims: Iterable[Claim], rooting: Rooting) -> None:
    """Write each conflict with its members, what each side rests on, and the qualifiers that differ."""
    by_id = {claim.id: claim for claim in claims}
    for one in conflicts:
        node = pen.iris.node("conflict", one.id)
        pen.type(node, TG.Conflict)
        pen.link(node, TG.conflictType, individual(CONFLICT_TYPES, one.type, "type of conflict"))
        pen.value(node, TG.direct, one.direct, boolean)
        # Figures and reactions are compared by what they are of; that is no question that assertions answer.
        if one.question.family in FAMILIES:
            pen.link(node, TG.onQuestion, pen.iris.question(one.question.id))
        pen.link(node, TG.subject, pen.concept(one.question.subject, one.question.subject_id))
        pen.link(node, TG.object, pen.concept(one.question.object, one.question.object_id))
        pen.value(node, TG.rule, one.rule)
        pen.value(node, TG.explanation, one.explanation)
        sides = sides_of(one, by_id, rooting)
        for member in one.members:
            part = pen.iris.node("member", content_id("m", one.id, member.claim, member.attitude))
            pen.type(part, TG.ConflictMember)
            pen.link(node, TG.hasMember, part)
            pen.link(part, TG.memberClaim, pen.iris.claim(member.claim))
            pen.link(part, TG.attitude, individual(ATTITUDES, member.attitude, "attitude"))
            pen.value(part, TG.says, member.says)
            pen.value(part, TG.sideRootCount, len(sides[member.attitude].roots), integer)
        for differing in one.differing:
            apart = pen.iris.node("difference", content_id("d", one.id, differing.qualifier))
            pen.type(apart, TG.QualifierDifference)
            pen.link(node, TG.differsIn, apart)
            pen.value(apart, TG.qualifierName, differing.qualifier)
            for value in differing.values:
                pen.value(apart, TG.differingValue, value)


def write_footing(pen: Pen, one: Agreement, *, of_proposition: bool) -> None:
    """Write what one answer to a question, or one attitude to a proposition, rests on.

    What one claim alone says rests on what that claim cites; it is written only where that is weak.
    """
    rests = one.footing
    if len(rests.claims) < 2 and not rests.sellers and not any(root.weakness for root in rests.roots):
        return
    kind = "proposition" if of_proposition else "question"
    node = pen.iris.node("footing", content_id("f", kind, one.id, one.answer))
    pen.type(node, TG.Footing)
    if of_proposition:
        pen.link(node, TG.ofProposition, pen.iris.proposition(one.id))
        pen.link(node, TG.attitude, individual(ATTITUDES, one.answer, "attitude"))
    else:
        pen.link(node, TG.onQuestion, pen.iris.question(one.id))
        pen.link(node, TG.answer, individual(ANSWERS, one.answer, "answer"))
    _write_rest(pen, node, rests)


def _write_rest(pen: Pen, node: str, footing: Footing) -> None:
    for predicate, count in (
        (TG.documentCount, len(footing.documents)),
        (TG.voiceCount, footing.voices),
        (TG.claimCount, len(footing.claims)),
        (TG.citationCount, footing.citations),
        (TG.rootCount, len(footing.roots)),
        (TG.leastRootCount, footing.roots_at_least),
        (TG.inferredRootCount, len(footing.inferred)),
        (TG.danglingCount, footing.dangling),
    ):
        pen.value(node, predicate, count, integer)
    for claim in footing.claims:
        pen.link(node, TG.saidBy, pen.iris.claim(claim))
    for predicate, roots in ((TG.hasRoot, footing.roots), (TG.mayHaveRoot, footing.inferred)):
        for root in roots:
            pen.link(node, predicate, _root(pen, root))
    for document in footing.sellers:
        pen.link(node, TG.seller, pen.iris.document(document))


def _root(pen: Pen, root: Root) -> str:
    node = pen.iris.node("root", root.id)
    if pen.first(node):
        pen.type(node, TG.Root)
        pen.value(node, RDFS.label, root.name)
        pen.value(node, TG.rootKind, root.kind)
        pen.value(node, TG.weakness, root.weakness)
        for work in root.works:
            pen.link(node, TG.rootWork, pen.iris.work(work))
    return node


def write_position(pen: Pen, row: BoardRow) -> None:
    """Write the position of an organisation as all documents tell it, and what they tell beside it."""
    named = (row.organisation, row.intervention, row.condition or "", row.population or "")
    node = pen.iris.node(
        "position", content_id("p", row.stance, *(pen.names.key(name) if name else "" for name in named))
    )
    pen.type(node, TG.Position)
    pen.concept_link(node, TG.organisation, row.organisation)
    pen.concept_link(node, TG.intervention, row.intervention)
    pen.concept_link(node, TG.condition, row.condition)
    pen.concept_link(node, TG.population, row.population)
    pen.link(node, TG.stance, individual(STANCES, row.stance, "stance"))
    pen.value(node, TG.strength, row.strength)
    pen.value(node, TG.firstHand, row.first_hand, boolean)
    pen.value(node, TG.againstPractice, row.against_practice, boolean)
    for predicate, claims in (
        (TG.saidBy, row.claims),
        (TG.besideApproval, row.approvals),
        (TG.besideLabel, row.labels),
        (TG.besideUse, row.uses),
        (TG.besideContraindication, row.contraindications),
    ):
        for claim in claims:
            pen.link(node, predicate, pen.iris.claim(claim))
    for predicate, works in ((TG.restsOn, row.cites), (TG.mayRestOn, row.may_cite)):
        for work in works:
            pen.link(node, predicate, pen.iris.work(work))
    for body in row.other_bodies:
        pen.concept_link(node, TG.opposedBy, body)
