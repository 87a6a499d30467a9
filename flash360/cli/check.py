"""`check`: reads and validates workbooks, writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from flash360 import workbook
from flash360.cli.base import BaseOption, JsonOption, base_path
from flash360.cli.checked import Checked, unopened, worst
from flash360.cli.files import unreadable, workbooks
from flash360.cli.output import answer_json, say
from flash360.errors import BaseHeld
from flash360.ingest.current import codes_of, known
from flash360.store.database import Database
from flash360.validation import NOTHING_KNOWN, Known, validate
from flash360.workbook import Reading

Knowledge = Callable[[Reading], Known]
"""What the base holds for the sessions of a workbook."""


def check(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FICHIER", help="Les classeurs, ou des dossiers qui en contiennent.")],
    as_json: JsonOption = False,
    database: BaseOption = None,
) -> None:
    """Contrôle des classeurs sans rien enregistrer (code 1 : constats bloquants ; 2 : fichier refusé)."""
    checked: list[Checked] = []
    with _knowledge(base_path(context, database)) as knowledge:
        for path in workbooks(files):
            one = _checked(path, knowledge)
            checked.append(one)
            if not as_json:
                one.describe()
    if as_json:
        answer_json([one.document() for one in checked])
    if not checked:
        say("Aucun classeur à contrôler dans ce dossier.")
    raise typer.Exit(worst(one.status for one in checked))


def _checked(path: Path, knowledge: Knowledge) -> Checked:
    try:
        content = path.read_bytes()
    except OSError as error:
        return unopened(str(path), unreadable(error))
    reading = workbook.read(content, path.name)
    report = validate(reading, knowledge(reading))
    return Checked(str(path), reading, report, report.findings)


@contextmanager
def _knowledge(path: Path) -> Generator[Knowledge]:
    """What the base knows, if there is one at hand: a check makes no base, and waits for nobody."""
    if not path.exists():
        yield lambda _reading: NOTHING_KNOWN
        return
    try:
        opened = Database.open(path)
    except BaseHeld as error:
        say(f"{error}\nLe contrôle se fait sans elle : une session qu'elle seule connaît sera dite inconnue.")
        yield lambda _reading: NOTHING_KNOWN
        return
    with opened:
        yield lambda reading: known(opened, codes_of(reading))
