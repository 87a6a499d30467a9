"""From a person and the grants to a viewer: which roles they hold today, and over which sessions. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from flash360.access.identity import normal_email
from flash360.access.scope import Sessions, Viewer, WholeProgramme
from flash360.errors import AccessDenied
from flash360.model import Role


class SubjectKind(StrEnum):
    """Whom a grant names: one person, everyone of a domain of e-mail addresses, everyone of an establishment."""

    EMAIL = "email"
    DOMAIN = "domain"
    SIRET = "siret"


PRECEDENCE: Final = (Role.ANALYSTE, Role.DIRECTION, Role.ADMINISTRATEUR, Role.PARTENAIRE)
"""Of the roles a person holds, the one they look with unless they choose another."""


class Person(Protocol):
    """What an identity must know for grants to be found: a verified e-mail, and the SIRET of the person's establishment."""

    @property
    def email(self) -> str: ...
    @property
    def siret(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person known by an e-mail alone: the command line's `--as`, an administrator's « Voir comme »."""

    email: str
    siret: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """One grant, of `read.grants`. session_ids: the sessions that a partner's grant opens today; until: its last day.

    revoked: whether it was taken back.
    """

    kind: SubjectKind
    subject: str
    role: Role
    session_ids: tuple[str, ...] = ()
    until: date | None = None
    revoked: bool = False

    def holds(self, today: date) -> bool:
        """Whether it is in force on that day, its last day included."""
        return not self.revoked and (self.until is None or today <= self.until)

    def names(self, person: Person) -> bool:
        """Whether it is for this person. An address of a sub-domain is not one of the domain."""
        match self.kind:
            case SubjectKind.EMAIL:
                found = _plain(person.email)
            case SubjectKind.DOMAIN:
                found = _plain(person.email).partition("@")[2]
            case SubjectKind.SIRET:
                found = person.siret or ""
        return bool(found) and found == self.subject


def viewers(person: Person, grants: Iterable[Grant], today: date, *, administrator: str | None) -> tuple[Viewer, ...]:
    """One viewer per role that the person holds on that day, by PRECEDENCE; none when nothing is granted to them.

    administrator: the e-mail of the first administrator, which the settings name. A partner's scope is the union of
    the sessions of their grants.
    """
    email = _plain(person.email)
    if not email:
        return ()
    own = [grant for grant in grants if grant.holds(today) and grant.names(person)]
    roles = {grant.role for grant in own}
    if administrator and _plain(administrator) == email:
        roles.add(Role.ADMINISTRATEUR)
    opened = sorted({session_id for grant in own if grant.role is Role.PARTENAIRE for session_id in grant.session_ids})
    return tuple(
        Viewer(email, role, Sessions(tuple(opened)) if role is Role.PARTENAIRE else WholeProgramme())
        for role in PRECEDENCE
        if role in roles
    )


def viewer(person: Person, grants: Iterable[Grant], today: date, *, administrator: str | None) -> Viewer:
    """The viewer that a person is, by the first of their roles. Raises AccessDenied when nothing is granted to them."""
    found = viewers(person, grants, today, administrator=administrator)
    if not found:
        raise AccessDenied(
            f"Aucune habilitation en vigueur pour « {person.email} ». Un administrateur du programme peut en donner une."
        )
    return found[0]


def _plain(email: str) -> str:
    """An e-mail as grants compare it; empty when it is none."""
    try:
        return normal_email(email)
    except AccessDenied:
        return ""
