"""Find statements by their words, accents and word forms aside."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain

import numpy as np

from flash360.themes.stems import forms, telling
from flash360.themes.text import bare, words

_SHORTEST_BEGINNING = 3
_MOST_WORDS = 100
"""Words of a query that are looked at: the first ones."""


class SearchIndex:
    """The words of a set of texts; built once, asked often. Safe to share between threads."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Read every text. A word is filed under its stem as written and under its stem as typed without accents."""
        terms: dict[str, int] = {}
        by_word: dict[str, tuple[int, ...]] = {}
        written: dict[str, set[str]] = {}

        def filed(word: str) -> tuple[int, ...]:
            if word not in by_word:
                by_word[word] = tuple(terms.setdefault(form, len(terms)) for form in forms(word))
                written.setdefault(bare(word), set()).update(forms(word))
            return by_word[word]

        rows = [list(dict.fromkeys(chain.from_iterable(map(filed, words(text))))) for text in texts]
        self._lengths = np.array([len(row) for row in rows], dtype=np.int64)
        self._by_length = np.argsort(self._lengths, kind="stable")
        found = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=int(self._lengths.sum()))
        order = np.argsort(found, kind="stable")
        self._texts = np.repeat(np.arange(len(rows)), self._lengths)[order]
        self._ends = np.concatenate([[0], np.cumsum(np.bincount(found, minlength=len(terms)))])
        self._terms = terms
        self._filed = written
        self._sorted = sorted(written)

    def search(self, query: str) -> list[int]:
        """The indices of the texts that hold every word of the query, best first; an empty query finds nothing.

        Words that say nothing (« le », « pour ») are asked for only when there is no other; a word that no text holds is
        read as the beginning of one. Where no text holds them all, those that hold most of what is asked are given.
        Rare words weigh more, then short texts come first, then the order of the texts.
        """
        asked = list(dict.fromkeys(words(query)))
        asked = [word for word in asked if telling(word)] or asked
        asked = asked[:_MOST_WORDS]
        if not asked or not len(self._lengths):
            return []
        held = np.zeros(len(self._lengths), dtype=np.int8)
        score = np.zeros(len(self._lengths), dtype=np.float32)
        for word in asked:
            holders = self._holding(word)
            held += holders
            score[holders] += np.log1p(len(self._lengths) / max(1, int(holders.sum())))
        most = int(held.max())
        if most == 0:
            return []
        found = self._by_length[held[self._by_length] == most]
        if most < len(asked):  # they may hold different words; otherwise the shortest first is all there is to say
            found = found[np.argsort(-score[found], kind="stable")]
        return found.tolist()

    def _holding(self, word: str) -> np.ndarray:
        """Which texts hold a word in any of its forms, or a word that begins so when no text holds it as typed."""
        typed = bare(word)
        begun = [typed] if typed in self._filed else self._beginning(typed)
        under = {form for one in begun for form in self._filed[one]} or {*forms(word)}
        known = sorted(self._terms[form] for form in under if form in self._terms)
        holders = np.zeros(len(self._lengths), dtype=np.bool_)
        for term in known:
            holders[self._texts[self._ends[term] : self._ends[term + 1]]] = True
        return holders

    def _beginning(self, typed: str) -> list[str]:
        if len(typed) < _SHORTEST_BEGINNING:
            return []
        first = bisect_left(self._sorted, typed)
        return self._sorted[first : bisect_left(self._sorted, typed + "\U0010ffff")]
