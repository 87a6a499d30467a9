"""Rules on one cell at a time."""

from __future__ import annotations

import numpy as np

from flash360.findings import CATALOGUE, Finding
from flash360.model import Section
from flash360.validation.cells.texts import code
from flash360.validation.codes import nearest
from flash360.validation.content import Content
from flash360.validation.draft import Draft
from flash360.validation.grid import BLANK, column_of
from flash360.validation.tell import Told, at_each, found, noted
from flash360.workbook.columns import ColumnSpec

MissingHeader = CATALOGUE["missing-header"]
MissingValue = CATALOGUE["missing-value"]
UnknownSession = CATALOGUE["unknown-session"]
CorrectedValue = CATALOGUE["corrected-value"]


def cell_notes(content: Content) -> Told:
    """What reading each text gave to say: wrong types, dates, choices, corrections, personal data, odd texts."""
    for section, draft in content.drafts.items():
        for spec in draft.specs:
            notes = draft.notes.get(spec.key)
            if notes and not (section is Section.VOTES and spec.key == "criterion"):
                index = draft.grid.cells[spec.key].index
                if spec.key == "participant":
                    index = np.where(draft.names(), BLANK, index)
                yield from noted(index, notes, lambda row, draft=draft, key=spec.key: draft.spot(row, key))


def missing_values(content: Content) -> Told:
    """A required cell left blank in a row that holds anything; the votes' rows count when they hold a grade."""
    for section, draft in content.drafts.items():
        voted = np.zeros(len(draft.grid), dtype=bool)
        if section is Section.VOTES:
            voted[content.votes.cast.line] = True
        for spec in draft.specs:
            if not spec.required or spec.key not in draft.grid.cells or (section is Section.VOTES and spec.key == "criterion"):
                continue
            rows = np.flatnonzero(draft.grid.cells[spec.key].index == BLANK)
            if section is Section.VOTES:
                rows = rows[voted[rows]]
            rows = np.array([row for row in rows if _to_fill(content, draft, int(row), spec)], np.int64)
            details = {"heading": spec.heading}
            yield from at_each(
                MissingValue, rows, lambda row, d=draft, k=spec.key, w=details: found(MissingValue, d.spot(row, k), w)
            )


def missing_headings(content: Content) -> Told:
    """A required column, or the column of sessions where the fiche has several, that a sheet lacks."""
    told = {
        (finding.sheet, finding.details.get("heading"))
        for finding in content.reading.findings
        if finding.code == MissingHeader.code
    }
    for section, draft in content.drafts.items():
        for number, table in enumerate(draft.grid.tables):
            wide = any(column.criterion is not None for column in table.columns)
            if not (draft.grid.sheet_of == number).any():
                continue
            wanted = [spec for spec in draft.specs if spec.required and not (wide and spec.key == "criterion")]
            lacking = [spec.heading for spec in wanted if column_of(table, spec.key) is None and spec.key != "session_code"]
            if section is not Section.FICHE and _needs_session(content, draft, number):
                lacking.insert(0, "Session")
            for heading in lacking:
                if (table.sheet, heading) not in told:
                    yield MissingHeader(table.sheet, "", "", "", {"heading": heading})


def unknown_sessions(content: Content) -> Told:
    """A session that neither the fiche nor the base lists."""
    codes = content.sessions.codes
    for section, draft in content.drafts.items():
        cells = draft.grid.cells.get("session_code")
        if section is Section.FICHE or cells is None:
            continue
        readable = np.array([*(code(text).value is not None for text in cells.words), False])
        rows = np.flatnonzero(readable[cells.index] & (draft.session == BLANK))

        def build(row: int, draft: Draft = draft) -> Finding:
            spot = draft.spot(row, "session_code")
            near = nearest(spot.text, codes)
            hint = f"Vouliez-vous dire {near} ?" if near else "Ajoutez sa fiche, ou corrigez le code."
            return found(UnknownSession, spot, {"hint": hint})

        yield from at_each(UnknownSession, rows, build)


def respelled_sessions(content: Content) -> Told:
    """A session's code written otherwise than the base or the fiche spells it."""
    for draft in content.drafts.values():
        cells = draft.grid.cells.get("session_code")
        if cells is None:
            continue
        texts = cells.words
        spelled = [content.sessions.number(text) for text in texts]
        other = np.array(
            [
                *(n != BLANK and " ".join(t.split()) != content.sessions.codes[n] for t, n in zip(texts, spelled, strict=True)),
                False,
            ]
        )
        rows = np.flatnonzero(other[cells.index])

        def build(row: int, draft: Draft = draft) -> Finding:
            details = {"read": draft.code_of(row), "rule": "autre écriture du même code"}
            return found(CorrectedValue, draft.spot(row, "session_code"), details)

        yield from at_each(CorrectedValue, rows, build)


def _to_fill(content: Content, draft: Draft, row: int, spec: ColumnSpec) -> bool:
    """Whether a blank required cell is to be told: its column exists, and nobody spoke of the cell yet."""
    table = draft.grid.table_of(row)
    if column_of(table, spec.key) is None:
        return False
    if spec.key == "session_code" and table.cell_of:
        return False  # the only fiche without a code: no-session-found says it
    return draft.grid.place(row, spec.key) not in content.faulty


def _needs_session(content: Content, draft: Draft, number: int) -> bool:
    table = draft.grid.tables[number]
    return column_of(table, "session_code") is None and not table.session and content.sessions.with_fiche > 1
