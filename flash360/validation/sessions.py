"""The sessions that a workbook speaks of: those of its fiche and, for its other sheets, those that the base knows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flash360.model import Section
from flash360.validation.cells.texts import code
from flash360.validation.codes import session_code_key
from flash360.validation.grid import BLANK, Grid, column_of
from flash360.validation.known import Known, KnownSession


@dataclass(frozen=True)
class Sessions:
    """Numbered sessions. codes: as the base spells them, else as the fiche does. known: what the base holds, if anything.

    with_fiche: how many of them, the first ones, this workbook's fiche lists.
    """

    codes: tuple[str, ...]
    numbers: dict[str, int]
    known: tuple[KnownSession | None, ...]
    with_fiche: int

    def number(self, written: str) -> int:
        """The number of a session from any spelling of its code, BLANK when unknown."""
        clean = code(written).value
        return BLANK if clean is None else self.numbers.get(session_code_key(str(clean)), BLANK)

    def of_rows(self, rows: Grid) -> np.ndarray:
        """The session of each row of a section: of its own column, else of its sheet, else the fiche's only one."""
        session = np.full(len(rows), BLANK)
        cells = rows.cells.get("session_code")
        if cells is not None:
            numbers = np.fromiter((self.number(text) for text in cells.words), np.int64, len(cells.texts))
            filled = cells.index != BLANK
            session[filled] = numbers[cells.index[filled]]
        for sheet, table in enumerate(rows.tables):
            if column_of(table, "session_code") is None:
                session[rows.sheet_of == sheet] = self.number(table.session) if table.session else self.only
        return session

    @property
    def only(self) -> int:
        """The session of sheets without a column of sessions: the fiche's, if it lists one and no more."""
        return 0 if self.with_fiche == 1 else BLANK


def sessions(grids: dict[Section, Grid], known: Known) -> Sessions:
    """Number the sessions of a workbook, those of the fiche first."""
    spelled = {session_code_key(base): base for base in known.sessions}
    listed = _codes(grids[Section.FICHE])
    others = [text for section, rows in grids.items() if section is not Section.FICHE for text in _codes(rows)]
    keys = dict.fromkeys(map(session_code_key, listed))
    with_fiche = len(keys)
    described = {key for key, base in spelled.items() if known.sessions[base].has_fiche}
    keys.update(dict.fromkeys(key for key in map(session_code_key, others) if key in described))
    written = {session_code_key(text): text for text in reversed(listed)}
    codes = tuple(spelled.get(key) or written[key] for key in keys)
    held = tuple(known.sessions.get(spelled.get(key, "")) for key in keys)
    return Sessions(codes, {key: number for number, key in enumerate(keys)}, held, with_fiche)


def _codes(rows: Grid) -> list[str]:
    """The usable session codes of a section, in order of their rows, cleaned."""
    cells = rows.cells.get("session_code")
    found: list[str] = [table.session for table in rows.tables if table.session]
    if cells is not None:
        order, first = np.unique(cells.index, return_index=True)
        texts = cells.words
        found += [texts[number] for _, number in sorted(zip(first.tolist(), order.tolist(), strict=True)) if number != BLANK]
    return [str(value) for value in (code(text).value for text in found) if value is not None]
