"""A bulk import at work beside the screens: one per analyst, kept by the process, so that a page closed does not end it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from flash360.errors import Flash360Error
from flash360.ingest import Incoming, Stopped, import_each, import_together
from flash360.ingest.summary import Line, line
from flash360.store import giving_way
from flash360.store.database import Database
from flash360.store.patience import patiently

_LOG: Final = logging.getLogger(__name__)
_OPENING: Final = 20_000
"""What opening a file costs, in bytes' worth of reading: a thousand small files last longer than their weight."""


class Mode(StrEnum):
    """Each file a transaction; all in one, or none; checked, nothing recorded."""

    EACH = "each"
    TOGETHER = "together"
    CHECK = "check"


@dataclass(eq=False)
class Job:
    """One bulk import. lines: what became of the files done, in order. place: of the file in hand. problem: why it ended."""

    incoming: Sequence[Incoming]
    mode: Mode
    author: str
    lines: list[Line] = field(default_factory=list)
    place: int = 0
    problem: str = ""
    stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _began: float = 0.0
    _from: float = 0.0

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    @property
    def finished(self) -> bool:
        """Whether every file has its line."""
        return len(self.lines) == len(self.incoming)

    @property
    def share(self) -> float:
        """How much of the work is done, from 0 to 1, by weight."""
        return self._weight(0, self.place) / max(self._weight(0, len(self.incoming)), 1)

    def remaining(self) -> float | None:
        """Seconds to go at the pace so far; None while that is anyone's guess."""
        elapsed, done = time.monotonic() - self._began, self.share - self._from
        return None if elapsed < 1 or done <= 0 else elapsed * (1 - self.share) / done

    def start(self, database: Database) -> None:
        """Begin, or take up again after a stop: the files that have their line are not seen again."""
        self.stop.clear()
        self.problem = ""
        self.place = len(self.lines)
        self._began, self._from = time.monotonic(), self.share
        self._thread = threading.Thread(target=self._work, args=(database,), name="import", daemon=True)
        self._thread.start()

    @patiently
    def _work(self, database: Database) -> None:
        try:
            if self.mode is Mode.EACH:
                self._each(database)
            else:
                self._together(database)
        except Stopped:
            pass
        except Flash360Error as error:
            self.problem = str(error)
        except Exception:
            _LOG.exception("a bulk import ended")
            self.problem = "L'import s'est interrompu. Les fichiers déjà importés le restent\u00a0; reprenez pour les autres."

    def _each(self, database: Database) -> None:
        left = self.incoming[len(self.lines) :]
        before = time.monotonic()
        for one, receipt in zip(left, import_each(database, left, author=self.author), strict=False):
            self.lines.append(line(one.name, receipt))
            self.place = len(self.lines)
            rest = giving_way.rest(database.watched, time.monotonic() - before)
            if not self.finished and self.stop.wait(rest):
                return
            before = time.monotonic()

    def _together(self, database: Database) -> None:
        record = self.mode is Mode.TOGETHER
        receipts = import_together(database, self.incoming, author=self.author, record=record, told=self._told)
        self.lines = [line(one.name, receipt) for one, receipt in zip(self.incoming, receipts, strict=True)]
        self.place = len(self.lines)

    def _told(self, place: int) -> bool:
        self.place = place
        return not self.stop.is_set()

    def _weight(self, start: int, end: int) -> float:
        return sum(one.size + _OPENING for one in self.incoming[start:end])


_jobs: dict[tuple[str, str], Job] = {}
_lock = threading.Lock()


def current(database: Database, author: str) -> Job | None:
    """The bulk import of this analyst on this base, running or ended and not yet put away."""
    with _lock:
        return _jobs.get((str(database.place), author))


def begin(database: Database, job: Job) -> None:
    """Start a bulk import in place of the analyst's last one, unless that one still runs."""
    with _lock:
        key = (str(database.place), job.author)
        before = _jobs.get(key)
        if before is None or not before.running:
            _jobs[key] = job
            job.start(database)


def put_away(database: Database, author: str) -> None:
    """Forget an ended bulk import, its files with it."""
    with _lock:
        job = _jobs.get((str(database.place), author))
        if job is not None and not job.running:
            del _jobs[str(database.place), author]
