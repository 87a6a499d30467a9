"""A sheet whose headings are in a row, brought to a table; every cell left out is in a finding."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from flash360.findings import CATALOGUE, Finding
from flash360.model import Section
from flash360.workbook import broken as broken_cells
from flash360.workbook import merged, table_columns, table_rows
from flash360.workbook.columns import COLUMNS, SESSION, ColumnSpec, Type
from flash360.workbook.facts import SheetFacts
from flash360.workbook.grid import Grid
from flash360.workbook.heading_row import HeadingRow, heading_row, is_long, needed_findings, specs_of
from flash360.workbook.headings import Headings
from flash360.workbook.levels import Merges, joined
from flash360.workbook.reading import Column, SheetTable
from flash360.workbook.table_columns import Kept

EmptySheet = CATALOGUE["empty-sheet"]
_DATES = frozenset(spec.key for specs in COLUMNS.values() for spec in specs if spec.type is Type.DATE)


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
    top, specs, wide = _headings(grid, section, facts.merges)
    findings = list(needed_findings(grid.sheet, top, specs))
    if top is None:
        return Table(None, findings, [])
    faulty = broken_cells.by_column(broken)
    data, examples = table_rows.below(grid, top, section)
    chosen = table_columns.columns(grid, top, data, faulty, criteria, wide=wide)
    rows, told = table_rows.rows(grid, data, chosen.kept, faulty, wide=wide)
    indices = [each.index for each in chosen.kept]
    findings += [*table_rows.above(grid, top), *examples, *chosen.findings, *told]
    findings += broken_cells.found(grid.sheet, section, broken, rows.tolist(), indices, top.headings)
    findings += merged.found(grid.sheet, facts.merges, rows, indices)
    if not len(rows):
        return Table(None, [*findings, EmptySheet(grid.sheet)], chosen.dropped)
    made = tuple(_column(each, rows - 1) for each in chosen.kept)
    headings = {each.key: each.heading for each in chosen.kept if each.key}
    return Table(SheetTable(grid.sheet, section, rows, made, header_row=top.row, headings_of=headings), findings, chosen.dropped)


def _headings(grid: Grid, section: Section, merges: Merges) -> tuple[HeadingRow | None, list[ColumnSpec], bool]:
    """The heading row, the columns to look for (each row's session aside), and whether the votes are wide."""
    specs = specs_of(section)
    top = heading_row(grid, specs)
    wide = section is Section.VOTES and not (top and is_long(top))
    if wide:
        specs = (SESSION, COLUMNS[Section.VOTES][0])
        if top:
            known = Headings(specs)
            top = replace(top, matches={index: known.match(text) for index, text in top.headings.items()})
    if top and merges:
        top = joined(grid, top, Headings(specs), merges)
    return top, [spec for spec in specs if spec is not SESSION], wide


def _column(kept: Kept, positions: np.ndarray) -> Column:
    column = kept.column
    if kept.key in _DATES and column.is_date.any():
        texts = tuple(text[:10] if date else text for text, date in zip(column.texts, column.is_date, strict=True))
        column = replace(column, texts=texts)
    criterion = None if kept.key else kept.heading
    return Column(kept.key, criterion, kept.heading, kept.index, column.cells(positions), column.dates(positions))
