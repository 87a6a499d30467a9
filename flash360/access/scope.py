"""Who looks, and at which sessions: a scope is an explicit list of session ids or the whole programme. No default."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flash360.errors import AccessDenied
from flash360.model import Role

_WHOLE_PROGRAMME_ROLES = frozenset({Role.DIRECTION, Role.ANALYSTE, Role.ADMINISTRATEUR})


@dataclass(frozen=True, slots=True)
class Sessions:
    """Only these sessions; an empty tuple reads nothing."""

    session_ids: tuple[str, ...]

    def among(self, session_ids: Collection[str]) -> Sessions:
        """Those of these sessions that it holds."""
        return Sessions(tuple(one for one in self.session_ids if one in session_ids))


@dataclass(frozen=True, slots=True)
class WholeProgramme:
    """Every session. A kind of its own: no list of ids, however long, turns into it."""

    def among(self, session_ids: Collection[str]) -> Sessions:
        """These sessions."""
        return Sessions(tuple(sorted(session_ids)))


Scope = Sessions | WholeProgramme


def scope_parameters(scope: Scope) -> dict[str, object]:
    """The two parameters that every read binds: `whole_programme` (bool) and `session_ids` (list of UUID texts)."""
    match scope:
        case WholeProgramme():
            return {"whole_programme": True, "session_ids": []}
        case Sessions(session_ids):
            return {"whole_programme": False, "session_ids": list(session_ids)}


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person in front of a screen or a command line: a name, a role, a scope.

    seen_by: the administrator who looks through these eyes, who may change nothing; None for the person themselves.

    Raises AccessDenied when a role that may not see the whole programme is given it.
    """

    name: str
    role: Role
    scope: Scope
    seen_by: str | None = None

    @property
    def eyes(self) -> Viewer:
        """The same rights without the person: what is made for one may be shown to all who have them."""
        return Viewer("", self.role, self.scope)

    def __post_init__(self) -> None:
        if isinstance(self.scope, WholeProgramme) and self.role not in _WHOLE_PROGRAMME_ROLES:
            raise AccessDenied("Ce rôle ne donne pas accès à l'ensemble du programme.")
