"""Which base a command works on, and how it is opened."""

from __future__ import annotations

import getpass
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from flash360.errors import Flash360Error
from flash360.settings import Settings
from flash360.store.database import Database

BaseOption = Annotated[
    Path | None,
    typer.Option(
        "--database",
        metavar="FICHIER",
        help="La base à employer ; sans cette option, celle de FLASH360_DATABASE, sinon data/flash360.duckdb.",
    ),
]
"""Accepted before the command and after it."""

JsonOption = Annotated[bool, typer.Option("--json", help="Répond par un seul document JSON.")]


class NoBase(Flash360Error):
    """There is no base where one was expected."""


def base_path(context: typer.Context, database: Path | None) -> Path:
    """The base named after the command, or before it, or by the settings."""
    return database or context.obj or Settings.from_environment().database


@contextmanager
def existing_base(context: typer.Context, database: Path | None) -> Generator[Database]:
    """An open base that must already be there: a question or an undo never makes one. Raises NoBase."""
    path = base_path(context, database)
    if not path.exists():
        raise NoBase(
            f"Il n'y a pas de base « {path} ». Créez-la avec « import » ou « demo », ou nommez-en une autre avec « --database »."
        )
    with Database.open(path) as opened:
        yield opened


@contextmanager
def base(context: typer.Context, database: Path | None) -> Generator[Database]:
    """An open base, made on the spot where there is none."""
    with Database.open(base_path(context, database)) as opened:
        yield opened


def author() -> str:
    """Who runs the command, as the history will say it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "ligne de commande"
