"""Codes to numbers, many at a time: which row lists this participant of this session."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from flash360.validation.grid import BLANK


@dataclass
class Vocabulary:
    """Numbers for codes, from 0, the same for two spellings that `key` brings to one form."""

    key: Callable[[str], str]
    numbers: dict[str, int] = field(default_factory=dict)

    def of(self, texts: Iterable[str | None]) -> np.ndarray:
        """The number of each text; BLANK for None."""
        return np.fromiter((self._number(text) for text in texts), np.int64)

    def known(self, texts: Iterable[str]) -> np.ndarray:
        """The number of each text that is already numbered, BLANK for the others."""
        return np.fromiter((self.numbers.get(self.key(text), BLANK) for text in texts), np.int64)

    def _number(self, text: str | None) -> int:
        return BLANK if text is None else self.numbers.setdefault(self.key(text), len(self.numbers))


@dataclass(frozen=True)
class Lookup:
    """Rows by (session, code); among rows of one pair, the first answers."""

    pairs: np.ndarray
    rows: np.ndarray
    width: int

    @classmethod
    def of(cls, session: np.ndarray, code: np.ndarray, width: int) -> Lookup:
        """Index rows by their session's number and their code's number, both BLANK when unknown. width: above any code."""
        listed = np.flatnonzero((session != BLANK) & (code != BLANK))
        pairs, first = np.unique(session[listed] * width + code[listed], return_index=True)
        return cls(pairs, listed[first], width)

    def find(self, session: np.ndarray, code: np.ndarray) -> np.ndarray:
        """The row of each pair, BLANK when there is none."""
        if not len(self.pairs):
            return np.full(len(session), BLANK)
        wanted = session * self.width + code
        place = np.minimum(np.searchsorted(self.pairs, wanted), len(self.pairs) - 1)
        hit = (self.pairs[place] == wanted) & (session != BLANK) & (code != BLANK)
        return np.where(hit, self.rows[place], BLANK)


def distinct(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The different numbers, ascending, and the place of each among them: from 0 on and not much larger than they are many, as
    codes are, they need not be sorted.
    """
    largest = int(numbers.max(initial=0))
    if largest > 8 * len(numbers) or numbers.min(initial=0) < 0:
        return np.unique(numbers, return_inverse=True)
    there = np.zeros(largest + 1, dtype=bool)
    there[numbers] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[numbers]


def repeats(*keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows whose key an earlier row has, and for each the first row of that key. BLANK in any part is no key."""
    usable = np.flatnonzero(np.logical_and.reduce([key != BLANK for key in keys])) if keys else np.zeros(0, np.int64)
    code = np.zeros(len(usable), dtype=np.int64)
    for key in keys:
        part = key[usable]
        code = code * (int(part.max(initial=0)) + 1) + part
    if (np.diff(code) > 0).all():  # each row in its place, as nearly always
        return usable[:0], usable[:0]
    _, first, back = np.unique(code, return_index=True, return_inverse=True)
    firsts = first[back]
    again = firsts != np.arange(len(usable))
    return usable[again], usable[firsts[again]]
