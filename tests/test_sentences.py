"""Sentences end where a reader would end them, and facts in one cell are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thymograph.claims.sentences import fact_spans, sentence_spans


@pytest.mark.parametrize(
    "text",
    [
        "Dupilumab 300 mg s.c. every other week | It is well tolerated.",
        "Given b.i.d. to adults | The dose was halved.",
        "Smith et al. (2019) found no effect | However, others did.",
        "Patients with hepatitis B. | Alternative regimens exist.",
        "It is in pregnancy category C. | Avoid it.",
        "Seen in e.g. mice, i.e. not in people | No trial was done.",
        "The U.S. Food and Drug Administration approved it | We agree.",
        "HR 0.68 (95% C.I. 0.59-0.78) | p53 was normal.",
        "Does it work? | Yes! | It does.",
        "Approx. 12% of J. Doe's patients (n=5; see Fig. 2) left | mRNA levels rose.",
        "No. 5 was lost | He said no. | We went on.",
        "It was safe (no deaths. No events.) in all | Then it ended.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str) -> None:
    wanted = text.replace(" | ", ". ").replace("..", ".").replace("?.", "?").replace("!.", "!")
    found = [wanted[a:b] for a, b in sentence_spans(wanted)]
    assert found == [
        part if part[-1] in ".?!" else part + "." for part in (piece.strip() for piece in text.split(" | "))
    ]


@given(st.text(alphabet="ab AB.?!()1\"' e.g", max_size=80))
def test_sentences_cover_all_words_once_and_in_order(text: str) -> None:
    end = 0
    for a, b in sentence_spans(text):
        assert end <= a < b <= len(text)
        assert not text[end:a].strip()
        end = b
    assert not text[end:].strip()


def test_named_values_in_one_cell_are_facts_of_their_own() -> None:
    text = "Remission (MADRS): 40% (vs. 21%) Response: 61% Time to response: 2 weeks"
    assert [text[a:b] for a, b in fact_spans(text)] == [
        "Remission (MADRS): 40% (vs. 21%)",
        "Response: 61%",
        "Time to response: 2 weeks",
    ]


def test_a_cell_with_one_name_is_one_fact() -> None:
    text = "Objective response rate: 16% (6% complete, 10% partial) in 270 patients."
    assert len(list(fact_spans(text))) == 1
