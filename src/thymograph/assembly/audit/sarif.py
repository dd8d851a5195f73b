"""Findings as SARIF 2.1.0, the form in which editors and code hosts show what checkers found."""

from __future__ import annotations

from typing import Any

import thymograph
from thymograph.assembly.audit.findings import AuditReport, Finding
from thymograph.assembly.audit.rules import RULES
from thymograph.model import ClaimGraph

__all__ = ["sarif_of"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# Any: a JSON object, whose shape SARIF sets.
Json = dict[str, Any]


def _result(finding: Finding, places: dict[str, int]) -> Json:
    region: Json = {"startLine": finding.line}
    if finding.end > finding.start:
        region |= {"charOffset": finding.start, "charLength": finding.end - finding.start}
    about = {"claim": finding.claim, "entry": finding.entry, "document": finding.document}
    return {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": f"{finding.message}. Remedy: {finding.remedy}."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": finding.path, "index": places[finding.document]},
                    "region": region,
                }
            }
        ],
        "partialFingerprints": {"thymographFinding/v1": finding.id},
        "properties": {name: value for name, value in about.items() if value is not None},
    }


def sarif_of(report: AuditReport, graph: ClaimGraph) -> Json:
    """Return a report as a SARIF log of one run; offsets count code points of the document.

    Checks that could not be made are in the properties of the run: SARIF has no place for them.
    """
    places = {document.sha256: index for index, document in enumerate(graph.documents)}
    ran = {row.rule for row in report.performed}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "thymograph",
                        "semanticVersion": thymograph.__version__,
                        "rules": [
                            {"id": rule.name, "shortDescription": {"text": rule.title}}
                            for rule in RULES
                            if rule.name in ran
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "artifacts": [
                    {
                        "location": {"uri": document.path},
                        "length": document.size_bytes,
                        "hashes": {"sha-256": document.sha256},
                    }
                    for document in graph.documents
                ],
                "results": [_result(finding, places) for finding in report.findings],
                "properties": {
                    "performed": {row.rule: row.checks for row in report.performed},
                    "notPerformed": [
                        {"rule": row.rule, "reason": row.reason, "checks": row.checks} for row in report.not_performed
                    ],
                },
            }
        ],
    }
