"""A sheet whose headings are in a row, brought to a table; every cell left out is in a finding."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from flash360.findings import CATALOGUE, Finding
from flash360.labels import SECTION
from flash360.model import Section
from flash360.workbook import broken as broken_cells
from flash360.workbook import merged
from flash360.workbook.addresses import address
from flash360.workbook.broken import Broken
from flash360.workbook.columns import COLUMNS, EXAMPLE, SESSION, Type
from flash360.workbook.facts import SheetFacts
from flash360.workbook.grid import Grid, GridColumn
from flash360.workbook.guidance import is_untouched_example
from flash360.workbook.heading_row import HeadingRow, heading_row, is_long, is_total, needed_findings, specs_of
from flash360.workbook.headings import Headings, is_personal
from flash360.workbook.reading import Column, SheetTable
from flash360.workbook.wording import plain

BlankHeader, ExtraHeader, DuplicateHeader, PersonalData = (
    CATALOGUE[code] for code in ("blank-header", "extra-header", "duplicate-header", "personal-data")
)
BlankRow, TotalRow, ExampleRow, ExtraCell, EmptySheet = (
    CATALOGUE[code] for code in ("blank-row", "total-row", "example-row", "extra-cell", "empty-sheet")
)
FEW = 3
"""So many filled cells without a heading are stray cells; more are a column that lacks its heading."""
_ASIDE = frozenset(
    map(plain, ("Commentaire", "Commentaires", "Remarque", "Remarques", "Horodateur", "Rang", "Collège", "Min", "Max"))
)


@dataclass
class Table:
    """What a sheet gave: its table, if it has one, the findings, the headings dropped."""

    table: SheetTable | None
    findings: list[Finding]
    dropped: list[str]


def table(grid: Grid, section: Section, facts: SheetFacts, criteria: Collection[str] = ()) -> Table:
    """Read the table of a sheet. criteria: plain codes of the sheet « Critères », to tell wide votes from other columns."""
    broken = broken_cells.broken(grid, facts)
    grid = grid.reaching(max((row for row, _ in broken), default=0))
    specs = specs_of(section)
    result = Table(None, [], [])
    top = heading_row(grid, specs)
    wide = section is Section.VOTES and not (top and is_long(top))
    if wide:
        specs = (SESSION, COLUMNS[Section.VOTES][0])
        if top:
            known = Headings(specs)
            top = replace(top, matches={index: known.match(text) for index, text in top.headings.items()})
    needed = [spec for spec in specs if spec is not SESSION]
    result.findings += needed_findings(grid.sheet, top, needed)
    if top is None:
        return result
    data = _below(grid, top, section, result)
    columns = _columns(grid, top, data, broken, criteria, wide=wide, result=result)
    rows = _rows(grid, top, data, columns, broken, wide=wide, result=result)
    indices = [column.index for column, _, _ in columns]
    result.findings += broken_cells.found(grid.sheet, section, broken, rows.tolist(), indices, top.headings)
    result.findings += merged.found(grid.sheet, facts.merges, rows, indices)
    if not len(rows):
        result.findings.append(EmptySheet(grid.sheet))
    else:
        made = tuple(_made(column, key, heading, rows - 1) for column, key, heading in columns)
        headings = {key: heading for _, key, heading in columns if key}
        result.table = SheetTable(grid.sheet, section, rows, made, header_row=top.row, headings_of=headings)
    return result


_Kept = tuple[GridColumn, str | None, str]
"""A column of the grid, the record field it fills (None for a criterion's votes), its heading."""
_TYPES = {spec.key: spec.type for specs in COLUMNS.values() for spec in specs}


def _columns(
    grid: Grid, top: HeadingRow, data: np.ndarray, broken: Broken, criteria: Collection[str], *, wide: bool, result: Table
) -> list[_Kept]:
    """The columns to keep; the others go to the findings."""
    kept: list[_Kept] = []
    seen: dict[str, int] = {}
    for column in grid.columns:
        below = np.flatnonzero(_filled(column, broken) & data) + 1
        heading = top.headings.get(column.index)
        if heading is None:
            result.findings += _without_heading(grid.sheet, column, top.row, below)
            continue
        match = top.matches[column.index]
        place = address(top.row, column.index)
        personal = is_personal(heading) and plain(heading) not in criteria
        if not (match.spec and not match.close) and personal:
            result.dropped.append(f"{grid.sheet}!{heading}")
            details: dict[str, object] = {
                "what": f"la colonne « {heading} » désigne des personnes",
                "done": "elle n'est pas importée",
            }
            result.findings.append(PersonalData(grid.sheet, place, heading, details=details))
            continue
        name = match.spec.key if match.spec else heading.casefold()
        doubtful_and_needed = any(spec.required and spec.key not in top.keys for spec in match.choices)
        is_criterion = wide and len(below) > 0 and not doubtful_and_needed and _is_criterion(heading, criteria)
        if match.spec is None and not is_criterion:
            if not doubtful_and_needed and (len(below) or not wide):
                result.findings.append(ExtraHeader(grid.sheet, place, heading))
            continue
        if name in seen:
            other = address(top.row, seen[name])
            result.findings.append(DuplicateHeader(grid.sheet, place, heading, details={"other": other}))
            continue
        seen[name] = column.index
        kept.append((column, match.spec.key if match.spec else None, heading))
    return kept


def _is_criterion(heading: str, criteria: Collection[str]) -> bool:
    words = plain(heading)
    return words in criteria or not (is_total(heading) or words in _ASIDE)


def _without_heading(sheet: str, column: GridColumn, top: int, below: np.ndarray) -> list[Finding]:
    """Cells under no heading. Those above the heading row are told with their row."""
    if len(below) > FEW:
        return [BlankHeader(sheet, address(top, column.index), column.text(int(below[0])) or "")]
    return [ExtraCell(sheet, address(int(row), column.index), column.text(int(row)) or "") for row in below]


def _rows(
    grid: Grid, top: HeadingRow, data: np.ndarray, columns: list[_Kept], broken: Broken, *, wide: bool, result: Table
) -> np.ndarray:
    """The 1-based rows that hold data: not blank, not the example, not from the first total on."""
    for number in range(1, top.row):
        cells = grid.row(number)
        if cells:
            result.findings.append(ExtraCell(grid.sheet, address(number, min(cells)), " · ".join(cells.values())))
    filled = np.zeros(grid.height, dtype=bool)
    voted = np.zeros(grid.height, dtype=bool)
    for column, key, _ in columns:
        mask = _filled(column, broken)
        filled |= mask
        if key is None:
            voted |= mask
    filled &= data
    filled = _before_total(grid, columns, filled, result)
    numbers = np.flatnonzero(filled) + 1
    result.findings += _blank_rows(grid, numbers, columns)
    if wide:
        numbers = numbers[voted[numbers - 1] | _unkeyed(columns)[numbers - 1]]
    return numbers.astype(np.int32)


def _filled(column: GridColumn, broken: Broken) -> np.ndarray:
    """Mask of the cells that hold something, be it an error."""
    mask = column.filled
    rows = [row - 1 for row, index in broken if index == column.index]
    mask[rows] = True
    return mask


def _unkeyed(columns: list[_Kept]) -> np.ndarray:
    """Rows of wide votes that name no participant: never left out, so that they are found faulty."""
    keyed = [column.filled for column, key, _ in columns if key == "participant"]
    return ~keyed[0] if keyed else np.zeros(len(columns[0][0].codes), dtype=bool)


def _below(grid: Grid, top: HeadingRow, section: Section, result: Table) -> np.ndarray:
    """Mask of the rows under the headings, the example aside; an example that was changed is told."""
    mask = np.arange(grid.height) >= top.row
    first = grid.column(min(top.headings))
    if first is None:
        return mask
    for code, text in enumerate(first.texts):
        if plain(text) == plain(EXAMPLE):
            for row in np.flatnonzero(mask & (first.codes == code)) + 1:
                if not is_untouched_example(SECTION[section], grid.row(int(row)).values()):
                    result.findings.append(ExampleRow(grid.sheet, address(int(row), first.index), text))
            mask &= first.codes != code
    return mask


def _before_total(grid: Grid, columns: list[_Kept], filled: np.ndarray, result: Table) -> np.ndarray:
    """Stop at the first total; what follows and is not a total is told."""
    keys = [column for column, key, _ in columns if key in ("session_code", "participant", "number")]
    totals = np.zeros(grid.height, dtype=bool)
    for column in keys:
        for code, text in enumerate(column.texts):
            if is_total(text):
                totals |= (column.codes == code) & filled
    if not totals.any():
        return filled
    first = int(np.flatnonzero(totals)[0])
    label = next(text for column in keys if is_total(text := column.text(first + 1)))
    result.findings.append(TotalRow(grid.sheet, address(first + 1, keys[0].index), label or ""))
    after = np.flatnonzero(filled & ~totals)
    for row in after[after > first]:
        cells = {column.index: text for column, _, _ in columns if (text := column.text(int(row) + 1)) is not None}
        if cells:
            result.findings.append(ExtraCell(grid.sheet, address(int(row) + 1, min(cells)), " · ".join(cells.values())))
    return filled & (np.arange(grid.height) < first)


def _blank_rows(grid: Grid, numbers: np.ndarray, columns: list[_Kept]) -> list[Finding]:
    """A correction for each run of rows with nothing at all, between two rows of data."""
    if not len(numbers):
        return []
    anything = np.zeros(grid.height, dtype=bool)
    for column in grid.columns:
        anything |= column.filled
    inside = ~anything[: numbers[-1]]
    inside[: numbers[0]] = False
    starts = np.flatnonzero(inside & ~np.concatenate(([False], inside[:-1])))
    first = min(column.index for column, _, _ in columns)
    return [BlankRow(grid.sheet, address(int(row) + 1, first)) for row in starts]


def _made(column: GridColumn, key: str | None, heading: str, positions: np.ndarray) -> Column:
    if key and _TYPES.get(key) is Type.DATE and column.is_date.any():
        texts = tuple(text[:10] if date else text for text, date in zip(column.texts, column.is_date, strict=True))
        column = replace(column, texts=texts)
    return Column(key, None if key else heading, heading, column.index, column.cells(positions), column.dates(positions))
