"""`backup` and `restore`: a copy of the base made while it is in use, and a base put back from one."""

from __future__ import annotations

from datetime import UTC, datetime
from glob import escape
from pathlib import Path
from typing import Annotated

import typer

from flash360.cli.base import BaseOption, base_place, existing_base
from flash360.cli.output import Exit, answer, say
from flash360.errors import Flash360Error, UnsoundCopy
from flash360.labels import plural
from flash360.settings import Lake, Settings
from flash360.store.backup import Copy, backup, draft_for, put_in_place
from flash360.store.database import Database
from flash360.store.rotation import Rotation


def backup_to(
    context: typer.Context,
    to: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DEST]", help="Le fichier à écrire, ou un dossier. Sans lui\u00a0: le dossier des sauvegardes automatiques."
        ),
    ] = None,
    database: BaseOption = None,
) -> None:
    """Copie la base dans un fichier, relu en entier ; le tableau de bord peut rester en marche et l'on peut importer."""
    at = datetime.now(UTC)
    with existing_base(context, database) as opened:
        if to is None:
            copy = Rotation.of(Settings.from_environment(), opened.beside).make(opened, at)
        else:
            stem = opened.name
            copy = backup(opened, to / f"{stem}-{at:%Y%m%dT%H%M%SZ}.duckdb" if to.is_dir() else to)
    answer(f"Sauvegarde écrite dans «\u00a0{copy.path}\u00a0», et relue en entier\u00a0: {_contents(copy)}.")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FICHIER", help="La sauvegarde à remettre en place.")],
    database: BaseOption = None,
) -> None:
    """Remet une sauvegarde à la place de la base, après l'avoir vérifiée ; la base remplacée est gardée à côté."""
    from flash360 import ingest

    base, at = base_place(context, database), datetime.now(UTC)
    if isinstance(base, Lake):
        say(
            f"La base «\u00a0{base}\u00a0» est partagée\u00a0: remettez la sauvegarde dans un catalogue neuf avec "
            f"python -m flash360 --database {file} migrate-to ducklake:postgres:…"
        )
        raise typer.Exit(Exit.REJECTED)
    base = base.absolute()
    if not file.is_file():
        say(f"Il n'y a pas de sauvegarde «\u00a0{file}\u00a0».")
        raise typer.Exit(Exit.REJECTED)
    draft = draft_for(base, file, at)
    try:
        try:
            with Database.open(draft) as opened:
                problems = ingest.verify(opened)
        except Flash360Error as error:
            raise UnsoundCopy(
                f"«\u00a0{file}\u00a0» n'est pas une sauvegarde entière\u00a0; la base est laissée telle quelle. {error}"
            ) from error
        if problems:
            for problem in problems:
                answer(problem)
            say(f"{plural(len(problems), 'problème')} dans «\u00a0{file}\u00a0»\u00a0: rien n'a été remplacé.")
            raise typer.Exit(Exit.REJECTED)
        kept = put_in_place(base, draft, at)
    finally:
        for left in draft.parent.glob(f"{escape(draft.name)}*"):
            left.unlink(missing_ok=True)
    answer(f"La base «\u00a0{base}\u00a0» est celle de la sauvegarde «\u00a0{file}\u00a0», vérifiée.")
    if kept:
        answer(f"La base remplacée est gardée dans «\u00a0{kept}\u00a0».")


def _contents(copy: Copy) -> str:
    rows = sum(table.rows for table in copy.tables.values())
    return (
        f"version {copy.version}, {plural(len(copy.tables), 'table')}, {plural(rows, 'ligne')}, {copy.size / 1e6:.1f} Mo".replace(
            ".", ","
        )
    )
