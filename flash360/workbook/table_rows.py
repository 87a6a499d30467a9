"""Which rows of a table hold data, and what is said of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from flash360.findings import CATALOGUE, Finding
from flash360.labels import SECTION
from flash360.model import Section
from flash360.workbook.addresses import address
from flash360.workbook.broken import BrokenRows, filled
from flash360.workbook.columns import EXAMPLE
from flash360.workbook.grid import Grid
from flash360.workbook.guidance import is_untouched_example
from flash360.workbook.heading_row import HeadingRow, is_total
from flash360.workbook.table_columns import Kept
from flash360.workbook.wording import plain

BlankRow, TotalRow, ExampleRow, ExtraCell = (CATALOGUE[code] for code in ("blank-row", "total-row", "example-row", "extra-cell"))
_WITH_TOTALS = ("session_code", "participant", "number")
"""Keys of the columns where a total is written in place of a code."""


def below(grid: Grid, top: HeadingRow, section: Section) -> tuple[np.ndarray, list[Finding]]:
    """Mask of the rows under the headings, examples aside; an example that was changed is told."""
    mask = np.arange(grid.height) >= top.row
    findings: list[Finding] = []
    first = grid.column(min(top.headings))
    for code, text in enumerate(first.texts if first else ()):
        if first and text[:2].casefold() == EXAMPLE[:2].casefold() and plain(text) == plain(EXAMPLE):
            for row in (np.flatnonzero(mask & (first.codes == code)) + 1).tolist():
                if not is_untouched_example(SECTION[section], grid.row(row).values()):
                    findings.append(ExampleRow(grid.sheet, address(row, first.index), text))
            mask &= first.codes != code
    return mask, findings


def above(grid: Grid, top: HeadingRow) -> Iterator[Finding]:
    """A finding for each row that holds something above the headings."""
    for number in range(1, top.row - top.levels + 1):
        yield from _left_out(grid.sheet, number, grid.row(number))


def rows(
    grid: Grid, data: np.ndarray, kept: Sequence[Kept], broken: BrokenRows, *, wide: bool
) -> tuple[np.ndarray, list[Finding]]:
    """The 1-based rows that hold data, int32, and what is said of blank rows and totals.

    data: mask of the rows that may. wide: whether a row that names a participant without any vote says nothing.
    """
    mask = np.zeros(grid.height, dtype=bool)
    voted = np.zeros(grid.height, dtype=bool)
    named = np.zeros(grid.height, dtype=bool)
    for each in kept:
        cells = filled(each.column, broken)
        mask |= cells
        if each.key is None:
            voted |= cells
        elif each.key == "participant":
            named = cells
    mask &= data
    untotalled, findings = _without_totals(grid, kept, mask)
    numbers = np.flatnonzero(untotalled) + 1
    findings += _blank(grid, numbers, kept, mask)
    if wide:
        numbers = numbers[(voted | ~named)[numbers - 1]]
    return numbers.astype(np.int32), findings


def _without_totals(grid: Grid, kept: Sequence[Kept], mask: np.ndarray) -> tuple[np.ndarray, list[Finding]]:
    """Leave totals out. One session's table ends at the first one under its rows; where each row has its session, they go on."""
    keys = [each for each in kept if each.key in _WITH_TOTALS]
    totals = np.zeros(grid.height, dtype=bool)
    for each in keys:
        for code, text in enumerate(each.column.texts):
            if is_total(text):
                totals |= (each.column.codes == code) & mask
    if not totals.any():
        return mask, []
    goes_on = any(each.key == "session_code" for each in keys)
    begun = np.logical_or.accumulate(mask & ~totals)
    below = np.flatnonzero(totals & begun)
    first = int(below[0]) if len(below) else len(mask)
    told = np.flatnonzero(totals) if goes_on else [*np.flatnonzero(totals & ~begun), *below[:1]]
    findings: list[Finding] = []
    for row in told:
        index, label = next((each.index, text) for each in keys if is_total(text := each.column.text(int(row) + 1)))
        after = " avec les lignes qui la suivent" if row == first and not goes_on else ""
        findings.append(TotalRow(grid.sheet, address(int(row) + 1, index), label or "", details={"after": after}))
    if goes_on:
        return mask & ~totals, findings
    for row in np.flatnonzero(mask & ~totals & (np.arange(grid.height) > first)):
        cells = {each.index: text for each in kept if (text := each.column.text(int(row) + 1)) is not None}
        findings += _left_out(grid.sheet, int(row) + 1, cells)
    return mask & ~totals & (np.arange(grid.height) < first), findings


def _left_out(sheet: str, row: int, cells: dict[int, str]) -> list[Finding]:
    return [ExtraCell(sheet, address(row, min(cells)), " · ".join(cells.values()))] if cells else []


def _blank(grid: Grid, numbers: np.ndarray, kept: Sequence[Kept], mask: np.ndarray) -> list[Finding]:
    """A correction for each run of rows with nothing at all, between two rows of data."""
    if not len(numbers):
        return []
    anything = mask.copy()
    for column in grid.columns:
        anything |= column.filled
    inside = ~anything[: numbers[-1]]
    inside[: numbers[0]] = False
    starts = np.flatnonzero(inside & ~np.concatenate(([False], inside[:-1])))
    first = min(each.index for each in kept)
    return [BlankRow(grid.sheet, address(int(row) + 1, first)) for row in starts]
