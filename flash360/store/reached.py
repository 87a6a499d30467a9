"""A base through the door of the dashboard that holds it: the same answers, the same refusals, the same all or nothing."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeVar

import pyarrow as pa

from flash360 import errors
from flash360.store import frames
from flash360.store.database import Transaction, WriteConflict
from flash360.store.gone import Gone

T = TypeVar("T")
_HELLO: Final = 5.0
"""Seconds to answer a greeting: whoever does not is not serving."""
_LAST_WORD: Final = 30.0
"""Seconds that an interrupted command waits to know whether what it was committing is committed."""


class Reached:
    """An engine of `Database`: a connection per call in progress, kept for the next."""

    holds, watched = False, 0
    """watched: pages of the dashboard begun lately, when it last committed something for this process."""

    def __init__(self, base: Path, first: socket.socket) -> None:
        self._base = base
        self._free = [first]
        self._lock = threading.Lock()

    def close(self) -> None:
        """Leave."""
        with self._lock:
            free, self._free = self._free, []
        for connection in free:
            connection.close()

    def query(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """The rows of one query."""
        with self._connection() as connection:
            return _asked(connection, {"do": "query", "sql": sql}, frames.packed(parameters))

    def look(self, *, fresh: bool) -> tuple[int, int]:
        """The number of a moment of the base, to be asked at, and its stamp. fresh: no earlier one than now."""
        with self._connection() as connection:
            (row,) = _asked(connection, {"do": "moment", "fresh": fresh}).to_pylist()
        return row["number"], row["stamp"]

    def query_at(self, number: int, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """The rows of one query at a moment. Raises Gone when it is over."""
        with self._connection() as connection:
            return _asked(connection, {"do": "query", "sql": sql, "moment": number}, frames.packed(parameters))

    @contextmanager
    def transaction(self) -> Generator[Transaction]:
        """The dashboard's own transaction: it waits for its writer, and rolls back if this process ends."""
        with self._change("begin") as tx:
            yield tx

    def rewrite(self, change: Callable[[Transaction], None]) -> None:
        """The dashboard writes the file anew, with what this process changes in it."""
        with self._change("rewrite") as tx:
            change(tx)

    def stamp(self, version: Callable[[], int]) -> int:
        """A command keeps nothing from one file to the next."""
        return version()

    def at_one_moment(self, version: Callable[[], int]) -> Reached:
        """As it is: a command reads alone."""
        return self

    def copy_to(self, descriptor: int) -> None:
        """The dashboard writes to a file that this process has opened, with its own rights."""
        with self._connection() as connection:
            _asked(connection, {"do": "copy"})
            frames.send_file(connection, descriptor)
            _answered(connection)

    def replace_by(self, draft: Path, kept: Path) -> None:
        """The dashboard changes files between two questions."""
        with self._connection() as connection:
            _asked(connection, {"do": "replace", "draft": str(draft), "kept": str(kept)})

    @contextmanager
    def _change(self, how: str) -> Generator[Transaction]:
        with self._connection() as connection:
            _asked(connection, {"do": how})
            try:
                yield Transaction(_Statements(connection))
            except OSError:
                raise
            except Exception:
                _asked(connection, {"do": "rollback"})
                raise
            self.watched = _committed(connection).get("watched", 0)

    @contextmanager
    def _connection(self) -> Generator[socket.socket]:
        with self._lock:
            connection = self._free.pop() if self._free else None
        connection = connection or _connected(self._base)
        if connection is None:
            raise _gone(self._base)
        whole = False
        try:
            yield connection
            whole = True
        except (errors.Flash360Error, WriteConflict, Gone, Refused):
            whole = True
            raise
        except OSError as error:
            raise _gone(self._base) from error
        finally:
            if whole:
                with self._lock:
                    self._free.append(connection)
            else:  # perhaps in the middle of a message: the other side sees it close, and rolls back
                connection.close()


class Departed(errors.BaseHeld):
    """The process that held the base went away."""


class Refused(Exception):
    """A statement failed on the other side: a defect of the product, as it would be here."""


class _Statements:
    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def __call__(self, sql: str, parameters: Mapping[str, object], rows: pa.Table | None = None) -> pa.Table:
        given = frames.packed(parameters)
        if rows is None:
            return _asked(self._connection, {"do": "query", "sql": sql}, given)
        return _asked(self._connection, {"do": "insert", "sql": sql}, [rows, *given])


def reached_or_opened(base: Path, opened: Callable[[], T], patience: float) -> Reached | T:
    """The base through its door; when nobody answers there, what opens it here.

    Who holds it otherwise is waited for, `patience` seconds: a command ends soon, a dashboard soon answers. Raises BaseHeld.
    """
    deadline = time.monotonic() + patience
    while True:
        found = reached(base)
        if found is not None:
            return found
        try:
            return opened()
        except errors.BaseHeld:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def reached(base: Path) -> Reached | None:
    """The base through its door; None when nobody answers there. Raises BaseHeld when who answers is of another version."""
    connection = _connected(base)
    return None if connection is None else Reached(base, connection)


def _connected(base: Path) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        folder = frames.folder_of(base)
        with frames.address(folder) as address:
            connection.connect(address)
        if not frames.trusted(connection, base.stat().st_uid):
            raise PermissionError("someone else's door")
        connection.settimeout(_HELLO)
        frames.send(connection, {"do": "hello"})
        answer = frames.receive(connection)
        connection.settimeout(None)
    except OSError:
        connection.close()
        return None
    if answer is None:
        connection.close()
        return None
    if answer[0]["language"] != frames.language():
        connection.close()
        raise errors.BaseHeld(
            f"La base «\u00a0{base}\u00a0» est tenue par un tableau de bord d'une autre version du produit (processus "
            f"{answer[0]['pid']}). Redémarrez-le, puis réessayez."
        )
    return connection


def _asked(connection: socket.socket, header: Mapping[str, object], tables: list[pa.Table] | None = None) -> pa.Table:
    """The rows of the answer. Raises what the other side raised."""
    frames.send(connection, header, tables or ())
    return _answered(connection)


def _answered(connection: socket.socket) -> pa.Table:
    _, rows = _heard(connection)
    return rows[0] if rows else pa.table({})


def _heard(connection: socket.socket) -> tuple[dict[str, Any], list[pa.Table]]:
    answer = frames.receive(connection)
    if answer is None:
        raise ConnectionError("the dashboard went away")
    if "error" in answer[0]:
        raise _raised(answer[0])
    return answer


def _committed(connection: socket.socket) -> dict[str, Any]:
    """Commit, and what is said of it; an interruption is heard once it is known whether it is done."""
    frames.send(connection, {"do": "commit"})
    try:
        return _heard(connection)[0]
    except KeyboardInterrupt:
        connection.settimeout(_LAST_WORD)
        with suppress(OSError):
            frames.receive(connection)
        raise


def _raised(failure: Mapping[str, Any]) -> Exception:
    name, message = failure["error"], failure["message"]
    if name in (WriteConflict.__name__, Gone.__name__):
        return WriteConflict(message) if name == WriteConflict.__name__ else Gone(message)
    kind = getattr(errors, name, None)
    if isinstance(kind, type) and issubclass(kind, errors.Flash360Error):
        return kind(message)
    return Refused(f"{name}: {message}")


def _gone(base: Path) -> Departed:
    return Departed(
        f"Le tableau de bord qui tient la base «\u00a0{base}\u00a0» s'est arrêté pendant l'opération. Ce qui n'était pas terminé "
        "n'a pas été enregistré\u00a0: la commande «\u00a0history\u00a0» dit ce qui l'est. Relancez ensuite la commande."
    )
