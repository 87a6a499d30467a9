"""`import`: each workbook goes in whole, or not at all."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from flash360 import ingest
from flash360.cli import written
from flash360.cli.base import BaseOption, JsonOption, author, base
from flash360.cli.checked import Checked, Status, worst
from flash360.cli.files import unreadable, workbooks
from flash360.cli.output import answer, answer_json, say
from flash360.ingest import Incoming, Outcome, Receipt
from flash360.ingest.summary import counted, line, summary_workbook
from flash360.store.database import Database
from flash360.store.giving_way import rest
from flash360.workbook import annotated as annotated_copy

_POLITE: Final = 10


@dataclass(frozen=True)
class Imported:
    """One workbook as it was given, and what became of it."""

    given: Incoming
    receipt: Receipt

    @property
    def status(self) -> Status:
        """For the exit code: an import that changed nothing is as good as one that did."""
        match self.outcome:
            case Outcome.COMMITTED | Outcome.UNCHANGED | Outcome.WITHHELD:
                return Status.VALID
            case Outcome.REJECTED:
                return Status.FINDINGS
            case Outcome.REFUSED:
                return Status.REFUSED

    @property
    def outcome(self) -> Outcome:
        return self.receipt.outcome

    @property
    def checked(self) -> Checked | None:
        """What the checks say; None when it was recognised by its bytes alone and not read again."""
        seen = self.receipt.preview
        return Checked(self.given.name, seen.reading, seen.report, seen.findings) if seen else None

    def document(self) -> dict[str, Any]:
        """The JSON object of `import --json`."""
        checked = self.checked.document() if self.checked else {"file": self.given.name}
        return checked | {
            "outcome": self.outcome.value,
            "import_id": self.receipt.import_id,
            "number": self.receipt.number,
        }


def import_files(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FICHIER_OU_DOSSIER", help="Les classeurs, ou des dossiers ou des .zip qui en contiennent."),
    ],
    as_json: JsonOption = False,
    annotated: Annotated[
        Path | None, typer.Option("--annotated", metavar="DOSSIER", help="Où écrire la copie annotée des classeurs à corriger.")
    ] = None,
    summary: Annotated[
        Path | None, typer.Option("--summary", metavar="FICHIER", help="Le classeur .xlsx où résumer ce qu'est devenu chacun.")
    ] = None,
    together: Annotated[
        bool, typer.Option("--all-or-nothing", help="Si un seul classeur ne peut pas entrer dans la base, aucun n'y entre.")
    ] = False,
    database: BaseOption = None,
) -> None:
    """Importe des classeurs, chacun tout entier ou pas du tout (code 1 : un au moins à corriger ; 2 : un au moins refusé).

    Interrompue, la commande se relance : ce qui est déjà dans la base n'est pas relu.
    """
    given = workbooks(files)
    done: list[Imported] = []
    with base(context, database) as opened:
        if len(given) > 1 and not opened.holds:
            os.nice(_POLITE)  # those who look at the dashboard are not to wait for files that nobody is looking at
        for one, receipt in zip(
            given, _receipts(opened, given, together=together, skip=len(given) > 1 and not as_json), strict=True
        ):
            imported = Imported(one, receipt)
            done.append(imported)
            if annotated and imported.outcome is Outcome.REJECTED:
                _annotate(imported, annotated)
            if not as_json:
                _describe(imported)
    if summary:
        _summarise(done, summary)
    if as_json:
        answer_json([one.document() for one in done])
    elif len(done) > 1:
        answer(f"{counted(line(one.given.name, one.receipt) for one in done)}.")
    if not done:
        say("Aucun classeur à importer dans ce dossier.")
    raise typer.Exit(worst(one.status for one in done))


def _receipts(database: Database, given: Sequence[Incoming], *, together: bool, skip: bool) -> Iterator[Receipt]:
    if together:
        yield from ingest.import_together(
            database, given, author=author(), skip=skip, told=partial(_told, given, time.monotonic())
        )
        return
    began = working = time.monotonic()
    for place, receipt in enumerate(ingest.import_each(database, given, author=author(), skip=skip)):
        _told(given, began, place)
        yield receipt
        if place + 1 < len(given) and (quiet := rest(database.watched, time.monotonic() - working)):
            time.sleep(quiet)
        working = time.monotonic()


def _told(given: Sequence[Incoming], began: float, place: int) -> bool:
    """Say which file is in hand, and for how long there is work still."""
    if len(given) > 1:
        elapsed = time.monotonic() - began
        left = f" (encore {elapsed / place * (len(given) - place):.0f} s environ)" if place and elapsed > 2 else ""
        say(f"[{place + 1}/{len(given)}] {given[place].name}{left}")
    return True


def _summarise(done: Sequence[Imported], file: Path) -> None:
    try:
        written.write(file, summary_workbook([line(one.given.name, one.receipt) for one in done], title="Résumé de l'import"))
    except (written.NoFolder, OSError) as error:  # what was imported stays imported, and is still told below
        why = f"{unreadable(error)}." if isinstance(error, OSError) else error
        say(f"Le résumé « {file} » n'a pas pu être écrit : {why} Ce qui a été importé l'est resté.")
    else:
        say(f"Résumé : « {file} ».")


def _annotate(one: Imported, folder: Path) -> None:
    name = one.given.name.replace("\\", "/").rpartition("/")[2]
    copy = folder / f"{Path(name).stem}_annote.xlsx"
    content = annotated_copy(one.given.read(), name, one.receipt.findings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
    except OSError as error:  # the other workbooks are still to be imported
        say(f"La copie annotée « {copy} » n'a pas pu être écrite : {unreadable(error)}.")
    else:
        say(f"Copie annotée : « {copy} ».")


def _describe(one: Imported) -> None:
    receipt = one.receipt
    if one.checked:
        one.checked.describe()
    else:
        answer(f"{one.given.name} : déjà importé (import n° {receipt.number}), rien à faire.")
        return
    match one.outcome:
        case Outcome.COMMITTED:
            answer(f"  Importé (import n° {receipt.number}).")
            for conclusion in receipt.preview.conclusions if receipt.preview else ():
                if conclusion.changes and conclusion.verdict_before is not None:
                    answer(f"  {conclusion.session} : {conclusion.sentence}.")
        case Outcome.UNCHANGED:
            already = receipt.preview.already if receipt.preview else None
            answer(f"  {already.sentence.capitalize()}." if already else "  La base contient déjà tout cela, rien à faire.")
        case _:
            answer("  Rien n'a été enregistré.")
