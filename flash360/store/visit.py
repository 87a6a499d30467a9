"""One connection through the door: what another process of this account asks, and the answers."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol

import pyarrow as pa

from flash360.errors import Flash360Error
from flash360.store import frames
from flash360.store.database import Engine, Transaction, WriteConflict
from flash360.store.patience import patiently

IDLE: Final = 60.0
"""Seconds without a word from a command in a transaction after which it is rolled back: others wait to write."""


class Host(Protocol):
    """Whose visits they are: `door.Door`."""

    def moment(self, *, fresh: bool) -> pa.Table: ...

    def ask(self, number: int | None, sql: str, parameters: Mapping[str, object]) -> pa.Table: ...

    def leave(self, visit: Visit) -> None: ...

    def wrote(self, visit: Visit) -> None: ...


class Visit:
    """One connection: it says who it is, then asks; a transaction ends with it at the latest."""

    def __init__(self, door: Host, connection: socket.socket, engine: Engine) -> None:
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
                self._reply(lambda: self._door.ask(header.get("moment"), header["sql"], frames.unpacked(tables)))
            case "moment":
                self._reply(lambda: self._door.moment(fresh=header["fresh"]))
            case "begin":
                self._transaction(self._written)
            case "rewrite":
                self._transaction(self._engine.rewrite)
            case "copy":
                frames.send(self._connection, {})
                with frames.received_file(self._connection) as descriptor:
                    self._change(lambda: self._engine.copy_to(descriptor))
            case "replace":
                self._change(lambda: self._engine.replace_by(Path(header["draft"]), Path(header["kept"])))
            case _:
                raise ValueError(header)

    def _written(self, change: Callable[[Transaction], None]) -> None:
        with self._engine.transaction() as tx:
            change(tx)

    def _transaction(self, run: Callable[[Callable[[Transaction], None]], None]) -> None:
        """run: what makes a change of all the statements that follow."""
        self._connection.settimeout(IDLE)
        self.writing = True
        try:
            run(self._followed)
            frames.send(self._connection, {"watched": self._engine.watched})
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

    def _followed(self, tx: Transaction) -> None:
        frames.send(self._connection, {})
        if not self._statements(tx):
            raise _RolledBack

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
