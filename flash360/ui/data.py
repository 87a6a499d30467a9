"""What the screens read: one base per process, and finished Arrow tables kept per scope as long as the base says the same.

Every read takes the viewer; its scope is part of the key of what is kept, so nobody is served another's rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import pyarrow as pa

from flash360 import paris
from flash360.access.grants import Grant
from flash360.access.scope import Sessions, Viewer, WholeProgramme
from flash360.coding.texts import Text, texts
from flash360.demo import is_demonstration
from flash360.errors import AccessDenied
from flash360.model import Role
from flash360.reports.session.facts import Common
from flash360.reports.session.panel import guarded_table, isolated
from flash360.settings import Settings
from flash360.store import read
from flash360.store.grants import grants_of
from flash360.ui import once
from flash360.ui.asking import read_of, read_one, read_part, read_whole
from flash360.ui.held import held
from flash360.ui.held import release as release
from flash360.ui.kept import base as base
from flash360.ui.kept import kept as kept
from flash360.ui.kept import stamp, stamp_of_all
from flash360.ui.kept import version as version
from flash360.ui.once import Once
from flash360.validation import session_code_key

_ROWS: Final = frozenset({Role.ANALYSTE})
_SMALL: Final = Once[Any](64)
"""What is read to know who looks and at what."""
_AT_ONCE: Final = 20_000
"""Sessions up to which what is read of one of them is read of all: a question costs its planning, whatever it asks."""
_NOBODY: Final = Sessions(())
"""The scope of what says nothing of any session."""


def programme(viewer: Viewer) -> pa.Table:
    """One row per session in scope, with its step today, its measures and its outcome."""
    return _programme(viewer)


@kept(16)
def _programme(viewer: Viewer) -> pa.Table:
    rows = read_whole("programme", viewer.scope, paris.today())
    return guarded_table(rows, viewer.role, Settings.from_environment().small_group, isolating(viewer))


def session(viewer: Viewer, code: str) -> dict[str, Any] | None:
    """The programme's row of one session, by its code as written or normalised; None when none of this code is in scope."""
    found = _session(viewer, code)
    return None if found is None else dict(found)  # the caller's own


@kept(1024)
def _session(viewer: Viewer, code: str) -> dict[str, Any] | None:
    places = _places(viewer)
    place = places.get(code, places.get(session_code_key(code)))
    return None if place is None else programme(viewer).slice(place, 1).to_pylist()[0]


@kept(16)
def _places(viewer: Viewer) -> dict[str, int]:
    """Where the session of each code stands in `programme`, by its code normalised and as written."""
    codes = programme(viewer)["code"].to_pylist()
    return {session_code_key(code): place for place, code in enumerate(codes)} | {code: at for at, code in enumerate(codes)}


def isolating(viewer: Viewer) -> frozenset[str]:
    """The sessions whose votes would tell a few people's, subtracted from what was shown before (`isolated`).

    A visit does not move the base's version, and what it showed is that version: what was kept of it stays true.
    """
    if isinstance(viewer.scope, WholeProgramme):
        return frozenset()

    def asked() -> frozenset[str]:
        base().trail.flush()
        return isolated(base(), viewer.scope, Settings.from_environment().small_group)

    return _SMALL.of(stamp, ("isolating", viewer.scope), asked)


def fiche(viewer: Viewer, session_id: str) -> dict[str, Any] | None:
    """The fiche of one session with its origin, or None when it is not in scope."""
    return read_of("fiche", viewer.scope, session_id)


def participants(viewer: Viewer, session_id: str) -> pa.Table:
    """One row per participant. Raises AccessDenied for a role that may not see rows."""
    return read_of("participants", _scope_of_rows(viewer), session_id)


def criteria(viewer: Viewer, session_id: str) -> pa.Table:
    """One row per criterion of a session."""
    return read_of("criteria", viewer.scope, session_id)


def votes(viewer: Viewer, session_id: str) -> pa.Table:
    """One row per vote, with its cell and its import. Raises AccessDenied for a role that may not see rows."""
    return read_of("votes", _scope_of_rows(viewer), session_id)


def statements(viewer: Viewer, session_id: str | None = None) -> pa.Table:
    """Freins and leviers of the sessions in scope, or of one of them, one row per statement."""
    if session_id is None:
        return read_whole("statements", viewer.scope)
    return _of_one(viewer, session_id, "statements", "statements")


def coding_texts(viewer: Viewer) -> tuple[Text, ...]:
    """The statements in scope as the coding screen has them. Raises AccessDenied for a role that does not code."""
    scope = _scope_of_rows(viewer)
    return _SMALL.of(stamp, ("texts", scope), lambda: tuple(texts(read_whole("statements", scope))))


def second_codings(viewer: Viewer) -> pa.Table:
    """What second coders say of the statements in scope. Raises AccessDenied for a role that does not code."""
    return read_one("second_codings", _scope_of_rows(viewer))


def coding_history(viewer: Viewer) -> pa.Table:
    """The operations on themes, newest first. Raises AccessDenied for a role that does not code."""
    return read_one("coding_history", _scope_of_rows(viewer))


def outcomes(viewer: Viewer, session_id: str | None = None) -> pa.Table:
    """Dated follow-ups of the sessions in scope, or of one of them, one row each."""
    if session_id is None:
        return read_whole("outcomes", viewer.scope)
    return _of_one(viewer, session_id, "outcomes", "outcomes")


def session_imports(viewer: Viewer, session_id: str) -> pa.Table:
    """The imports in force that speak of one session."""
    return _of_one(viewer, session_id, "session_imports", "imports_by_session")


def _of_one(viewer: Viewer, session_id: str, one: str, every: str) -> pa.Table:
    """What is read of one session, out of what is read of all of them unless they are very many."""
    with once.apart():  # only how many they are
        many = programme(viewer).num_rows > _AT_ONCE
    return read_of(one, viewer.scope, session_id) if many else read_part(every, viewer.scope, session_id)


def invitations(viewer: Viewer) -> pa.Table:
    """The panels being composed of the sessions in scope, one row per session and collège."""
    return read_one("invitations", viewer.scope)


def proposals(viewer: Viewer) -> pa.Table:
    """What partners propose of the sessions in scope, whatever was decided of it."""
    return read_one("proposals", viewer.scope)


def history(viewer: Viewer) -> pa.Table:
    """The imports that touched the sessions in scope, newest first."""
    return read_one("history", viewer.scope)


def common(viewer: Viewer) -> Common:
    """What the documents of any session in scope share."""
    return Common(moved_at(), statements(viewer), outcomes(viewer), history(viewer), isolating(viewer))


def themes() -> pa.Table:
    """The codebook in force."""
    return read_one("themes", None)


def audit(viewer: Viewer, since: datetime, actions: Sequence[str], search: str, most: int) -> pa.Table:
    """The audit trail. Raises AccessDenied for anyone but an administrator."""
    if viewer.role is not Role.ADMINISTRATEUR:
        raise AccessDenied("La piste d'audit n'est montrée qu'aux administrateurs.")
    base().trail.flush()
    return read.audit(base(), viewer.scope, since, actions, search, most)


def erasures(viewer: Viewer) -> pa.Table:
    """What was erased of the sessions in scope."""
    return read_one("erasures", viewer.scope)


def grant_rows() -> pa.Table:
    """Every grant ever given. It is asked to know who looks: it confirms nobody."""
    return _SMALL.of(stamp_of_all, "grant rows", _grant_rows)


def grants() -> tuple[Grant, ...]:
    """The same as values."""
    return _SMALL.of(stamp_of_all, "grants", lambda: grants_of(grant_rows()))


def _grant_rows() -> pa.Table:
    once.looked()
    return read.grants(held())


def moved_at() -> datetime:
    """When the base last moved (UTC)."""
    return read_one("head", _NOBODY)["moved_at"]


def demonstration() -> bool:
    """Whether the base holds the demonstration portfolio."""
    return _SMALL.of(stamp_of_all, "demonstration", _demonstration)


def _demonstration() -> bool:
    once.looked()
    return is_demonstration(held())  # it is asked to know whether who looks still may: it confirms nobody


def _scope_of_rows(viewer: Viewer) -> Sessions | WholeProgramme:
    if viewer.role not in _ROWS:
        raise AccessDenied("Les réponses de chaque participant ne sont montrées qu'aux analystes.")
    return viewer.scope
