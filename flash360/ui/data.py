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
    return _opened(_path())


def release() -> None:
    """Close the base, if it is open: what it still held in its log goes into its file."""
    _opened.clear()


def version() -> int:
    """The version of the base; it moves with every commit and undo, and what was kept of the one before is left alone."""
    return base().version()


def programme(viewer: Viewer) -> pa.Table:
    """One row per session in scope, with its step today, its measures and its outcome."""
    return _read("programme", viewer.scope, date.today())


def session(viewer: Viewer, code: str) -> dict[str, Any] | None:
    """The programme's row of one session, or None when no session of this code is in scope."""
    row = _read("session", viewer.scope, code, date.today())
    return None if row is None else dict(row)


def fiche(viewer: Viewer, session_id: str) -> dict[str, Any] | None:
    """The fiche of one session with its origin, or None when it is not in scope."""
    return _read("fiche", viewer.scope, session_id)


def participants(viewer: Viewer, session_id: str) -> pa.Table:
    """One row per participant. Raises AccessDenied for a role that may not see rows."""
    return _read("participants", _scope_of_rows(viewer), session_id)


def criteria(viewer: Viewer, session_id: str) -> pa.Table:
    """One row per criterion of a session."""
    return _read("criteria", viewer.scope, session_id)


def votes(viewer: Viewer, session_id: str) -> pa.Table:
    """One row per vote, with its cell and its import. Raises AccessDenied for a role that may not see rows."""
    return _read("votes", _scope_of_rows(viewer), session_id)


def grade_counts(viewer: Viewer, session_id: str) -> pa.Table:
    """Votes counted by criterion, college (null: all) and grade (null: abstention)."""
    return _read("grade_counts", viewer.scope, session_id)


def statements(viewer: Viewer) -> pa.Table:
    """Freins and leviers of the sessions in scope, one row per statement."""
    return _read("statements", viewer.scope)


def outcomes(viewer: Viewer) -> pa.Table:
    """Dated follow-ups of the sessions in scope, one row each."""
    return _read("outcomes", viewer.scope)


def history(viewer: Viewer) -> pa.Table:
    """The imports that touched the sessions in scope, newest first."""
    return _read("history", viewer.scope)


def themes() -> pa.Table:
    """The codebook in force."""
    return _read("themes", None)


def head(viewer: Viewer) -> dict[str, Any]:
    """version, moved_at (UTC), last_import, and sessions: how many are in scope."""
    return _read("head", viewer.scope)


def demonstration() -> bool:
    """Whether the base holds the demonstration portfolio."""
    return _demonstration(_path(), version())


def _scope_of_rows(viewer: Viewer) -> Sessions | WholeProgramme:
    if viewer.role not in _ROWS:
        raise AccessDenied("Les réponses de chaque participant ne sont montrées qu'aux analystes.")
    return viewer.scope


def _scope_key(scope: Sessions | WholeProgramme) -> tuple[str, tuple[str, ...]]:
    return type(scope).__name__, scope.session_ids if isinstance(scope, Sessions) else ()


def _path() -> str:
    return str(Settings.from_environment().database)


def _read(question: str, scope: Sessions | WholeProgramme | None, *arguments: object) -> Any:
    return _kept(_path(), version(), question, scope, *arguments)


@st.cache_resource(show_spinner=False, on_release=Database.close)
def _opened(path: str) -> Database:
    return Database.open(path)


@st.cache_resource(show_spinner=False, max_entries=8)
def _demonstration(path: str, version: int) -> bool:
    return is_demonstration(base())


@st.cache_resource(show_spinner=False, max_entries=256, hash_funcs={Sessions: _scope_key, WholeProgramme: _scope_key})
def _kept(path: str, version: int, question: str, scope: Sessions | WholeProgramme | None, *arguments: object) -> Any:
    """What one question answered. path and version stand for the base as it was: they are part of the key."""
    ask = getattr(read, question)
    return ask(base(), *arguments) if scope is None else ask(base(), scope, *arguments)
