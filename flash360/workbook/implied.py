"""What a sheet of freins and leviers says without a column for it: their numbers by their order, their kind by its name."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from flash360.findings import CATALOGUE, Finding
from flash360.model import Section
from flash360.workbook import broken as broken_cells
from flash360.workbook.addresses import address
from flash360.workbook.columns import COLUMNS
from flash360.workbook.facts import SheetFacts
from flash360.workbook.grid import Grid
from flash360.workbook.heading_row import DEEPEST, HeadingRow
from flash360.workbook.headings import Match
from flash360.workbook.reading import Column, SheetTable
from flash360.workbook.sheet_result import Table
from flash360.workbook.wording import plain

CorrectedValue, ExtraHeader = CATALOGUE["corrected-value"], CATALOGUE["extra-header"]
KINDS: Mapping[str, str] = {"frein": "Frein", "freins": "Frein", "levier": "Levier", "leviers": "Levier"}
"""Plain names of the sheets that hold one kind only."""


def implied(sheet: str, section: Section, top: HeadingRow | None) -> frozenset[str]:
    """The needed columns that this sheet may lack, since something else says what they would."""
    if section is not Section.STATEMENTS or top is None or "text" not in top.keys:
        return frozenset()
    asked = {spec.key for match in top.matches.values() for spec in match.choices}
    said = {"number", "kind"} if plain(sheet) in KINDS else {"number"}
    return frozenset(said - top.keys - asked)


def columns(sheet: str, lacking: frozenset[str], top: HeadingRow, rows: np.ndarray) -> tuple[list[Column], list[Finding]]:
    """Those columns, filled, and what is said of the numbers."""
    place = next(index for index, match in top.matches.items() if match.spec and match.spec.key == "text")
    made: list[Column] = []
    found: list[Finding] = []
    if "number" in lacking:
        numbers = [str(number) for number in range(1, len(rows) + 1)]
        made.append(Column("number", None, "N°", place, pa.array(numbers, pa.string()).dictionary_encode(), implied=True))
        details: dict[str, object] = {"read": f"1 à {len(rows)}", "rule": "lignes sans numéro, numérotées dans leur ordre"}
        found.append(CorrectedValue(sheet, address(top.row, place), top.headings[place], details=details))
    if "kind" in lacking:
        made.append(Column("kind", None, "Type", place, _repeated(KINDS[plain(sheet)], len(rows)), implied=True))
    return made, found


def side_by_side(grid: Grid, facts: SheetFacts) -> list[Table]:
    """The tables of a sheet that writes freins in one column and leviers in another, one per column; none for any other."""
    row, kinds = _columns_of_kinds(grid)
    if not kinds:
        return []
    broken = broken_cells.broken(grid, facts)
    grid = grid.reaching(max((number for number, _ in broken), default=0))
    made: list[Table] = []
    for column in grid.columns:
        heading = grid.top(row).get(column.index)
        below = np.flatnonzero(column.filled)[np.flatnonzero(column.filled) >= row]
        if column.index not in kinds or heading is None:
            told = [ExtraHeader(grid.sheet, address(row, column.index), heading)] if heading and len(below) else []
            made.append(Table(None, [*told], []))
            continue
        rows = (below + 1).astype(np.int32)
        text = Column("text", None, heading, column.index, column.cells(below))
        added, told = columns(grid.sheet, frozenset({"number"}), _headed(row, column.index, heading), rows)
        kind = Column("kind", None, "Type", column.index, _repeated(kinds[column.index], len(rows)), implied=True)
        told += broken_cells.found(grid.sheet, Section.STATEMENTS, broken, rows.tolist(), [column.index])
        found = SheetTable(grid.sheet, Section.STATEMENTS, rows, (*added, kind, text), header_row=row)
        made.append(Table(found if len(rows) else None, told if len(rows) else [], []))
    return made


def is_side_by_side(grid: Grid) -> bool:
    """Whether a sheet writes freins in one column and leviers in another."""
    return bool(_columns_of_kinds(grid)[1])


def _columns_of_kinds(grid: Grid) -> tuple[int, dict[int, str]]:
    """The 1-based row of such headings, and the kind of each column, nothing unless both kinds have theirs."""
    for row in range(1, min(DEEPEST, grid.height) + 1):
        kinds = {
            index: KINDS[words] for index, text in grid.top(row).items() if (words := plain(text.partition("(")[0])) in KINDS
        }
        if len(set(kinds.values())) == 2:
            return row, kinds
    return 0, {}


def _headed(row: int, index: int, heading: str) -> HeadingRow:
    spec = next(spec for spec in COLUMNS[Section.STATEMENTS] if spec.key == "text")
    return HeadingRow(row, {index: heading}, {index: Match(spec)})


def _repeated(text: str, times: int) -> pa.DictionaryArray:
    return pa.array([text] * times, pa.string()).dictionary_encode()
