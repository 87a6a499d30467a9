"""New themes to consider: groups among the texts that no theme suits, with the words that make them a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.cluster import AgglomerativeClustering

from flash360.themes.features import Features
from flash360.themes.stems import stem, telling
from flash360.themes.stop_words import NUMBERS
from flash360.themes.text import bare, words

MOST = 2000
"""Texts looked at: the first ones. The distance of every pair is held in memory."""
_NEAR = 0.9
_WORDS = 6


@dataclass(frozen=True, slots=True)
class Proposal:
    """A group of texts that might be a theme. texts: their indices, the most typical first. words: the most typical first."""

    texts: tuple[int, ...]
    words: tuple[str, ...]


def proposals(texts: Sequence[str], at_least: int = 3) -> list[Proposal]:
    """Groups of at least that many of the texts « à coder », the largest first; the words are as the texts write them.

    Average linkage on the cosines of stems and runs of letters. A group without a word that two of its texts share is
    no theme. Identical texts count once. Source: Sokal & Michener 1958.
    """
    distinct = list({" ".join(map(stem, words(text))): index for index, text in reversed(list(enumerate(texts)))}.values())
    kept = sorted(index for index in distinct if any(map(telling, words(texts[index]))))[:MOST]
    if len(kept) < max(2, at_least):
        return []
    vectors = Features([texts[index] for index in kept], (3, 3), little_words=False).of([texts[index] for index in kept])
    distances = np.clip(1 - (vectors @ vectors.T).toarray(), 0, 2)
    each: Any = None  # as many groups as the distance makes
    grouping = AgglomerativeClustering(n_clusters=each, metric="precomputed", linkage="average", distance_threshold=_NEAR)
    labels = grouping.fit_predict(distances)
    everywhere = Counter(word for index in kept for word in _telling_stems(texts[index]))
    found: list[Proposal] = []
    for label in dict.fromkeys(labels):
        rows = np.flatnonzero(labels == label)
        if len(rows) < at_least:
            continue
        typical = rows[np.argsort(distances[np.ix_(rows, rows)].mean(axis=1).round(9), kind="stable")]
        members = tuple(kept[int(row)] for row in typical)
        said = _typical_words([texts[index] for index in members], everywhere, len(kept))
        if said:
            found.append(Proposal(members, said))
    return sorted(found, key=lambda one: (-len(one.texts), one.texts))


def _typical_words(group: Sequence[str], everywhere: Counter[str], n_texts: int) -> tuple[str, ...]:
    """Words of two texts of the group or more, by how much more often they come there than elsewhere."""
    here = Counter(word for text in group for word in _telling_stems(text))
    written: dict[str, Counter[str]] = {}
    for text in group:
        for word in words(text):
            if _naming(word):
                written.setdefault(stem(word), Counter())[word] += 1
    weight = {
        word: n * float(np.log1p(n * n_texts / (len(group) * everywhere[word])))
        for word, n in here.items()
        if n > 1 and n * n_texts >= len(group) * everywhere[word]
    }
    best = sorted(weight, key=lambda word: (-weight[word], word))[:_WORDS]
    return tuple(min(written[word], key=lambda form: (-written[word][form], form)) for word in best)


def _telling_stems(text: str) -> Iterable[str]:
    return {stem(word) for word in words(text) if _naming(word)}


def _naming(word: str) -> bool:
    """Whether a word may name a theme."""
    return telling(word) and not word.isdigit() and bare(word) not in NUMBERS
