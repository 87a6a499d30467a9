"""A section being checked: its rows as texts, and beside them their typed values and what is to be said of each text."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360.model import Section
from flash360.validation.cells.choices import choice, yes_no
from flash360.validation.cells.dates import EPOCH_1900, EPOCH_1904, REPORT_IT, date_parser
from flash360.validation.cells.numbers import hours, integer
from flash360.validation.cells.parsed import Distinct, Notes, Parser, each
from flash360.validation.cells.texts import LIMITS, LONG, SHORT, code, texts
from flash360.validation.grid import BLANK, Cells, Grid, nullable
from flash360.validation.records import SCHEMAS
from flash360.validation.sessions import Sessions
from flash360.validation.tell import Spot
from flash360.workbook.columns import COLUMNS, SESSION, ColumnSpec, Type
from flash360.workbook.personal import NAME_HIDDEN, looks_like_a_name

CODES = frozenset({"session_code", "participant", "criterion"})
MOST_WHOLE = 20_000_000
"""Characters of a file's statements, told row by row, up to which each is kept whole."""


@dataclass(frozen=True)
class Draft:
    """session: each row's session number, BLANK when unknown. values: by field, one per row, null when blank or unusable.

    notes: by field, by number of distinct text.
    """

    grid: Grid
    sessions: Sessions
    session: np.ndarray
    values: dict[str, pa.Array]
    notes: dict[str, dict[int, Notes]]

    @property
    def specs(self) -> tuple[ColumnSpec, ...]:
        """The columns of the section, the session's first where its rows name it."""
        own = COLUMNS[self.grid.section]
        named = "session_code" in self.grid.cells and self.grid.section is not Section.FICHE
        return (SESSION, *own) if named else own

    def code_of(self, row: int) -> str:
        """The session code of a row, empty when unknown."""
        number = int(self.session[row])
        return "" if number == BLANK else self.sessions.codes[number]

    def spot(self, row: int, key: str) -> Spot:
        """Where a field of a row is, and its text."""
        text = self.grid.text(row, key)
        shown = NAME_HIDDEN if key == "participant" and looks_like_a_name(text) else text
        return Spot(*self.grid.place(row, key), shown, self.code_of(row))

    def names(self) -> np.ndarray:
        """Mask of the rows whose participant's code is rather a name."""
        cells = self.grid.cells.get("participant")
        if cells is None:
            return np.zeros(len(self.grid), dtype=bool)
        return np.array([*map(looks_like_a_name, cells.words), False])[cells.index]

    def complete(self) -> np.ndarray:
        """Mask of the rows that can be stored: their session is known and every required field has a value."""
        kept = self.session != BLANK
        for spec in COLUMNS[self.grid.section]:
            if spec.required and spec.key in self.values:
                kept &= self.values[spec.key].is_valid().to_numpy(zero_copy_only=False)
            elif spec.required:
                kept &= False
        return kept

    def with_values(self, **values: pa.Array) -> Draft:
        """The same rows with other values in some fields."""
        return Draft(self.grid, self.sessions, self.session, {**self.values, **values}, self.notes)


def draft(
    rows: Grid, sessions: Sessions, *, epoch_1904: bool = False, not_names: frozenset[tuple[str, str]] = frozenset()
) -> Draft:
    """Read every cell of a section other than the votes. epoch_1904: whether bare day numbers are counted from 1904.

    not_names: the cells, as (sheet, cell), of which the analyst said that what looks like a name is none.
    """
    before, kept = rows.cells, _apart(rows, not_names) if not_names else {}
    rows = replace(rows, cells=rows.cells | kept)
    values: dict[str, pa.Array] = {}
    notes: dict[str, dict[int, Notes]] = {}
    session = sessions.of_rows(rows)
    specs = {spec.key: spec for spec in (SESSION, *COLUMNS[rows.section])}
    parse_date = _date_parser(rows, epoch_1904=epoch_1904)
    for key, cells in rows.cells.items():
        if key not in specs or specs[key].type is Type.GRADE:
            continue
        own = range(len(before[key].texts), len(cells.texts)) if key in kept else ()
        read = _read(rows.section, specs[key], cells, parse_date, own)
        values[key] = cells.spread(read.values)
        notes[key] = dict(read.notes)
    values["session_code"] = pa.array(sessions.codes, pa.string()).take(nullable(session))
    return Draft(rows, sessions, session, values, notes)


def table(section: Draft, kept: np.ndarray, key: str, **more: pa.Array) -> pa.Table:
    """The records of a mask of rows. key: the field whose cell stands for the row. more: whole columns that no cell holds."""
    schema = SCHEMAS[section.grid.section]
    places = {"sheet": section.grid.sheets, "cell": lambda: section.grid.addresses(key)}
    rows = pa.table([_column(section, field, more, places) for field in schema], schema=schema)
    return rows if kept.all() else rows.filter(pa.array(kept))


def fiche_cells(fiche: Draft) -> pa.StringArray:
    """For each fiche, a JSON object from field to the cell that holds it, blank fields left out."""
    keys = [spec.key for spec in COLUMNS[Section.FICHE] if spec.key in fiche.grid.cells]
    filled = {key: (fiche.grid.cells[key].index != BLANK).tolist() for key in keys}
    one = len(fiche.grid) == 1
    addresses = {key: [fiche.grid.place(0, key)[1]] if one else fiche.grid.addresses(key).to_pylist() for key in keys}
    return pa.array(
        [json.dumps({key: addresses[key][row] for key in keys if filled[key][row]}) for row in range(len(fiche.grid))],
        pa.string(),
    )


def _column(
    section: Draft, field: pa.Field, more: dict[str, pa.Array], places: dict[str, Callable[[], pa.StringArray]]
) -> pa.Array:
    if field.name in places:
        return places[field.name]()
    values = more.get(field.name, section.values.get(field.name))
    if values is None:
        return pa.nulls(len(section.grid), field.type)
    return values if values.type == field.type else values.cast(field.type)


def _apart(rows: Grid, places: frozenset[tuple[str, str]]) -> dict[str, Cells]:
    """The columns of which some cells are at these places, the texts of those cells set apart."""
    found: dict[str, Cells] = {}
    for key, cells in rows.cells.items():
        own = [row for row in range(len(rows)) if cells.index[row] != BLANK and rows.place(row, key) in places]
        if own:
            found[key] = cells.apart(own)
    return found


def _read(section: Section, spec: ColumnSpec, cells: Cells, parse_date: Parser, not_names: Collection[int]) -> Distinct:
    """The distinct texts of a column, read as its specification says."""
    if spec.key in CODES:
        return each(cells.words, code, pa.string())
    if spec.type is Type.TEXT:
        return texts(cells.texts, _limit(spec.key, cells), not_names)
    parser, kind = {
        Type.INTEGER: (integer, pa.int64()),
        Type.NUMBER: (hours, pa.float64()),
        Type.DATE: (parse_date, pa.date32()),
        Type.CHOICE: (partial(choice, spec.key, spec.heading), pa.string()),
        Type.YES_NO: (partial(yes_no, spec.heading), pa.bool_()),
    }[spec.type]
    return each(cells.words, parser, kind)


def _limit(key: str, cells: Cells) -> int:
    """Characters kept of each text of a column. What fits a cell is kept whole, unless one long text fills thousands of cells."""
    limit = LIMITS.get(key, SHORT)
    if limit <= LONG:
        return limit
    lengths = pc.utf8_length(cells.texts).to_numpy(zero_copy_only=False)
    return limit if int(lengths[cells.index[cells.index != BLANK]].sum()) <= MOST_WHOLE else LONG


def _date_parser(rows: Grid, *, epoch_1904: bool) -> Parser:
    """One parser for all dates of a section: the same hand writes them in the same order."""
    dates = [spec.key for spec in COLUMNS[rows.section] if spec.type is Type.DATE and spec.key in rows.cells]
    written = [text for key in dates for text in rows.cells[key].words]
    epoch = EPOCH_1904 if epoch_1904 else EPOCH_1900
    if rows.section is Section.FICHE:
        return date_parser(written, REPORT_IT, epoch)
    return date_parser(written, epoch=epoch)
