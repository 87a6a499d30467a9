"""The questions that screens, reports and the command line ask: one function per reads/<name>.sql, always a scope.

A fact's row ends with its origin: sheet, cell, import_number, file_name, author, recorded_at (UTC).
Session ids are UUID texts; enum fields hold the codes of `flash360.model`.
"""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from flash360.access import Scope, scope_parameters
from flash360.store.database import Database


def programme(database: Database, scope: Scope, today: date) -> pa.Table:
    """One row per session, by code: its fiche, its step on that day, what became of it, its finished measures.

    session_id, the fiche's fields; step; outcome_status, outcome_date, next_review (latest outcome up to today);
    realised_date, stopped_date (first such outcome); freins, leviers, uncovered_freins (counts);
    days_cadrage_to_session; deadline (cadrage + 1 calendar month); late; import_number (of the fiche); then every
    column of the table session_measures from `rule` on, all null when the session was never measured.
    """
    return database.table("programme", today=today, **scope_parameters(scope))


def session(database: Database, scope: Scope, code: str, today: date) -> dict[str, object] | None:
    """The same row for one session, found by its code as written or by its normalised code; None when out of scope."""
    found = session_id(database, scope, code)  # a query by id skips the other sessions' rows, one by code does not
    if found is None:
        return None
    rows = database.table("session", session_id=found, today=today, **scope_parameters(scope)).to_pylist()
    return rows[0] if rows else None


def session_id(database: Database, scope: Scope, code: str) -> str | None:
    """The id of the session of this code, as written or normalised (`validation.session_code_key`); None when out of scope."""
    rows = database.table("session_id", code=code, **scope_parameters(scope)).to_pylist()
    return rows[0]["session_id"] if rows else None


def fiche(database: Database, scope: Scope, session_id: str) -> dict[str, object] | None:
    """The fiche of one session with its origin; `cells` is a JSON object, field to cell."""
    rows = database.table("fiche", session_id=session_id, **scope_parameters(scope)).to_pylist()
    return rows[0] if rows else None


def participants(database: Database, scope: Scope, session_id: str) -> pa.Table:
    """The panel, one row per participant: participant, college, organisation, territory, origin."""
    return database.table("participants", session_id=session_id, **scope_parameters(scope))


def criteria(database: Database, scope: Scope, session_id: str) -> pa.Table:
    """The criteria in their order: position, criterion, label, axis, aspect, scale_min, scale_max, favourable_from,
    is_global, origin.
    """
    return database.table("criteria", session_id=session_id, **scope_parameters(scope))


def votes(database: Database, scope: Scope, session_id: str) -> pa.Table:
    """One row per vote: participant, college, criterion, axis, grade (null for an abstention), origin."""
    return database.table("votes", session_id=session_id, **scope_parameters(scope))


def grade_counts(database: Database, scope: Scope, session_id: str) -> pa.Table:
    """Votes per criterion, collège (null: all of them) and grade (null: abstention): criterion, college, grade, count."""
    return database.table("grade_counts", session_id=session_id, **scope_parameters(scope))


def statements(database: Database, scope: Scope, session_id: str | None = None) -> pa.Table:
    """Freins and leviers, one row per statement, with its session (code, title, administration, domain, session_date).

    session_id: only that session, None for all those in scope.

    number, kind, aspect, text, college; theme, theme_label, theme_origin (current coding, null when uncoded);
    text_key; answers_number (of a levier), answered (a frein that some levier answers); origin.
    """
    return database.table("statements", session_id=session_id, **scope_parameters(scope))


def outcomes(database: Database, scope: Scope, session_id: str | None = None) -> pa.Table:
    """The dated follow-ups, oldest first within a session: date, status, class, accompaniment, comment, next_review,
    with their session (code, title, administration, domain, session_date) and origin. session_id: only that session.
    """
    return database.table("outcomes", session_id=session_id, **scope_parameters(scope))


def history(database: Database, scope: Scope) -> pa.Table:
    """Imports that touch a session in scope, newest first: number, recorded_at, author, layout, file_name, sha256, size.

    active: its content counts today (of an undo or a redo: it is the one that decides); undone_by: the undo's number;
    target_number, target_active (an undo: false, a redo: true); codes, sections (lists, within the scope), row_count.
    """
    return database.table("history", **scope_parameters(scope))


def themes(database: Database) -> pa.Table:
    """The codebook in force: theme, label, parent, aspect, definition, examples, words, version. Holds no session data."""
    return database.table("themes")


def head(database: Database, scope: Scope) -> dict[str, object]:
    """version, moved_at (UTC), last_import (display number), sessions (how many in scope)."""
    return database.table("head", **scope_parameters(scope)).to_pylist()[0]
