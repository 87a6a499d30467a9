"""A base that several servers of one machine share: the first holds its file, the others go through its door.

When the one that holds it stops, the next that asks takes its place. Each hears within FRESH seconds what the holder shows,
and at once what it wrote itself.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import pyarrow as pa

from flash360.store.database import Engine, Transaction
from flash360.store.embedded import Embedded
from flash360.store.gone import Gone
from flash360.store.looking import OneMoment
from flash360.store.moments import HOLD, Moment
from flash360.store.reached import Departed, Reached, reached_or_opened
from flash360.store.stamps import replaced_of, stamp, version_of

T = TypeVar("T")
FRESH: Final = 1.0
"""Seconds for which pages that begin look at the moment that the holder last told."""
_PATIENCE: Final = 5.0
"""Seconds left to a server that stops, or that is about to hold the base."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A moment of the holder. at: when it was told, on this process's clock."""

    engine: Reached
    number: int
    stamp: int
    at: float


class Beside:
    """An engine of `Database`, and what moments are those of. Raises on opening what `Database.open` raises."""

    def __init__(self, path: Path, replaced: Callable[[], None] = lambda: None) -> None:
        self._path = path
        self._when_replaced = replaced
        self._lock = threading.Lock()
        self._finding = threading.Lock()
        self._mine = threading.local()
        self._told: _Told | None = None
        self._wrote_at = -2 * HOLD
        self._counted: tuple[Engine, int] | None = None
        self._last = 0
        self._engine = self._found()

    @property
    def holds(self) -> bool:
        """Whether this server is the one that holds the file."""
        return self._engine.holds

    @property
    def watched(self) -> int:
        """Pages begun lately of the one that does."""
        return self._engine.watched

    def query(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """The rows of one query."""
        return self._through(lambda engine: engine.query(sql, parameters))

    @contextmanager
    def transaction(self) -> Generator[Transaction]:
        """All or nothing. A holder that goes before it begins is replaced; during it, nothing is known to be done."""
        try:
            with ExitStack() as stack:
                yield self._through(lambda engine: stack.enter_context(engine.transaction()))
        finally:
            self._moved()

    def stamp(self, version: Callable[[], int]) -> int:
        """Of the base as this server last heard of it, its own writes included."""
        return self._looked(version, fresh=False)[1]

    def at_one_moment(self, version: Callable[[], int]) -> OneMoment[Moment | _Told]:
        """The base for a page that begins."""
        return OneMoment(self, version)

    def moment(self, version: Callable[[], int]) -> tuple[Moment | _Told, int]:
        """The moment to look at, and its stamp."""
        fresh, self._mine.wrote = self.wrote(), False
        return self._looked(version, fresh=fresh)

    def ask(self, moment: Moment | _Told, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """The rows of one query at a moment. Raises Gone when it is over, or whose it was has gone."""
        engine = self._engine
        if isinstance(moment, Moment) and isinstance(engine, Embedded):
            return engine.ask(moment, sql, parameters)
        if isinstance(moment, Moment) or moment.engine is not engine:
            raise Gone
        try:
            return moment.engine.query_at(moment.number, sql, parameters)
        except (Gone, Departed) as error:
            with self._lock:
                self._told = None
            if isinstance(error, Departed):
                self._next(engine)
            raise Gone from error

    def wrote(self) -> bool:
        """Whether this thread has written since it last asked for a moment."""
        return getattr(self._mine, "wrote", False)

    def copy_to(self, descriptor: int) -> None:
        """One moment of the base, written to an open file."""
        self._through(lambda engine: engine.copy_to(descriptor))

    def replace_by(self, draft: Path, kept: Path) -> None:
        """Change files between two questions."""
        self._changed(lambda engine: engine.replace_by(draft, kept))

    def rewrite(self, change: Callable[[Transaction], None]) -> None:
        """Write the file anew."""
        self._changed(lambda engine: engine.rewrite(change))

    def close(self) -> None:
        """Release the base, or leave who holds it."""
        with self._finding:
            self._engine.close()

    def _looked(self, version: Callable[[], int], *, fresh: bool) -> tuple[Moment | _Told, int]:
        def look(engine: Embedded | Reached) -> tuple[Moment | _Told, int]:
            if isinstance(engine, Embedded):
                moment, stamp = engine.moment(version, fresh=fresh)
                return moment, self._stamp(engine, stamp)
            with self._lock:
                told, recent = self._told, time.monotonic() - self._wrote_at <= 2 * HOLD
            if fresh or told is None or told.engine is not engine or time.monotonic() - told.at > FRESH:
                told = self._asked(engine, fresh=fresh or recent)
            return told, told.stamp

        return self._through(look)

    def _asked(self, engine: Reached, *, fresh: bool) -> _Told:
        with self._lock:
            before = self._wrote_at
        at = time.monotonic()
        number, stamp = engine.look(fresh=fresh)
        told = _Told(engine, number, self._stamp(engine, stamp), at)
        with self._lock:
            if before == self._wrote_at:  # what is told while this server writes is not kept
                self._told = told
        return told

    def _stamp(self, engine: Engine, told: int) -> int:
        """A stamp that never comes back: each holder counts from its own start how often the file was replaced."""
        with self._lock:
            if self._counted is None or self._counted[0] is not engine:
                before = replaced_of(self._last) + 1 if self._counted else 0
                self._counted = engine, max(0, before - replaced_of(told))
            found = stamp(version_of(told), replaced_of(told) + self._counted[1])
            another = self._last and replaced_of(found) > replaced_of(self._last)
            self._last = max(self._last, found)
        if another:
            self._when_replaced()
        return found

    def _changed(self, change: Callable[[Embedded | Reached], None]) -> None:
        """Once: when the holder goes away meanwhile, nobody knows what of it is done."""
        engine = self._engine
        try:
            change(engine)
        except Departed:
            self._next(engine)
            raise
        finally:
            self._moved()

    def _moved(self) -> None:
        with self._lock:
            self._told, self._wrote_at = None, time.monotonic()
        self._mine.wrote = True

    def _through(self, do: Callable[[Embedded | Reached], T]) -> T:
        """What it gives of who holds the base, or of the next one when that one went away before it answered."""
        engine = self._engine
        try:
            return do(engine)
        except Departed:
            return do(self._next(engine))

    def _next(self, gone: Engine) -> Embedded | Reached:
        with self._finding:
            if self._engine is gone:
                gone.close()
                self._engine = self._found()
            return self._engine

    def _found(self) -> Embedded | Reached:
        return reached_or_opened(self._path, lambda: Embedded(self._path, door=True, replaced=self._when_replaced), _PATIENCE)
