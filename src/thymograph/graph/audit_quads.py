"""The quads of audit findings."""

from __future__ import annotations

from thymograph.assembly.audit import Finding
from thymograph.graph.terms import integer
from thymograph.graph.writing import Pen
from thymograph.vocabulary import PROV, SH, TG

__all__ = ["write_finding"]

_SEVERITIES = {"error": SH.Violation, "warning": SH.Warning, "note": SH.Info}


def write_finding(pen: Pen, finding: Finding) -> None:
    """Write a finding, and the claim, entry or document that it is about."""
    node = pen.iris.node("finding", finding.id)
    document = pen.iris.document(finding.document)
    pen.type(node, TG.Finding, SH.ValidationResult)
    pen.value(node, TG.rule, finding.rule)
    pen.link(node, SH.resultSeverity, _SEVERITIES[finding.severity])
    pen.value(node, SH.resultMessage, finding.message)
    pen.value(node, TG.remedy, finding.remedy)
    pen.value(node, TG.line, finding.line, integer)
    pen.value(node, TG.start, finding.start, integer)
    pen.value(node, TG.end, finding.end, integer)
    pen.link(node, PROV.wasDerivedFrom, document)
    focus = [pen.iris.claim(finding.claim)] if finding.claim else []
    focus += [pen.iris.node("entry", finding.entry)] if finding.entry else []
    for one in focus or [document]:
        pen.link(node, SH.focusNode, one)
