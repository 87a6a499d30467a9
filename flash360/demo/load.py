"""Fill an empty base with the portfolio, through real workbooks and the ordinary import; old dossiers come by hundreds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from flash360 import ingest
from flash360.access.scope import WholeProgramme
from flash360.demo.deliveries import Delivery, Lot, Switch, lot
from flash360.demo.desk import Entry, Proposal, desk
from flash360.demo.pilot import AUTHOR as PILOT_AUTHOR
from flash360.demo.pilot import FILE_NAME, PILOT
from flash360.demo.portfolio import portfolio
from flash360.demo.steps import HORIZON
from flash360.demo.story import TAKEN_OVER, story
from flash360.errors import NotImportable
from flash360.ingest.committing import import_reading
from flash360.store import read
from flash360.store.database import Database
from flash360.workbook import Shape, write_workbook

AUTHOR = "Démonstration"
PREFIX = "demo_"
NEWEST = 48
"""How many of the newest dossiers arrive one by one; those before them come by hundreds."""
AT_ONCE = 500
Progress = Callable[[int, int, str], None]
"""Called after each workbook: sessions delivered so far at least once, sessions asked, file name (empty: entered on a screen)."""


def load(database: Database, sessions: int = 48, seed: int = 1, progress: Progress | None = None) -> None:
    """Import the pilot session and a portfolio of that many fictional sessions.

    The history is dated from the portfolio's own calendar, not from today. Raises NotImportable when the base holds
    a session already: real ones and fictional ones are not to be mixed.
    """
    if read.head(database, WholeProgramme())["sessions"]:
        raise NotImportable(
            "La base contient déjà des sessions. La démonstration ne remplit qu'une base vide\u00a0: donnez-en une autre."
        )
    clock = _Clock(TAKEN_OVER - timedelta(days=7))
    _deliver_pilot(database, clock)
    delivered: set[str] = set()
    numbers: dict[str, int] = {}
    for event in _events(sessions, seed):
        if isinstance(event, Delivery | Lot):
            receipt = _deliver(database, event, clock)
            numbers[event.file_name] = receipt.number or 0
            delivered.update(receipt.codes)
        elif isinstance(event, Entry):
            _enter(database, event, clock)
        elif isinstance(event, Proposal):
            at = clock.at(event.day)
            ingest.propose(database, WholeProgramme(), event.code, event.outcome, author=event.author, at=at)
        elif event.file_name in numbers:
            undone = ingest.undo(database, numbers[event.file_name], author=AUTHOR, at=clock.at(event.day))
            numbers[event.file_name] = undone.number
        if progress:
            progress(len(delivered), sessions, "" if isinstance(event, Entry | Proposal) else event.file_name)


def is_demonstration(database: Database) -> bool:
    """Whether an import of the demonstration counts in the base today."""
    return read.brought_by(database, WholeProgramme(), AUTHOR, PREFIX)


def fictional_codes(database: Database) -> frozenset[str]:
    """The codes of the sessions that the demonstration brought; the pilot session, which is real, is not one of them."""
    history = read.history(database, WholeProgramme()).select(["author", "file_name", "active", "codes"]).to_pylist()
    return frozenset(
        code
        for row in history
        if row["active"] and row["author"] == AUTHOR and (row["file_name"] or "").startswith(PREFIX)
        for code in row["codes"]
    )


def _events(sessions: int, seed: int) -> Iterator[Delivery | Lot | Switch | Entry | Proposal]:
    """The old dossiers by hundreds, then the story of the newest, then what is entered on the screens."""
    dossiers = portfolio(sessions, seed)
    old = islice(dossiers, max(0, sessions - NEWEST))
    number = 0
    while chunk := list(islice(old, AT_ONCE)):
        number += 1
        last = max(day for dossier in chunk for day in dossier.fiche.values() if isinstance(day, date))
        yield lot(min(last + timedelta(days=7), HORIZON), f"lot_{number:03d}", chunk)
    newest = list(dossiers)
    yield from story(newest)
    yield from desk(newest)


def _deliver(database: Database, delivery: Delivery | Lot, clock: _Clock) -> ingest.Receipt:
    at = clock.at(delivery.day)
    if isinstance(delivery, Lot):
        return _accepted(import_reading(database, delivery.reading(), author=AUTHOR, at=at))
    return _import(database, delivery.content(), delivery.file_name, AUTHOR, at)


def _deliver_pilot(database: Database, clock: _Clock) -> None:
    _import(database, write_workbook(PILOT.sections, Shape.SINGLE), FILE_NAME, PILOT_AUTHOR, clock.at(TAKEN_OVER))


def _import(database: Database, content: bytes, file_name: str, author: str, at: datetime) -> ingest.Receipt:
    """Import one workbook as an analyst would."""
    return _accepted(ingest.import_workbook(database, content, file_name, author=author, bulk=True, at=at))


def _accepted(receipt: ingest.Receipt) -> ingest.Receipt:
    """Raises NotImportable with the first finding of a workbook that is not committed."""
    if receipt.outcome is not ingest.Outcome.COMMITTED:
        first = next(iter(receipt.findings), None)
        raise NotImportable(f"« {receipt.file_name} »\u00a0: {first.message if first else receipt.outcome}")
    return receipt


def _enter(database: Database, entry: Entry, clock: _Clock) -> None:
    """Store what is typed on a screen. Raises NotImportable with the first finding if it is not accepted."""
    receipt = ingest.enter(database, entry.sections, author=AUTHOR, at=clock.at(entry.day))
    if receipt.outcome is ingest.Outcome.REJECTED:
        first = next(iter(receipt.findings), None)
        raise NotImportable(first.message if first else str(receipt.outcome))


class _Clock:
    """Moments that only move forward: nine in the morning of the day asked, or a quarter of an hour after the last."""

    def __init__(self, start: date) -> None:
        self._last = datetime.combine(start, time(8))

    def at(self, day: date) -> datetime:
        """The moment of the next event."""
        self._last = max(datetime.combine(day, time(9)), self._last + timedelta(minutes=15))
        return self._last
