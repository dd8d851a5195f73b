"""Hypothesis strategies for texts that look like documents: every construct of the readers, and noise."""

from __future__ import annotations

from hypothesis import strategies as st

__all__ = ["documents", "lines"]

_WORDS = st.sampled_from(
    ["Metformin", "lowers", "HbA1c", "IFN- γ", "in", "adults", "e.g.", "**bold**", "*it*", "[3]", "[4][5]", "^[18]",
     "^{[1][2]}", "[\\[5\\]](#)", "1.6 mg", "(n=12)", "p<0.05", "hepatitis B.", "α", "🙂", "naïve", "[link](http://x.y)",
     "vs.", "The", "it", "not", "?", ":", "…"]
)  # fmt: skip
_PREFIX = st.sampled_from(
    [
        "",
        "",
        "",
        "# ",
        "## ",
        "- ",
        "  • ",
        "1. ",
        " - ",
        "A\tB\t",
        "| a | b |",
        "> ",
        "**A:** ",
        "Q1: ",
        "a. ",
        "b. ",
        "Step 1: ",
        "Step 2: ",
        "1.1 ",
        "1.1.1 ",
        "1.1.2 ",
        "Dose: ",
        "Route: ",
        "Title: ",
        "⎯ ",
        "2) ",
        "INTRODUCTION of the joints      ",
        "in adults who had it before          ",
    ]
)
_SPECIAL = st.sampled_from(
    [
        "",
        " ",
        "---",
        "| --- | --- |",
        "References",
        "Methods",
        "```",
        "Table 1: x",
        "\t",
        "\ufeff",
        "Front",
        "Back",
        "Q",
        "A",
        "3",
        "12%",
        "<0.05",
        "Arms:",
        "References: 1. Olsen T. Gout. 2001. 2. Vik J. Gout. 2002.",
        "[^1]: note",
        "the low dose was given to      most of the adults and not",
        "it was lower in those who       had taken it be-",
    ]
)


def _line() -> st.SearchStrategy[str]:
    prose = st.tuples(_PREFIX, st.lists(_WORDS, max_size=14)).map(lambda pair: pair[0] + " ".join(pair[1]))
    return st.one_of(prose, prose, _SPECIAL, st.text(max_size=40).map(lambda t: t.replace("\n", " ")))


lines = _line()
documents = st.tuples(st.lists(_line(), min_size=1, max_size=30), st.sampled_from(["\n", "\r\n", "\n\n"])).map(
    lambda pair: pair[1].join(pair[0])
)
"""Whole documents, with LF, CRLF or blank lines between their lines."""
