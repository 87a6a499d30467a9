"""Votes with the criteria in rows and the participants in columns, under any name, where the workbook's own lists say so."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
import pyarrow as pa

from flash360.findings import CATALOGUE, Finding
from flash360.model import Section
from flash360.workbook import broken as broken_cells
from flash360.workbook import merged, table_rows
from flash360.workbook.addresses import address
from flash360.workbook.facts import SheetFacts
from flash360.workbook.grid import Grid, GridColumn
from flash360.workbook.heading_row import DEEPEST, HeadingRow, is_total
from flash360.workbook.layouts.roles import is_vote
from flash360.workbook.reading import Column, SheetTable
from flash360.workbook.sheet_result import Table
from flash360.workbook.wording import plain

CorrectedValue, ExtraHeader, TotalRow = (CATALOGUE[code] for code in ("corrected-value", "extra-header", "total-row"))
_FEWEST = 2
"""Participants among the headings, and criteria under one another: fewer could be a chance."""
_TOLD: dict[str, object] = {"read": "un critère par ligne, un participant par colonne", "rule": "tableau des votes retourné"}


def transposed(grid: Grid, facts: SheetFacts, people: Collection[str], criteria: Collection[str], *, sure: bool) -> list[Table]:
    """A table of long votes for each participant's column; none where headings and rows are not what the workbook lists.

    people: plain codes of the participants that the workbook lists. criteria: plain codes and labels of its criteria. sure:
    whether the sheet's name says that it holds votes; if not, its cells must.
    """
    place = _place(grid, people, criteria)
    if place is None:
        return []
    row, named = place
    headings = grid.top(row)
    broken = broken_cells.broken(grid, facts)
    grid = grid.reaching(max((number for number, _ in broken), default=0))
    column = grid.column(named.index) or named
    kept, findings = _rows(grid, column, row)
    voters = [one for one in grid.columns if plain(headings.get(one.index, "")) in people]
    if not sure and not is_vote({text for one in voters for row in kept.tolist() if (text := one.text(row))}):
        return []
    indices = [named.index, *(one.index for one in voters)]
    for one in grid.columns:
        if one.index in headings and one.index not in indices and (one.codes[kept - 1] >= 0).any():
            findings.append(ExtraHeader(grid.sheet, address(row, one.index), headings[one.index]))
    findings += table_rows.above(grid, HeadingRow(row, headings, {}))
    findings += broken_cells.found(grid.sheet, Section.VOTES, broken, kept.tolist(), indices)
    findings += merged.found(grid.sheet, facts.merges, kept, indices)
    findings.append(
        CorrectedValue(grid.sheet, address(row, named.index), headings.get(named.index, "Votes"), details=dict(_TOLD))
    )
    tables = [_table(grid, row, column, one, headings[one.index], kept) for one in voters]
    return [Table(table, findings if number == 0 else [], []) for number, table in enumerate(tables)]


def _place(grid: Grid, people: Collection[str], criteria: Collection[str]) -> tuple[int, GridColumn] | None:
    """The 1-based row of the participants, and the column of the criteria, which stands before theirs."""
    for row in range(1, min(DEEPEST, grid.height) + 1):
        headings = grid.top(row)
        voters = [index for index, text in headings.items() if plain(text) in people]
        if len(voters) < _FEWEST or len({plain(headings[index]) for index in voters}) < len(voters):
            continue
        for column in grid.columns:
            texts = [text for text in column.texts_under(row) if not is_total(text)]
            if column.index < min(voters) and len(texts) >= _FEWEST and all(plain(text) in criteria for text in texts):
                return row, column
    return None


def _rows(grid: Grid, column: GridColumn, top: int) -> tuple[np.ndarray, list[Finding]]:
    """The 1-based rows of the criteria, int32; those of totals are told."""
    filled = [int(row) + 1 for row in np.flatnonzero(column.filled) if row >= top]
    totals = {row: text for row in filled if (text := column.text(row)) and is_total(text)}
    told: list[Finding] = [
        TotalRow(grid.sheet, address(row, column.index), text, details={"after": ""}) for row, text in totals.items()
    ]
    return np.array([row for row in filled if row not in totals], np.int32), told


def _table(grid: Grid, row: int, criteria: GridColumn, grades: GridColumn, voter: str, rows: np.ndarray) -> SheetTable:
    people = pa.array([voter] * len(rows), pa.string()).dictionary_encode()
    columns = (
        Column("participant", None, "Participant", grades.index, people, implied=True),
        Column("criterion", None, "Critère", criteria.index, criteria.cells(rows - 1)),
        Column("grade", None, "Note", grades.index, grades.cells(rows - 1)),
    )
    return SheetTable(grid.sheet, Section.VOTES, rows, columns, header_row=row)


def listed(tables: Collection[SheetTable], section: Section, *keys: str) -> Iterator[str]:
    """The plain texts of some columns of a section."""
    for table in tables:
        for column in table.columns if table.section is section else ():
            if column.key in keys:
                yield from (plain(text) for text in column.cells.unique().to_pylist() if text)
