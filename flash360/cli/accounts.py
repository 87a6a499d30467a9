"""`untie`: someone's e-mail may be signed in with by another account of the identity provider."""

from __future__ import annotations

from typing import Annotated

import typer

from flash360.access import normal_email
from flash360.cli.base import BaseOption, author, existing_base
from flash360.cli.output import answer
from flash360.store import accounts
from flash360.store.database import now


def untie(
    context: typer.Context,
    email: Annotated[str, typer.Argument(metavar="ADRESSE", help="L'adresse électronique d'une personne habilitée.")],
    database: BaseOption = None,
) -> None:
    """Délie une adresse électronique du compte avec lequel elle se connecte ; le prochain à se connecter avec elle la tiendra."""
    held = normal_email(email)
    with existing_base(context, database) as opened:
        done = accounts.untie(opened, email=held, author=author(), at=now())
    answer(
        f"« {held} » est déliée : le prochain compte qui se connectera avec cette adresse la tiendra."
        if done
        else f"Aucun compte ne tient « {held} » : rien n'a changé."
    )
