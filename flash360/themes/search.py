"""Find statements by their words, accents and word forms aside."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from flash360.themes.stems import forms, telling
from flash360.themes.text import bare, words

_SHORTEST_BEGINNING = 3
_MOST_WORDS = 100
"""Words of a query that are looked at: the first ones."""


class SearchIndex:
    """The words of a set of texts; built once, asked often. Safe to share between threads."""

    def __init__(self, texts: Sequence[str] | pa.ChunkedArray) -> None:
        """Read every text. A word is filed under its stem as written and under its stem as typed without accents.

        texts: without a null. A list, or a column of strings, which is read without making a string of each.
        """
        column = texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts], pa.string())
        pieces = pc.ascii_split_whitespace(column)  # what else ends a word is looked for once in each piece that is met
        said = pc.list_flatten(pieces).combine_chunks().dictionary_encode()
        ends = np.concatenate([[0], np.cumsum(pc.list_value_length(pieces).to_numpy())])
        terms: dict[str, int] = {}
        written: dict[str, set[str]] = {}
        filed: list[int] = []
        until = [0]
        for piece in said.dictionary.to_pylist():
            for word in words(piece):
                filed += [terms.setdefault(form, len(terms)) for form in forms(word)]
                written.setdefault(bare(word), set()).update(forms(word))
            until.append(len(filed))
        held = _counts(said.indices.to_numpy(), ends, len(until) - 1) @ _counts(np.array(filed, int), np.array(until), len(terms))
        by_term = held.tocsc()
        self._texts, self._ends = by_term.indices, by_term.indptr
        self._lengths = np.diff(held.indptr)
        self._by_length = np.argsort(self._lengths, kind="stable")
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


def _counts(places: np.ndarray, ends: np.ndarray, width: int) -> Any:
    """How often each of `width` things comes in each row. places: those of all rows; ends: where each row begins and ends."""
    return sparse.csr_matrix((np.ones(len(places), np.int32), places, ends), shape=(len(ends) - 1, width))
