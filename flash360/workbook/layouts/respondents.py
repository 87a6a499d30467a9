"""A form's sheet brought to tables: its votes, and its participants where a column says their collège."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from flash360.findings import CATALOGUE, Finding
from flash360.labels import plural
from flash360.model import Section
from flash360.workbook import broken as broken_cells
from flash360.workbook import merged, table_columns, table_rows
from flash360.workbook.addresses import address
from flash360.workbook.facts import SheetFacts
from flash360.workbook.grid import Grid, GridColumn, recoded
from flash360.workbook.heading_row import HeadingRow, is_total
from flash360.workbook.headings import is_personal
from flash360.workbook.layouts.form import Form, Role
from flash360.workbook.layouts.roles import is_vote, role_of
from flash360.workbook.personal import masked, personal_column, personal_data
from flash360.workbook.reading import Column, SheetTable
from flash360.workbook.table_columns import Kept

CorrectedValue, DuplicateHeader, ExtraHeader, PersonalData, TotalRow, UnfinishedRow = (
    CATALOGUE[code]
    for code in ("corrected-value", "duplicate-header", "extra-header", "personal-data", "total-row", "unfinished-row")
)


@dataclass
class Respondents:
    """tables: of the votes, then of the participants if the sheet says their collège. read and columns: how many columns
    hold something, and how many of them were understood. numbered: whether the participants had no code.
    """

    tables: list[SheetTable] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    read: int = 0
    columns: int = 0
    numbered: bool = False

    def reason(self, name: str) -> str:
        """« Reconnu : export Microsoft Forms, 8 colonnes sur 8 »."""
        people = ", participants numérotés R01, R02… dans l'ordre des lignes" if self.numbered else ""
        return f"Reconnu : {name}, {plural(self.read, 'colonne')} sur {self.columns}{people}"


def respondents(
    grid: Grid, facts: SheetFacts, form: Form, criteria: Collection[str] = (), college: str | None = None
) -> Respondents:
    """Read a form's sheet. criteria: plain codes known as criteria. college: heading of the participants' collège, if told."""
    broken = broken_cells.broken(grid, facts)
    grid = grid.reaching(max((row for row, _ in broken), default=0))
    made = Respondents()
    if form.cleaned:
        grid = replace(grid, columns=tuple(_cleaned(grid.sheet, column, form, made) for column in grid.columns))
    faulty = broken_cells.by_column(broken)
    data = np.arange(grid.height) >= form.row
    data &= ~_unfinished(grid, form, data, made)
    kept = _columns(grid, form, data, faulty, criteria, college, made)
    votes = [each for role, each in kept if role is Role.VOTE]
    known = {role: each for role, each in reversed(kept) if role is not Role.VOTE}
    if not votes:
        return made
    named = known.get(Role.CODE) or known.get(Role.PARTICIPANT)
    if form.long and Role.CRITERION in known:
        votes = [replace(known[Role.CRITERION], key="criterion"), replace(votes[0], key="grade")]
    shown = [replace(named, key="participant"), *votes] if named else votes
    if named is None:
        data &= _before_totals(grid, form, {each.index for each in votes}, data, made)
    rows, told = table_rows.rows(grid, data, shown, faulty, wide=not form.long)
    made.findings += [*table_rows.above(grid, HeadingRow(form.first_row or form.row, dict(form.headings), {})), *told]
    indices = [each.index for each in shown]
    made.findings += broken_cells.found(grid.sheet, Section.VOTES, broken, rows.tolist(), indices)
    made.findings += merged.found(grid.sheet, facts.merges, rows, indices)
    if not len(rows):
        return made
    participant = _participants(form, known, rows, made)
    cells = [
        Column(each.key, None if each.key else each.heading, each.heading, each.index, each.column.cells(rows - 1))
        for each in votes
    ]
    session = known.get(Role.SESSION)
    first = (participant,) if session is None else (_column(Role.SESSION, session, rows), participant)
    made.tables.append(SheetTable(grid.sheet, Section.VOTES, rows, (*first, *cells), header_row=form.row))
    if Role.COLLEGE in known:
        others = [_column(role, known[role], rows) for role in (Role.COLLEGE, Role.ORGANISATION, Role.TERRITORY) if role in known]
        made.tables.append(SheetTable(grid.sheet, Section.PARTICIPANTS, rows, (*first, *others), header_row=form.row))
    return made


def _column(role: Role, kept: Kept, rows: np.ndarray) -> Column:
    return Column(role.value, None, kept.heading, kept.index, kept.column.cells(rows - 1))


def _cleaned(sheet: str, column: GridColumn, form: Form, made: Respondents) -> GridColumn:
    """A question's answers without what the tool adds to them, when they are votes then; one correction tells it."""
    heading = form.headings.get(column.index)
    if heading is None or form.cleaned is None or column.index in form.roles:
        return column
    texts = column.texts_under(form.row)
    changed = next((text for text in texts if form.cleaned(text) != text), None)
    if changed is None or not is_vote([form.cleaned(text) for text in texts]):
        return column
    details: dict[str, object] = {"read": form.cleaned(changed), "rule": f"{form.rule}, dans toute la colonne"}
    made.findings.append(CorrectedValue(sheet, address(form.row, column.index), changed, details=details))
    return recoded(column.index, [form.cleaned(text) for text in column.texts], column.codes, booleans=False, iso_dates=False)


def _masked(column: GridColumn) -> GridColumn:
    """A column without the addresses and numbers that a few of its cells may hold."""
    if not any(map(personal_data, column.texts)):
        return column
    return recoded(column.index, [masked(text) for text in column.texts], column.codes, booleans=False, iso_dates=False)


def _unfinished(grid: Grid, form: Form, data: np.ndarray, made: Respondents) -> np.ndarray:
    """Mask of the rows that a person did not send; each is told."""
    sent = grid.column(form.finished) if form.finished is not None else None
    if form.finished is None:
        return np.zeros(grid.height, dtype=bool)
    anything = np.zeros(grid.height, dtype=bool)
    for column in grid.columns:
        anything |= column.filled
    mask = data & anything & ~(sent.filled if sent else np.zeros(grid.height, dtype=bool))
    for row in np.flatnonzero(mask).tolist():
        made.findings.append(UnfinishedRow(grid.sheet, address(row + 1, form.finished)))
    return mask


def _columns(
    grid: Grid, form: Form, data: np.ndarray, faulty: broken_cells.BrokenRows, criteria: Collection[str], college: str | None,
    made: Respondents,
) -> list[tuple[Role, Kept]]:  # fmt: skip
    """The columns to read with their roles; those left out are told."""
    kept: list[tuple[Role, Kept]] = []
    first_of: dict[str, int] = {}
    for column in grid.columns:
        below = np.flatnonzero(broken_cells.filled(column, faulty) & data) + 1
        heading = form.headings.get(column.index)
        if heading is None:
            made.findings += table_columns.without_heading(grid.sheet, column, form.row, below)
            continue
        made.columns += 1
        texts = column.texts_under(form.row)
        role = form.roles.get(column.index) or role_of(heading, texts, criteria, college, asked=not len(below))
        place = address(form.row, column.index)
        if role is Role.ASIDE and (is_personal(heading) or personal_column(heading, texts)):
            role = Role.PERSONAL
        if role is Role.PERSONAL:
            made.read += 1
            made.dropped.append(f"{grid.sheet}!{heading}")
            made.named += texts
            if len(below):
                what = personal_column(heading, texts) or f"la colonne « {heading} » désigne des personnes"
                made.findings.append(
                    PersonalData(grid.sheet, place, heading, details={"what": what, "done": "elle n'est pas importée"})
                )
        elif role is Role.OTHER:
            made.findings.append(ExtraHeader(grid.sheet, place, heading))
        elif role is Role.VOTE and heading.casefold() in first_of:
            other = address(form.row, first_of[heading.casefold()])
            made.findings.append(DuplicateHeader(grid.sheet, place, heading, details={"other": other}))
        else:
            made.read += 1
            first_of[heading.casefold()] = column.index
            if role not in (Role.TECHNICAL, Role.ASIDE):
                kept.append((role, Kept(_masked(column), None, heading)))
    return kept


def _before_totals(grid: Grid, form: Form, votes: Collection[int], data: np.ndarray, made: Respondents) -> np.ndarray:
    """Mask of the rows above the first row of totals, in a table whose participants have no code."""
    mask = np.ones(grid.height, dtype=bool)
    for column in grid.columns:
        totals = [code for code, text in enumerate(column.texts) if column.index not in votes and is_total(text)]
        rows = np.flatnonzero(np.isin(column.codes, totals) & data & mask) if totals else []
        if len(rows):
            mask[rows[0] :] = False
            details: dict[str, object] = {"after": " avec les lignes qui la suivent"}
            place = address(int(rows[0]) + 1, column.index)
            made.findings.append(TotalRow(grid.sheet, place, column.text(int(rows[0]) + 1) or "", details=details))
    return mask


def _participants(form: Form, known: dict[Role, Kept], rows: np.ndarray, made: Respondents) -> Column:
    """The code of each row: its own, « R07 » for the seventh answer of a tool, or in the order of rows."""
    named, run = known.get(Role.CODE) or known.get(Role.PARTICIPANT), known.get(Role.RUN)
    if named is None:
        made.numbered = True
        codes: list[str | None] = [f"R{number:02}" for number in range(1, len(rows) + 1)]
        index = min(form.headings)
        return Column("participant", None, form.headings[index], index, _encoded(codes))
    texts = [named.column.text(int(row)) for row in rows]
    if run and max(Counter(texts).values()) > 1:
        texts = [f"{run.column.text(int(row)) or '?'}/{text}" if text else None for row, text in zip(rows, texts, strict=True)]
    elif form.roles.get(named.index) is Role.PARTICIPANT:
        texts = [f"R{int(text):02}" if text and text.isascii() and text.isdigit() and len(text) < 10 else text for text in texts]
    return Column("participant", None, named.heading, named.index, _encoded(texts))


def _encoded(texts: list[str | None]) -> pa.DictionaryArray:
    return pa.array(texts, pa.string()).dictionary_encode()
