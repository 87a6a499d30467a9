"""The votes of a workbook, wide or long, brought to one list of ballots: a person, a criterion, a text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from flash360.validation.grid import BLANK, Cells, Grid, cells_of, column_of, joined
from flash360.workbook.addresses import address
from flash360.workbook.reading import SheetTable


@dataclass(frozen=True)
class Ballots:
    """One entry per cell that holds something, row after row. All arrays have one entry per ballot.

    lines: the rows of the votes' sheets (session and participant). line: each ballot's row among them.
    column: 0-based column of the grade's cell. criteria: the criterion as written, BLANK if the cell is blank.
    grades: the grade as written. wide: whether the criterion stands in the heading.
    """

    lines: Grid
    line: np.ndarray
    column: np.ndarray
    wide: np.ndarray
    criteria: Cells
    grades: Cells

    def __len__(self) -> int:
        return len(self.line)

    def place(self, ballot: int) -> tuple[str, str]:
        """Sheet and cell of a grade."""
        line = int(self.line[ballot])
        return self.lines.table_of(line).sheet, address(self.lines.sheet_row(line), int(self.column[ballot]))

    def place_of_criterion(self, ballot: int) -> tuple[str, str]:
        """Sheet and cell where a ballot's criterion stands: the heading, or the row's own cell."""
        line = int(self.line[ballot])
        if not self.wide[ballot]:
            return self.lines.place(line, "criterion")
        table = self.lines.table_of(line)
        return table.sheet, address(table.header_row, int(self.column[ballot]))


def ballots(lines: Grid) -> Ballots:
    """List the ballots of the votes' rows; a blank grade is no ballot."""
    parts = [_of_table(lines, number, table) for number, table in enumerate(lines.tables)]
    if not parts:
        nothing, nobody = np.zeros(0, np.int64), Cells(pa.array([], pa.string()), np.zeros(0, np.int64))
        return Ballots(lines, nothing, nothing, nothing.astype(bool), nobody, nobody)
    return Ballots(
        lines,
        np.concatenate([part.line for part in parts]),
        np.concatenate([part.column for part in parts]),
        np.concatenate([part.wide for part in parts]),
        joined([part.criteria for part in parts]),
        joined([part.grades for part in parts]),
    )


def _of_table(lines: Grid, number: int, table: SheetTable) -> Ballots:
    rows = np.flatnonzero(lines.sheet_of == number)
    wide = [column for column in table.columns if column.criterion is not None]
    return _of_wide(lines, table, rows) if wide else _of_long(lines, table, rows)


def _of_wide(lines: Grid, table: SheetTable, rows: np.ndarray) -> Ballots:
    """A column per criterion: cells taken row after row."""
    columns = [column for column in table.columns if column.criterion is not None]
    cells = joined([cells_of(column) for column in columns])
    matrix = cells.index.reshape(len(columns), len(rows)).T
    row, column = np.nonzero(matrix != BLANK)
    headings = pa.array([str(one.criterion) for one in columns], pa.string())
    return Ballots(
        lines,
        rows[row],
        np.array([one.index for one in columns])[column],
        np.ones(len(row), dtype=bool),
        Cells(headings, column),
        Cells(cells.texts, matrix[row, column]),
    )


def _of_long(lines: Grid, table: SheetTable, rows: np.ndarray) -> Ballots:
    """A row per vote."""
    column = column_of(table, "grade")
    if column is None:
        index, texts = np.full(len(rows), BLANK), pa.array([], pa.string())
    else:
        read = cells_of(column)
        index, texts = read.index, read.texts
    filled = index != BLANK
    criteria = lines.cells.get("criterion")
    named = Cells(criteria.texts, criteria.index[rows[filled]]) if criteria else Cells(texts, np.full(filled.sum(), BLANK))
    return Ballots(
        lines,
        rows[filled],
        np.full(int(filled.sum()), column.index if column else 0),
        np.zeros(int(filled.sum()), dtype=bool),
        named,
        Cells(texts, index[filled]),
    )
