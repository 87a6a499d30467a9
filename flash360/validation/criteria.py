"""What may be voted on in each session, and on which scale: the workbook's criteria, else those that the base knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360.validation.codes import code_key
from flash360.validation.draft import Draft
from flash360.validation.grid import BLANK
from flash360.validation.lookup import Lookup, Vocabulary
from flash360.validation.sessions import Sessions
from flash360.workbook.folding import fold

MOST_GRADES = 101
"""Grades that a scale may count: 0 to 100."""
_UNUSABLE = 0
_LED = re.compile(r"\s*[-–—:(]\s+|\s+[-–—:(.]|\s*[:.(]\s*")
"""What parts a code from the words that follow it."""


@dataclass(frozen=True)
class Criteria:
    """Criteria of all sessions: code, session, scale and label of each; low and high are equal where the scale is unusable.

    by_code answers what is written in a heading or a cell, through `numbers`.
    """

    codes: tuple[str, ...]
    session: np.ndarray
    low: np.ndarray
    high: np.ndarray
    names: tuple[str | None, ...]
    numbers: Vocabulary
    by_code: Lookup

    def of_session(self, session: int) -> list[str]:
        """The codes of one session, in order."""
        return [self.codes[row] for row in np.flatnonzero(self.session == session)]

    def has_session(self, sessions: int) -> np.ndarray:
        """Mask by session number: whether anything is listed."""
        return np.bincount(self.session, minlength=sessions)[:sessions] > 0

    def find(self, session: np.ndarray, texts: list[str], index: np.ndarray) -> np.ndarray:
        """The criterion that each text names in its session, BLANK when none does: by its code or else by its label, or by the
        code that it begins with (« C1 - Simple à mettre en place », « C1 (impact) »).
        """
        by_code = np.append(self.numbers.known(texts), BLANK)[index]
        found = self.by_code.find(session, by_code)
        lost = np.flatnonzero((found == BLANK) & (index != BLANK) & (session != BLANK))
        if len(lost):
            found[lost] = self._find_by_label(session[lost], texts, index[lost])
            lost = lost[found[lost] == BLANK]
        if len(lost):
            begun = [_LED.split(text, maxsplit=1)[0] for text in texts]
            by_code = np.append(self.numbers.known(begun), BLANK)[index[lost]]
            found[lost] = self.by_code.find(session[lost], by_code)
        return found

    def _find_by_label(self, session: np.ndarray, texts: list[str], index: np.ndarray) -> np.ndarray:
        """The same by label, only: labels are long, so they are compared only when a code was not found."""
        labels = Vocabulary(fold)
        listed = labels.of(self.names)
        lookup = Lookup.of(self.session, listed, len(labels.numbers) + 1)
        return lookup.find(session, np.append(labels.known(texts), BLANK)[index])


def with_defaults(criteria: Draft) -> Draft:
    """Criteria whose favourable grade is the lowest one above the middle, and which are not global, unless they say so."""
    size = len(criteria.grid)
    favourable = criteria.values.get("favourable_from")
    if favourable is None or favourable.null_count:
        low, high = (criteria.values.get(key, pa.nulls(size, pa.int64())) for key in ("scale_min", "scale_max"))
        middle = pc.floor(pc.divide(pc.cast(pc.add(low, high), pa.float64()), 2.0))
        above = pc.add(pc.cast(middle, pa.int64()), 1)
        favourable = above if favourable is None else pc.coalesce(favourable, above)
    overall = pc.fill_null(criteria.values.get("is_global", pa.nulls(size, pa.bool_())), False)
    return criteria.with_values(favourable_from=favourable, is_global=overall)


def criteria(section: Draft, sessions: Sessions) -> Criteria:
    """List what may be voted on; a session that the workbook lists any criterion for is its own list."""
    columns: dict[str, Any] = {
        "session": section.session,
        "code": _texts(section, "criterion"),
        "label": _texts(section, "label"),
        "low": _numbers(section, "scale_min"),
        "high": _numbers(section, "scale_max"),
    }
    listed = set(np.unique(section.session).tolist())
    parts = [columns] + [
        {
            "session": np.full(known.criteria.num_rows, number),
            "code": known.criteria["criterion"].to_pylist(),
            "label": known.criteria["label"].to_pylist(),
            "low": known.criteria["scale_min"].to_numpy().astype(np.int64),
            "high": known.criteria["scale_max"].to_numpy().astype(np.int64),
        }
        for number, known in enumerate(sessions.known)
        if known is not None and number not in listed
    ]
    session = np.concatenate([part["session"] for part in parts])
    codes = [code for part in parts for code in part["code"]]
    labels = [label for part in parts for label in part["label"]]
    low, high = (np.concatenate([part[side] for part in parts]) for side in ("low", "high"))
    present = (session != BLANK) & np.array([code is not None for code in codes], dtype=bool)
    usable = (low < high) & (high - low < MOST_GRADES)
    low, high = np.where(usable, low, _UNUSABLE), np.where(usable, high, _UNUSABLE)
    kept = np.flatnonzero(present)
    by_code = Vocabulary(code_key)
    session = session[kept]
    code_numbers = by_code.of(codes[row] for row in kept)
    return Criteria(
        tuple(codes[row] for row in kept),
        session,
        low[kept],
        high[kept],
        tuple(labels[row] for row in kept),
        by_code,
        Lookup.of(session, code_numbers, len(by_code.numbers) + 1),
    )


def _texts(section: Draft, key: str) -> list[str | None]:
    """A text field of every row."""
    values = section.values.get(key)
    return [None] * len(section.grid) if values is None else values.to_pylist()


def _numbers(section: Draft, key: str) -> np.ndarray:
    """An integer field of every row, with 0 where it is unknown."""
    values = section.values.get(key)
    if values is None:
        return np.zeros(len(section.grid), np.int64)
    return pc.fill_null(values.cast(pa.int64()), 0).to_numpy(zero_copy_only=False)
