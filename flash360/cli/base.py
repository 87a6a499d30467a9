"""Which base a command works on, how it is reached, and with whose eyes it is read.

A base is reached through the dashboard that runs on it, or opened here when none does. Whichever it is, a command does the
same work on the same `Database`: it reads and writes its own files, with its own rights.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Generator
from contextlib import contextmanager
from typing import Annotated

import typer

from flash360 import paris
from flash360.access import NamedPerson, Viewer, WholeProgramme, viewer
from flash360.errors import Flash360Error
from flash360.model import Action, Role
from flash360.settings import Lake, Place, Settings, place
from flash360.store import read
from flash360.store.database import Database, now
from flash360.store.grants import grants_of
from flash360.store.trail import Event

BaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="BASE",
        help="La base à employer, un fichier ou ducklake:postgres:… ; sans cette option, celle de FLASH360_DATABASE, sinon "
        "data/flash360.duckdb.",
    ),
]
"""Accepted before the command and after it."""

JsonOption = Annotated[bool, typer.Option("--json", help="Répond par un seul document JSON.")]

AsOption = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="COURRIEL",
        help="Répond comme à cette personne : ses sessions seulement, petits groupes masqués selon son rôle. "
        "Sans cette option, tout ce que contient la base.",
    ),
]


class NoBase(Flash360Error):
    """There is no base where one was expected."""


def base_place(context: typer.Context, database: str | None) -> Place:
    """The base named after the command, or before it, or by the settings."""
    named: str | None = database or context.obj
    settings = Settings.from_environment()
    return place(named, settings.files) if named else settings.database


def is_there(base: Place) -> bool:
    """Whether there is a base to open. Of a shared one only its catalogue knows: opening it tells."""
    return isinstance(base, Lake) or base.exists()


@contextmanager
def existing_base(context: typer.Context, database: str | None) -> Generator[Database]:
    """An open base that must already be there: a question or an undo never makes one. Raises NoBase."""
    where = base_place(context, database)
    if not is_there(where):
        raise NoBase(
            f"Il n'y a pas de base « {where} ». Créez-la avec « import » ou « demo », ou nommez-en une autre avec « --database »."
        )
    with Database.reach(where) as opened:
        yield opened


@contextmanager
def base(context: typer.Context, database: str | None) -> Generator[Database]:
    """An open base, made on the spot where there is none."""
    with Database.reach(base_place(context, database)) as opened:
        yield opened


def viewer_as(database: Database, email: str | None) -> Viewer:
    """With whose eyes a command reads: those of the person that `--as` names, by their grants of today.

    Without it, whoever may read the base's file may read all of it. Raises AccessDenied when nothing is granted to them.
    """
    if email is None:
        return Viewer(author(), Role.ANALYSTE, WholeProgramme())
    settings = Settings.from_environment()
    return viewer(NamedPerson(email), grants_of(read.grants(database)), paris.today(), administrator=settings.administrator)


def note(database: Database, viewer: Viewer, action: Action, subject: str) -> None:
    """Record in the audit trail what a command showed or wrote; the account that ran it is the author."""
    seen_as = "" if viewer.name == author() else json.dumps({"as": viewer.name, "role": viewer.role.value})
    database.trail.note(Event(author(), action, subject, now(), seen_as or None))


def author() -> str:
    """Who runs the command, as the history will say it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "ligne de commande"
