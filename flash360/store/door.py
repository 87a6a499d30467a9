"""The door of a base that this process holds: the commands of the same account come through it, nobody else.

A Unix socket in a folder that is its owner's alone, beside the base; the kernel says who is on the other side. Who comes in
may ask what it could ask of the file itself, and no more: no statement reaches another file.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from flash360.errors import Flash360Error
from flash360.store import frames
from flash360.store.database import Engine, Transaction, WriteConflict
from flash360.store.patience import patiently

IDLE: Final = 60.0
"""Seconds without a word from a command in a transaction after which it is rolled back: others wait to write."""
GRACE: Final = 20.0
"""Seconds that closing leaves to the transactions in progress."""
_LOG: Final = logging.getLogger("flash360")


class Door:
    """Answers, in a thread each, the commands that connect."""

    def __init__(self, listener: socket.socket, folder: Path, engine: Engine) -> None:
        self._listener = listener
        self._folder = folder
        self._engine = engine
        self._changed = threading.Condition()
        self._visits: set[_Visit] = set()
        self._closing = False
        threading.Thread(target=self._welcome, name="door", daemon=True).start()

    @classmethod
    def opened(cls, base: Path, engine: Engine) -> Door | None:
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

    def leave(self, visit: _Visit) -> None:
        """A visit has ended."""
        with self._changed:
            self._visits.discard(visit)
            self._changed.notify_all()

    def wrote(self, visit: _Visit) -> None:
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
                visit = _Visit(self, connection, self._engine)
                self._visits.add(visit)
            threading.Thread(target=visit.run, name="door", daemon=True).start()


class _Visit:
    """One connection of a command: it says who it is, then asks; a transaction ends with it at the latest."""

    def __init__(self, door: Door, connection: socket.socket, engine: Engine) -> None:
        self.writing = False
        self._door = door
        self._connection = connection
        self._engine = engine

    def end(self, how: int) -> None:
        with suppress(OSError):
            self._connection.shutdown(how)

    @patiently
    def run(self) -> None:
        try:
            while message := frames.receive(self._connection):
                self._answer(*message)
        except (OSError, ValueError, pa.ArrowInvalid):
            return  # gone, stopped, or not one of ours: what it had begun is rolled back
        finally:
            self._connection.close()
            self._door.leave(self)

    def _answer(self, header: Mapping[str, Any], tables: list[pa.Table]) -> None:
        match header.get("do"):
            case "hello":
                frames.send(self._connection, {"pid": os.getpid(), "language": frames.language()})
            case "query":
                self._reply(lambda: self._engine.query(header["sql"], frames.unpacked(tables)))
            case "begin":
                self._transaction()
            case "copy":
                frames.send(self._connection, {})
                with frames.received_file(self._connection) as descriptor:
                    self._change(lambda: self._engine.copy_to(descriptor))
            case "replace":
                self._change(lambda: self._engine.replace_by(Path(header["draft"]), Path(header["kept"])))
            case _:
                raise ValueError(header)

    def _transaction(self) -> None:
        self._connection.settimeout(IDLE)
        self.writing = True
        try:
            with self._engine.transaction() as tx:
                frames.send(self._connection, {})
                if not self._statements(tx):
                    raise _RolledBack
            frames.send(self._connection, {})
        except _RolledBack:
            frames.send(self._connection, {})
        except (Flash360Error, WriteConflict) as error:
            frames.send(self._connection, _failure(error))
        except OSError:
            raise
        except Exception as error:
            frames.send(self._connection, _failure(error))
        finally:
            self.writing = False
            self._connection.settimeout(None)
            self._door.wrote(self)

    def _change(self, work: Callable[[], None]) -> None:
        """What closing waits for, as for a transaction."""
        self.writing = True
        try:
            self._reply(lambda: work() or pa.table({}))
        finally:
            self.writing = False
            self._door.wrote(self)

    def _statements(self, tx: Transaction) -> bool:
        """Run what the command asks until it says commit (True) or roll back (False)."""
        while True:
            message = frames.receive(self._connection)
            if message is None:
                raise ConnectionError("the command went away")
            header, tables = message
            match header.get("do"):
                case "commit":
                    return True
                case "rollback":
                    return False
                case "query":
                    self._reply(lambda header=header, tables=tables: tx.query(header["sql"], frames.unpacked(tables)))
                case "insert":
                    rows, given = tables[0], tables[1:]
                    self._reply(lambda header=header, rows=rows, given=given: _inserted(tx, header["sql"], rows, given))
                case _:
                    raise ConnectionError("not a statement of ours")

    def _reply(self, work: Callable[[], pa.Table]) -> None:
        try:
            rows = work()
        except Exception as error:
            frames.send(self._connection, _failure(error))
        else:
            frames.send(self._connection, {}, [rows])


class _RolledBack(Exception):
    """The command asked for it."""


def _inserted(tx: Transaction, sql: str, rows: pa.Table, given: list[pa.Table]) -> pa.Table:
    tx.insert(sql, rows, frames.unpacked(given))
    return pa.table({})


def _failure(error: Exception) -> dict[str, object]:
    return {"error": type(error).__name__, "message": str(error)}
