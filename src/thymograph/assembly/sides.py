"""The sides that claims take on a question, in the words of a reader."""

from __future__ import annotations

__all__ = ["side_words"]

_SIDES = {
    "effect": {
        "up": "increases", "down": "decreases", "changes": "has an effect", "none": "finds no effect",
        "not_up": "denies an increase", "not_down": "denies a decrease", "not_changes": "denies an effect",
    },
    "benefit": {
        "up": "helps", "down": "harms", "changes": "has an effect", "none": "finds no effect", "not_up": "denies a benefit",
        "not_down": "denies a harm",
    },
    "association": {"for": "finds an association", "none": "finds none", "not_for": "denies an association"},
}  # fmt: skip
_OTHERWISE = {
    "for": "affirms it", "against": "speaks against it", "none": "denies it", "not_for": "denies it",
    "not_against": "does not speak against it", "open": "leaves it open",
}  # fmt: skip


def side_words(family: str, says: str) -> str:
    """Return in words what a member of a conflict says; what is no side stays as it is.

    Args:
        family: Of the question.
        says: A side, or several with commas, as :attr:`thymograph.assembly.propositions.Content.side`.

    >>> side_words("effect", "not_up"), side_words("benefit", "none, up"), side_words("measure", "12.1 %")
    ('denies an increase', 'finds no effect, helps', '12.1 %')
    """
    words = {**_OTHERWISE, **_SIDES.get(family, {})}
    parts = says.split(", ")
    return ", ".join(words[part] for part in parts) if all(part in words for part in parts) else says
