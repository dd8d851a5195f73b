"""Citing: markers, reference lists, works, and which entry each marker means."""

from __future__ import annotations

from thymograph.citing.entries import read_entries
from thymograph.citing.markers import find_markers
from thymograph.citing.resolution import Bibliography, Link, citations_of, resolve
from thymograph.citing.works import work_id, works_of

__all__ = [
    "Bibliography",
    "Link",
    "citations_of",
    "find_markers",
    "read_entries",
    "resolve",
    "work_id",
    "works_of",
]
