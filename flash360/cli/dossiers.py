"""`dossiers`, `week` and `calendar`: where each idea stands, what the week asks, the dates for an agenda."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from flash360 import demo as demonstration
from flash360 import paris
from flash360.access.scope import Viewer
from flash360.cli import written
from flash360.cli.base import AsOption, BaseOption, JsonOption, existing_base, note, viewer_as
from flash360.cli.output import Exit, answer, answer_json, say, table
from flash360.labels import OUTCOME, STEP, plural
from flash360.model import Action, OutcomeStatus, Step
from flash360.reports.dossiers.clock import days_late
from flash360.reports.dossiers.digest import Digest, digest, headline
from flash360.reports.dossiers.digest_file import FORMS, digest_pdf, digest_text
from flash360.reports.dossiers.document import documents
from flash360.store import read
from flash360.store.database import Database


def dossiers(context: typer.Context, as_json: JsonOption = False, as_email: AsOption = None, database: BaseOption = None) -> None:
    """Un dossier par ligne : étape, date limite de la session, retard, suites."""
    today = paris.today()
    with existing_base(context, database) as opened:
        viewer = viewer_as(opened, as_email)
        rows = read.programme(opened, viewer.scope, today).to_pylist()
        outcomes = read.outcomes(opened, viewer.scope).to_pylist()
        note(opened, viewer, Action.CONSULTATION, "dossiers")
    if as_json:
        answer_json(documents(rows, outcomes, today))
    elif not rows:
        answer("Aucun dossier. Ouvrez-en un sur l'écran « Dossiers », ou importez un classeur avec « import ».")
    else:
        headings = ("Code", "Titre", "Administration", "Étape", "Limite", "Retard (j)", "Suites", "Point suivant")
        table(headings, (_line(row, today) for row in rows))
        answer()
        answer(plural(len(rows), "dossier") + ".")


def week(
    context: typer.Context,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FICHIER", help="Le fichier à écrire, .pdf ou .txt ; sinon le texte s'affiche."),
    ] = None,
    as_email: AsOption = None,
    database: BaseOption = None,
) -> None:
    """Ce qui est en retard, ce qui est à faire sous sept jours, ce que la semaine a apporté."""
    ending = to.suffix.lower().removeprefix(".") if to else "txt"
    if ending not in FORMS:
        say(f"« {to} » : la fin du nom dit la forme du document. Choisissez-la parmi {', '.join('.' + one for one in FORMS)}.")
        raise typer.Exit(Exit.REFUSED)
    with existing_base(context, database) as opened:
        viewer = viewer_as(opened, as_email)
        found = _digest(opened, viewer, paris.today())
        moved: Any = read.head(opened, viewer.scope)["moved_at"]
        fictional = demonstration.is_demonstration(opened)
        note(opened, viewer, Action.DOWNLOAD if to else Action.CONSULTATION, "week")
    made = (digest_pdf if ending == "pdf" else digest_text)(found, moved, fictional=fictional)
    if to is None:
        answer(made.decode().rstrip("\n"))
        return
    written.write(to, made)
    answer(f"{headline(found)} : écrit dans « {to} ».")


def calendar(
    context: typer.Context,
    to: Annotated[Path, typer.Option("--to", metavar="FICHIER", help="Le fichier .ics à écrire.")],
    as_email: AsOption = None,
    database: BaseOption = None,
) -> None:
    """Écrit le calendrier des sessions, de leurs dates limites et des points de suivi."""
    from flash360.reports.dossiers.calendar import calendar as calendar_file  # brings its library

    if to.suffix.lower() != ".ics":
        say(f"« {to} » : un calendrier finit par .ics.")
        raise typer.Exit(Exit.REFUSED)
    with existing_base(context, database) as opened:
        viewer = viewer_as(opened, as_email)
        rows = read.programme(opened, viewer.scope, paris.today()).to_pylist()
        moved: Any = read.head(opened, viewer.scope)["moved_at"]
        note(opened, viewer, Action.DOWNLOAD, "calendar")
    made = calendar_file(rows, moved, paris.today())
    written.write(to, made)
    answer(f"{plural(made.count(b'BEGIN:VEVENT'), 'date écrite', 'dates écrites')} dans « {to} ».")


def _digest(opened: Database, viewer: Viewer, day: date) -> Digest:
    scope = viewer.scope
    asked = (read.outcomes(opened, scope), read.history(opened, scope), read.proposals(opened, scope))
    outcomes, history, proposals = (one.to_pylist() for one in asked)
    return digest(read.programme(opened, scope, day).to_pylist(), outcomes, history, proposals, day)


def _line(row: dict[str, Any], today: date) -> tuple[object, ...]:
    return (
        row["code"],
        _cut(row["title"], 44),
        _cut(row["administration"], 34),
        STEP[Step(row["step"])],
        row["deadline"] and f"{row['deadline']:%d/%m/%Y}",
        days_late(row, today) or None,
        OUTCOME[OutcomeStatus(row["outcome_status"])] if row["outcome_status"] else None,
        row["next_review"] and f"{row['next_review']:%d/%m/%Y}",
    )


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
