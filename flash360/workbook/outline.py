"""The first rows of each sheet of a file that was not recognised, for an analyst to point at; without personal data."""

from __future__ import annotations

from collections.abc import Mapping

from flash360.workbook.grid import Grid
from flash360.workbook.headings import is_personal
from flash360.workbook.personal import masked, personal_column
from flash360.workbook.reading import Outline

DEEPEST, WIDEST, LONGEST = 15, 60, 80
HIDDEN = "…"
"""Stands for a cell of a column that holds personal data."""


def outline(grids: Mapping[str, Grid]) -> tuple[Outline, ...]:
    """The sheets that hold something, each with its guessed row of headings."""
    return tuple(_of(grid) for grid in grids.values() if not grid.empty)


def heading_guess(rows: Mapping[int, Mapping[int, str]]) -> int:
    """The first of the fullest rows, counting the texts that are not numbers; 1 when there is none."""

    def words(row: int) -> int:
        return sum(1 for text in rows[row].values() if any(character.isalpha() for character in text))

    return max(sorted(rows), key=lambda row: (words(row), -row), default=1)


def _of(grid: Grid) -> Outline:
    numbers = range(1, min(DEEPEST, grid.height) + 1)
    rows = {row: dict(list(grid.row(row).items())[:WIDEST]) for row in numbers}
    rows = {row: cells for row, cells in rows.items() if cells}
    top = heading_guess(rows)
    hidden = {
        column.index
        for column in grid.columns
        if (heading := rows.get(top, {}).get(column.index)) is not None
        and (is_personal(heading) or personal_column(heading, column.texts_under(top)))
    }
    shown = {
        row: {
            index: HIDDEN if index in hidden and row > top else masked(" ".join(text.split()))[:LONGEST]
            for index, text in cells.items()
        }
        for row, cells in rows.items()
    }
    return Outline(grid.sheet, top, shown)
