"""The participant codes that the template writes ahead, left out where nobody stands behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from flash360.findings import CATALOGUE, Finding
from flash360.model import Section
from flash360.workbook.addresses import address
from flash360.workbook.guidance import prepared_rows
from flash360.workbook.reading import SheetTable
from flash360.workbook.sheet_result import Table
from flash360.workbook.tables import EmptySheet

PreparedRow = CATALOGUE["prepared-row"]


def without_prepared(results: Sequence[Table]) -> list[Table]:
    """The tables of one session, less the last participants when they have a prepared code, no vote and nothing else."""
    voted: set[str] = set()
    for result in results:
        if result.table and result.table.section is Section.VOTES:
            voted.update(code for code in _codes(result.table) if code)
    return [
        _without(result, result.table, voted) if result.table and result.table.section is Section.PARTICIPANTS else result
        for result in results
    ]


def _codes(table: SheetTable) -> list[str | None]:
    return next((column.cells.to_pylist() for column in table.columns if column.key == "participant"), [])


def _without(result: Table, table: SheetTable, voted: set[str]) -> Table:
    codes = _codes(table)
    ahead = set(prepared_rows(Section.PARTICIPANTS)) - voted
    others = np.zeros(len(codes), dtype=bool)
    for column in table.columns:
        if column.key != "participant":
            others |= column.cells.is_valid().to_numpy(zero_copy_only=False)
    kept = len(codes)
    while kept and codes[kept - 1] in ahead and not others[kept - 1]:
        kept -= 1
    if kept == len(codes):
        return result
    if not kept:
        return Table(None, [*result.findings, EmptySheet(table.sheet)], result.dropped, result.named)
    index = next(column.index for column in table.columns if column.key == "participant")
    told: list[Finding] = [
        PreparedRow(table.sheet, address(int(row), index), code or "")
        for row, code in zip(table.rows[kept:], codes[kept:], strict=True)
    ]
    columns = tuple(
        replace(column, cells=_first(column.cells, kept), dates=None if column.dates is None else column.dates[:kept])
        for column in table.columns
    )
    return Table(replace(table, rows=table.rows[:kept], columns=columns), [*result.findings, *told], result.dropped, result.named)


def _first(cells: pa.Array, count: int) -> pa.Array:
    return cells.slice(0, count).dictionary_decode().dictionary_encode()
