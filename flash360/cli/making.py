"""Commands that make a file or look a base over: a blank template, the demonstration portfolio, the verification."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flash360.cli import written
from flash360.cli.base import BaseOption, base, existing_base
from flash360.cli.output import Exit, answer, say
from flash360.labels import plural
from flash360.workbook import Shape, blank_template


def template(
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="Le classeur à écrire, par exemple modele.xlsx.")],
    multi: Annotated[bool, typer.Option("--multi", help="Plusieurs sessions dans un même classeur.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Remplace le fichier s'il existe.")] = False,
) -> None:
    """Écrit le modèle de classeur à remplir, avec ses listes déroulantes et sa ligne d'exemple."""
    if file.exists() and not force:
        say(f"« {file} » existe déjà. Choisissez un autre nom, ou ajoutez --force pour le remplacer.")
        raise typer.Exit(Exit.REJECTED)
    written.write(file, blank_template(Shape.MULTI if multi else Shape.SINGLE))
    answer(f"Modèle écrit dans « {file} ».")


def demo(
    context: typer.Context,
    sessions: Annotated[int, typer.Option("--sessions", metavar="N", min=1, help="Combien de sessions.")] = 48,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="Le même nombre redonne le même portefeuille.")] = 1,
    database: BaseOption = None,
) -> None:
    """Remplit la base d'un portefeuille de démonstration, fictif, par de vrais classeurs et l'import ordinaire."""
    from flash360 import demo as demonstration

    with base(context, database) as opened:
        demonstration.load(opened, sessions, seed, _progress if sys.stderr.isatty() else None)
        answer(f"{plural(sessions, 'session')} de démonstration dans « {opened.place} ». Données fictives.")


def verify(context: typer.Context, database: BaseOption = None) -> None:
    """Vérifie que la base est entière et cohérente ; dit ce qui ne l'est pas (code 1)."""
    from flash360 import ingest

    with existing_base(context, database) as opened:
        problems = ingest.verify(opened)
        path = opened.place
    for problem in problems:
        answer(problem)
    if problems:
        say(f"{plural(len(problems), 'problème')} dans « {path} ».")
        raise typer.Exit(Exit.REJECTED)
    answer(f"La base « {path} » est entière et cohérente.")


def _progress(done: int, sessions: int, _file: str) -> None:
    sys.stderr.write(f"\r{done} sur {sessions}" + ("\n" if done >= sessions else ""))
    sys.stderr.flush()
