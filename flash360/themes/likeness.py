"""Texts that say the same in other words: neighbours, and groups of near-duplicates to look at together, never merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from flash360.themes.features import Features, Matrix
from flash360.themes.text import text_key

ALIKE = 0.6
"""Cosine from which on two texts are proposed together."""
_LETTERS = (3, 3)
"""Runs of three letters find paraphrases better than longer ones: recall@1 of make bench-themes."""
_CROWD = 10
_CROWDING = 0.5
_BLOCK = 500


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The text most like another: its index in the texts, and the cosine between the two, 0 to 1."""

    index: int
    similarity: float


def neighbours(texts: Sequence[str]) -> list[Neighbour | None]:
    """The nearest other text of each text; None where no other has anything in common.

    A text that is near everything is held back by half of its mean cosine to its ten nearest, so that a general
    sentence is not everybody's neighbour. Source: Conneau et al., Word translation without parallel data, 2018 (CSLS).
    """
    vectors = Features(texts, _LETTERS, little_words=False).of(texts)
    crowd = np.concatenate([_crowding(block) for _, block in _similarities(vectors)] or [np.zeros(0)])
    found: list[Neighbour | None] = []
    for start, block in _similarities(vectors):
        nearest = np.where(block > 0, block - _CROWDING * crowd, -np.inf).argmax(axis=1)
        for row, index in enumerate(nearest):
            near = float(block[row, index])
            found.append(Neighbour(int(index), round(near, 6)) if near > 0 and int(index) != start + row else None)
    return found


def near_duplicates(texts: Sequence[str], alike: float = ALIKE) -> list[tuple[int, ...]]:
    """Groups of two texts or more, as indices: a text with many others like it, first, then those others.

    Every text of a group is alike its first one; no text is in two groups, and the same words in another case or
    punctuation are alike even when they are no words of a language.
    """
    vectors = Features(texts, _LETTERS, little_words=False).of(texts)
    keys = [text_key(text) or text.strip() for text in texts]
    same: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        same.setdefault(key, []).append(index)
    like = [{int(other) for other in np.flatnonzero(row >= alike)} for _, block in _similarities(vectors) for row in block]
    like = [near | set(same[key]) - {index} for index, (near, key) in enumerate(zip(like, keys, strict=True))]
    free = set(range(len(texts)))
    groups: list[tuple[int, ...]] = []
    for index in sorted(free, key=lambda index: (-len(like[index]), index)):
        others = sorted(like[index] & free)
        if index in free and others:
            groups.append((index, *others))
            free -= {index, *others}
    return groups


def _similarities(vectors: Matrix) -> Iterator[tuple[int, np.ndarray]]:
    """Blocks of rows of the cosines between all texts, a text's own being 0, with the number of the first row."""
    for start in range(0, vectors.shape[0], _BLOCK):
        block = (vectors[start : start + _BLOCK] @ vectors.T).toarray()
        rows = np.arange(block.shape[0])
        block[rows, start + rows] = 0
        yield start, block


def _crowding(block: np.ndarray) -> np.ndarray:
    most = min(_CROWD, block.shape[1])
    return np.partition(block, -most, axis=1)[:, -most:].mean(axis=1)
