"""The questions that screens, reports and the command line ask: one function per reads/<name>.sql, always a scope.

A fact's row ends with its origin: sheet, cell, import_number, file_name, author, recorded_at (UTC).
Session ids are UUID texts; enum fields hold the codes of `flash360.model`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc

from flash360.access import Scope, scope_parameters
from flash360.store.database import Database

_SECTIONS = {
    "fiche": ("fiche",),
    "participants": ("participants",),
    "criteria": ("criteria",),
    "votes": ("votes", "criteria", "participants"),
}
"""The sections that each read of facts joins."""


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


def current(database: Database, scope: Scope, session_ids: Sequence[str]) -> pa.Table:
    """What counts of these sessions, those that exist and are in scope: session_id, then fiche, participants, criteria, votes,
    the id of the import that wrote each section (null: none did).
    """
    return database.table("current", asked=list(session_ids), **scope_parameters(scope))


def fiche(database: Database, scope: Scope, session_id: str) -> dict[str, object] | None:
    """The fiche of one session with its origin; `cells` is a JSON object, field to cell."""
    rows = _facts(database, scope, "fiche", current(database, scope, [session_id])).to_pylist()
    return rows[0] if rows else None


def participants(database: Database, scope: Scope, session_id: str) -> pa.Table:
    """The panel, one row per participant: session_id, participant, college, organisation, territory, origin."""
    return _facts(database, scope, "participants", current(database, scope, [session_id]))


def criteria(database: Database, scope: Scope, session_id: str) -> pa.Table:
    """The criteria in their order: session_id, position, criterion, label, axis, aspect, scale_min, scale_max, favourable_from,
    is_global, origin.
    """
    return _facts(database, scope, "criteria", current(database, scope, [session_id]))


def votes(database: Database, scope: Scope, session_id: str) -> pa.Table:
    """One row per vote: session_id, participant, college, criterion, axis, grade (null for an abstention), origin."""
    return _facts(database, scope, "votes", current(database, scope, [session_id]))


@dataclass(frozen=True, slots=True)
class Panels:
    """`participants`, `criteria` and `votes` of some sessions, one session after the other."""

    people: pa.Table
    criteria: pa.Table
    votes: pa.Table

    def of(self, session_id: str) -> Panels:
        """That of one session."""
        return Panels(
            *(rows.filter(pc.equal(rows["session_id"], session_id)) for rows in (self.people, self.criteria, self.votes))
        )


def panels(database: Database, scope: Scope, session_ids: Sequence[str]) -> Panels:
    """The panels of these sessions, those that exist and are in scope."""
    known = current(database, scope, session_ids)
    return Panels(*(_facts(database, scope, name, known) for name in ("participants", "criteria", "votes")))


def panels_told(database: Database, scope: Scope) -> pa.Table:
    """Earlier panels that a partner may have read: session_id, before, now, both (people who voted then, now, both times)."""
    return database.table("panels_told", **scope_parameters(scope))


def statements(database: Database, scope: Scope, session_id: str | None = None) -> pa.Table:
    """Freins and leviers, one row per statement, with its session (code, title, administration, domain, session_date).

    session_id: only that session, None for all those in scope.

    number, kind, text, college; aspect, aspect_origin (« sheet », or « screen » when it was given there);
    theme, theme_label, theme_origin (« import » or « screen »), theme_author: the coding that counts. All four are null when
    the text is not coded, the first two alone when no theme suits it; text_key; answers_number (of a levier), answered (a
    frein that some levier answers); origin.
    """
    return database.table("statements", session_id=session_id, **scope_parameters(scope))


def outcomes(database: Database, scope: Scope, session_id: str | None = None) -> pa.Table:
    """The dated follow-ups, oldest first within a session: date, status, class, accompaniment, comment, next_review,
    with their session (code, title, administration, domain, session_date) and origin. session_id: only that session.
    """
    return database.table("outcomes", session_id=session_id, **scope_parameters(scope))


def invitations(database: Database, scope: Scope) -> pa.Table:
    """The panels being composed, one row per session and collège: session_id, code, college, planned, confirmed, origin."""
    return database.table("invitations", **scope_parameters(scope))


def proposals(database: Database, scope: Scope) -> pa.Table:
    """What partners say became of their sessions in scope, oldest first, whatever was decided of it.

    proposal_id, session_id, code, title, administration; date, status, accompaniment, comment, next_review; author,
    recorded_at (UTC); state (pending, confirmed, declined), decided_by, decided_at.
    """
    return database.table("proposals", **scope_parameters(scope))


def history(database: Database, scope: Scope) -> pa.Table:
    """Imports that touch a session in scope, newest first: number, recorded_at, author, layout, file_name, sha256, size.

    active: its content counts today (of an undo or a redo: it is the one that decides); undone_by: the undo's number;
    target_number, target_active (an undo: false, a redo: true); codes, sections (lists, within the scope), row_count.
    """
    return database.table("history", **scope_parameters(scope))


def brought_by(database: Database, scope: Scope, author: str, prefix: str) -> bool:
    """Whether an import in force by this author speaks of a session in scope, its file's name beginning so."""
    return database.table("brought_by", author=author, prefix=prefix, **scope_parameters(scope))["found"][0].as_py()


def session_imports(database: Database, scope: Scope, session_id: str) -> pa.Table:
    """The imports in force that speak of one session, oldest first: number, recorded_at, sections (a list)."""
    return database.table("session_imports", session_id=session_id, **scope_parameters(scope))


def imports_by_session(database: Database, scope: Scope) -> pa.Table:
    """The same of each session in scope, by code: session_id, code, then what `session_imports` gives."""
    return database.table("imports_by_session", **scope_parameters(scope))


def moved(database: Database, scope: Scope, after: int) -> pa.Table:
    """The sessions that each later version of the base concerns: version, session_id (null: none).

    Imports, codings of texts, proposals, their undoing, and shapes remembered; a version of anything else is not told.
    """
    return database.table("moved", after=after, **scope_parameters(scope))


def themes(database: Database) -> pa.Table:
    """The codebook in force: theme, label, parent, aspect, definition, examples, words, version. Holds no session data."""
    return database.table("themes")


def second_codings(database: Database, scope: Scope) -> pa.Table:
    """What second coders say of the statements in scope: session_id, text_key, author, theme (null: no theme suits).

    first_theme: what the coding that counts said before anything was settled, if it said anything (compared); settled: the
    text was coded on screen since.
    """
    return database.table("second_codings", **scope_parameters(scope))


def coding_history(database: Database, scope: Scope) -> pa.Table:
    """Operations on themes, newest first: number, recorded_at, author, action, details (JSON), target, target_active.

    active: whether it counts; undone_by: the number of the undoing; text_count, texts (three at most), codes: the texts in
    scope that it coded, as they are now. Operations that coded only texts out of scope are left out.
    """
    return database.table("coding_history", **scope_parameters(scope))


def audit(database: Database, scope: Scope, since: datetime, actions: Sequence[str], search: str, most: int) -> pa.Table:
    """The audit trail since a moment (UTC), newest first, at most that many: recorded_at, author, action, object, details.

    actions: only those, all when empty; search: a text found in the author, the object or the details.
    """
    return database.table("audit", since=since, actions=list(actions), search=search, most=most, **scope_parameters(scope))


def erasures(database: Database, scope: Scope) -> pa.Table:
    """What was erased or made anonymous, newest first: recorded_at, author, kind, code, people, reason."""
    return database.table("erasures", **scope_parameters(scope))


def grants(database: Database) -> pa.Table:
    """Every grant ever given, newest first: grant_id, recorded_at, author, subject_kind, subject, role, until.

    A partner's names a session (session_id, session_code) or an administration; session_ids: the current sessions that it
    opens. revoked_at, revoked_by: null while it was not taken back. No scope: it is what scopes are made of, and holds no
    figure of any session. Only who signs in, and an administrator's screen, ask.
    """
    named = database.query("SELECT session_id::VARCHAR AS session_id FROM granted_sessions")
    return database.table("grants", named=named["session_id"].to_pylist())


def head(database: Database, scope: Scope) -> dict[str, object]:
    """version, moved_at (UTC), last_import (display number), sessions (how many in scope)."""
    return database.table("head", **scope_parameters(scope)).to_pylist()[0]


def _facts(database: Database, scope: Scope, read_name: str, known: pa.Table) -> pa.Table:
    """The rows of reads/<read_name>.sql, of what `current` found: joining what is found each time costs five times as much."""
    sections = {f"current_{name}": known[name].to_pylist() for name in ("session_id", *_SECTIONS[read_name])}
    return database.table(read_name, **sections, **scope_parameters(scope))
