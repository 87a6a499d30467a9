"""The fiche of one session: headings down a column, values beside them, turned into one row."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from flash360.findings import CATALOGUE
from flash360.model import Section
from flash360.workbook import broken as broken_cells
from flash360.workbook import merged
from flash360.workbook.addresses import address
from flash360.workbook.columns import COLUMNS, ColumnSpec, Type
from flash360.workbook.facts import SheetFacts
from flash360.workbook.grid import Grid, GridColumn
from flash360.workbook.guidance import HINTS
from flash360.workbook.heading_row import heading_row, specs_of
from flash360.workbook.headings import Match, is_personal, known_headings
from flash360.workbook.levels import Merges
from flash360.workbook.one_scale import OneScale, said_by_line
from flash360.workbook.person_names import is_person_name
from flash360.workbook.personal import NAME_HIDDEN
from flash360.workbook.reading import Column, SheetTable
from flash360.workbook.sheet_result import Table
from flash360.workbook.table_columns import FREE_TEXTS
from flash360.workbook.tables import EmptySheet

DEEPEST = 100
"""Rows among which the headings of a fiche are looked for."""
ExtraHeader, DuplicateHeader, PersonalData, ExtraCell, AmbiguousHeader, MissingHeader, CorrectedValue = (
    CATALOGUE[code]
    for code in (
        "extra-header", "duplicate-header", "personal-data", "extra-cell",
        "ambiguous-header", "missing-header", "corrected-value",
    )
)  # fmt: skip
_BETWEEN_NAMES = re.compile(r"\s+et\s+|[,;/&]|\(|\)")
_HINTS = frozenset(HINTS.values())


def is_key_value(grid: Grid) -> bool:
    """Whether a fiche has its headings down a column rather than along a row."""
    column = _key_column(grid)
    along = heading_row(grid, specs_of(Section.FICHE))
    return column is not None and _score(column) >= (len(along.keys) if along else 0)


def fiche(grid: Grid, facts: SheetFacts) -> Table:
    """Read a fiche of one session. The row number of its table is 1 and says nothing: `cell_of` has the addresses."""
    broken = broken_cells.broken(grid, facts)
    grid = grid.reaching(max((row for row, _ in broken), default=0))
    result = Table(None, [], [])
    keys = _key_column(grid)
    if keys is None:
        return result
    beside = _beside(grid, keys.index, facts.merges)
    values = grid.column(beside)
    known = known_headings(specs_of(Section.FICHE))
    made: list[Column] = []
    cell_of: dict[str, str] = {}
    headings_of: dict[str, str] = {}
    doubtful: list[tuple[str, str, Match]] = []
    scales: list[OneScale] = []
    for row in range(1, grid.height + 1):
        heading = keys.text(row)
        if heading is not None:
            heading = " ".join(heading.split())
            place = address(row, keys.index)
            match = known.match(heading)
            spec = match.spec
            if spec is None:
                if is_personal(heading):
                    result.dropped.append(f"{grid.sheet}!{heading}")
                    result.named += _said(values, row)
                    details: dict[str, object] = {
                        "what": f"« {heading} » désigne une personne",
                        "done": "la ligne n'est pas importée",
                    }
                    result.findings.append(PersonalData(grid.sheet, place, heading, details=details))
                    continue
                if match.choices:
                    doubtful.append((place, heading, match))
                else:
                    result.findings.append(ExtraHeader(grid.sheet, place, heading))
                    scale = said_by_line(grid.sheet, row, keys.index, heading, values.text(row) if values else None)
                    scales += [scale] if scale else []
            elif spec.key in cell_of:
                details = {"other": address(_row_of(cell_of[spec.key]), keys.index)}
                result.findings.append(DuplicateHeader(grid.sheet, place, heading, details=details))
            else:
                if match.close:
                    details = {"read": spec.heading, "rule": "titre à l'orthographe proche"}
                    result.findings.append(CorrectedValue(grid.sheet, place, heading, details=details))
                named = _person_named(spec, values, row)
                if named:
                    details = {"what": f"« {heading} » nomme une personne", "done": "la valeur n'est pas importée"}
                    place = address(row, beside)
                    result.findings.append(PersonalData(grid.sheet, place, NAME_HIDDEN, details=details))
                    result.dropped.append(f"{grid.sheet}!{heading}")
                    result.named += _said(values, row)
                    continue
                cell_of[spec.key] = address(row, beside)
                headings_of[spec.key] = heading
                made.append(_value(spec.key, spec.type is Type.DATE, heading, values, beside, row))
        _tell_strays(grid, row, () if heading is None else (keys.index, beside), result)
    result.scale = scales[0] if len(scales) == 1 else None
    _tell_needed(grid, cell_of, doubtful, result)
    rows = [_row_of(cell) for cell in cell_of.values()]
    result.findings += merged.found(grid.sheet, facts.merges, np.array(sorted(rows)), [keys.index, beside])
    result.findings += broken_cells.found(grid.sheet, Section.FICHE, broken, rows, [beside])
    if any(column.cells[0].is_valid for column in made) or any(cell[0] in rows for cell in broken):
        one = np.ones(1, dtype=np.int32)
        result.table = SheetTable(grid.sheet, Section.FICHE, one, tuple(made), cell_of=cell_of, headings_of=headings_of)
    else:
        result.findings.append(EmptySheet(grid.sheet))
    return result


def _beside(grid: Grid, keys: int, merges: Merges) -> int:
    """The 0-based column of the values: next to the headings, or past the cells over which headings are merged."""
    ends = {last for _, first, _, last in merges if first == keys and last > keys}
    return keys + 1 if not ends or grid.column(keys + 1) else max(ends) + 1


def _said(values: GridColumn | None, row: int) -> list[str]:
    """The names that a value lists."""
    return _BETWEEN_NAMES.split((values.text(row) if values else None) or "")


def _person_named(spec: ColumnSpec, values: GridColumn | None, row: int) -> bool:
    """Whether an optional short text of the fiche is the name of a person, or of several."""
    text = values.text(row) if values else None
    if text is None or spec.required or spec.type is not Type.TEXT or spec.key in FREE_TEXTS:
        return False
    return any(is_person_name(part.strip()) for part in _BETWEEN_NAMES.split(text))


def _row_of(cell: str) -> int:
    return int("".join(character for character in cell if character.isdigit()))


def _score(column: GridColumn) -> int:
    known = known_headings(specs_of(Section.FICHE))
    return len(
        {spec.key for row in range(1, min(DEEPEST, len(column.codes)) + 1) if (spec := known.exact(column.text(row) or ""))}
    )


def _key_column(grid: Grid) -> GridColumn | None:
    """Among the first three used columns, the one with the most headings; None when none has any."""
    scored = [(column, _score(column)) for column in grid.columns[:3]]
    best = max(scored, key=lambda pair: pair[1], default=None)
    return best[0] if best and best[1] else None


def _value(key: str, date: bool, heading: str, values: GridColumn | None, index: int, row: int) -> Column:
    text = values.text(row) if values else None
    is_date = bool(values and text is not None and values.is_date[values.codes[row - 1]])
    if date and is_date and text:
        text = text[:10]
    cells = pa.array([text], pa.string()).dictionary_encode()
    return Column(key, None, heading, index, cells, np.ones(1, dtype=bool) if is_date else None)


def _tell_strays(grid: Grid, row: int, told: tuple[int, ...], result: Table) -> None:
    """Cells of a row that are neither heading, value nor the template's own hint."""
    for index, text in grid.row(row).items():
        if index not in told and text not in _HINTS:
            result.findings.append(ExtraCell(grid.sheet, address(row, index), text))


def _tell_needed(grid: Grid, cell_of: dict[str, str], doubtful: list[tuple[str, str, Match]], result: Table) -> None:
    missing = {spec.key: spec for spec in COLUMNS[Section.FICHE] if spec.required and spec.key not in cell_of}
    for place, heading, match in doubtful:
        wanted = [spec for spec in match.choices if spec.key in missing]
        if wanted:
            choices = " ou ".join(f"« {spec.heading} »" for spec in match.choices)
            result.findings.append(AmbiguousHeader(grid.sheet, place, heading, details={"choices": choices}))
            for spec in wanted:
                missing.pop(spec.key, None)
        else:
            result.findings.append(ExtraHeader(grid.sheet, place, heading))
    result.findings += [MissingHeader(grid.sheet, details={"heading": spec.heading}) for spec in missing.values()]
