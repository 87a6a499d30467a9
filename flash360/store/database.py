"""One base, one connection: a cursor per call, one writer at a time.

The connection is to an in-memory database in which the base is attached under the name `base`. The views live in the
in-memory part, so opening never writes to the base, and two replicas of different versions on one shared catalogue
(DuckLake) do not fight over them.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow as pa

from flash360.store import opening

_HERE = Path(__file__).resolve().parent


class WriteConflict(Exception):
    """Another writer moved the base at the same moment; the transaction left no trace and may be tried again."""


class Queryable(Protocol):
    """An open base, or one transaction on it: what a question of the writer may be put to."""

    def query(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table: ...


class Transaction:
    """What a writer may do between BEGIN and COMMIT."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def query(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        """The rows of one query, seen from inside the transaction."""
        return self._cursor.execute(sql, dict(parameters or {})).to_arrow_table()

    def execute(self, sql: str, parameters: Mapping[str, object] | None = None) -> None:
        """One statement."""
        self._cursor.execute(sql, dict(parameters or {}))

    def insert(self, sql: str, rows: pa.Table, parameters: Mapping[str, object] | None = None) -> None:
        """One `INSERT … SELECT … FROM rows`, the Arrow table `rows` being known to the statement by that name."""
        self._cursor.register("rows", rows)
        try:
            self._cursor.execute(sql, dict(parameters or {}))
        finally:
            self._cursor.unregister("rows")


class Database:
    """An open base. Safe to share between threads; close it to release the file."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._connection = connection
        self._writer = threading.Lock()
        self._closed = False

    @classmethod
    def open(cls, path: str | Path) -> Database:
        """Open the base, creating it where there is no file and migrating an older one after copying it.

        Raises NotABase, BaseTooNew, BaseDamaged (the file is then byte for byte what it was) and BaseHeld.
        """
        path = Path(path).absolute()
        connection = opening.connect(path)
        try:
            for view in sorted((_HERE / "views").glob("*.sql")):
                connection.execute(view.read_text("utf-8"))
            opening.lock(connection)
        except BaseException as error:
            opening.disconnect(path, connection)
            if isinstance(error, duckdb.Error):
                raise opening.damaged(path, error) from error
            raise
        return cls(path, connection)

    def close(self) -> None:
        """Wait for the writer, fold the write-ahead log into the file, release it. Closing twice is harmless."""
        with self._writer:
            if not self._closed:
                self._closed = True
                opening.disconnect(self.path, self._connection)

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def version(self) -> int:
        """The number that every write moves: the key of every cache, with the scope."""
        with self._cursor() as cursor:
            row = cursor.execute("SELECT version FROM base.base_head").fetchone()
        assert row is not None
        return int(row[0])

    def table(self, read_name: str, **parameters: object) -> pa.Table:
        """The rows of reads/<read_name>.sql."""
        with self._cursor() as cursor:
            return cursor.execute(_read(read_name), parameters).to_arrow_table()

    def query(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        """The rows of a query of this package's own (never of a screen's: those go through reads/ and a scope)."""
        with self._cursor() as cursor:
            return cursor.execute(sql, dict(parameters or {})).to_arrow_table()

    @contextmanager
    def transaction(self) -> Generator[Transaction]:
        """All or nothing: commits at the end of the block, rolls back when it raises. One writer at a time.

        Raises WriteConflict when another process committed to the same base meanwhile (DuckLake only).
        """
        with self._writer, self._cursor() as cursor:
            cursor.execute("BEGIN TRANSACTION")
            try:
                yield Transaction(cursor)
                cursor.execute("COMMIT")
            except BaseException as error:
                _roll_back(cursor)
                if isinstance(error, duckdb.TransactionException):
                    raise WriteConflict(str(error)) from error
                raise

    @contextmanager
    def _cursor(self) -> Generator[duckdb.DuckDBPyConnection]:
        cursor = self._connection.cursor()
        try:
            yield cursor
        except duckdb.Error as error:
            if opening.is_damage(error):
                raise opening.damaged(self.path, error) from error
            raise
        finally:
            cursor.close()


def now() -> datetime:
    """The moment to record: UTC, without its zone, as the base keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def _roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    try:
        cursor.execute("ROLLBACK")
    except duckdb.TransactionException:
        return  # a COMMIT that fails has already rolled back


@cache
def _read(name: str) -> str:
    return (_HERE / "reads" / f"{name}.sql").read_text("utf-8")
