"""The commit: one transaction per workbook. A kill at any instant leaves the base before or after."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath

from flash360.errors import BaseMoved, NotImportable
from flash360.findings import Findings
from flash360.ingest.current import State, states
from flash360.ingest.identity import new_id
from flash360.ingest.plan import Plan
from flash360.ingest.preparing import Preview, preview_of
from flash360.ingest.understanding import completed, understood
from flash360.model import Section
from flash360.store import content, write
from flash360.store.database import Database, Queryable, Transaction, now
from flash360.store.seals import sealed
from flash360.validation import session_code_key
from flash360.workbook.reading import Reading

Also = Callable[[Transaction, str], None]


class Outcome(StrEnum):
    """What became of a workbook. Rejected: it has blocking findings. Refused: it cannot be read at all.

    Withheld: it is sound, but was only checked, or was to go in with others that are not.
    """

    COMMITTED = "committed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    REFUSED = "refused"
    WITHHELD = "withheld"


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


def commit(database: Database, preview: Preview, *, author: str, at: datetime | None = None, also: Also | None = None) -> Receipt:
    """Store a previewed workbook, all of it or nothing; at: the moment to record (UTC), now by default.

    also: what to write in the same transaction, given the import's id; not called when there is nothing to do.

    Raises NotImportable when it has blocking findings, BaseMoved when one of its sessions changed since the preview.
    """
    file_name = preview.reading.file_name
    if preview.plan is None or not preview.importable:
        what = (
            f"Le fichier « {file_name} » ne peut pas être importé" if file_name else "Cette saisie ne peut pas être enregistrée"
        )
        raise NotImportable(f"{what} : corrigez d'abord les erreurs signalées.")
    if preview.plan.nothing_to_do:
        if database.version() != preview.version:
            _check_unmoved(database, preview.plan)
        number = preview.already.number if preview.already else None
        return Receipt(Outcome.UNCHANGED, file_name, preview.codes, number, preview=preview)
    import_id = new_id()

    def written(tx: Transaction) -> int:
        number = write_previews(tx, {import_id: preview}, author, at or now())
        if also is not None:
            also(tx, import_id)
        return number

    return Receipt(Outcome.COMMITTED, file_name, preview.codes, database.write(written), import_id, preview)


def import_workbook(
    database: Database, content_: bytes, file_name: str, *, author: str, bulk: bool = False, at: datetime | None = None
) -> Receipt:
    """Preview and commit one workbook, previewing again when a session moved in between. Never raises for what it holds."""
    found = understood(database, content_, PurePath(file_name).name, bulk=bulk)
    return import_reading(database, completed(database, found), author=author, at=at)


def import_reading(
    database: Database, reading: Reading, *, author: str, at: datetime | None = None, seen: Preview | None = None
) -> Receipt:
    """The same for a workbook already read, and completed. seen: its preview, if there is one."""
    for last in (False, False, True):
        seen = seen or preview_of(database, reading, author=author)
        if not seen.importable:
            outcome = Outcome.REFUSED if reading.layout is None else Outcome.REJECTED
            return Receipt(outcome, reading.file_name, seen.codes, preview=seen)
        try:
            return commit(database, seen, author=author, at=at)
        except BaseMoved:
            seen = None
            if last:
                raise
    raise AssertionError("unreachable")


def unmoved(base: Queryable, previews: Sequence[Preview]) -> list[Preview]:
    """The same, known to hold of the base as it is now; one of which a session moved keeps the version it was compared with."""
    version = content.version(base)
    earlier = {place: one.plan for place, one in enumerate(previews) if one.plan is not None and one.version != version}
    held = states(base, [code for plan in earlier.values() for code in plan.codes.values()])
    still = {place for place, plan in earlier.items() if _moved(plan, held) is None}
    return [replace(one, version=version) if place in still else one for place, one in enumerate(previews)]


def write_previews(tx: Transaction, previews: Mapping[str, Preview], author: str, at: datetime) -> int:
    """Store workbooks that speak of different sessions and bring something: a row of the history each, in their order.

    previews: by the id of the import that each becomes. Gives the number of the first. Raises BaseMoved.
    """
    plans = {import_id: preview.plan for import_id, preview in previews.items() if preview.plan is not None}
    head = write.move_head(tx, at, imports=len(plans))
    for import_id, plan in plans.items():
        if previews[import_id].version != head.version - 1:
            _check_unmoved(tx, plan)
    numbers = dict(zip(plans, range(head.last_import - len(plans) + 1, head.last_import + 1), strict=True))
    rows = {number: _row(import_id, previews[import_id].reading, author, at) for import_id, number in numbers.items()}
    write.append_imports(tx, rows, head)
    with ThreadPoolExecutor(1, thread_name_prefix="sceaux") as beside:  # the base leaves this process the time to seal
        sealing = beside.submit(lambda: {each: sealed(plan.sections, plan.facts) for each, plan in plans.items()})
        facts = {
            section: {each: plan.facts[section] for each, plan in plans.items() if section in plan.facts} for section in Section
        }
        for section in sorted(facts, key=lambda each: -sum(rows.num_rows for rows in facts[each].values())):
            write.append_facts(tx, section, facts[section])  # the longest first: the short ones would wait for each other's turn
        write.append_sections(tx, sealing.result(), numbers)
    write.append_measures(tx, {each: plan.measures for each, plan in plans.items() if plan.measures is not None}, numbers)
    for import_id, plan in plans.items():
        if plan.codings is not None:
            write.append_codings(tx, plan.codings, origin="import", author=author, at=at, head=head, import_id=import_id)
    details = {str(number): _details(plans[import_id]) for import_id, number in numbers.items()}
    write.append_audits(tx, details, author=author, at=at, action="import")
    return next(iter(numbers.values()))


def _row(import_id: str, reading: Reading, author: str, at: datetime) -> write.ImportRow:
    size = reading.size if reading.file_name else None  # what is entered on a screen has no file
    return write.ImportRow(import_id, at, author, str(reading.layout), reading.file_name or None, reading.sha256 or None, size)


def _details(plan: Plan) -> str:
    return json.dumps({"sessions": len(plan.codes), "rows": sum(rows.num_rows for rows in plan.facts.values())})


def _check_unmoved(base: Queryable, plan: Plan) -> None:
    """Raise BaseMoved when a session of the plan is not what it was when the plan was made."""
    state = _moved(plan, states(base, plan.codes.values()))
    if state is not None:
        raise BaseMoved(
            f"La session {state.code} a changé dans la base depuis l'aperçu (import n°\u00a0{state.touched}). "
            "Rien n'a été enregistré : relancez l'aperçu pour voir les différences à jour."
        )


def _moved(plan: Plan, held: Mapping[str, State]) -> State | None:
    """The first session of the plan that the base holds otherwise than when the plan was made. held: by normalised code."""
    own = {key: held[key] for key in map(session_code_key, plan.codes.values()) if key in held}
    return next((state for key, state in own.items() if _mark(plan.states.get(key)) != _mark(state)), None)


def _mark(state: State | None) -> tuple[str, int] | None:
    return (state.session_id, state.touched) if state else None
