"""A build: documents or the packaged claims in, a graph folder with its store and page out, and a report."""

from __future__ import annotations

from thymograph.build.building import build
from thymograph.build.report import BuildReport

__all__ = ["BuildReport", "build"]
