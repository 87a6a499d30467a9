"""What the server may serve, decided before it starts: the demonstration to this machine, anything else to people signed in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from flash360.access.identity import normal_email
from flash360.access.sign_in import LOOPBACK, REQUIRED, SignIn
from flash360.demo import is_demonstration
from flash360.errors import (
    AccessDenied,
    BaseDamaged,
    BaseHeld,
    BaseTooNew,
    BaseUnreachable,
    Flash360Error,
    NotABase,
    NotConfigured,
)
from flash360.settings import Place
from flash360.store.database import Database

GUIDE: Final = "docs/guides/installer.md"
_UNREADABLE: Final = (BaseHeld, BaseDamaged, BaseTooNew, BaseUnreachable, NotABase)
"""What the pages say themselves until it is over; the frame shows nothing but the demonstration then either."""


def check(sign_in: SignIn | None, administrator: str, address: str | None, database: Place) -> None:
    """Raise NotConfigured, with what to set, when this base may not be served on this address.

    With sign-in, any base on any address, once there is someone to give the first grants.
    """
    if sign_in is not None:
        try:
            normal_email(administrator)
        except AccessDenied as error:
            raise NotConfigured(f"FLASH360_ADMINISTRATOR ne désigne personne. {error}") from error
        return
    if address not in LOOPBACK:
        where = f"sur l'adresse «\u00a0{address}\u00a0»" if address else "sur toutes les adresses de cette machine"
        raise NotConfigured(
            f"Le tableau de bord refuse de démarrer {where}\u00a0: sans connexion des utilisateurs, il ne répond qu'à cette "
            f"machine.\nPour la démonstration, démarrez-le avec --server.address 127.0.0.1.\n{_what_to_set()}"
        )
    if isinstance(database, Path) and not database.exists():
        raise NotConfigured(
            f"Il n'y a pas de base «\u00a0{database}\u00a0», et sans connexion des utilisateurs le tableau de bord ne montre que "
            f"la démonstration.\n{_without_sign_in()}\n{_what_to_set()}"
        )
    if not _may_be_demonstration(database):
        raise NotConfigured(
            f"La base «\u00a0{database}\u00a0» n'est pas la démonstration\u00a0: le tableau de bord ne la sert qu'à des "
            f"personnes connectées, même sur cette machine.\n{_without_sign_in()}\n{_what_to_set()}"
        )


def _may_be_demonstration(database: Place) -> bool:
    """Whether the demonstration counts in that base, or nothing in it can be read for now."""
    try:
        with Database.reach(database) as base:
            return is_demonstration(base)
    except _UNREADABLE:
        return True


def _without_sign_in() -> str:
    return (
        "Pour découvrir l'outil\u00a0: «\u00a0make run\u00a0» sans FLASH360_DATABASE. Pour travailler seul sur ce "
        "fichier\u00a0: la ligne de commande, «\u00a0python -m flash360 --help\u00a0»."
    )


def _what_to_set() -> str:
    names = "\n".join(f"  {name}\u00a0: {what}" for name, what in REQUIRED.items())
    return f"Pour ouvrir le tableau de bord à des utilisateurs, réglez leur connexion ({GUIDE})\u00a0:\n{names}"


def refusal(error: Flash360Error) -> SystemExit:
    """The end of a server that does not start: the sentence on the standard error, code 1, no trace."""
    return SystemExit(f"\nFlash 360\u00a0: {error}\n")
