"""`migrate-to`: a whole base to another kind of place, a file or a shared base, and back, proved equal."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from flash360.cli.base import BaseOption, existing_base
from flash360.cli.output import Exit, answer, say
from flash360.errors import UnsoundCopy
from flash360.labels import plural
from flash360.settings import Lake, Settings, place
from flash360.store import moving
from flash360.store.backup import backup, table_sums
from flash360.store.database import Database


def migrate_to(
    context: typer.Context,
    to: Annotated[
        str, typer.Argument(metavar="BASE", help="Un fichier neuf, ou ducklake:postgres:… dont le catalogue est vide.")
    ],
    database: BaseOption = None,
) -> None:
    """Recopie toute la base ailleurs, dans un fichier ou dans une base partagée, et prouve que les deux sont égales."""
    target = place(to, Settings.from_environment().files)
    with existing_base(context, database) as opened:
        if not isinstance(target, Lake):
            if not isinstance(opened.place, Lake):
                say("D'un fichier à un autre, employez «\u00a0backup\u00a0».")
                raise typer.Exit(Exit.REJECTED)
            copy = backup(opened, target)
            tables = copy.tables
        else:
            with TemporaryDirectory() as folder:
                moment = backup(opened, Path(folder) / "instant.duckdb")
                moving.to_lake(moment.path, target)
            tables = moment.tables
        source = opened.place
    with Database.open(target) as arrived:
        if table_sums(arrived) != tables:
            raise UnsoundCopy(f"La base recopiée dans «\u00a0{target}\u00a0» n'est pas celle de départ\u00a0: ne l'employez pas.")
    rows = sum(table.rows for table in tables.values())
    answer(
        f"«\u00a0{source}\u00a0» est recopiée dans «\u00a0{target}\u00a0», et les deux sont égales\u00a0: "
        f"{plural(len(tables), 'table')}, {plural(rows, 'ligne')}."
    )
