"""Texts as sparse vectors: stems for the subject, runs of letters for the forms, typing errors and compounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import normalize

from flash360.themes.stems import stems, telling_words
from flash360.themes.text import bare, words

Matrix: TypeAlias = Any
"""A sparse matrix in rows, of scipy, whose types say too little to check against."""
_FEW = 50
"""Below this many texts every run of letters is kept; above, those of one text alone are noise."""
_NEVER_EMPTY = ["qzxwk", "qzxwk"]
"""A word of no language: texts without a word (emoji only) still make a vocabulary."""
_LETTERS = 20_000
"""Letters read of one text: a pasted document is about what its beginning is about."""


class Features:
    """The vocabulary and the weights of a set of texts."""

    def __init__(self, texts: Sequence[str], letters: tuple[int, int] = (2, 5), *, little_words: bool = True) -> None:
        """Learn the words of these texts and how rare they are. letters: the lengths of the runs of letters.

        little_words: runs of letters are read in « pas » and « sans » too, which tell a frein from a levier but make
        texts on different subjects alike.
        """
        seen = [*texts, *_NEVER_EMPTY]
        at_least = 1 if len(texts) < _FEW else 2
        self._stems = TfidfVectorizer(analyzer=_BY_STEM, sublinear_tf=True).fit(seen)
        self._letters = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=letters,
            preprocessor=_every if little_words else _telling,
            sublinear_tf=True,
            min_df=at_least,
        ).fit(seen)

    def of(self, texts: Sequence[str]) -> Matrix:
        """One row per text, of length 1; 0 for a text without a known word or run of letters."""
        rows = [*texts, ""]  # never none: the libraries refuse to look at nothing
        return normalize(sparse.hstack([self._stems.transform(rows), self._letters.transform(rows)]).tocsr())[:-1]

    def known(self, texts: Sequence[str]) -> np.ndarray:
        """How many of a text's stems were known when the features were learnt, one integer per text."""
        return np.asarray((self._stems.transform([*texts, ""]) > 0).sum(axis=1)).ravel()[:-1]


class Presence:
    """Which stems, and which runs of four letters, are in a text: what naive Bayes counts."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Learn the words of these texts."""
        seen = [*texts, *_NEVER_EMPTY]
        self._counters = (
            CountVectorizer(analyzer=_BY_STEM, binary=True).fit(seen),
            CountVectorizer(analyzer="char_wb", ngram_range=(4, 4), preprocessor=_every, binary=True, min_df=2).fit(seen),
        )

    def of(self, texts: Sequence[str]) -> list[Matrix]:
        """Two matrices of 0 and 1, one row per text: stems, then runs of letters."""
        return [counter.transform([*texts, ""]).astype(float).tocsr()[:-1] for counter in self._counters]


def _stems(text: str) -> list[str]:
    return stems(text[:_LETTERS])


def _every(text: str) -> str:
    return " ".join(map(bare, words(text[:_LETTERS])))


def _telling(text: str) -> str:
    return " ".join(telling_words(text[:_LETTERS]))


_BY_STEM: Any = _stems  # a function is an analyzer too; the types of scikit-learn know names only
