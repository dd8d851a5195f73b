"""Reading words takes time in proportion to their number, however long a "sentence" is."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from thymograph.claims.boilerplate import boilerplate_reason
from thymograph.claims.cues import certainty_of, cues_in, polarity_of
from thymograph.claims.kinds import kind_of
from thymograph.claims.speakers import directness_in, speaker_in
from thymograph.claims.stances import stances_in


def _read(text: str) -> None:
    cues = cues_in(text)
    polarity_of(text, cues, ())
    certainty_of(text, cues, ())
    kind_of(text)
    boilerplate_reason(text)
    speaker_in(text, ())
    directness_in(text)
    stances_in(text, ())


_PIECES: dict[str, Callable[[int], str]] = {
    "brackets never closed": lambda n: "(" * n,
    "brackets and clauses": lambda n: "which (may not) be so, although no drug could, " * (n // 47),
    "capitals": lambda n: "The Society Of Medicine And Of Health " * (n // 38),
    "bodies that recommend": lambda n: "the WHO recommends it and the ADA does not, " * (n // 44),
    "one word": lambda n: "a" * n,
    "blanks": lambda n: " " * n,
    "relative clauses": lambda n: "patients who did that which was not so " * (n // 39),
    "spaced letters": lambda n: "a " * (n // 2),
    "numbers": lambda n: "12.1% (95% CI 3-4; p<0.01), " * (n // 28),
}


@pytest.mark.parametrize("piece", _PIECES)
def test_four_times_the_text_takes_no_more_than_a_dozen_times_the_time(piece: str) -> None:
    _read(_PIECES[piece](100))  # patterns are compiled at first use

    def spent(length: int) -> float:
        text = _PIECES[piece](length)
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            _read(text)
            best = min(best, time.process_time() - start)
        return best

    # quadratic work would take sixteen times as long; the floor keeps a busy machine from deciding
    assert spent(40_000) < 12 * max(spent(10_000), 0.02)
