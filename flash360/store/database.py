"""One base, whoever holds its file: this process, or a running dashboard that answers through its door.

Readers never wait; one writer at a time. What asks (`read`, `write`, `ingest`) does not know which of the two it is.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final, Protocol, TypeVar

import pyarrow as pa

from flash360.errors import BaseMoved
from flash360.settings import DEFAULT_DATABASE, Lake, Place
from flash360.store.trail import Trail

T = TypeVar("T")
_HERE = Path(__file__).resolve().parent
_TRIES: Final = 8
_WAIT: Final = 0.02
"""Seconds that a writer waits at most after its first conflict, twice as long after each other one, so that two part ways."""
_PATIENCE: Final = 2.0
"""Seconds that a command waits for a base that another one holds: most are done by then."""


class WriteConflict(Exception):
    """Another writer moved the base at the same moment; the transaction left no trace and may be tried again."""


class Queryable(Protocol):
    """An open base, or one transaction on it: what a question of the writer may be put to."""

    def query(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table: ...


class Statements(Protocol):
    """Where the statements of one transaction go. rows: the Arrow table that the statement knows by the name `rows`."""

    def __call__(self, sql: str, parameters: Mapping[str, object], rows: pa.Table | None = None) -> pa.Table: ...


class Transaction:
    """What a writer may do between BEGIN and COMMIT."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def query(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        """The rows of one query, seen from inside the transaction."""
        return self._run(sql, dict(parameters or {}))

    def execute(self, sql: str, parameters: Mapping[str, object] | None = None) -> None:
        """One statement."""
        self._run(sql, dict(parameters or {}))

    def insert(self, sql: str, rows: pa.Table | None, parameters: Mapping[str, object] | None = None) -> None:
        """One `INSERT … SELECT … FROM rows`, the Arrow table `rows` being known to the statement by that name. None: nothing."""
        if rows is not None:
            self._run(sql, dict(parameters or {}), rows)


class Engine(Protocol):
    """What answers: `embedded.Embedded`, the file itself; `reached.Reached`, the dashboard that holds it; `beside.Beside`,
    either; `lake.Shared`.
    """

    def query(self, sql: str, parameters: Mapping[str, object]) -> pa.Table: ...

    def transaction(self) -> AbstractContextManager[Transaction]: ...

    def stamp(self, version: Callable[[], int]) -> int: ...

    def copy_to(self, descriptor: int) -> None: ...

    def replace_by(self, draft: Path, kept: Path) -> None: ...

    def rewrite(self, change: Callable[[Transaction], None]) -> None: ...

    def close(self) -> None: ...

    def at_one_moment(self, version: Callable[[], int]) -> Engine: ...

    @property
    def holds(self) -> bool: ...

    @property
    def watched(self) -> int: ...


class Database:
    """An open base. Safe to share between threads; close it to release it. place: where it is."""

    def __init__(self, place: Place, engine: Engine) -> None:
        self.place = place
        self._engine = engine
        self.trail = Trail(self)

    @classmethod
    def open(
        cls, place: str | Place, *, door: bool = False, beside: bool = False, replaced: Callable[[], None] = lambda: None
    ) -> Database:
        """Open the base, creating it where there is none and migrating an older one (a file is copied first).

        door: let the commands of this account use the base while this process holds it; a shared base needs none. beside: when
        another server of this account holds it, go through its door, and take its place once it has gone.
        replaced: called when something was erased from the base, or another file took its place.
        Raises NotABase, BaseTooNew, BaseDamaged (a file is then byte for byte what it was), BaseForbidden and BaseHeld; of a
        shared base NotConfigured and BaseUnreachable.
        """
        if isinstance(place, Lake):
            from flash360.store.lake import Shared

            return cls(place, Shared(place, replaced))
        from flash360.store.embedded import Embedded  # a command that finds a dashboard running does without DuckDB

        path = Path(place).absolute()
        if beside:
            from flash360.store.beside import Beside

            return cls(path, Beside(path, replaced))
        return cls(path, Embedded(path, door=door, replaced=replaced))

    @classmethod
    def reach(cls, place: str | Place) -> Database:
        """The base through the dashboard that holds it, or opened here when none does. Raises what `open` raises."""
        from flash360.store.reached import reached_or_opened

        if isinstance(place, Lake):
            return cls.open(place)
        path = Path(place).absolute()
        return cls(path, reached_or_opened(path, lambda: cls.open(path)._engine, _PATIENCE))

    @property
    def holds(self) -> bool:
        """Whether what is to be done once for the base, by itself, is for this process to do."""
        return self._engine.holds

    @property
    def watched(self) -> int:
        """Pages begun lately on the base: of this process, or as the one that holds it said when it last recorded something."""
        return self._engine.watched

    @property
    def name(self) -> str:
        """What copies of the base are called after: its file's name without its ending."""
        return self.beside.name.removesuffix(".duckdb")

    @property
    def beside(self) -> Path:
        """The file beside which this machine keeps what goes with the base; of a shared base, where an embedded one would be."""
        return DEFAULT_DATABASE if isinstance(self.place, Lake) else self.place

    def close(self) -> None:
        """Write what the trail holds, wait for the writer, fold the log into the file, release it. Closing twice is harmless."""
        self.trail.close()
        self._engine.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def version(self) -> int:
        """The number that every write moves."""
        return int(self.query("SELECT version FROM base.base_head").column(0)[0].as_py())

    def stamp(self) -> int:
        """The key of every cache, with the scope: it moves with every write, and when another file takes the base's place.

        What another machine wrote to a shared base moves it within `lake.FRESH` seconds.
        """
        return self._engine.stamp(self.version)

    def table(self, read_name: str, **parameters: object) -> pa.Table:
        """The rows of reads/<read_name>.sql."""
        return self.query(_read(read_name), parameters)

    def query(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        """The rows of a query of this package's own (never of a screen's: those go through reads/ and a scope)."""
        return self._engine.query(sql, dict(parameters or {}))

    def transaction(self) -> AbstractContextManager[Transaction]:
        """All or nothing: commits at the end of the block, rolls back when it raises. One writer at a time.

        Raises WriteConflict when another process committed to the same base meanwhile (a shared base only): what may be
        tried again goes through `write`.
        """
        return self._engine.transaction()

    def write(self, block: Callable[[Transaction], T]) -> T:
        """What the block returns, done in one transaction; done again, on the base as it is then, when another was first.

        The block must look again at what it depends on. Raises BaseMoved when the base leaves it no turn.
        """
        for attempt in range(_TRIES):
            try:
                with self.transaction() as tx:
                    return block(tx)
            except WriteConflict:
                time.sleep(random.uniform(0, _WAIT * 2**attempt))
        raise BaseMoved("La base est très sollicitée en ce moment. Réessayez dans quelques instants ; rien n'a été enregistré.")

    def copy_to(self, descriptor: int) -> None:
        """Write the base as it is at one moment, whole, to an open file. Readers go on, writers wait. Raises DiskFull."""
        self._engine.copy_to(descriptor)

    def replace_by(self, draft: Path, kept: Path) -> None:
        """Put the closed base `draft` in this one's place, at once; this one's file stays beside it as `kept`, or comes back."""
        self._engine.replace_by(draft, kept)

    def rewrite(self, change: Callable[[Transaction], None]) -> None:
        """Change the base in one transaction and write it to a fresh file, in which what was deleted is not.

        Waits for the writer and the readers; the base is as it was when anything raises.
        """
        self._engine.rewrite(change)

    def at_one_moment(self) -> Database:
        """The same base to be asked several times while others write: it answers as it was at one moment, now or a moment ago.

        What this thread has written is in it. A shared base answers as it is at each question.
        """
        looked_at = Database(self.place, self._engine.at_one_moment(self.version))
        looked_at.trail = self.trail
        return looked_at

    def read_only(self) -> Database:
        """The same base for someone who only looks: a transaction raises AccessDenied."""
        from flash360.store.looking import ReadOnly

        looked_at = Database(self.place, ReadOnly(self._engine))
        looked_at.trail = self.trail
        return looked_at


def now() -> datetime:
    """The moment to record: UTC, without its zone, as the base keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


@cache
def _read(name: str) -> str:
    return (_HERE / "reads" / f"{name}.sql").read_text("utf-8")
