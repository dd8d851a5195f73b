"""Assembly: from claims of many documents to works, propositions and questions."""

from __future__ import annotations

from thymograph.assembly.claim_graph import assemble
from thymograph.assembly.concepts import NameIndex, concept_key, name_index
from thymograph.assembly.propositions import contents_of
from thymograph.assembly.questions import answers_by_question

__all__ = ["NameIndex", "answers_by_question", "assemble", "concept_key", "contents_of", "name_index"]
