"""The stages up to the claims composed: files gathered, read side by side or taken from the cache, what failed said."""

from __future__ import annotations

from thymograph.pipeline.cache import ExtractionCache, kept_text
from thymograph.pipeline.extracting import extract_files, packaged_corrections, with_own_corrections
from thymograph.pipeline.files import MANIFEST, InputFile, gather
from thymograph.pipeline.outcomes import Failure, Outcome
from thymograph.pipeline.workers import Limits

__all__ = [
    "MANIFEST",
    "ExtractionCache",
    "Failure",
    "InputFile",
    "Limits",
    "Outcome",
    "extract_files",
    "gather",
    "kept_text",
    "packaged_corrections",
    "with_own_corrections",
]
