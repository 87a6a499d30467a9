"""`import`: each workbook goes in whole, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from flash360 import ingest
from flash360.cli.base import BaseOption, JsonOption, author, base
from flash360.cli.checked import Checked, Status, unopened, worst
from flash360.cli.files import unreadable, workbooks
from flash360.cli.output import answer, answer_json, say
from flash360.ingest import Outcome, Receipt
from flash360.labels import plural
from flash360.store.database import Database
from flash360.workbook import annotated as annotated_copy

_MANY = 1
"""Beyond this many files, the wider limits of a bulk import hold."""


@dataclass(frozen=True)
class Imported:
    """One workbook: what the checks say, and what became of it. receipt: None when the file could not be opened."""

    checked: Checked
    receipt: Receipt | None
    content: bytes = b""

    @property
    def status(self) -> Status:
        """For the exit code: an import that changed nothing is as good as one that did."""
        match self.outcome:
            case Outcome.COMMITTED | Outcome.UNCHANGED:
                return Status.VALID
            case Outcome.REJECTED:
                return Status.FINDINGS
            case Outcome.REFUSED:
                return Status.REFUSED

    @property
    def outcome(self) -> Outcome:
        return self.receipt.outcome if self.receipt else Outcome.REFUSED

    def document(self) -> dict[str, Any]:
        """The JSON object of `import --json`."""
        receipt = self.receipt
        return self.checked.document() | {
            "outcome": self.outcome.value,
            "import_id": receipt.import_id if receipt else None,
            "number": receipt.number if receipt else None,
        }


def import_files(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FICHIER_OU_DOSSIER", help="Les classeurs, ou des dossiers qui en contiennent.")
    ],
    as_json: JsonOption = False,
    annotated: Annotated[
        Path | None, typer.Option("--annotated", metavar="DOSSIER", help="Où écrire la copie annotée des classeurs à corriger.")
    ] = None,
    database: BaseOption = None,
) -> None:
    """Importe des classeurs, chacun tout entier ou pas du tout (code 1 : un au moins à corriger ; 2 : un au moins refusé)."""
    paths = workbooks(files)
    done: list[Imported] = []
    with base(context, database) as opened:
        for place, path in enumerate(paths, start=1):
            if len(paths) > _MANY:
                say(f"[{place}/{len(paths)}] {path}")
            one = _imported(opened, path, bulk=len(paths) > _MANY)
            done.append(one)
            if annotated and one.outcome is Outcome.REJECTED:
                _annotate(one, path, annotated)
            if not as_json:
                _describe(one)
    if as_json:
        answer_json([one.document() for one in done])
    elif len(done) > 1:
        answer(_summary(done))
    if not done:
        say("Aucun classeur à importer dans ce dossier.")
    raise typer.Exit(worst(one.status for one in done))


def _imported(database: Database, path: Path, *, bulk: bool) -> Imported:
    try:
        content = path.read_bytes()
    except OSError as error:
        return Imported(unopened(str(path), unreadable(error)), None)
    receipt = ingest.import_workbook(database, content, path.name, author=author(), bulk=bulk)
    preview = receipt.preview
    assert preview is not None
    return Imported(Checked(str(path), preview.reading, preview.report, preview.findings), receipt, content)


def _annotate(one: Imported, path: Path, folder: Path) -> None:
    copy = folder / f"{path.stem}_annote.xlsx"
    content = annotated_copy(one.content, path.name, one.checked.findings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
    except OSError as error:  # the other workbooks are still to be imported
        say(f"La copie annotée « {copy} » n'a pas pu être écrite : {unreadable(error)}.")
    else:
        say(f"Copie annotée : « {copy} ».")


def _describe(one: Imported) -> None:
    one.checked.describe()
    receipt = one.receipt
    match one.outcome:
        case Outcome.COMMITTED if receipt:
            answer(f"  Importé (import n° {receipt.number}).")
            for conclusion in receipt.preview.conclusions if receipt.preview else ():
                if conclusion.changes and conclusion.verdict_before is not None:
                    answer(f"  {conclusion.session} : {conclusion.sentence}.")
        case Outcome.UNCHANGED:
            already = receipt.preview.already if receipt and receipt.preview else None
            answer(f"  {already.sentence.capitalize()}." if already else "  La base contient déjà tout cela, rien à faire.")
        case _:
            answer("  Rien n'a été enregistré.")


def _summary(done: list[Imported]) -> str:
    counts = {outcome: sum(one.outcome is outcome for one in done) for outcome in Outcome}
    return (
        f"{plural(counts[Outcome.COMMITTED], 'classeur importé', 'classeurs importés')}, "
        f"{plural(counts[Outcome.UNCHANGED], 'déjà importé', 'déjà importés')}, "
        f"{plural(counts[Outcome.REJECTED], 'à corriger', 'à corriger')}, "
        f"{plural(counts[Outcome.REFUSED], 'refusé')}."
    )
