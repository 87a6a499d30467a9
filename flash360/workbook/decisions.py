"""What the analyst decides of cells that a file leaves in doubt: another text in a cell or in a whole column, an order of dates.

Decisions change the texts of a reading before any rule looks at them; the file itself, and the address of each cell, stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pyarrow as pa

from flash360.findings import CATALOGUE, SHOWN, Finding
from flash360.workbook.addresses import address
from flash360.workbook.columns import COLUMNS, Type
from flash360.workbook.facts import place
from flash360.workbook.personal import masked
from flash360.workbook.reading import Column, Reading, SheetTable
from flash360.workbook.wording import plain

CorrectedValue = CATALOGUE["corrected-value"]
LEFT_BLANK = ""
"""In place of a text: the cell is read as blank."""
_DATES = frozenset(spec.key for specs in COLUMNS.values() for spec in specs if spec.type is Type.DATE)
_CELL = re.compile(r"[A-Z]{1,3}\d{1,7}", re.ASCII)
_SLASHED = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})\s*", re.ASCII)


@dataclass(frozen=True)
class Decisions:
    """cells: (sheet, cell) to the text to read there. texts: (plain heading, text as written) to the text to read in its place,
    in the whole column. day_first: sheet to whether the day comes before the month in the dates written with numbers alone.
    refused: (sheet, cell) of the corrections that the analyst does not want. not_names: of the texts in which what looks like
    the name of a person is none.
    """

    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    day_first: Mapping[str, bool] = field(default_factory=dict)
    refused: frozenset[tuple[str, str]] = frozenset()
    not_names: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.cells or self.texts or self.day_first or self.refused or self.not_names)


UNDECIDED = Decisions()


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its column, the text as the file holds it (empty when blank), how many cells of its column hold
    the same text.
    """

    heading: str
    key: str | None
    text: str
    same: int


def cell_at(reading: Reading, sheet: str, cell: str) -> Cell | None:
    """The cell of a table at an address; None when no table of the reading has it (a heading, a row left out)."""
    for table in reading.tables:
        if table.sheet != sheet:
            continue
        for column, row in _at(table, cell):
            texts = column.cells.to_pylist()
            text = texts[row] or ""
            return Cell(column.heading, column.key, text, texts.count(text or None))
    return None


def beside(reading: Reading, sheet: str, cell: str, key: str) -> str:
    """The text of the column of a key in the row of a cell; empty when there is none."""
    for table in reading.tables:
        if table.sheet == sheet and not table.cell_of and (found := _at(table, cell)):
            row = found[0][1]
            return next((column.cells[row].as_py() or "" for column in table.columns if column.key == key), "")
    return ""


def decided(reading: Reading, decisions: Decisions) -> Reading:
    """The reading with these texts in place of those of the file, each told as a correction.

    What the reader said of a cell so decided is not said again.
    """
    if not decisions or reading.layout is None:
        return reading
    told: list[Finding] = []
    tables = tuple(_decided(table, decisions, told) for table in reading.tables)
    kept = tuple(one for one in reading.findings if (one.sheet, one.cell) not in decisions.cells)
    more = Counter(reading.more)
    if len(told) > SHOWN:
        more[CorrectedValue.code] += len(told) - SHOWN
    findings = (*kept, *told[:SHOWN])
    return replace(reading, tables=tables, findings=findings, more=dict(more), not_names=decisions.not_names)


def _decided(table: SheetTable, decisions: Decisions, told: list[Finding]) -> SheetTable:
    by_column: dict[int, dict[int, str]] = {}
    for (sheet, cell), text in decisions.cells.items():
        for column, row in _at(table, cell) if sheet == table.sheet else ():
            by_column.setdefault(column.index, {})[row] = text
    order = decisions.day_first.get(table.sheet)
    columns: list[Column] = []
    for column in table.columns:
        own = plain(column.heading)
        texts = {written: instead for (heading, written), instead in decisions.texts.items() if heading == own}
        cells = {} if column.implied else by_column.get(column.index, {})
        read = _read(column, cells, texts, order if column.key in _DATES else None)
        if read is not column:
            _tell(table, column, read, cells, told)
        columns.append(read)
    return replace(table, columns=tuple(columns))


def _read(column: Column, cells: Mapping[int, str], texts: Mapping[str, str], order: bool | None) -> Column:
    if not cells and not texts and order is None:
        return column
    before = column.cells.to_pylist()
    after = [cells.get(row, texts.get(text or LEFT_BLANK, _ordered(text, order))) or None for row, text in enumerate(before)]
    if after == before:
        return column
    same = np.array([one == other for one, other in zip(before, after, strict=True)], dtype=bool)
    dates = None if column.dates is None else column.dates & same
    return replace(column, cells=pa.array(after, pa.string()).dictionary_encode(), dates=dates)


def _tell(table: SheetTable, before: Column, after: Column, cells: Mapping[int, str], told: list[Finding]) -> None:
    pairs = zip(before.cells.to_pylist(), after.cells.to_pylist(), strict=True)
    for row, (written, read) in enumerate(pairs):
        if written != read:
            place = table.cell_of.get(before.key or "", "") if table.cell_of else address(int(table.rows[row]), before.index)
            rule = "décision de l'analyste" if row in cells else "décision de l'analyste pour toute la colonne"
            details: dict[str, object] = {"read": masked(read or "vide"), "rule": rule}
            told.append(CorrectedValue(table.sheet, place, masked(written or "vide"), details=details))


def _at(table: SheetTable, cell: str) -> list[tuple[Column, int]]:
    """The columns that hold a cell, and its row in them; none when the table has no such cell."""
    if table.cell_of:
        return [(column, 0) for column in table.columns if column.key and table.cell_of.get(column.key) == cell]
    if not _CELL.fullmatch(cell):
        return []
    row, index = place(cell)
    found = np.flatnonzero(table.rows == row)
    own = [column for column in table.columns if column.index == index and not column.implied]
    return [(column, int(found[0])) for column in own] if len(found) else []


def _ordered(text: str | None, day_first: bool | None) -> str | None:
    """A date of numbers alone as an ISO date, in the order told; any other text as it is."""
    match = _SLASHED.fullmatch(text) if text and day_first is not None else None
    if match is None:
        return text
    day, month = (int(match[1]), int(match[2])) if day_first else (int(match[2]), int(match[1]))
    try:
        return date(int(match[3]) + (2000 if len(match[3]) == 2 else 0), month, day).isoformat()
    except ValueError:
        return text


def same_text(reading: Reading, heading: str, text: str) -> list[tuple[str, str]]:
    """The addresses, as (sheet, cell), of the cells that hold a text in the columns of a heading."""
    return [
        (table.sheet, address(int(table.rows[row]), column.index))
        for table in reading.tables
        if not table.cell_of
        for column in table.columns
        if plain(column.heading) == plain(heading)
        for row, written in enumerate(column.cells.to_pylist())
        if (written or "") == text
    ]
