"""The audit trail of what changes nothing in the base: visits, downloads, sign-ins. Noted at once, written a moment later.

What changes the base (an import, a grant) writes its event in its own transaction, with `store.write.append_audit`. The rest goes
through here: the page that notes an event waits neither for the disk nor for an import in progress, and the base's version
does not move. A process that is killed loses what it noted in the last moment; one that closes its base does not.
"""

from __future__ import annotations

import logging
import queue
import threading
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from flash360.model import Action
from flash360.store.patience import patiently

if TYPE_CHECKING:
    from flash360.store.database import Database

_BATCH: Final = 500
_MOMENT: Final = 0.5
"""Seconds during which events are gathered: one write for a crowd's visits, and none for each."""
_TRIES: Final = 3
_COLUMNS: Final = ("at", "author", "action", "subject", "details")
_WRITE: Final = """
    INSERT INTO base.audit_events
    SELECT uuidv7(), unnest($at::TIMESTAMP[]), unnest($author::VARCHAR[]), unnest($action::VARCHAR[]),
           unnest($subject::VARCHAR[]), unnest($details::VARCHAR[])
"""
"""One statement for a moment's events: it costs as much as for one of them."""
_LOG: Final = logging.getLogger("flash360")


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to what. author: an e-mail, or the account of a command line. subject: a code, an address, a number.

    details: a JSON object, without personal data. at: UTC.
    """

    author: str
    action: Action
    subject: str
    at: datetime
    details: str | None = None


class Trail:
    """The events noted and not yet written, and the thread that writes them; it starts with the first."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._noted: queue.Queue[Event | None] = queue.Queue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._hurry = threading.Event()

    def note(self, event: Event) -> None:
        """Keep an event; returns at once."""
        self._noted.put(event)
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="audit", daemon=True)
                self._thread.start()

    def flush(self) -> None:
        """Wait until everything noted so far is written."""
        self._hurry.set()
        self._noted.join()
        self._hurry.clear()

    def close(self) -> None:
        """Write what is left and end the thread."""
        with self._starting:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._hurry.set()
            self._noted.put(None)
            thread.join()
            self._hurry.clear()

    @patiently
    def _work(self) -> None:
        while True:
            batch = [self._noted.get()]
            self._hurry.wait(_MOMENT)
            while len(batch) < _BATCH and not self._noted.empty():
                batch.append(self._noted.get())
            events = [event for event in batch if event is not None]
            try:
                self._write(events)
            finally:
                for _ in batch:
                    self._noted.task_done()
            if None in batch:
                return

    def _write(self, events: list[Event]) -> None:
        if not events:
            return
        for tries_left in reversed(range(_TRIES)):
            try:
                with self._database.transaction() as tx:
                    tx.execute(_WRITE, {name: [getattr(event, name) for event in events] for name in _COLUMNS})
                return
            except Exception as error:
                if not tries_left:
                    _LOG.error("%d audit events could not be written", len(events), exc_info=error)
