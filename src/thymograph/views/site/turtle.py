"""The triples of one claim as Turtle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from thymograph.assembly.concepts import NameIndex
from thymograph.graph.claim_quads import write_claim
from thymograph.graph.iris import Iris, prefixes
from thymograph.graph.writing import Pen
from thymograph.model import Claim
from thymograph.vocabulary import DCTERMS, OA, OBO, PROV, RDF, SKOS, TG_IRI, XSD

__all__ = ["claim_turtle"]

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_KNOWN: Mapping[str, str] = {
    TG_IRI: "tg", PROV.iri: "prov", OA.iri: "oa", XSD.iri: "xsd", SKOS.iri: "skos", DCTERMS.iri: "dcterms", OBO.iri: "obo",
}  # fmt: skip
_TYPE = f"<{RDF.type}>"


@lru_cache(maxsize=1 << 14)
def _spaces(base: str) -> Mapping[str, str]:
    """Return IRI of a namespace → prefix."""
    spaces = {
        expansion: prefix
        for prefix, expansion in sorted(prefixes().items())
        if expansion.endswith(("/", "#", "_", "="))
    }
    return {
        **spaces,
        **_KNOWN,
        **{f"{base}{kind}/": kind for kind in ("anchor", "assertion", "citation", "claim", "concept", "document")},
    }


@lru_cache(maxsize=1 << 16)
def _term(term: str, base: str) -> tuple[str, str | None]:
    """Return a term as Turtle writes it, and the namespace that this takes."""
    if term.startswith("<"):
        value = term[1:-1]
        for sign in ("#", "_", "/", "="):
            head, found, local = value.rpartition(sign)
            space = head + found
            if found and space in _spaces(base) and _LOCAL.fullmatch(local):
                return f"{_spaces(base)[space]}:{local}", space
        return term, None
    quoted, found, datatype = term.rpartition("^^")
    if found and datatype.startswith("<") and quoted.endswith('"'):
        short, its_space = _term(datatype, base)
        return f"{quoted}^^{short}", its_space
    return term, None


def claim_turtle(claim: Claim, names: NameIndex, iris: Iris, publisher: str | None) -> str:
    """Return what the graph says of a claim, as Turtle: sorted, the same bytes on every run."""
    pen = Pen(iris, names, {})
    write_claim(pen, claim, publisher)
    spaces: dict[str, str] = {}

    def short(term: str) -> str:
        written, space = _term(term, iris.base)
        if space:
            spaces[space] = _spaces(iris.base)[space]
        return written

    lines: list[str] = []
    before = None
    for subject, predicate, object in sorted(pen.triples, key=lambda one: (one[0] != f"<{iris.claim(claim.id)}>", one)):
        words = f"{'a' if predicate == _TYPE else short(predicate)} {short(object)}"
        lines.append(f" ;\n  {words}" if subject == before else f"{' .' if before else ''}\n\n{short(subject)} {words}")
        before = subject
    head = "\n".join(
        f"@prefix {prefix}: <{space}> ." for space, prefix in sorted(spaces.items(), key=lambda one: one[1])
    )
    return head + "".join(lines) + " .\n"
