"""Pages are drawn one after the other: threads that share one interpreter take longer together than in turn.

Forty pages a second drawn all at once pass the interpreter from hand to hand and cost a third more of it; each then waits for
all the others. In turn they are drawn in the order of the clicks. A page that is long holds nobody up: decisions.md.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

LONGEST: Final = 0.25
"""Seconds that a page has for itself; after them the next one begins beside it."""


@dataclass(eq=False, slots=True)
class _Page:
    """One that waits or is drawn. begun: when its turn came; told: something changed for it."""

    begun: float | None = None
    told: threading.Event = field(default_factory=threading.Event)


class Turns:
    """The turns of one process. longest: of a turn, in seconds."""

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._lock = threading.Lock()
        self._now: _Page | None = None
        self._waiting = deque[_Page]()
        self._thread = threading.local()

    @contextmanager
    def turn(self) -> Generator[None]:
        """Wait for one's turn, and have it for the block; a block within it, in the same thread, is of the same turn."""
        if getattr(self._thread, "has", False):
            yield
            return
        mine = self._begin()
        self._thread.has = True
        try:
            yield
        finally:
            self._thread.has = False
            self._end(mine)

    def _begin(self) -> _Page:
        mine = _Page()
        with self._lock:
            self._waiting.append(mine)
            self._next()
        while mine.begun is None:
            with self._lock:
                left = self._left() if self._waiting and self._waiting[0] is mine else None
            mine.told.wait(left)
            mine.told.clear()
            with self._lock:
                self._next()
        return mine

    def _end(self, mine: _Page) -> None:
        with self._lock:
            if self._now is mine:
                self._now = None
                self._next()

    def _left(self) -> float:
        """Seconds that the page whose turn it is still has."""
        return 0.0 if self._now is None or self._now.begun is None else self._now.begun + self._longest - time.monotonic()

    def _next(self) -> None:
        """Give the turn to the first who waits, if it is free or has lasted; the one behind is told that it is the first."""
        if self._waiting and self._left() <= 0:
            self._now = self._waiting.popleft()
            self._now.begun = time.monotonic()
            self._now.told.set()
            if self._waiting:
                self._waiting[0].told.set()


PAGES: Final = Turns()
