"""Hypothesis strategies for claims and their parts, with any text that UTF-8 can carry."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st

from thymograph.model import (
    Assertion,
    Claim,
    Document,
    Measurement,
    Mention,
    Qualifiers,
    Regimen,
    Stance,
    Step,
    content_id,
)

__all__ = ["claims", "qualifiers", "relations"]

# Every character that UTF-8 can carry: quotes, backslashes, line separators, controls, astral planes.
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
maybe = st.none() | words
qualifiers = st.builds(
    Qualifiers,
    condition=maybe,
    population=maybe,
    system=maybe,
    dose=maybe,
    with_=maybe,
    compared_to=maybe,
    time=maybe,
    via=maybe,
)
curies = st.none() | st.sampled_from(["CHEBI:36704", "HGNC:15631", "FPLX:TLR", "MONDO:0005044", "X:1"])
offsets = st.integers(min_value=0, max_value=10_000)
_PREDICATES = ("activates", "decreases", "no_effect_on", "not_recommended_for", "causes", "binds", "other")
_POLARITIES = ("affirmed", "negated", "no_evidence", "not_included", "unknown")
_CERTAINTIES = ("asserted", "hedged", "speculative")
_TYPES = ("drug", "cytokine", "receptor", "pathway", "disease", "organisation", "other")

relations = st.builds(
    Assertion,
    subject=words,
    predicate=st.sampled_from(_PREDICATES),
    object=words,
    start=offsets,
    end=offsets,
    rule=words,
    subject_id=curies,
    object_id=curies,
    qualifiers=qualifiers,
    polarity=st.sampled_from(_POLARITIES),
    certainty=st.sampled_from(_CERTAINTIES),
)
mentions = st.builds(
    Mention,
    text=words,
    start=offsets,
    end=offsets,
    name=words,
    type=st.sampled_from(_TYPES),
    id=curies,
    implicit=st.booleans(),
)
measurements = st.builds(
    Measurement,
    measure=words,
    value=maybe,
    number=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    unit=maybe,
    arm=maybe,
    comparator=maybe,
    n=maybe,
    p=maybe,
    p_operator=maybe,
)
stances = st.builds(
    Stance,
    organisation=words,
    intervention=words,
    stance=st.sampled_from(("for", "conditional_for", "not_included", "conditional_against", "against")),
    condition=maybe,
    population=maybe,
    strength=maybe,
    first_hand=st.booleans(),
)
regimens = st.builds(Regimen, drug=words, dose=maybe, unit=maybe, route=maybe, frequency=maybe)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Return a claim with any fields; its anchors fit its quote, its document is not at hand."""
    quote = draw(words)
    path = draw(st.sampled_from(["a.txt", "deep/b.txt"]))
    before = draw(st.text(st.characters(codec="utf-8"), max_size=10))
    text = before + quote
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    document = Document(path=path, sha256=sha256, size_bytes=len(text.encode()), text=text)
    start, end = len(before), len(text)
    made = draw(st.lists(relations, max_size=3))
    return Claim(
        id=content_id("c", sha256, start, end),
        text_key=content_id("k", quote),
        document=sha256,
        path=path,
        anchors=(document.anchor("words", start, end),),
        quote=draw(st.sampled_from([quote, None])),
        gist=draw(words),
        section=tuple(draw(st.lists(words, max_size=2))),
        kind=draw(st.sampled_from(["mechanism", "safety", "other"])),
        polarity=draw(st.sampled_from(_POLARITIES)),
        certainty=draw(st.sampled_from(_CERTAINTIES)),
        citation_status="none",
        extractor="thymograph 0.1",
        speaker=draw(maybe),
        directness=draw(st.sampled_from([None, "own_result", "review"])),
        mentions=tuple(draw(st.lists(mentions, max_size=3))),
        relations=tuple(made),
        measurements=tuple(draw(st.lists(measurements, max_size=2))),
        stances=tuple(draw(st.lists(stances, max_size=1))),
        regimens=tuple(draw(st.lists(regimens, max_size=1))),
        step=draw(st.none() | st.builds(Step, procedure=words, number=st.integers(0, 50))),
    )
