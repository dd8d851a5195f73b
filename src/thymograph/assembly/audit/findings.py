"""What an audit gives: findings, counts of the checks made, and counts of those that could not be made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from thymograph.model import Claim, content_id

__all__ = [
    "SEVERITIES",
    "AuditReport",
    "Finding",
    "Omission",
    "Outcome",
    "Performed",
    "Severity",
    "at_claim",
    "finding_order",
    "not_performed",
    "passed",
    "report_of",
]

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a rule found wrong in one place, and what would mend it."""

    rule: str
    severity: Severity
    document: str
    """SHA-256 of the document, hex."""
    path: str
    start: int
    """Of the place, in code points; 0 and 0 where the whole document is meant."""
    end: int
    line: int
    message: str
    remedy: str
    claim: str | None = None
    entry: str | None = None

    @property
    def id(self) -> str:
        """Return ``f`` and 16 hex digits over rule, document, place, claim, entry and message."""
        return content_id("f", self.rule, self.document, self.start, self.end, self.claim, self.entry, self.message)


class Outcome(NamedTuple):
    """What came of one check: passed (both None), a finding, or the reason why it could not be made."""

    rule: str
    finding: Finding | None = None
    reason: str | None = None


def passed(rule: str) -> Outcome:
    """Return the outcome of a check that found nothing."""
    return Outcome(rule)


def not_performed(rule: str, reason: str) -> Outcome:
    """Return the outcome of a check that lacked something; ``reason`` says what."""
    return Outcome(rule, None, reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Performed:
    """How many checks of a rule were made, and how many of them found something."""

    rule: str
    checks: int
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """How many checks of a rule could not be made for one reason."""

    rule: str
    reason: str
    checks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """Findings by document and place; checks made and not made, by rule."""

    findings: tuple[Finding, ...]
    performed: tuple[Performed, ...]
    not_performed: tuple[Omission, ...]

    def of(self, rule: str) -> tuple[Finding, ...]:
        """Return the findings of one rule."""
        return tuple(finding for finding in self.findings if finding.rule == rule)


def finding_order(finding: Finding) -> tuple[str, int, int, str, str]:
    """Return the sort key of findings: path, place, rule."""
    return finding.path, finding.start, finding.end, finding.rule, finding.id


def report_of(outcomes: Iterable[Outcome], rules: Iterable[str]) -> AuditReport:
    """Return the report on ``outcomes``; each of ``rules`` has a row even where it had nothing to check."""
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    left_out: Counter[tuple[str, str]] = Counter()
    findings: dict[str, Finding] = {}
    for rule, finding, reason in outcomes:
        if reason is not None:
            left_out[rule, reason] += 1
            continue
        made[rule] += 1
        if finding is not None:
            found[rule] += 1
            findings[finding.id] = finding
    return AuditReport(
        findings=tuple(sorted(findings.values(), key=finding_order)),
        performed=tuple(Performed(rule=rule, checks=made[rule], findings=found[rule]) for rule in rules),
        not_performed=tuple(
            Omission(rule=rule, reason=reason, checks=count) for (rule, reason), count in sorted(left_out.items())
        ),
    )


def at_claim(
    rule: str, severity: Severity, claim: Claim, message: str, remedy: str, *, entry: str | None = None
) -> Outcome:
    """Return the outcome of a check that found something in the words of ``claim``."""
    words = claim.words
    return Outcome(
        rule,
        Finding(
            rule=rule,
            severity=severity,
            document=claim.document,
            path=claim.path,
            start=words[0].start if words else 0,
            end=words[-1].end if words else 0,
            line=words[0].line if words else 1,
            message=message,
            remedy=remedy,
            claim=claim.id,
            entry=entry,
        ),
    )
