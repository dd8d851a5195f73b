"""What narrows an assertion: people, systems, conditions, doses, times, comparators."""

from __future__ import annotations

import re
from dataclasses import replace

from thymograph.claims.assertions.arguments import PEOPLE, Group
from thymograph.claims.assertions.state import State

__all__ = ["Narrowing"]

_SYSTEMS = re.compile(
    r"\b(?:mice|mouse|rats?|animals?|animal models?|pigs?|rabbits?|dogs?|monkeys?|zebrafish|cells?|cell lines?|macrophages|neurons|hepatocytes|"
    r"PBMCs?|lymphocytes|monocytes|fibroblasts|cultures?|tissues?|slices|organoids|in vitro|in vivo|ex vivo|murine|rodents?|yeast|explants?|platelets|"
    r"cardiomyocytes|keratinocytes|adipocytes|microglia|astrocytes|neutrophils|xenografts?)\b",
    re.IGNORECASE,
)
_PEOPLE_WORDS = re.compile(
    rf"\b(?:{'|'.join(sorted(PEOPLE - {'cells', 'mice', 'rats', 'animals', 'pigs', 'rabbits', 'monkeys', 'dogs', 'cultures'}))})\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?|minutes?)\b", re.IGNORECASE)
_DOSE = re.compile(r"\d[\d.,]*\s?(?:mg|g|mcg|µg|μg|ng|IU|U|units?|mL|ml|nM|µM|μM|mM|%|mg/kg|mg/day|g/day)\b(?:/\w+)*")
# "a retrospective study of patients with D (n=12)" narrows to the patients.
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?")
_STUDY = re.compile(
    r"^.*?\b(?:study|studies|trials?|cohorts?|series|analys[ie]s|reviews?|surveys?|samples?|reports?)\s(?:of|in|with|involving|"
    r"among|that included)\s",
    re.IGNORECASE,
)
_COMPARATORS = frozenset({"compared", "versus", "vs", "than", "relative"})


class Narrowing(State):
    """The part of a reader that reads qualifiers."""

    def qualifier(self, i: int) -> tuple[dict[str, str], int]:
        """Return what the prepositional phrase at ``i`` narrows, and the index after it."""
        p = self.p
        low = p.low(i)
        self.ill = []
        if low == "in" and p.low(i + 1) in ("vitro", "vivo"):
            return {"system": f"in {p.low(i + 1)}"}, i + 2
        if low in _COMPARATORS:
            j = i + 1
            while p.low(j) in (
                "with",
                "to",
                "in",
                "for",
                "among",
                "that",
                "those",
                "by",
                "on",
                "of",
                "after",
                "receiving",
            ):
                j += 1
            got = p.group(j)
            if got is None:
                return {}, j
            self.last = got
            first = next((a for a in got.args if a.grounded), None)
            words = first.name if first is not None and first.entity is not None else self.words(got.first, got.last)
            return {"compared_to": words}, got.last
        if low == "at" or (low == "with" and p.kind(i + 1) == "number"):
            match = _DOSE.search(self.text, p.tokens[i].end)
            if match and match.start() <= p.tokens[i].end + 14:
                k = i + 1
                while k < p.size and p.tokens[k].start < match.end():
                    k += 1
                while p.low(k) in (
                    "daily",
                    "weekly",
                    "twice",
                    "once",
                    "per",
                    "day",
                    "a",
                    "every",
                    "monthly",
                    "week",
                    "orally",
                    "kg",
                    "/",
                ):
                    k += 1
                return {"dose": self.text[match.start() : p.tokens[k - 1].end]}, k
        got = p.group(i + 1)
        if got is None:
            return {}, i + 2 if p.kind(i + 1) == "number" else i + 1
        end = got.last
        start = got.first
        # "patients with D", "cells from patients with D" belong together
        while (
            p.kind(end) == "prep"
            and p.low(end) in ("with", "of", "from", "undergoing", "aged", "at")
            and low in ("in", "among", "for", "from")
        ):
            more = p.group(end + 1)
            if more is None:
                break
            if not (p.low(end) == "with" and any(a.type == "disease" for a in got.args)):
                # "patients with D with prior E": E is not what it is about
                got.args.extend(more.args)
            end = more.last
        printed = self.text[p.tokens[start].start : p.tokens[end - 1].end]
        where = Group(got.args, got.first, end, head=got.head)
        if low in ("in", "within", "throughout", "among", "during"):
            self.placed, self.before_place = where, self.last_grounded
        self.remember(where)
        outside = self.outside_diseases(start, end)
        if low in ("in", "among", "for") and not _SYSTEMS.search(outside):
            self.ill = [
                replace(a, event=None)
                for a in got.args
                if a.type == "disease" and a.grounded and not a.composed and a.event is None
            ]
        if low in ("in", "among", "for", "on", "from", "within"):
            if _PEOPLE_WORDS.search(printed):
                return {"population": _STUDY.sub("", _ASIDE.sub("", printed)).strip() or printed}, end
            if _SYSTEMS.search(outside):
                return {"system": printed}, end
            diseases = [a for a in got.args if a.type == "disease" and a.grounded]
            if low in ("in", "for", "during", "among") and diseases:
                return {"condition": diseases[0].name}, end
            if _TIME.search(printed):
                return {"time": printed}, end
        if low in ("after", "within", "over", "during", "at", "by") and _TIME.search(printed):
            return {"time": printed}, end
        if low in ("via", "through") and any(a.grounded for a in got.args):
            return {"via": next(a.name for a in got.args if a.grounded)}, end
        if low == "via" and len(printed.split()) <= 4:
            return {"via": printed}, end
        if low == "with":
            drugs = [a for a in got.args if a.grounded and a.type == "drug"]
            if drugs:
                return {"with_": drugs[0].name}, end
        return {}, end

    def outside_diseases(self, first: int, last: int) -> str:
        """Return the words of tokens without diseases: "non-small cell lung cancer" is no system of cells."""
        tokens = self.p.tokens[first:last]
        return " ".join(self.text[t.start : t.end] for t in tokens if t.entity is None or t.entity.type != "disease")
