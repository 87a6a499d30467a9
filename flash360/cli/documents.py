"""`scorecard` and `report`: a session or the programme as a document; the ending of the file says which."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from flash360 import demo as demonstration
from flash360.access import Viewer, WholeProgramme
from flash360.cli.base import BaseOption, author, existing_base
from flash360.cli.output import Exit, answer, say
from flash360.labels import plural
from flash360.model import Role
from flash360.reports.formats import PROGRAMME, SESSION, made
from flash360.reports.programme.content import programme_content
from flash360.reports.session.content import session_content

ToOption = Annotated[Path, typer.Option("--to", metavar="FICHIER", help="Le fichier à écrire : .pdf, .pptx ou .xlsx.")]


def scorecard(
    context: typer.Context,
    to: Annotated[
        Path, typer.Option("--to", metavar="FICHIER", help="Le fichier à écrire : .pdf, .pptx ou .xlsx ; .zip pour plusieurs.")
    ],
    sessions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SESSION]...", help="Un code de session ; plusieurs, ou aucun pour toutes, avec un fichier .zip."
        ),
    ] = None,
    database: BaseOption = None,
) -> None:
    """Écrit la fiche d'une session, ou un .zip de fiches (code 3 si la base ne connaît pas la session)."""
    codes = sessions or []
    if to.suffix.lower() == ".zip":
        _bundle(context, codes, to, database)
        return
    if len(codes) != 1:
        say("Indiquez une seule session, ou un fichier .zip pour en écrire plusieurs.")
        raise typer.Exit(Exit.REFUSED)
    ending = _ending(SESSION, to)
    with existing_base(context, database) as opened:
        fictional = codes[0] in demonstration.fictional_codes(opened)
        content = session_content(opened, _viewer(), codes[0], date.today(), fictional=fictional)
    to.write_bytes(made(SESSION[ending], content))
    answer(f"Fiche de {content.row['code']} écrite dans « {to} ».")


def report(context: typer.Context, to: ToOption, database: BaseOption = None) -> None:
    """Écrit le rapport du programme."""
    ending = _ending(PROGRAMME, to)
    with existing_base(context, database) as opened:
        fictional = demonstration.is_demonstration(opened)
        content = programme_content(opened, _viewer(), date.today(), fictional=fictional)
    to.write_bytes(made(PROGRAMME[ending], content))
    answer(f"Rapport de {plural(content.programme.num_rows, 'session')} écrit dans « {to} ».")


def open_data(
    context: typer.Context,
    to: Annotated[Path, typer.Option("--to", metavar="FICHIER", help="Le fichier .zip à écrire.")],
    database: BaseOption = None,
) -> None:
    """Écrit les données ouvertes du programme : CSV, Parquet et leur description, sans aucune réponse individuelle."""
    from flash360.reports.open_data import open_data as package

    with existing_base(context, database) as opened:
        content = package(opened, _viewer(), date.today())
    to.write_bytes(content)
    answer(f"Données ouvertes écrites dans « {to} ».")


def _bundle(context: typer.Context, codes: list[str], to: Path, database: Path | None) -> None:
    from flash360.reports.batch import scorecards

    with existing_base(context, database) as opened:
        fictional = demonstration.fictional_codes(opened)
        content = scorecards(opened, _viewer(), codes or None, date.today(), fictional=fictional, progress=_progress())
    to.write_bytes(content)
    answer(f"Fiches écrites dans « {to} ».")


def _ending(forms: Mapping[str, str], to: Path) -> str:
    ending = to.suffix.lower().removeprefix(".")
    if ending not in forms:
        say(f"« {to} » : la fin du nom dit la forme du document. Choisissez-la parmi {', '.join('.' + one for one in forms)}.")
        raise typer.Exit(Exit.REFUSED)
    return ending


def _viewer() -> Viewer:
    """Whoever may read the base's file may read all of it."""
    return Viewer(author(), Role.ANALYSTE, WholeProgramme())


def _progress() -> Callable[[int, int], bool] | None:
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> bool:
        sys.stderr.write(f"\r{done} sur {total}" + ("\n" if done >= total else ""))
        sys.stderr.flush()
        return True

    return show
