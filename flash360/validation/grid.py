"""The rows of one section of a workbook, still as texts, whichever sheets hold them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from flash360.model import Section
from flash360.workbook.addresses import address, addresses
from flash360.workbook.reading import Column, SheetTable

BLANK = -1
"""In every index of this package: no text, no session, no match."""


@dataclass(frozen=True)
class Cells:
    """A column: its distinct texts, and for each row the number of its text or BLANK. read: the same, as Arrow gave it."""

    texts: pa.StringArray
    index: np.ndarray
    read: pa.Array | None = None

    @cached_property
    def words(self) -> list[str]:
        """The distinct texts; not to be changed."""
        return self.texts.to_pylist()

    def spread(self, values: pa.Array) -> pa.Array:
        """A value for each row, null where blank, from one for each distinct text."""
        if len(values) == len(self.index) and np.array_equal(self.index, np.arange(len(values))):
            return values  # each row has a text of its own, as codes have
        return values.take(nullable(self.index) if self.read is None else self.read)

    def apart(self, rows: list[int]) -> Cells:
        """The same, the texts of these rows counted as texts of their own, the last ones, in their order."""
        alone = pa.array([self.text(row) for row in rows], pa.string())
        index = self.index.copy()
        index[rows] = len(self.texts) + np.arange(len(rows))
        return Cells(pa.concat_arrays([self.texts, alone]), index)

    def text(self, row: int) -> str:
        """The text of one row; empty when blank."""
        number = int(self.index[row])
        return "" if number == BLANK else self.words[number]


@dataclass(frozen=True)
class Grid:
    """All rows of a section, sheet after sheet. sheet_of: number of each row's sheet; row_of: its index in that sheet's table."""

    section: Section
    tables: tuple[SheetTable, ...]
    sheet_of: np.ndarray
    row_of: np.ndarray
    cells: dict[str, Cells]

    def __len__(self) -> int:
        return len(self.sheet_of)

    def table_of(self, row: int) -> SheetTable:
        """The table that holds a row."""
        return self.tables[self.sheet_of[row]]

    def sheet_row(self, row: int) -> int:
        """The row's number in its sheet, from 1."""
        return int(self.table_of(row).rows[self.row_of[row]])

    def place(self, row: int, key: str) -> tuple[str, str]:
        """Sheet and cell of a field; the cell is empty where the sheet has no such column."""
        table = self.table_of(row)
        if table.cell_of:
            return table.sheet, table.cell_of.get(key, "")
        column = column_of(table, key)
        return table.sheet, address(self.sheet_row(row), column.index) if column else ""

    def text(self, row: int, key: str) -> str:
        """The text of a field, empty when blank or absent."""
        return self.cells[key].text(row) if key in self.cells else ""

    def sheets(self) -> pa.StringArray:
        """The sheet's name of each row."""
        return pa.array([table.sheet for table in self.tables], pa.string()).take(pa.array(self.sheet_of))

    def addresses(self, key: str) -> pa.StringArray:
        """The cell of one field in each row."""
        parts = [self._addresses(number, table, key) for number, table in enumerate(self.tables)]
        return pa.concat_arrays(parts) if parts else pa.array([], pa.string())

    def _addresses(self, number: int, table: SheetTable, key: str) -> pa.StringArray:
        rows = self.row_of[self.sheet_of == number]
        column = column_of(table, key)
        if table.cell_of or column is None:
            return pa.array([table.cell_of.get(key, "")] * len(rows), pa.string())
        return addresses(table.rows[rows], column.index)


def column_of(table: SheetTable, key: str) -> Column | None:
    """The first column that fills a record field."""
    return next((column for column in table.columns if column.key == key), None)


def nullable(numbers: np.ndarray) -> pa.Array:
    """Numbers for Arrow, null where BLANK."""
    blank = numbers == BLANK
    return pa.array(numbers, mask=blank) if blank.any() else pa.array(numbers)


def grid(section: Section, tables: Iterable[SheetTable]) -> Grid:
    """Join the tables of a section; a column that one of them lacks is blank in its rows."""
    own = tuple(table for table in tables if table.section is section)
    lengths = [len(table.rows) for table in own]
    keys = dict.fromkeys(column.key for table in own for column in table.columns if column.key)
    return Grid(
        section,
        own,
        np.repeat(np.arange(len(own)), lengths),
        np.concatenate([np.arange(length) for length in lengths]) if own else np.zeros(0, np.int64),
        {key: joined([_cells(table, key) for table in own]) for key in keys},
    )


def cells_of(column: Column) -> Cells:
    """The cells of one column as read."""
    encoded = column.cells
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    if not isinstance(encoded, pa.DictionaryArray):
        encoded = encoded.dictionary_encode()
    indices = encoded.indices if not encoded.null_count else encoded.indices.fill_null(BLANK)
    texts = encoded.dictionary
    if texts.type != pa.string():
        texts = texts.cast(pa.string())
    return Cells(texts, indices.to_numpy(zero_copy_only=False).astype(np.int64), encoded.indices)


def joined(parts: list[Cells]) -> Cells:
    """Columns one after the other, over one list of distinct texts."""
    if len(parts) == 1:
        return parts[0]
    pool = pa.concat_arrays([part.texts for part in parts]).dictionary_encode()
    numbers = pool.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    starts = np.cumsum([0, *(len(part.texts) for part in parts)])
    index = [
        np.where(part.index == BLANK, BLANK, _taken(numbers, part.index + start))
        for part, start in zip(parts, starts[:-1], strict=True)
    ]
    return Cells(pool.dictionary, np.concatenate(index))


def _taken(numbers: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """numbers[wanted], harmless where `wanted` is out of range."""
    return numbers[np.clip(wanted, 0, len(numbers) - 1)] if len(numbers) else np.full(len(wanted), BLANK)


def _cells(table: SheetTable, key: str) -> Cells:
    column = column_of(table, key)
    if column is None:
        return Cells(pa.array([], pa.string()), np.full(len(table.rows), BLANK))
    return cells_of(column)
