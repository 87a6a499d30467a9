"""Cells that the file does not let us read: Excel errors and formulas whose result was not saved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np

from flash360.findings import CATALOGUE, Finding
from flash360.model import Section
from flash360.workbook.addresses import address
from flash360.workbook.facts import SheetFacts
from flash360.workbook.grid import Grid, GridColumn

ErrorCell, FormulaWithoutValue, ExtraCell = (CATALOGUE[code] for code in ("error-cell", "formula-without-value", "extra-cell"))
NO_VALUE = ""
"""Mark of a formula without a saved result, in place of the error's name."""
BrokenRows = Mapping[int, list[int]]
"""0-based column to the 0-based positions of its broken cells."""
_VOTE_HINT = "Remplacez-la par une note, ou laissez-la vide si la personne n'a pas voté."
_HINT = "Remplacez-la par la valeur voulue, ou laissez-la vide."

Broken = Mapping[tuple[int, int], str]
"""(1-based row, 0-based column) to the error as Excel writes it, or NO_VALUE."""


def broken(grid: Grid, facts: SheetFacts) -> Broken:
    """The broken cells of a sheet: its errors, and the formulas without a value that the file tells of."""
    return {**dict.fromkeys(facts.unvalued, NO_VALUE), **grid.errors}


def by_column(broken: Broken) -> BrokenRows:
    """0-based positions of the broken cells of each column."""
    rows: dict[int, list[int]] = {}
    for row, column in broken:
        rows.setdefault(column, []).append(row - 1)
    return rows


def filled(column: GridColumn, broken: BrokenRows) -> np.ndarray:
    """Mask of a column's cells that hold something, be it an error."""
    mask = column.filled
    mask[broken.get(column.index, [])] = True
    return mask


def found(
    sheet: str, section: Section, broken: Broken, rows: Iterable[int], columns: Iterable[int], told: Collection[int] = ()
) -> Iterator[Finding]:
    """A finding for each broken cell: an error in the table's rows and columns, a warning outside.

    rows: 1-based rows of the table. columns: 0-based columns read. told: columns left out as a whole, in a finding.
    """
    if not broken:
        return
    inside_rows, inside_columns = set(rows), set(columns)
    for (row, column), error in sorted(broken.items()):
        place = address(row, column)
        if column not in inside_columns and column in told:
            continue
        if row not in inside_rows or column not in inside_columns:
            yield ExtraCell(sheet, place, error or "formule sans résultat")
        elif error:
            hint = _VOTE_HINT if section is Section.VOTES else _HINT
            yield ErrorCell(sheet, place, error, details={"hint": hint})
        else:
            yield FormulaWithoutValue(sheet, place)
