"""The audit of citations and figures: rules by family, findings, and how many checks were made or could not be."""

from __future__ import annotations

from thymograph.assembly.audit.findings import AuditReport, Finding, Omission, Performed
from thymograph.assembly.audit.rules import RULES, Rule, audit

__all__ = ["RULES", "AuditReport", "Finding", "Omission", "Performed", "Rule", "audit"]
