"""The door of a base that this process holds: commands and servers of the same account come through it, nobody else.

A Unix socket in a folder that is its owner's alone, beside the base; the kernel says who is on the other side. Who comes in
may ask what it could ask of the file itself, and no more: no statement reaches another file.
"""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol
from weakref import WeakValueDictionary

import pyarrow as pa

from flash360.store import frames
from flash360.store.database import Engine
from flash360.store.gone import Gone
from flash360.store.moments import Moment
from flash360.store.visit import Visit

GRACE: Final = 20.0
"""Seconds that closing leaves to the transactions in progress."""
_LOG: Final = logging.getLogger("flash360")


class Held(Engine, Protocol):
    """What a door is that of: `embedded.Embedded`."""

    def moment(self, version: Callable[[], int], *, fresh: bool = False) -> tuple[Moment, int]: ...

    def ask(self, moment: Moment, sql: str, parameters: Mapping[str, object]) -> pa.Table: ...


class Door:
    """Answers, in a thread each, those who connect."""

    def __init__(self, listener: socket.socket, folder: Path, engine: Held) -> None:
        self._listener = listener
        self._folder = folder
        self._engine = engine
        self._moments = WeakValueDictionary[int, Moment]()
        self._changed = threading.Condition()
        self._visits: set[Visit] = set()
        self._closing = False
        threading.Thread(target=self._welcome, name="door", daemon=True).start()

    @classmethod
    def opened(cls, base: Path, engine: Held) -> Door | None:
        """The door of a base that is held: what a killed process left there is taken away. None where none can be made."""
        folder = frames.folder_of(base)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            with frames.address(folder) as address:
                (folder / frames.SOCKET).unlink(missing_ok=True)
                listener.bind(address)
                listener.listen()
        except OSError as error:  # the dashboard does without: the command line will say who holds the base
            listener.close()
            _LOG.warning("no door for the command line: %s", error)
            return None
        return cls(listener, folder, engine)

    def close(self) -> None:
        """Let nobody in any more, let transactions end for a while, see everyone out. Closing twice is harmless."""
        with self._changed:
            if self._closing:
                return
            self._closing = True
        with suppress(OSError):
            (self._folder / frames.SOCKET).unlink(missing_ok=True)
            self._folder.rmdir()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        deadline = time.monotonic() + GRACE
        with self._changed:
            for visit in self._visits:
                if not visit.writing:
                    visit.end(socket.SHUT_RD)
            while self._visits and (left := deadline - time.monotonic()) > 0:
                self._changed.wait(left)
            for visit in self._visits:
                visit.end(socket.SHUT_RDWR)
            while self._visits and self._changed.wait(GRACE):
                continue

    def moment(self, *, fresh: bool) -> pa.Table:
        """The moment that another server looks at, number and stamp; it is asked at it as long as it lasts."""
        moment, stamp = self._engine.moment(self._version, fresh=fresh)
        self._moments[moment.number] = moment
        return pa.table({"number": [moment.number], "stamp": [stamp]})

    def ask(self, number: int | None, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """The rows of one query, at a moment or as the base is. Raises Gone."""
        if number is None:
            return self._engine.query(sql, parameters)
        if (moment := self._moments.get(number)) is None:
            raise Gone
        return self._engine.ask(moment, sql, parameters)

    def _version(self) -> int:
        return int(self._engine.query("SELECT version FROM base.base_head", {}).column(0)[0].as_py())

    def leave(self, visit: Visit) -> None:
        """A visit has ended."""
        with self._changed:
            self._visits.discard(visit)
            self._changed.notify_all()

    def wrote(self, visit: Visit) -> None:
        """A visit has ended a transaction: time to go, when the door is closing."""
        with self._changed:
            if self._closing:
                visit.end(socket.SHUT_RD)

    def _welcome(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._changed:
                if self._closing or not frames.trusted(connection):
                    connection.close()
                    continue
                visit = Visit(self, connection, self._engine)
                self._visits.add(visit)
            threading.Thread(target=visit.run, name="door", daemon=True).start()
