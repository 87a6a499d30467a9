"""The commit: one transaction per workbook. A kill at any instant leaves the base before or after."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flash360.errors import BaseMoved, NotImportable
from flash360.findings import Findings
from flash360.ingest.current import State, states
from flash360.ingest.identity import new_id
from flash360.ingest.plan import Plan
from flash360.ingest.preparing import Preview, already_imported, preview, sha256_of
from flash360.store import write
from flash360.store.database import Database, Queryable, Transaction, WriteConflict, now

_TRIES = 5


class Outcome(StrEnum):
    """What became of a workbook. Rejected: it has blocking findings. Refused: it cannot be read at all."""

    COMMITTED = "committed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    REFUSED = "refused"


@dataclass(frozen=True)
class Receipt:
    """number, import_id: of the import made; for an unchanged workbook the number of the import that brought the same
    file, if any. preview: None when the file was recognised by its bytes alone and not read again.
    """

    outcome: Outcome
    file_name: str
    codes: tuple[str, ...]
    number: int | None = None
    import_id: str | None = None
    preview: Preview | None = None

    @property
    def findings(self) -> Findings:
        """What was found in the workbook."""
        return self.preview.findings if self.preview else Findings()


def commit(database: Database, preview: Preview, *, author: str, at: datetime | None = None) -> Receipt:
    """Store a previewed workbook, all of it or nothing; at: the moment to record (UTC), now by default.

    Raises NotImportable when it has blocking findings, BaseMoved when one of its sessions changed since the preview.
    """
    file_name = preview.reading.file_name
    if preview.plan is None or not preview.importable:
        raise NotImportable(f"Le fichier « {file_name} » ne peut pas être importé : corrigez d'abord les erreurs signalées.")
    if preview.plan.nothing_to_do:
        if database.version() != preview.version:
            _check_unmoved(database, preview.plan)
        number = preview.already.number if preview.already else None
        return Receipt(Outcome.UNCHANGED, file_name, preview.codes, number, preview=preview)
    import_id = new_id()
    for _ in range(_TRIES):
        try:
            with database.transaction() as tx:
                number = _write(tx, preview, preview.plan, import_id, author, at or now())
            return Receipt(Outcome.COMMITTED, file_name, preview.codes, number, import_id, preview)
        except WriteConflict:
            continue  # another process moved the head at the same moment: look again, and write again if it still may be
    raise BaseMoved("La base est très sollicitée en ce moment. Réessayez dans quelques instants ; rien n'a été enregistré.")


def commit_all(
    database: Database,
    workbooks: Iterable[tuple[str, Callable[[], bytes]]],
    *,
    author: str,
    at: datetime | None = None,
) -> Iterator[Receipt]:
    """Import many workbooks, a transaction each, and say after each what became of it.

    workbooks: file name, and what gives its bytes when its turn comes. Can be stopped and started again: a file whose
    content is current is not read a second time.
    """
    for file_name, read in workbooks:
        content = read()
        already = already_imported(database, sha256_of(content))
        if already:
            yield Receipt(Outcome.UNCHANGED, file_name, (), already.number)
        else:
            yield _import(database, content, file_name, author, at)


def import_workbook(
    database: Database, content: bytes, file_name: str, *, author: str, bulk: bool = False, at: datetime | None = None
) -> Receipt:
    """Preview and commit one workbook, previewing again when a session moved in between. Never raises for what it holds."""
    return _import(database, content, file_name, author, at, bulk=bulk)


def _import(
    database: Database, content: bytes, file_name: str, author: str, at: datetime | None, *, bulk: bool = True
) -> Receipt:
    for last in (False, False, True):
        seen = preview(database, content, file_name, author=author, bulk=bulk)
        if not seen.importable:
            outcome = Outcome.REFUSED if seen.reading.layout is None else Outcome.REJECTED
            return Receipt(outcome, seen.reading.file_name, seen.codes, preview=seen)
        try:
            return commit(database, seen, author=author, at=at)
        except BaseMoved:
            if last:
                raise
    raise AssertionError("unreachable")


def _write(tx: Transaction, preview: Preview, plan: Plan, import_id: str, author: str, at: datetime) -> int:
    if write.version(tx) != preview.version:
        _check_unmoved(tx, plan)
    head = write.move_head(tx, at, imports=1)
    reading = preview.reading
    row = write.ImportRow(import_id, at, author, str(reading.layout), reading.file_name, reading.sha256, reading.size)
    write.append_import(tx, row, head)
    for section, rows in plan.facts.items():
        write.append_facts(tx, section, rows, import_id)
    write.append_sections(tx, plan.sections, import_id, head.last_import)
    if plan.measures is not None:
        write.append_measures(tx, plan.measures, import_id, head.last_import)
    if plan.codings is not None:
        write.append_codings(tx, plan.codings, origin="import", author=author, at=at, head=head, import_id=import_id)
    details = json.dumps({"sessions": len(plan.codes), "rows": sum(rows.num_rows for rows in plan.facts.values())})
    write.append_audit(tx, author=author, at=at, action="import", subject=str(head.last_import), details=details)
    return head.last_import


def _check_unmoved(base: Queryable, plan: Plan) -> None:
    """Raise BaseMoved when a session of the plan is not what it was when the plan was made."""
    held = states(base, plan.codes.values())
    for key, state in held.items():
        if _mark(plan.states.get(key)) != _mark(state):
            raise BaseMoved(
                f"La session {state.code} a changé dans la base depuis l'aperçu (import n°\u00a0{state.touched}). "
                "Rien n'a été enregistré : relancez l'aperçu pour voir les différences à jour."
            )


def _mark(state: State | None) -> tuple[str, int] | None:
    return (state.session_id, state.touched) if state else None
