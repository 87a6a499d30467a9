"""A sheet whose headings are in a row, brought to a table; every cell left out is in a finding."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from flash360.findings import CATALOGUE
from flash360.model import Section
from flash360.workbook import broken as broken_cells
from flash360.workbook import implied, merged, table_columns, table_rows
from flash360.workbook.columns import COLUMNS, SESSION, ColumnSpec, Type
from flash360.workbook.facts import SheetFacts
from flash360.workbook.grid import Grid
from flash360.workbook.heading_row import HeadingRow, heading_row, is_long, needed_findings, specs_of
from flash360.workbook.headings import known_headings
from flash360.workbook.layouts.roles import is_vote
from flash360.workbook.levels import Merges, joined
from flash360.workbook.one_scale import ENDS, OneScale, one_scale
from flash360.workbook.reading import Column, SheetTable
from flash360.workbook.sheet_result import Table
from flash360.workbook.table_columns import Kept

EmptySheet = CATALOGUE["empty-sheet"]
_DATES = frozenset(spec.key for specs in COLUMNS.values() for spec in specs if spec.type is Type.DATE)


def table(
    grid: Grid, section: Section, facts: SheetFacts, criteria: Collection[str] = (), of_fiche: OneScale | None = None
) -> Table:
    """Read the table of a sheet. criteria: plain codes of the sheet « Critères », to tell wide votes from other columns.

    of_fiche: the scale that the fiche says of every criterion.
    """
    broken = broken_cells.broken(grid, facts)
    grid = grid.reaching(max((row for row, _ in broken), default=0))
    top, specs, wide = _headings(grid, section, facts.merges)
    lacking = implied.implied(grid.sheet, section, top)
    scale = one_scale(grid, section, top, of_fiche)
    elsewhere = lacking.union(ENDS) if scale else lacking
    findings = list(needed_findings(grid.sheet, top, [spec for spec in specs if spec.key not in elsewhere]))
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
        return Table(None, [*findings, EmptySheet(grid.sheet)], chosen.dropped, chosen.named)
    more, told = implied.columns(grid.sheet, lacking, top, rows) if lacking else ([], [])
    findings += told
    if scale:
        more += scale.columns(grid, rows)
        findings = findings if scale is of_fiche else scale.told(findings)
    made = (*(_column(each, rows - 1) for each in chosen.kept), *more)
    headings = {each.key: each.heading for each in chosen.kept if each.key}
    made_of = SheetTable(grid.sheet, section, rows, made, header_row=top.row, headings_of=headings)
    return Table(made_of, findings, chosen.dropped, chosen.named, scale)


def _headings(grid: Grid, section: Section, merges: Merges) -> tuple[HeadingRow | None, list[ColumnSpec], bool]:
    """The heading row, the columns to look for (each row's session aside), and whether the votes are wide."""
    specs = specs_of(section)
    top = heading_row(grid, specs)
    wide = section is Section.VOTES and not (top and is_long(top) and not _grades_beside(grid, top))
    if wide:
        specs = (SESSION, COLUMNS[Section.VOTES][0])
        if top:
            known = known_headings(tuple(specs))
            top = replace(top, matches={index: known.match(text) for index, text in top.headings.items()})
    if top and merges:
        top = joined(grid, top, known_headings(tuple(specs)), merges)
    return top, [spec for spec in specs if spec is not SESSION], wide


def _grades_beside(grid: Grid, top: HeadingRow) -> bool:
    """Whether votes stand in columns of their own, though a heading says « Critère »: that of another small table."""
    if "grade" in top.keys or "participant" not in top.keys:
        return False
    others = (column for column in grid.columns if (match := top.matches.get(column.index)) and match.spec is None)
    return any(is_vote(column.texts_under(top.row)) for column in others)


def _column(kept: Kept, positions: np.ndarray) -> Column:
    column = kept.column
    if kept.key in _DATES and column.is_date.any():
        texts = tuple(text[:10] if date else text for text, date in zip(column.texts, column.is_date, strict=True))
        column = replace(column, texts=texts)
    criterion = None if kept.key else kept.heading
    return Column(kept.key, criterion, kept.heading, kept.index, column.cells(positions), column.dates(positions))
