"""Many workbooks: read ahead in the reading processes, compared with the base some at a time, recorded one by one or together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime

from flash360 import workbook
from flash360.errors import BaseMoved, Flash360Error, RefusedFile
from flash360.ingest import originals
from flash360.ingest.committing import Outcome, Receipt, import_reading, unmoved, write_previews
from flash360.ingest.identity import new_id
from flash360.ingest.preparing import Preview, already_imported, sha256_of
from flash360.ingest.understanding import Understood, understood
from flash360.ingest.waves import Wave, Whole, in_turn, previews
from flash360.store import content
from flash360.store.database import Database, Queryable, Transaction, WriteConflict, now
from flash360.workbook.reading import Reading

_READERS, _AHEAD, _TRIES = 2, 4, 3


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file of many. name: as it is shown, its folder included. size: in bytes. read: its bytes, or raises RefusedFile."""

    name: str
    size: int
    read: Callable[[], bytes]


class Stopped(Flash360Error):
    """The work was stopped before the end; nothing was recorded."""


Progress = Callable[[int], bool]
"""Told the place of the file being read; its answer False stops the work."""


def import_each(
    database: Database, incoming: Sequence[Incoming], *, author: str, at: datetime | None = None, skip: bool = True
) -> Iterator[Receipt]:
    """Import each workbook in a transaction of its own, in order, and say after each what became of it.

    Can be left at any moment and started again: a file whose content is current is not read a second time, unless skip is
    False.
    """
    for one, receipt in zip(incoming, _each(database, incoming, author, at, skip), strict=True):
        originals.keep(database.beside, receipt, one.read)
        yield receipt


def _each(database: Database, incoming: Sequence[Incoming], author: str, at: datetime | None, skip: bool) -> Iterator[Receipt]:
    with closing(_read_ahead(database, incoming, skip)) as arrivals, closing(in_turn(database, arrivals, author)) as steps:
        for step in steps:
            if isinstance(step, Receipt):
                yield step
            else:
                yield from _one_by_one(database, step.previews, author, at)


def _one_by_one(database: Database, previews: list[Preview], author: str, at: datetime | None) -> Iterator[Receipt]:
    """A transaction each. The files of a wave speak of different sessions: none moves what another was compared with."""
    committed = 0
    for seen in unmoved(database, previews):
        seen = replace(seen, version=seen.version + committed)  # the base's, as long as nobody else writes
        receipt = import_reading(database, seen.reading, author=author, at=at, seen=seen)
        committed += receipt.outcome is Outcome.COMMITTED
        yield receipt


def import_together(
    database: Database,
    incoming: Sequence[Incoming],
    *,
    author: str,
    at: datetime | None = None,
    record: bool = True,
    skip: bool = True,
    told: Progress = lambda _: True,
) -> list[Receipt]:
    """Import all the workbooks in one transaction, each a row of the history; when one cannot go in, none does.

    record: False checks them all, as they would follow each other, and records nothing. A sound workbook that is not
    recorded is WITHHELD. Raises Stopped when `told` says so, BaseMoved when the base is too busy.
    """
    arrived: list[Understood | Receipt] = []
    with Whole(database, author) as whole, closing(_read_ahead(database, incoming, skip)) as arrivals:
        for place, one in enumerate(arrivals):
            if not told(place):
                raise Stopped("L'import a été arrêté ; rien n'a été enregistré.")
            arrived.append(one)
            if not isinstance(one, Receipt):
                whole.add(one)
        first = whole.first()
    for _ in range(_TRIES):
        try:
            seen, first = first or whole.again(), []
            receipts = iter(_recorded(database, whole.waves[1:], seen, author, at or now(), record))
            done = [one if isinstance(one, Receipt) else next(receipts) for one in arrived]
        except (WriteConflict, BaseMoved):
            continue  # a session moved since it was compared: compare again
        for one, receipt in zip(incoming, done, strict=True):
            originals.keep(database.beside, receipt, one.read)
        return done
    raise BaseMoved("La base est très sollicitée en ce moment. Réessayez dans quelques instants ; rien n'a été enregistré.")


class _Undo(Exception):
    """Leaves a transaction so that nothing of it stays."""


def _recorded(
    database: Database, waves: list[Wave], first: list[Preview], author: str, at: datetime, record: bool
) -> list[Receipt]:
    """One receipt per file read, in order. first: the first wave, compared before the transaction begins, to keep it short."""
    if not first:
        return []
    seen, numbers = list(first), dict[int, tuple[int, str]]()
    done = record and all(one.importable for one in first)
    if done or waves:
        try:
            with database.transaction() as tx:
                _write(tx, first, 0, numbers, author, at)
                for wave in waves:
                    following = previews(tx, wave.files, author)
                    _write(tx, following, len(seen), numbers, author, at)
                    seen += following
                done = record and all(one.importable for one in seen)
                if not done:
                    raise _Undo
        except _Undo:
            pass
    return [_receipt(one, numbers.get(place), done) for place, one in enumerate(seen)]


def _write(
    tx: Transaction, previews: list[Preview], start: int, numbers: dict[int, tuple[int, str]], author: str, at: datetime
) -> None:
    """Record those that bring something, and note the number and the id of each by its place."""
    brought = {new_id(): place for place, one in enumerate(previews) if one.importable and not one.nothing_to_do}
    if not brought:
        return
    number = write_previews(tx, {import_id: previews[place] for import_id, place in brought.items()}, author, at)
    for offset, (import_id, place) in enumerate(brought.items()):
        numbers[start + place] = number + offset, import_id


def _receipt(seen: Preview, recorded: tuple[int, str] | None, done: bool) -> Receipt:
    name = seen.reading.file_name
    if not seen.importable:
        outcome = Outcome.REFUSED if seen.reading.layout is None else Outcome.REJECTED
        return Receipt(outcome, name, seen.codes, preview=seen)
    if seen.nothing_to_do:
        return Receipt(Outcome.UNCHANGED, name, seen.codes, seen.already.number if seen.already else None, preview=seen)
    if not done or recorded is None:
        return Receipt(Outcome.WITHHELD, name, seen.codes, preview=seen)
    return Receipt(Outcome.COMMITTED, name, seen.codes, *recorded, preview=seen)


def _read_ahead(database: Database, incoming: Sequence[Incoming], skip: bool) -> Generator[Understood | Receipt]:
    """Each file as read, or the receipt of a file whose content is current, in order; the next ones are being read."""
    ahead: deque[Future[Understood | Receipt]] = deque()
    imported = content.hashes_imported(database) if skip else frozenset[str]()
    with ThreadPoolExecutor(_READERS, thread_name_prefix="lecture") as readers:
        try:
            for one in incoming:
                if len(ahead) == _AHEAD:
                    yield ahead.popleft().result()
                ahead.append(readers.submit(_arrival, database, one, imported))
            while ahead:
                yield ahead.popleft().result()
        finally:
            for waiting in ahead:
                waiting.cancel()


def _arrival(database: Queryable, one: Incoming, imported: Collection[str]) -> Understood | Receipt:
    name = workbook.base_name(one.name)
    try:
        bytes_ = one.read()
    except RefusedFile as refused:
        return Understood(Reading(name, "", one.size, None, "", (), refused.findings))
    sha256 = sha256_of(bytes_)
    already = already_imported(database, sha256) if sha256 in imported else None
    if already:
        return Receipt(Outcome.UNCHANGED, name, (), already.number)
    return understood(database, bytes_, name, bulk=True)
