"""The base as it was at one moment, for pages that ask it several times while others write."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import Final

import duckdb
import pyarrow as pa

from flash360.store.giving_way import Looks
from flash360.store.gone import Gone
from flash360.store.patience import at_the_end

HOLD: Final = 10.0
"""Seconds for which pages that begin go on looking at a version that they have just come to, whatever others write meanwhile."""
_KEPT: Final = 2 * HOLD
"""Seconds after which an earlier moment is let go of, so that DuckDB need not remember it."""
_MOST: Final = 4
"""Transactions in which one moment is looked at."""
_VERSION: Final = "SELECT version FROM base.base_head"
_NUMBERS: Final = count(1)


class Moment:
    """Transactions begun on one version of the base, shared between threads. cursor: gives a new connection to it.

    held: false once a page has written since, or once those who wrote are done. number: what another process calls it.
    """

    def __init__(self, cursor: Callable[[], duckdb.DuckDBPyConnection]) -> None:
        self.at = time.monotonic()
        self.number = next(_NUMBERS)
        self.held = True
        self._cursor = cursor
        self._changed = threading.Condition()
        self._over = False
        self._most, self._out = _MOST, 0
        first, self.version = _begun(cursor)
        self._idle = [first]

    def query(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """The rows of one query at that moment. Raises Gone."""
        with self._lent() as cursor:
            return cursor.execute(sql, parameters).to_arrow_table()

    def end(self) -> None:
        """Let go of it once nobody is asking."""
        with self._changed:
            self._over = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._out)
            while self._idle:
                self._idle.pop().close()

    @property
    def over(self) -> bool:
        return self._over

    @property
    def asked(self) -> bool:
        """Whether a question is being answered."""
        return self._out > 0

    @contextmanager
    def _lent(self) -> Generator[duckdb.DuckDBPyConnection]:
        cursor = self._taken()
        try:
            yield cursor
        except duckdb.Error:  # it ended the transaction
            self._over = True
            raise
        finally:
            with self._changed:
                self._out -= 1
                self._idle.append(cursor)
                self._changed.notify_all()

    def _taken(self) -> duckdb.DuckDBPyConnection:
        with self._changed:
            if not self._over and not self._idle and self._out < self._most:
                another, version = _begun(self._cursor)
                if version == self.version:
                    self._idle.append(another)
                else:  # the base has moved: there will be no more of them
                    another.close()
                    self._most = self._out
            self._changed.wait_for(lambda: self._over or self._idle)
            if self._over:
                raise Gone
            self._out += 1
            return self._idle.pop()


class Moments:
    """The moment that pages look at, and those before that some still do."""

    def __init__(self, cursor: Callable[[], duckdb.DuckDBPyConnection]) -> None:
        self._cursor = cursor
        self._lock = threading.Lock()
        self._newest: Moment | None = None
        self._earlier: list[Moment] = []
        self._come_to = -1, 0.0
        """The newest version that a page has looked at, and since when."""
        self._looks = Looks()

    def now(self, version: int, *, fresh: bool) -> Moment:
        """The moment that a page which begins looks at. version: the newest. fresh: no earlier one will do."""
        self._looks.begin()
        with self._lock:
            held = self._newest
            if held and not held.over and (version == held.version or (held.held and self._lately() and not fresh)):
                return held
            self._newest = Moment(self._cursor)
            if self._newest.version != self._come_to[0]:
                self._come_to = self._newest.version, time.monotonic()
            if held:
                self._earlier.append(held)
            return self._newest

    @property
    def watched(self) -> int:
        """Pages begun lately, of this server or, as far as they asked for a moment, of one that goes through its door."""
        return self._looks.lately

    def tidy(self) -> None:
        """Something was written: pages that begin see it, at once or when a stream of writes ends (`patience`), and the moments
        that no page should need any more are let go of, the newest too when it is old.

        One that a page is asking is left for the next time: a writer does not wait for a long reading.
        """
        at_the_end(self._settle)
        with self._lock:
            every = [*self._earlier, *([self._newest] if self._newest else [])]
            old = [one for one in every if not one.asked and (one.over or time.monotonic() - one.at > _KEPT)]
            self._earlier = [one for one in self._earlier if one not in old]
            self._newest = None if self._newest in old else self._newest
        for one in old:
            one.end()

    def _settle(self) -> None:
        with self._lock:
            if self._newest:
                self._newest.held = False

    def _lately(self) -> bool:
        """Whether pages have only just come to the version that they look at: the base moves faster than one can read."""
        return time.monotonic() - self._come_to[1] <= HOLD

    def end(self) -> None:
        """Let go of them all."""
        with self._lock:
            every, self._earlier = [*self._earlier, *([self._newest] if self._newest else [])], []
            self._newest = None
        for one in every:
            one.end()


def _begun(cursor: Callable[[], duckdb.DuckDBPyConnection]) -> tuple[duckdb.DuckDBPyConnection, int]:
    """A transaction that has seen the base, and its version."""
    begun = cursor()
    begun.execute("BEGIN TRANSACTION READ ONLY")
    row = begun.execute(_VERSION).fetchone()
    if row is None:
        raise duckdb.Error("the base has no head")
    return begun, int(row[0])
