"""The base's file, held by this process: one connection, a cursor per call, one writer at a time.

The connection is to an in-memory database in which the base is attached under the name `base`. The views live in the
in-memory part, so opening never writes to the base, and two replicas of different versions on one shared catalogue
(DuckLake) do not fight over them.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from flash360.errors import Flash360Error
from flash360.store import opening, rewriting
from flash360.store.copier import Copier
from flash360.store.database import Transaction, WriteConflict
from flash360.store.door import Door
from flash360.store.gate import Gate
from flash360.store.looking import OneMoment
from flash360.store.moments import Moment, Moments
from flash360.store.stamps import stamp
from flash360.store.statements import Statements, roll_back

_LOG = logging.getLogger("flash360")
LOG_LIMIT = 16_000_000
"""Bytes of the write-ahead log from which it is folded into the file."""


class Embedded:
    """An engine of `Database`. Raises on opening what `Database.open` raises."""

    holds = True

    def __init__(self, path: Path, *, door: bool = False, replaced: Callable[[], None] = lambda: None) -> None:
        self.path = path
        self._when_replaced = replaced
        self._connection = _connected(path)
        self._writer = threading.Lock()
        self._gate = Gate()
        self._replaced = 0
        self._version = _Version()
        self._moments = Moments(lambda: self._connection.cursor())
        self._mine = threading.local()
        self._broken = False
        self._closed = False
        self._copier = Copier(path)
        self._door = Door.opened(path, self) if door else None

    def close(self) -> None:
        """Close the door, wait for the writer, fold the write-ahead log into the file, release it."""
        if self._door:
            self._door.close()
        with self._writer, self._gate.alone():
            if not self._closed:
                self._closed = True
                self._let_go()

    def query(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """The rows of one query."""
        with self._cursor() as cursor:
            return cursor.execute(sql, parameters).to_arrow_table()

    @contextmanager
    def transaction(self) -> Generator[Transaction]:
        """BEGIN, the block, COMMIT; ROLLBACK when it raises. A log that has grown is folded into the file afterwards."""
        with self._writer:
            with self._cursor() as cursor:
                cursor.execute("BEGIN TRANSACTION")
                try:
                    yield Transaction(Statements(cursor))
                    cursor.execute("COMMIT")
                except BaseException as error:
                    roll_back(cursor)
                    if isinstance(error, duckdb.TransactionException) and not opening.is_full(error):
                        raise WriteConflict(str(error)) from error
                    raise
                finally:
                    self._version.moved()
                    self._mine.wrote = True
            self._moments.tidy()
            if opening.log_size(self.path) > LOG_LIMIT:
                self._checkpoint()

    def stamp(self, version: Callable[[], int]) -> int:
        """Its version, and how many times another file took the base's place."""
        return stamp(self._version.known(version), self._replaced)

    def at_one_moment(self, version: Callable[[], int]) -> OneMoment:
        """The base for a page that begins: as it is, or as it was up to `moments.HOLD` seconds ago while files stream in.

        What this thread has written itself, and what any page has, is in it.
        """
        return OneMoment(self, version)

    def moment(self, version: Callable[[], int], *, fresh: bool = False) -> tuple[Moment, int]:
        """The moment to look at, and its stamp. fresh: no earlier one than now, as when this thread has written."""
        fresh, self._mine.wrote = fresh or self.wrote(), False
        known = self._version.known(version)
        with self._told():
            moment = self._moments.now(known, fresh=fresh)
            return moment, stamp(moment.version, self._replaced)

    def ask(self, moment: Moment, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """The rows of one query at a moment. Raises Gone when it is over."""
        with self._told():
            return moment.query(sql, parameters)

    @property
    def watched(self) -> int:
        return self._moments.watched

    def wrote(self) -> bool:
        """Whether this thread has written since it last asked for a moment."""
        return getattr(self._mine, "wrote", False)

    def copy_to(self, descriptor: int) -> None:
        """One moment of the base: its log is folded into its file, which nobody changes while it is copied."""
        with self._writer:
            self._moments.end()
            with self._cursor() as cursor:
                cursor.execute("CHECKPOINT base")
            self._copier.copy_to(descriptor)

    def replace_by(self, draft: Path, kept: Path) -> None:
        """Close, change files, open again."""
        if {draft.parent, kept.parent} != {self.path.parent} or kept.exists():
            raise ValueError("a base is replaced by a file beside it, and kept under a new name")
        with self._writer, self._gate.alone():
            self._let_go()
            os.link(self.path, kept)
            draft.replace(self.path)
            try:
                self._connection = _connected(self.path)
            except BaseException:
                kept.replace(self.path)
                self._connection = _connected(self.path)
                raise
            finally:
                self._replaced += 1
                self._version.moved()
                self._when_replaced()

    def rewrite(self, change: Callable[[Transaction], None]) -> None:
        """Close, write anew, open again."""
        with self._writer, self._gate.alone():
            self._let_go()
            try:
                rewriting.rewrite(self.path, change, lambda cursor: Transaction(Statements(cursor)))
            finally:
                self._connection = _connected(self.path)
                self._replaced += 1
                self._version.moved()
                self._when_replaced()

    @contextmanager
    def _cursor(self) -> Generator[duckdb.DuckDBPyConnection]:
        with self._told(), closing(self._connection.cursor()) as cursor:
            yield cursor

    @contextmanager
    def _told(self) -> Generator[None]:
        """Use the connection with others; what DuckDB has given up on is opened again, and an error of the file is said."""
        if self._broken:
            self._mend()
        with self._gate.used():
            try:
                yield
            except duckdb.Error as error:
                self._broken = self._broken or "has been invalidated" in str(error)
                opening.tell(self.path, error)
                raise

    def _checkpoint(self) -> None:
        """What fails here takes nothing back: the log holds what was committed, and the next one tries again."""
        self._moments.end()  # DuckDB folds nothing that a reader of an earlier moment may still ask for
        try:
            with self._cursor() as cursor:
                cursor.execute("CHECKPOINT base")
        except (duckdb.Error, Flash360Error) as error:
            self._broken = True
            _LOG.warning("the log could not be folded into the base: %s", error)

    def _mend(self) -> None:
        """Open again what DuckDB has given up on, a full disk for instance: everything committed is in the file or its log."""
        with self._gate.alone():
            if self._broken and not self._closed:
                self._let_go()
                self._connection = _connected(self.path)
                self._broken = False

    def _let_go(self) -> None:
        self._moments.end()
        try:
            opening.disconnect(self.path, self._connection)
        finally:
            self._copier.close()


class _Version:
    """The version of the base, asked of it once after each write: every page wants it several times."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moves = 0
        self._known: int | None = None

    def moved(self) -> None:
        """A transaction has ended, however it did, or the file is another."""
        with self._lock:
            self._moves, self._known = self._moves + 1, None

    def known(self, ask: Callable[[], int]) -> int:
        """The version; what is answered while a transaction ends is not kept."""
        with self._lock:
            if self._known is not None:
                return self._known
            before = self._moves
        version = ask()
        with self._lock:
            if before == self._moves:
                self._known = version
        return version


def _connected(path: Path) -> duckdb.DuckDBPyConnection:
    connection = opening.connect(path)
    try:
        opening.define_views(connection)
        opening.lock(connection)
    except BaseException as error:
        opening.disconnect(path, connection)
        if isinstance(error, duckdb.Error):
            raise opening.full(path) if opening.is_full(error) else opening.damaged(path, error) from error
        raise
    return connection
