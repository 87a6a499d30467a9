"""What the screens read: one base per process, and finished Arrow tables kept per scope and version of the base.

Every read takes the viewer; its scope is part of the key of what is kept, so nobody is served another's rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

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
from flash360.store.database import Database
from flash360.store.grants import grants_of
from flash360.ui import guard
from flash360.ui.held import held, path
from flash360.ui.held import release as release
from flash360.ui.once import Once
from flash360.validation import session_code_key

P = ParamSpec("P")
R = TypeVar("R")
_ROWS: Final = frozenset({Role.ANALYSTE})
_KEPT: Final = Once[Any](256)
"""What questions answered."""
_SMALL: Final = Once[Any](64)
"""What is read beside them to know who looks and at what."""


def base() -> Database:
    """The base of the settings, opened once for the whole process.

    Raises AccessDenied, on a page that is open, when whoever looks at it would no longer be admitted.
    """
    guard.confirm()
    opened, who = held(), guard.viewer()
    return opened.read_only() if who is not None and who.seen_by else opened


def version() -> int:
    """The version of the base; it moves with every commit and undo, and what was kept of the one before is left alone."""
    return base().stamp()


def stamp() -> tuple[str, int]:
    """Which base, as it is now: what everything kept is kept by, with who may see it."""
    return path(), version()


def kept(most: int) -> Callable[[Callable[Concatenate[Viewer, P], R]], Callable[Concatenate[Viewer, P], R]]:
    """Keep what a function makes of the base for a viewer's rights, today, and the other arguments, which are hashable.

    The function is called with the rights alone (`Viewer.eyes`): what it makes names nobody. most: as of `Once`.
    """

    def keeping(make: Callable[Concatenate[Viewer, P], R]) -> Callable[Concatenate[Viewer, P], R]:
        memory = Once[R](most)

        @wraps(make)
        def found(viewer: Viewer, *arguments: P.args, **named: P.kwargs) -> R:
            key = (viewer.eyes, paris.today(), arguments, tuple(named.items()))
            return memory.of(stamp(), key, lambda: make(viewer.eyes, *arguments, **named))

        return found

    return keeping


def programme(viewer: Viewer) -> pa.Table:
    """One row per session in scope, with its step today, its measures and its outcome."""
    return _programme(viewer)


@kept(16)
def _programme(viewer: Viewer) -> pa.Table:
    rows = _read("programme", viewer.scope, paris.today())
    return guarded_table(rows, viewer.role, Settings.from_environment().small_group, isolating(viewer))


def session(viewer: Viewer, code: str) -> dict[str, Any] | None:
    """The programme's row of one session, by its code as written or normalised; None when none of this code is in scope."""
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

    def asked() -> frozenset[str]:
        base().trail.flush()
        return isolated(base(), viewer.scope, Settings.from_environment().small_group)

    return _SMALL.of(stamp(), ("isolating", viewer.scope), asked)


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


def statements(viewer: Viewer, session_id: str | None = None) -> pa.Table:
    """Freins and leviers of the sessions in scope, or of one of them, one row per statement."""
    return _read("statements", viewer.scope, session_id)


def coding_texts(viewer: Viewer) -> tuple[Text, ...]:
    """The statements in scope as the coding screen has them. Raises AccessDenied for a role that does not code."""
    scope = _scope_of_rows(viewer)
    return _SMALL.of(stamp(), ("texts", scope), lambda: tuple(texts(_read("statements", scope, None))))


def second_codings(viewer: Viewer) -> pa.Table:
    """What second coders say of the statements in scope. Raises AccessDenied for a role that does not code."""
    return _read("second_codings", _scope_of_rows(viewer))


def coding_history(viewer: Viewer) -> pa.Table:
    """The operations on themes, newest first. Raises AccessDenied for a role that does not code."""
    return _read("coding_history", _scope_of_rows(viewer))


def outcomes(viewer: Viewer, session_id: str | None = None) -> pa.Table:
    """Dated follow-ups of the sessions in scope, or of one of them, one row each."""
    everyone = _read("outcomes", viewer.scope)
    return everyone if session_id is None else everyone.filter(pc.equal(everyone["session_id"], session_id))


def session_imports(viewer: Viewer, session_id: str) -> pa.Table:
    """The imports in force that speak of one session."""
    return _read("session_imports", viewer.scope, session_id)


def invitations(viewer: Viewer) -> pa.Table:
    """The panels being composed of the sessions in scope, one row per session and collège."""
    return _read("invitations", viewer.scope)


def proposals(viewer: Viewer) -> pa.Table:
    """What partners propose of the sessions in scope, whatever was decided of it."""
    return _read("proposals", viewer.scope)


def history(viewer: Viewer) -> pa.Table:
    """The imports that touched the sessions in scope, newest first."""
    return _read("history", viewer.scope)


def common(viewer: Viewer) -> Common:
    """What the documents of any session in scope share."""
    return Common(head(viewer)["moved_at"], statements(viewer), outcomes(viewer), history(viewer), isolating(viewer))


def themes() -> pa.Table:
    """The codebook in force."""
    return _read("themes", None)


def audit(viewer: Viewer, since: datetime, actions: Sequence[str], search: str, most: int) -> pa.Table:
    """The audit trail. Raises AccessDenied for anyone but an administrator."""
    if viewer.role is not Role.ADMINISTRATEUR:
        raise AccessDenied("La piste d'audit n'est montrée qu'aux administrateurs.")
    base().trail.flush()
    return read.audit(base(), viewer.scope, since, actions, search, most)


def erasures(viewer: Viewer) -> pa.Table:
    """What was erased of the sessions in scope."""
    return _read("erasures", viewer.scope)


def grant_rows() -> pa.Table:
    """Every grant ever given. It is asked to know who looks: it confirms nobody."""
    opened = held()
    return _SMALL.of((path(), opened.stamp()), "grant rows", lambda: read.grants(opened))


def grants() -> tuple[Grant, ...]:
    """The same as values."""
    opened = held()
    return _SMALL.of((path(), opened.stamp()), "grants", lambda: grants_of(grant_rows()))


def head(viewer: Viewer) -> dict[str, Any]:
    """version, moved_at (UTC), last_import, and sessions: how many are in scope."""
    return _read("head", viewer.scope)


def demonstration() -> bool:
    """Whether the base holds the demonstration portfolio."""
    return _SMALL.of(stamp(), "demonstration", lambda: is_demonstration(base()))


def _scope_of_rows(viewer: Viewer) -> Sessions | WholeProgramme:
    if viewer.role not in _ROWS:
        raise AccessDenied("Les réponses de chaque participant ne sont montrées qu'aux analystes.")
    return viewer.scope


def _read(question: str, scope: Sessions | WholeProgramme | None, *arguments: object) -> Any:
    return _KEPT.of(stamp(), (question, scope, *arguments), lambda: _asked(question, scope, *arguments))


def _asked(question: str, scope: Sessions | WholeProgramme | None, *arguments: object) -> Any:
    ask = getattr(read, question)
    return ask(base(), *arguments) if scope is None else ask(base(), scope, *arguments)
