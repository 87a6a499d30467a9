"""`scorecard` and `report`: a session or the programme as a document; the ending of the file says which."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from flash360 import demo as demonstration
from flash360 import paris
from flash360.cli import written
from flash360.cli.base import AsOption, BaseOption, existing_base, note, viewer_as
from flash360.cli.output import Exit, answer, say
from flash360.labels import plural
from flash360.model import Action
from flash360.reports.formats import PROGRAMME, SESSION, made
from flash360.reports.programme.content import programme_content
from flash360.reports.session.content import session_content

_BAR: Final = 30
"""Signs of the bar that shows how far the work is."""
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
    as_email: AsOption = None,
    database: BaseOption = None,
) -> None:
    """Écrit la fiche d'une session, ou un .zip de fiches (code 3 si la base ne connaît pas la session)."""
    codes = sessions or []
    if to.suffix.lower() == ".zip":
        _bundle(context, codes, to, as_email, database)
        return
    if len(codes) != 1:
        say("Indiquez une seule session, ou un fichier .zip pour en écrire plusieurs.")
        raise typer.Exit(Exit.REFUSED)
    ending = _ending(SESSION, to)
    with existing_base(context, database) as opened:
        viewer = viewer_as(opened, as_email)
        fictional = codes[0] in demonstration.fictional_codes(opened)
        content = session_content(opened, viewer, codes[0], paris.today(), fictional=fictional)
        written.write(to, made(SESSION[ending], content))
        note(opened, viewer, Action.DOWNLOAD, f"{content.row['code']}.{ending}")
    answer(f"Fiche de {content.row['code']} écrite dans « {to} ».")


def report(context: typer.Context, to: ToOption, as_email: AsOption = None, database: BaseOption = None) -> None:
    """Écrit le rapport du programme."""
    ending = _ending(PROGRAMME, to)
    with existing_base(context, database) as opened:
        viewer = viewer_as(opened, as_email)
        fictional = demonstration.is_demonstration(opened)
        content = programme_content(opened, viewer, paris.today(), fictional=fictional)
        written.write(to, made(PROGRAMME[ending], content))
        note(opened, viewer, Action.DOWNLOAD, f"programme.{ending}")
    answer(f"Rapport de {plural(content.programme.num_rows, 'session')} écrit dans « {to} ».")


def open_data(
    context: typer.Context,
    to: Annotated[Path, typer.Option("--to", metavar="FICHIER", help="Le fichier .zip à écrire.")],
    as_email: AsOption = None,
    database: BaseOption = None,
) -> None:
    """Écrit les données ouvertes du programme : CSV, Parquet et leur description, sans aucune réponse individuelle."""
    from flash360.reports.open_data import open_data as package

    with existing_base(context, database) as opened:
        viewer = viewer_as(opened, as_email)
        written.write(to, package(opened, viewer, paris.today()))
        note(opened, viewer, Action.DOWNLOAD, "données ouvertes")
    answer(f"Données ouvertes écrites dans « {to} ».")


def _bundle(context: typer.Context, codes: list[str], to: Path, as_email: str | None, database: str | None) -> None:
    from flash360.reports.batch import scorecards

    with existing_base(context, database) as opened:
        viewer = viewer_as(opened, as_email)
        fictional = demonstration.fictional_codes(opened)
        progress = _progress()
        try:
            with written.whole(to) as file:
                scorecards(opened, viewer, codes or None, paris.today(), file, fictional=fictional, progress=progress)
        except KeyboardInterrupt:
            if progress is not None:
                sys.stderr.write("\n")
            raise
        note(opened, viewer, Action.DOWNLOAD, f"fiches, {len(codes) or 'toutes'}")
    answer(f"Fiches écrites dans « {to} ».")


def _ending(forms: Mapping[str, str], to: Path) -> str:
    ending = to.suffix.lower().removeprefix(".")
    if ending not in forms:
        say(f"« {to} » : la fin du nom dit la forme du document. Choisissez-la parmi {', '.join('.' + one for one in forms)}.")
        raise typer.Exit(Exit.REFUSED)
    return ending


def _progress() -> Callable[[int, int], bool] | None:
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> bool:
        full = _BAR * done // total
        sys.stderr.write(
            f"\r{'█' * full}{'░' * (_BAR - full)} {done} sur {total}, Ctrl+C pour arrêter" + ("\n" if done >= total else "")
        )
        sys.stderr.flush()
        return True

    return show
