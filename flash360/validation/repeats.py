"""Rows of a section that say again what an earlier row says, or contradict it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360.model import Section
from flash360.validation.codes import code_key
from flash360.validation.draft import Draft
from flash360.validation.grid import BLANK
from flash360.validation.lookup import Vocabulary, repeats
from flash360.workbook.columns import COLUMNS

_KEYS: dict[Section, tuple[str, ...]] = {
    Section.FICHE: (),
    Section.PARTICIPANTS: ("participant",),
    Section.CRITERIA: ("criterion",),
    Section.STATEMENTS: ("kind", "number"),
    Section.OUTCOMES: tuple(spec.key for spec in COLUMNS[Section.OUTCOMES]),
    Section.INVITATIONS: ("college",),
}
"""What tells two rows of a session apart. Freins and leviers may each be numbered from 1; follow-ups are their whole content."""
_OPTIONAL = frozenset(spec.key for specs in COLUMNS.values() for spec in specs if not spec.required)
KEY_FIELD = {
    Section.FICHE: "session_code",
    Section.PARTICIPANTS: "participant",
    Section.CRITERIA: "criterion",
    Section.STATEMENTS: "number",
    Section.OUTCOMES: "date",
    Section.INVITATIONS: "college",
}
"""The field whose cell stands for the whole row."""


@dataclass(frozen=True)
class Repeats:
    """Row numbers: again[i] has the key of first[i], an earlier row; same[i] when all of their fields agree."""

    again: np.ndarray
    first: np.ndarray
    same: np.ndarray


_NONE = Repeats(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, dtype=bool))


def repeated(section: Draft) -> Repeats:
    """The repeats of a section other than the votes."""
    if not len(section.grid):
        return _NONE
    keys = [_numbers(section, key) for key in _KEYS[section.grid.section]]
    again, first = repeats(section.session, *keys)
    same = [_agree(section, int(row), int(other)) for row, other in zip(again, first, strict=True)]
    return Repeats(again, first, np.array(same, dtype=bool))


def _numbers(section: Draft, key: str) -> np.ndarray:
    """A number per value of a field. A blank optional field is a value like another, a blank required one is no key."""
    values = section.values.get(key)
    if values is None:
        return np.full(len(section.grid), 0 if key in _OPTIONAL else BLANK)
    if key in ("participant", "criterion"):
        texts = values.dictionary_encode()
        numbers = Vocabulary(code_key).of(texts.dictionary.to_pylist())
        return np.append(numbers, BLANK)[pc.fill_null(texts.indices, BLANK).to_numpy(zero_copy_only=False)]
    blanks = "encode" if key in _OPTIONAL else "mask"
    encoded: pa.DictionaryArray = pc.dictionary_encode(values, null_encoding=blanks)
    return pc.fill_null(encoded.indices, BLANK).to_numpy(zero_copy_only=False).astype(np.int64)


def _agree(section: Draft, row: int, other: int) -> bool:
    fields = [spec.key for spec in COLUMNS[section.grid.section] if spec.key in section.values]
    keys = ("session_code", *_KEYS[section.grid.section])
    return all(section.values[key][row] == section.values[key][other] for key in fields if key not in keys)
