"""A base that several machines share: a DuckLake catalogue in PostgreSQL, Parquet files in a folder or an object store.

The same questions and the same writes as on a file: the base is attached under the same name, `base`, and the views live in
memory beside it. Two writers of one base conflict on its head row, and the second one is told.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import duckdb
import pyarrow as pa

from flash360.errors import BaseUnreachable, NotABase
from flash360.settings import Lake
from flash360.store import lake_opening, moving
from flash360.store.copier import Copier
from flash360.store.database import Transaction, WriteConflict
from flash360.store.giving_way import Looks
from flash360.store.statements import Statements, roll_back

FRESH: Final = 1.0
"""Seconds within which a page sees what another machine wrote; while another page asks, at most twice that."""
_FORGET: Final = (
    "CALL ducklake_flush_inlined_data('base')",
    "CALL ducklake_rewrite_data_files('base', delete_threshold => 0.0)",
    "CALL ducklake_merge_adjacent_files('base')",
    "CALL ducklake_expire_snapshots('base', older_than => now())",
    "CALL ducklake_cleanup_old_files('base', cleanup_all => true)",
)
_ABSENT: Final = ("Unable to connect to Postgres", "server closed the connection", "could not connect", "terminating connection")
"""What a catalogue that does not answer makes the driver say."""


class _Version:
    """The version as the catalogue last told it. One page asks at a time, and the others go on with what is known."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._moves = 0
        self._told: tuple[int, float] | None = None

    def moved(self) -> None:
        """A transaction of this process was committed."""
        with self._lock:
            self._moves, self._told = self._moves + 1, None

    def known(self, ask: Callable[[], int]) -> int:
        """The version; what is told while this process commits is not kept."""
        found = self._of(FRESH)
        if found is not None:
            return found
        mine = self._asking.acquire(blocking=False)
        try:
            if not mine:
                found = self._of(2 * FRESH)
                mine = found is None and self._asking.acquire(timeout=FRESH)
            found = found if found is not None else self._of(FRESH)
            return self._asked(ask) if found is None else found
        finally:
            if mine:
                self._asking.release()

    def _of(self, seconds: float) -> int | None:
        """The version told at most so long ago."""
        with self._lock:
            return self._told[0] if self._told and time.monotonic() - self._told[1] <= seconds else None

    def _asked(self, ask: Callable[[], int]) -> int:
        with self._lock:
            before = self._moves
        at, version = time.monotonic(), ask()
        with self._lock:
            if before == self._moves:
                self._told = version, at
        return version


class Shared:
    """An engine of `Database`. Raises on opening what `Database.open` raises, and BaseUnreachable."""

    holds = True

    def __init__(self, lake: Lake, replaced: Callable[[], None] = lambda: None) -> None:
        self._lake = lake
        self._when_replaced = replaced
        with self._explained():
            self._connection = lake_opening.connect(lake)
        self._writer = threading.Lock()
        self._closed = False
        self._version = _Version()
        self._looks = Looks()

    def close(self) -> None:
        """Wait for this process's writer and let the connection go; other processes are not concerned."""
        with self._writer:
            if not self._closed:
                self._closed = True
                self._connection.close()

    def query(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """The rows of one query. Raises BaseUnreachable when the catalogue does not answer."""
        with self._cursor() as cursor:
            return cursor.execute(sql, parameters).to_arrow_table()

    @contextmanager
    def transaction(self) -> Generator[Transaction]:
        """BEGIN, the block, COMMIT; ROLLBACK when it raises. Raises WriteConflict when another writer was first."""
        with self._writer, self._cursor() as cursor:
            cursor.execute("BEGIN TRANSACTION")
            try:
                yield Transaction(Statements(cursor))
                cursor.execute("COMMIT")
                self._version.moved()
            except BaseException as error:
                roll_back(cursor)
                if isinstance(error, duckdb.TransactionException) and not _absent(error):
                    raise WriteConflict(str(error)) from error
                raise

    def stamp(self, version: Callable[[], int]) -> int:
        """The version as it was at most FRESH seconds ago, this process's own writes included at once.

        A page asks it before each of its reads; asking the catalogue each time would cost more than the reads.
        """
        return self._version.known(version)

    def copy_to(self, descriptor: int) -> None:
        """One moment of the base, as a file of the embedded kind. Nobody waits: the catalogue keeps that moment."""
        with TemporaryDirectory() as folder:
            draft = Path(folder) / "copie.duckdb"
            with self._explained():
                moving.to_file(self._lake, draft)
            copier = Copier(draft)
            try:
                copier.copy_to(descriptor)
            finally:
                copier.close()

    def at_one_moment(self, version: Callable[[], int]) -> Shared:
        """As it is: its questions already cost more than the moments that they would be kept apart for."""
        self._looks.begin()
        return self

    @property
    def watched(self) -> int:
        """Pages begun lately of this process; of the others nothing is known."""
        return self._looks.lately

    def replace_by(self, draft: Path, kept: Path) -> None:
        """Never: a shared base is made anew from a backup by `migrate-to`, in a catalogue of its own."""
        raise NotABase(
            f"La base «\u00a0{self._lake}\u00a0» est partagée\u00a0: remettez la sauvegarde dans un catalogue neuf avec "
            "python -m flash360 --database SAUVEGARDE migrate-to ducklake:postgres:…"
        )

    def rewrite(self, change: Callable[[Transaction], None]) -> None:
        """Change the base, then let go of every earlier state of it: rows, files and what the catalogue itself kept of them."""
        with self.transaction() as tx:
            change(tx)
        with self._writer, self._cursor() as cursor:
            for statement in _FORGET:
                cursor.execute(statement).to_arrow_table()
        self._when_replaced()

    @contextmanager
    def _cursor(self) -> Generator[duckdb.DuckDBPyConnection]:
        with self._explained():
            cursor = self._connection.cursor()
            try:
                yield cursor
            finally:
                cursor.close()

    @contextmanager
    def _explained(self) -> Generator[None]:
        try:
            yield
        except duckdb.Error as error:
            if _absent(error):
                raise BaseUnreachable(
                    f"Le catalogue de la base «\u00a0{self._lake}\u00a0» ne répond pas. Vérifiez que PostgreSQL fonctionne, puis "
                    "réessayez\u00a0; rien n'a été enregistré."
                ) from error
            raise


def _absent(error: duckdb.Error) -> bool:
    return any(words in str(error) for words in _ABSENT)
