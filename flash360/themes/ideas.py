"""The past sessions nearest to a new idea, by their idea and by their freins, with the words that make them near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from flash360.themes.features import Features
from flash360.themes.stems import stem, telling
from flash360.themes.text import words

_IDEA, _FREINS = 0.6, 0.4
"""What each way of being near counts for."""
_LETTERS = (3, 5)
_MOST_WORDS = 8
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class PastIdea:
    """A past session: its code or id, its title and idea as one text, its freins."""

    session: str
    idea: str
    freins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """A past session and how near it is, 0 to 1: altogether, by its idea, by its freins.

    words: those of the new idea found in the past one; frein_words: those found in its freins. The rarest first, as the
    new idea writes them; none when only parts of words are alike.
    """

    session: str
    similarity: float
    by_idea: float
    by_freins: float
    words: tuple[str, ...]
    frein_words: tuple[str, ...]


def nearest(idea: str, past: Sequence[PastIdea]) -> list[Near]:
    """The past sessions that have something in common with an idea, the nearest first, then in the order given."""
    if not past:
        return []
    ideas = [one.idea for one in past]
    freins = [" ".join(one.freins) for one in past]
    features = Features([*ideas, *freins], _LETTERS, little_words=False)
    asked = features.of([idea])
    by_idea, by_freins = ((features.of(texts) @ asked.T).toarray().ravel() for texts in (ideas, freins))
    similarity = _IDEA * by_idea + _FREINS * by_freins
    rarity = _rarity([*ideas, *freins])
    order = np.lexsort((np.arange(len(past)), -similarity.round(9)))
    return [
        Near(
            session=past[index].session,
            similarity=round(float(similarity[index]), 6),
            by_idea=round(float(by_idea[index]), 6),
            by_freins=round(float(by_freins[index]), 6),
            words=_shared(idea, ideas[index], rarity),
            frein_words=_shared(idea, freins[index], rarity),
        )
        for index in order.tolist()
        if similarity[index] > _LEAST
    ]


def _rarity(texts: Sequence[str]) -> dict[str, float]:
    """How rare each stem is among the texts."""
    found: dict[str, int] = {}
    for text in texts:
        for one in {stem(word) for word in words(text) if telling(word)}:
            found[one] = found.get(one, 0) + 1
    return {one: float(np.log((1 + len(texts)) / (1 + n))) + 1 for one, n in found.items()}


def _shared(idea: str, text: str, rarity: dict[str, float]) -> tuple[str, ...]:
    there = {stem(word) for word in words(text) if telling(word)}
    shared: dict[str, str] = {}
    for word in words(idea):
        if telling(word) and stem(word) in there:
            shared.setdefault(stem(word), word)
    return tuple(shared[one] for one in sorted(shared, key=lambda one: (-rarity[one], shared[one]))[:_MOST_WORDS])
