"""Merged cells inside a table: only the first holds the value, the others read blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from flash360.findings import CATALOGUE, Finding
from flash360.workbook.addresses import address

MergedCell = CATALOGUE["merged-cell"]


def found(sheet: str, merges: Sequence[tuple[int, int, int, int]], rows: np.ndarray, columns: Sequence[int]) -> Iterator[Finding]:
    """A finding for each merge that covers two rows, or two columns, of the table.

    merges: (first row, first column, last row, last column). rows: 1-based, sorted. columns: 0-based columns read.
    """
    for row, column, last_row, last_column in merges:
        covered = np.searchsorted(rows, last_row, side="right") - np.searchsorted(rows, row)
        across = sum(1 for index in columns if column <= index <= last_column)
        if covered and across and (last_row > row or across > 1):
            yield MergedCell(sheet, address(row, column))
