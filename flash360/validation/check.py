"""The door of the package: a reading in, a report out."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360.findings import Findings
from flash360.model import Section
from flash360.validation.content import Content, content
from flash360.validation.draft import fiche_cells, table
from flash360.validation.known import NOTHING_KNOWN, Known
from flash360.validation.records import SCHEMAS, Records, no_records
from flash360.validation.repeats import KEY_FIELD
from flash360.validation.report import Report
from flash360.validation.rules import RULES
from flash360.validation.rules.statements import broken_links
from flash360.validation.tell import collect
from flash360.validation.votes import votes_table
from flash360.workbook.reading import Reading


def validate(reading: Reading, known: Known = NOTHING_KNOWN) -> Report:
    """Check every value of a workbook; never raises on what a workbook holds.

    known: what the base holds for the sessions of the workbook, so that votes alone may complete a known session.
    """
    findings = Findings(reading.findings)
    for code, count in reading.more.items():
        findings.count_more(code, count)
    if reading.layout is None:
        return Report(no_records(), findings)
    read = content(reading, known)
    for rule in RULES:
        collect(findings, rule(read))
    records = _records(read)
    return Report(records, findings, _sections(records))


def _records(read: Content) -> Records:
    """The rows that may be stored, by section."""
    tables = {section.value: _table(read, section) for section in KEY_FIELD}
    return Records(**tables, votes=votes_table(read.votes, read.roster, read.criteria))


def _table(read: Content, section: Section) -> pa.Table:
    draft = read.drafts[section]
    if not len(draft.grid):
        return SCHEMAS[section].empty_table()
    kept = draft.complete()
    kept[read.repeats[section].again] = False
    more: dict[str, pa.Array] = {}
    if section is Section.FICHE:
        more["cells"] = fiche_cells(draft)
    if section is Section.CRITERIA:
        more["position"] = pa.array(_positions(draft.session, kept))
    if section is Section.STATEMENTS and "answers_number" in draft.values:
        more["answers_number"] = pc.if_else(pa.array(broken_links(read)), None, draft.values["answers_number"])
    return table(draft, kept, KEY_FIELD[section], **more)


def _positions(session: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """1, 2, 3… among the kept rows of each session, in their order; 0 elsewhere."""
    rows = np.flatnonzero(kept)
    rows = rows[np.argsort(session[rows], kind="stable")]
    _, starts, counts = np.unique(session[rows], return_index=True, return_counts=True)
    positions = np.zeros(len(session), np.int32)
    positions[rows] = np.arange(1, len(rows) + 1) - np.repeat(starts, counts)
    return positions


def _sections(records: Records) -> dict[str, frozenset[Section]]:
    """What each session receives: the sections in which it has a record."""
    found: dict[str, set[Section]] = {}
    for section in Section:
        for code in records.of(section)["session_code"].unique().to_pylist():
            found.setdefault(code, set()).add(section)
    return {code: frozenset(sections) for code, sections in found.items()}
