"""Workbooks as an analyst would write them, and what the base then shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flash360.access import WholeProgramme
from flash360.model import Section
from flash360.store import Database, read
from flash360.workbook import Shape, write_workbook

TODAY = date(2026, 1, 1)
WHOLE = WholeProgramme()
FAVOURABLE = {f"P0{n}": (4, 5) for n in range(1, 7)}
"""Six participants in favour on both axes."""
COLLEGES = ("usager", "expert", "agent", "decideur")


def sections(
    code: str = "F360-2024-07",
    grades: Mapping[str, Sequence[int | None]] | None = FAVOURABLE,
    *,
    statements: Sequence[Mapping[str, object]] = (),
    outcomes: Sequence[Mapping[str, object]] = (),
    only: Sequence[Section] = tuple(Section),
    **fiche: object,
) -> dict[Section, list[dict[str, object]]]:
    """One session. grades: participant to grades on C1 (faisabilité) and C2 (impact), None for an abstention."""
    panel = list(grades or {})
    rows: dict[Section, list[dict[str, object]]] = {
        Section.FICHE: [{"title": "Guichet mobile", "administration": "Ville de Lens"} | fiche],
        Section.PARTICIPANTS: [{"participant": one, "college": COLLEGES[n % 4]} for n, one in enumerate(panel)],
        Section.CRITERIA: [
            {"criterion": name, "label": name, "axis": axis, "scale_min": 1, "scale_max": 5}
            for name, axis in (("C1", "feasibility"), ("C2", "impact"))
            if panel
        ],
        Section.VOTES: [
            {"participant": one, "criterion": f"C{n}", "grade": grade}
            for one in panel
            for n, grade in enumerate((grades or {})[one], start=1)
        ],
        Section.STATEMENTS: [dict(row) for row in statements],
        Section.OUTCOMES: [dict(row) for row in outcomes],
    }
    return {
        section: [{"session_code": code} | row for row in found] for section, found in rows.items() if found and section in only
    }


def workbook(*args: Any, **kwargs: Any) -> bytes:
    """The workbook of one session, in the template."""
    return write_workbook(sections(*args, **kwargs), Shape.SINGLE)


def workbook_of(*sessions: Mapping[Section, list[dict[str, object]]]) -> bytes:
    """One workbook of many sessions."""
    rows: dict[Section, list[dict[str, object]]] = {}
    for session in sessions:
        for section, found in session.items():
            rows.setdefault(section, []).extend(found)
    return write_workbook(rows, Shape.MULTI)


def row_of(base: Database, code: str = "F360-2024-07") -> dict[str, Any]:
    """The programme's row of one session, which is there."""
    row = read.session(base, WHOLE, code, TODAY)
    assert row is not None
    return row


def everything(base: Database) -> dict[str, object]:
    """All that the reads show of the current content, but where and when it came from."""
    origin = {"import_number", "file_name", "author", "recorded_at", "sheet", "cell"}
    programme = read.programme(base, WHOLE, TODAY)
    tables = {"programme": programme, "statements": read.statements(base, WHOLE), "outcomes": read.outcomes(base, WHOLE)}
    for session_id in programme.column("session_id").to_pylist():
        tables[f"votes {session_id}"] = read.votes(base, WHOLE, session_id)
        tables[f"participants {session_id}"] = read.participants(base, WHOLE, session_id)
        tables[f"criteria {session_id}"] = read.criteria(base, WHOLE, session_id)
    return {name: table.drop_columns(list(origin & set(table.column_names))).to_pylist() for name, table in tables.items()}
