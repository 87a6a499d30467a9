"""Whoever writes many files one after the other leaves the machine, between two of them, to those who look at pages."""

from __future__ import annotations

import threading
import time
from collections import deque
from math import sqrt
from typing import Final

LATELY: Final = 2.0
"""Seconds for which a page that began counts as looked at."""
_MOST: Final = 10.0
"""How many times as long as it has worked a writer rests at most, however many look."""
_LONGEST: Final = 2.0
"""Seconds that it rests at most: after a file that took long, nobody waits in silence."""


class Looks:
    """How many pages began lately."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at = deque[float]()

    def begin(self) -> None:
        """A page begins."""
        with self._lock:
            self._at.append(time.monotonic())
            self._let_go()

    @property
    def lately(self) -> int:
        """Pages begun in the last `LATELY` seconds."""
        with self._lock:
            self._let_go()
            return len(self._at)

    def _let_go(self) -> None:
        since = time.monotonic() - LATELY
        while self._at and self._at[0] <= since:
            self._at.popleft()


def rest(pages: int, worked: float) -> float:
    """Seconds to leave to others after so many seconds of work. pages: how many began lately (`Database.watched`).

    As long as it worked for one page, twice for four: a lone reader does not stop an import, and a crowd that fills the machine
    gets most of it.
    """
    return min(_LONGEST, worked * min(_MOST, sqrt(pages)))
