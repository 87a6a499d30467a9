"""What the screens read: one base per process, and finished Arrow tables kept per scope and version of the base.

Every read takes the viewer; its scope is part of the key of what is kept, so nobody is served another's rows.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360.access.scope import Sessions, Viewer, WholeProgramme
from flash360.demo import is_demonstration
from flash360.errors import AccessDenied
from flash360.model import Role
from flash360.settings import Settings
from flash360.store import read
from flash360.store.database import Database

_ROWS: Final = frozenset({Role.ANALYSTE})


def base() -> Database:
    """The base of the settings, opened once for the whole process."""
    return _opened(str(Settings.from_environment().database))


def version() -> int:
    """The version of the base; it moves with every commit and undo, and what was kept of the one before is left alone."""
    return base().version()


def programme(viewer: Viewer) -> pa.Table:
    """One row per session in scope, with its step today, its measures and its outcome."""
    return _kept("programme", viewer.scope, version(), date.today())


def session(viewer: Viewer, code: str) -> dict[str, Any] | None:
    """The programme's row of one session, or None when no session of this code is in scope."""
    return _kept("session", viewer.scope, version(), code, date.today())


def fiche(viewer: Viewer, session_id: str) -> dict[str, Any] | None:
    """The fiche of one session with its origin, or None when it is not in scope."""
    return _kept("fiche", viewer.scope, version(), session_id)


def participants(viewer: Viewer, session_id: str) -> pa.Table:
    """One row per participant. Raises AccessDenied for a role that may not see rows."""
    return _kept("participants", _scope_of_rows(viewer), version(), session_id)


def criteria(viewer: Viewer, session_id: str) -> pa.Table:
    """One row per criterion of a session."""
    return _kept("criteria", viewer.scope, version(), session_id)


def votes(viewer: Viewer, session_id: str) -> pa.Table:
    """One row per vote, with its cell and its import. Raises AccessDenied for a role that may not see rows."""
    return _kept("votes", _scope_of_rows(viewer), version(), session_id)


def grade_counts(viewer: Viewer, session_id: str) -> pa.Table:
    """Votes counted by criterion, college (null: all) and grade (null: abstention)."""
    return _kept("grade_counts", viewer.scope, version(), session_id)


def statements(viewer: Viewer) -> pa.Table:
    """Freins and leviers of the sessions in scope, one row per statement."""
    return _kept("statements", viewer.scope, version())


def outcomes(viewer: Viewer) -> pa.Table:
    """Dated follow-ups of the sessions in scope, one row each."""
    return _kept("outcomes", viewer.scope, version())


def history(viewer: Viewer) -> pa.Table:
    """The imports that touched the sessions in scope, newest first."""
    return _kept("history", viewer.scope, version())


def themes() -> pa.Table:
    """The codebook in force."""
    return _kept("themes", None, version())


def head(viewer: Viewer) -> dict[str, Any]:
    """version, moved_at (UTC), last_import, and sessions: how many are in scope."""
    return _kept("head", viewer.scope, version())


def demonstration() -> bool:
    """Whether the base holds the demonstration portfolio."""
    return _demonstration(version())


def _scope_of_rows(viewer: Viewer) -> Sessions | WholeProgramme:
    if viewer.role not in _ROWS:
        raise AccessDenied("Les réponses de chaque participant ne sont montrées qu'aux analystes.")
    return viewer.scope


def _scope_key(scope: Sessions | WholeProgramme) -> tuple[str, tuple[str, ...]]:
    return type(scope).__name__, scope.session_ids if isinstance(scope, Sessions) else ()


@st.cache_resource(show_spinner=False, on_release=Database.close)
def _opened(path: str) -> Database:
    return Database.open(path)


@st.cache_resource(show_spinner=False, max_entries=8)
def _demonstration(version: int) -> bool:
    return is_demonstration(base())


@st.cache_resource(show_spinner=False, max_entries=256, hash_funcs={Sessions: _scope_key, WholeProgramme: _scope_key})
def _kept(question: str, scope: Sessions | WholeProgramme | None, version: int, *arguments: object) -> Any:
    ask = getattr(read, question)
    return ask(base(), *arguments) if scope is None else ask(base(), scope, *arguments)
