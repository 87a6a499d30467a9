"""What a partner says became of its idea: kept apart, it changes nothing until an analyst confirms it as an import."""

from __future__ import annotations

from datetime import datetime

from flash360.access import Scope
from flash360.errors import AlreadyDecided, UnknownSession
from flash360.findings import Findings
from flash360.ingest.committing import Outcome, Receipt
from flash360.ingest.entering import enter, entered
from flash360.ingest.identity import new_id
from flash360.model import Section
from flash360.store import content, read, write
from flash360.store.database import Database, Queryable, Transaction, now
from flash360.workbook.columns import COLUMNS
from flash360.workbook.entry import Record

_FIELDS = tuple(spec.key for spec in COLUMNS[Section.OUTCOMES])


def propose(database: Database, scope: Scope, code: str, outcome: Record, *, author: str, at: datetime | None = None) -> Findings:
    """Keep what a partner says of one of its sessions; the findings of the checks, and nothing kept when one blocks.

    outcome: the fields of « Suites ». Raises UnknownSession when no session of this code is in scope.
    """
    session_id = read.session_id(database, scope, code)
    if session_id is None:
        raise UnknownSession(f"Aucune session de code {code} ne vous est ouverte.")
    seen = entered(database, {Section.OUTCOMES: [{**outcome, "session_code": code}]}, author=author)
    rows = seen.report.records.outcomes.to_pylist()
    if seen.findings.blocking or not rows:
        return seen.findings
    said = {key: rows[0][key] for key in _FIELDS} | {"proposal_id": new_id(), "session_id": session_id}

    def kept(tx: Transaction) -> None:
        moment = at or now()
        write.append_proposal(tx, said, author=author, at=moment, head=write.move_head(tx, moment))
        write.append_audit(tx, author=author, at=moment, action="propose", subject=code)

    database.write(kept)
    return seen.findings


def confirm(database: Database, proposal_id: str, *, author: str, at: datetime | None = None) -> Receipt:
    """Make a pending proposal an outcome of its session, by an import of which the analyst is the author.

    The decision is written with the import; undoing the import makes the proposal pending again. Raises AlreadyDecided.
    """
    found = _pending(database, proposal_id)
    outcome = {key: found[key] for key in _FIELDS} | {"session_code": found["code"]}

    def decided(tx: Transaction, import_id: str) -> None:
        _decide(tx, proposal_id, accepted=True, import_id=import_id, author=author, at=at or now())

    receipt = enter(database, {Section.OUTCOMES: [outcome]}, author=author, at=at, also=decided)
    if receipt.outcome is Outcome.UNCHANGED:  # an analyst entered the very same outcome meanwhile
        _write(database, proposal_id, accepted=True, author=author, at=at)
    return receipt


def decline(database: Database, proposal_id: str, *, author: str, at: datetime | None = None) -> None:
    """Leave a pending proposal without effect. Raises AlreadyDecided."""
    _write(database, proposal_id, accepted=False, author=author, at=at)


def _write(database: Database, proposal_id: str, *, accepted: bool, author: str, at: datetime | None) -> None:
    def decided(tx: Transaction) -> None:
        moment = at or now()
        write.move_head(tx, moment)
        _decide(tx, proposal_id, accepted=accepted, import_id=None, author=author, at=moment)

    database.write(decided)


def _decide(tx: Transaction, proposal_id: str, *, accepted: bool, import_id: str | None, author: str, at: datetime) -> None:
    """Write the decision in a transaction that has moved the head, unless another was made meanwhile."""
    _pending(tx, proposal_id)
    number = content.version(tx)
    write.append_decision(tx, proposal_id, accepted=accepted, import_id=import_id, author=author, at=at, number=number)
    write.append_audit(tx, author=author, at=at, action="confirm" if accepted else "decline", subject=proposal_id)


def _pending(base: Queryable, proposal_id: str) -> dict[str, object]:
    found = content.proposal(base, proposal_id)
    if found is None or found["state"] != "pending":
        raise AlreadyDecided("Cette proposition a déjà été traitée, ou son dossier a été retiré. Rechargez la page.")
    return found
