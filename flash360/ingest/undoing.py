"""Undo and redo: an import that switches another off or on again. Nothing is lost, measures follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flash360.errors import AlreadyUndone, UndoBlocked, UnknownImport
from flash360.ingest.conclusions import measures_after
from flash360.ingest.identity import new_id
from flash360.model import Section
from flash360.store import content, integrity, write
from flash360.store.database import Database, Transaction, now


@dataclass(frozen=True, slots=True)
class Undone:
    """number: of the undo or redo in the history. target: the import switched. active: whether its content counts now."""

    number: int
    target: int
    active: bool


def undo(database: Database, number: int, *, author: str, at: datetime | None = None) -> Undone:
    """Undo an import; undoing an undo is a redo. The content before is current again, measures too, and this is recorded.

    Raises UnknownImport, AlreadyUndone (the base is already as it would be), UndoBlocked (votes of a later import would
    be left without their participant or criterion).
    """
    return database.write(lambda tx: _switch(tx, number, author, at or now()))


def _switch(tx: Transaction, number: int, author: str, at: datetime) -> Undone:
    found = content.import_by_number(tx, number)
    if found is None:
        raise UnknownImport(f"Aucun import ne porte le numéro {number}. L'historique donne la liste des imports.")
    switch = found["target_import_id"] is not None
    target_id = str(found["target_import_id"] if switch else found["import_id"])
    target_number = int(str(found["target_number"] if switch else found["number"]))
    wanted = not found["target_active"] if switch else False
    if found["active"] == wanted:
        raise AlreadyUndone(_already(number, target_number, wanted, found["switched_by"]))
    session_ids = content.sessions_of(tx, target_id)
    before = _measured_content(tx, session_ids)
    head = write.move_head(tx, at, imports=1)
    import_id = new_id()
    row = write.ImportRow(import_id, at, author, "undo", target_import_id=target_id, target_active=wanted)
    write.append_imports(tx, {head.last_import: row}, head)
    after = _measured_content(tx, session_ids)
    visible = [session_id for session_id, held in after.items() if Section.FICHE in held]
    moved = [session_id for session_id in visible if before.get(session_id) != after[session_id]]
    if moved:
        _refuse_orphans(tx, moved, target_number)
        write.append_measures(tx, {import_id: measures_after(tx, moved)}, {import_id: head.last_import})
    action = "redo" if wanted else "undo"
    write.append_audit(tx, author=author, at=at, action=action, subject=str(target_number))
    return Undone(head.last_import, target_number, wanted)


def _measured_content(tx: Transaction, session_ids: list[str]) -> dict[str, dict[str, str]]:
    """Session id to the hashes, by section, of its fiche and of what its measures depend on."""
    found: dict[str, dict[str, str]] = {}
    for row in content.sections(tx, session_ids).to_pylist():
        if row["section"] not in (Section.STATEMENTS, Section.INVITATIONS):
            found.setdefault(row["session_id"], {})[row["section"]] = row["content_hash"]
    return found


def _refuse_orphans(tx: Transaction, session_ids: list[str], target_number: int) -> None:
    orphans = integrity.orphan_votes(tx, session_ids)
    if orphans.num_rows:
        first = orphans.to_pylist()[0]
        raise UndoBlocked(
            f"L'import n°\u00a0{target_number} ne peut pas être annulé seul : des votes de la session {first['code']}, venus de "
            f"l'import n°\u00a0{first['number']}, resteraient sans leur participant ou leur critère. "
            f"Annulez d'abord l'import n°\u00a0{first['number']}."
        )


def _already(number: int, target_number: int, active: bool, switched_by: object) -> str:
    if not active:
        return f"L'import n°\u00a0{target_number} est déjà annulé (par l'opération n°\u00a0{switched_by}). Rien à faire."
    return f"L'annulation n°\u00a0{number} est déjà sans effet : l'import n°\u00a0{target_number} est actif. Rien à faire."
