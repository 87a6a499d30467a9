"""Erasure of personal data, in every version: of a session, of a participant, of someone who signed in; retention.

What is erased leaves the base's file, the backups that the product made and the copies that it kept; copies that people made
with `backup FILE` are theirs to destroy, and the erasure says so. That something was erased stays, without what it was.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import pyarrow as pa

from flash360 import paris
from flash360.errors import BadGrant, UnknownPerson, UnknownSession
from flash360.ingest.identity import new_id
from flash360.ingest.originals import folder
from flash360.ingest.sections import section_content
from flash360.model import Action, Section
from flash360.settings import Settings
from flash360.store import erasure, forgetting, integrity, read, write
from flash360.store.database import Database, Transaction, now
from flash360.store.grants import grants_of
from flash360.store.rotation import Rotation

ANONYMOUS: Final = "anonyme"
"""How the code of a participant made anonymous begins; the rest of it is drawn."""


_ONE: Final = threading.Lock()
"""One erasure at a time: two would make the same backup."""


@dataclass(frozen=True, slots=True)
class Erased:
    """sessions, people: whose rows it changed. replaced: backups and kept copies removed; backup: the one made after.

    events: of the audit trail, let go of.
    """

    sessions: int
    people: int
    replaced: tuple[Path, ...] = ()
    backup: Path | None = None
    events: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """Until when things are kept. held_before: a session; seen_before (UTC): an event, the end of a grant."""

    held_before: date
    seen_before: datetime

    @classmethod
    def of(cls, settings: Settings, at: datetime) -> Limits:
        """As the settings say. at: UTC."""
        today = at.date()
        held = today.replace(year=today.year - settings.retention_years, day=min(today.day, 28))
        return cls(held, at.replace(tzinfo=None) - timedelta(days=settings.audit_days))


def erase_session(database: Database, session_id: str, *, author: str, reason: str) -> Erased:
    """Remove every row of a session, in every version. Raises UnknownSession, BaseHeld through a running dashboard."""
    code = _code(database, session_id)
    people = erasure.people(database, session_id)

    def change(tx: Transaction) -> None:
        erasure.remove_session(tx, session_id)
        _record(tx, Action.ERASE, "session", {session_id: code}, len(people), author, reason)

    return _rewritten(database, change, Erased(1, len(people)), [session_id])


def erase_participant(database: Database, session_id: str, participant: str, *, author: str, reason: str) -> Erased:
    """Cut a participant's rows from the person, in every version: their code, organisation, territory and cells.

    Their grades stay, as those of nobody: the panel's verdict was given by all of it. Raises UnknownSession.
    """
    code = _code(database, session_id)
    if participant not in erasure.people(database, session_id):
        raise UnknownSession(f"Aucun participant « {participant} » dans la session {code}. Vérifiez son code dans le classeur.")

    def change(tx: Transaction) -> None:
        _cut(tx, [(session_id, participant)])
        _record(tx, Action.ERASE, "participant", {session_id: code}, 1, author, reason)

    return _rewritten(database, change, Erased(1, 1), [session_id])


def erase_person(database: Database, email: str, *, author: str) -> Erased:
    """Put a name of no one in the place of an e-mail, in every table: accounts, grants, the trail, what they did.

    email: in its normal form. Raises UnknownPerson when it is nowhere, BadGrant while a grant in force names it.
    """
    if not forgetting.known(database, email):
        raise UnknownPerson(f"« {email} » n'a laissé aucune trace dans la base. Vérifiez l'adresse.")
    if any(one.subject == email and one.holds(paris.today()) for one in grants_of(read.grants(database))):
        raise BadGrant(f"Une habilitation de « {email} » est encore en vigueur. Retirez-la d'abord.")
    name = f"personne effacée {secrets.token_hex(4)}"

    def change(tx: Transaction) -> None:
        forgetting.person(tx, email, name)
        at = now()
        write.move_head(tx, at)
        who = name if author == email else author
        write.append_audit(tx, author=who, at=at, action=Action.ERASE, subject=name, details=json.dumps({"kind": "person"}))

    return _rewritten(database, change, Erased(0, 1), [])


def apply_retention(database: Database, limits: Limits, *, author: str, spare: timedelta = timedelta()) -> Erased:
    """Make the participants of the sessions held before a day anonymous; let go of older audit events, of the grants that
    ended as long ago, and of the accounts that nothing names any more.

    spare: by how much more the trail must be too old before it alone is a reason to write the base anew.
    """
    found = erasure.people_before(database, limits.held_before, ANONYMOUS)
    codes = {row["session_id"]: row["code"] for row in found}
    late = limits.seen_before - spare
    if not found and not erasure.audit_events_before(database, late) and not forgetting.ended_grants(database, late):
        return Erased(0, 0)
    database.trail.flush()
    old = erasure.audit_events_before(database, limits.seen_before)

    def change(tx: Transaction) -> None:
        erasure.remove_audit(tx, limits.seen_before)
        forgetting.remove_ended(tx, limits.seen_before)
        details = json.dumps({"kind": "retention", "rows": old})
        write.append_audit(tx, author=author, at=now(), action=Action.ERASE, subject="piste d'audit", details=details)
        if found:
            _cut(tx, [(row["session_id"], row["participant"]) for row in found])
            _record(tx, Action.ANONYMISE, "retention", codes, len(found), author, "durée de conservation")

    return _rewritten(database, change, Erased(len(codes), len(found), events=old), list(codes))


def _cut(tx: Transaction, people: Sequence[tuple[str, str]]) -> None:
    renamed = [(session_id, who, f"{ANONYMOUS} {secrets.token_hex(4)}") for session_id, who in people]
    columns = [pa.array(column, pa.string()) for column in zip(*renamed, strict=True)]
    erasure.rename_people(tx, pa.table(columns, names=["session_id", "participant", "anonymous"]))
    sessions = sorted({session_id for session_id, _ in people})
    for section in (Section.PARTICIPANTS, Section.VOTES):
        hashes = section_content(section, integrity.stored(tx, section, sessions)).hashes()
        erasure.seal(tx, section, hashes)


def _record(tx: Transaction, action: Action, kind: str, codes: dict[str, str], people: int, author: str, reason: str) -> None:
    at = now()
    write.move_head(tx, at)
    for session_id, code in codes.items():
        erasure.append(tx, erasure.Row(new_id(), at, author, kind, session_id, code, people if len(codes) == 1 else 0, reason))
        write.append_audit(
            tx, author=author, at=at, action=action, subject=code, details=json.dumps({"kind": kind}, ensure_ascii=False)
        )


def finish_erasure(database: Database) -> None:
    """Remove the copies that an erasure was to remove, when it was stopped between the base and them."""
    if not _ONE.acquire(blocking=False):
        return  # it is at it
    try:
        _finish(database)
    finally:
        _ONE.release()


def _rewritten(database: Database, change: Callable[[Transaction], None], done: Erased, session_ids: Sequence[str]) -> Erased:
    """Rewrite the base, then make a backup of what is left and remove those that still hold what was erased, and the kept
    files of the imports that brought it. They are listed beside the base until they are gone.
    """
    with _ONE:
        _finish(database)
        database.trail.flush()
        files = [file for sha256 in erasure.files(database, session_ids) for file in folder(database.beside).glob(f"{sha256}*")]
        kept = sorted(database.beside.parent.glob(f"{database.beside.name.removesuffix('.duckdb')}.avant-*.duckdb*"))
        copies = [*(made.path for made in _rotation(database).made()), *kept, *files]
        if copies:
            listed = json.dumps({"after": erasure.last(database), "copies": [*map(str, copies)]})
            with suppress(OSError):  # of a shared base, where this machine may keep nothing beside it
                _list(database).write_text(listed, "utf-8")
        try:
            database.rewrite(change)
        except BaseException:
            _unlist(database)
            raise
        new = _remove(database, copies)
        _unlist(database)
    return replace(done, replaced=tuple(path for path in copies if path != new), backup=new)


def _finish(database: Database) -> None:
    try:
        listed = json.loads(_list(database).read_text("utf-8"))
    except FileNotFoundError:
        return
    if erasure.last(database) != listed["after"]:  # of a base that was not changed, the copies stay
        _remove(database, [Path(path) for path in listed["copies"]])
    _unlist(database)


def _remove(database: Database, copies: Sequence[Path]) -> Path | None:
    """The backup that was made before the others went; None when there was none to replace."""
    rotation = _rotation(database)
    new = rotation.make(database, datetime.now(UTC)).path if {made.path for made in rotation.made()} & {*copies} else None
    for path in copies:
        if path != new:
            path.unlink(missing_ok=True)
    return new


def _list(database: Database) -> Path:
    return database.beside.with_name(f"{database.beside.name}.effacement-a-finir")


def _unlist(database: Database) -> None:
    if _list(database).exists():  # a disk that may not be written refuses to remove even what is not there
        _list(database).unlink(missing_ok=True)


def _rotation(database: Database) -> Rotation:
    return Rotation.of(Settings.from_environment(), database.beside)


def _code(database: Database, session_id: str) -> str:
    code = integrity.codes(database).get(session_id)
    if code is None:
        raise UnknownSession("Cette session n'est pas, ou n'est plus, dans la base.")
    return code
