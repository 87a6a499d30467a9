"""`check`: reads and validates workbooks, writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from flash360 import workbook
from flash360.cli.base import BaseOption, JsonOption, base_place, is_there
from flash360.cli.checked import Checked, unopened, worst
from flash360.cli.files import workbooks
from flash360.cli.output import answer_json, say
from flash360.errors import BaseHeld, RefusedFile
from flash360.ingest import Incoming, completed, understood
from flash360.ingest.current import codes_of, known
from flash360.settings import Place
from flash360.store.database import Database
from flash360.validation import NOTHING_KNOWN, Known, validate
from flash360.workbook import Reading

Knowledge = Callable[[bytes, str], tuple[Reading, Known]]
"""A workbook read, completed as far as the base lets it be, and what the base holds for its sessions."""


def check(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FICHIER", help="Les classeurs, ou des dossiers ou des .zip qui en contiennent.")
    ],
    as_json: JsonOption = False,
    database: BaseOption = None,
) -> None:
    """Contrôle des classeurs sans rien enregistrer (code 1 : constats bloquants ; 2 : fichier refusé)."""
    checked: list[Checked] = []
    with _knowledge(base_place(context, database)) as knowledge:
        for given in workbooks(files):
            one = _checked(given, knowledge)
            checked.append(one)
            if not as_json:
                one.describe()
    if as_json:
        answer_json([one.document() for one in checked])
    if not checked:
        say("Aucun classeur à contrôler dans ce dossier.")
    raise typer.Exit(worst(one.status for one in checked))


def _checked(given: Incoming, knowledge: Knowledge) -> Checked:
    try:
        content = given.read()
    except RefusedFile as refused:
        return unopened(given.name, refused)
    reading, known_sessions = knowledge(content, given.name)
    report = validate(reading, known_sessions)
    return Checked(given.name, reading, report, report.findings)


@contextmanager
def _knowledge(place: Place) -> Generator[Knowledge]:
    """What the base knows, if there is one at hand: a check makes no base, and waits for nobody."""

    def alone(content: bytes, name: str) -> tuple[Reading, Known]:
        return workbook.read(content, name), NOTHING_KNOWN

    if not is_there(place):
        yield alone
        return
    try:
        opened = Database.reach(place)
    except BaseHeld as error:
        say(f"{error}\nLe contrôle se fait sans elle : une session qu'elle seule connaît sera dite inconnue.")
        yield alone
        return

    def beside(content: bytes, name: str) -> tuple[Reading, Known]:
        reading = completed(opened, understood(opened, content, name))
        return reading, known(opened, codes_of(reading))

    with opened:
        yield beside
