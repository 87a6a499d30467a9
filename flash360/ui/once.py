"""What is costly to make and the same for everyone who may see it: made once, by the first who asks; the others wait for it.

Kept for the newest two stamps of the base only, so that nothing of an older one is held.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Final, Generic, TypeVar

T = TypeVar("T")
_STAMPS: Final = 2
"""The newest, and the one before, that a page begun a moment ago still asks for."""


class Once(Generic[T]):
    """A bounded memory, shared by all threads. most: values kept; the one asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._stamps: list[Hashable] = []
        self._values: OrderedDict[tuple[Hashable, Hashable], Future[T]] = OrderedDict()

    def of(self, stamp: Hashable, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key for a stamp, made if it is not there. What `make` raises is raised, and nothing is kept."""
        while True:
            with self._lock:
                found = self._values.get((stamp, key))
                if found is None:
                    mine = self._begun(stamp, key)
                    break
                self._values.move_to_end((stamp, key))
            try:
                return found.result()
            except Exception:  # what stopped another may not stop this one
                if not found.done():
                    raise
        try:
            value = make()
        except BaseException as error:
            with self._lock:
                if self._values.get((stamp, key)) is mine:
                    del self._values[stamp, key]
            mine.set_exception(error if isinstance(error, Exception) else RuntimeError("the page that made this was stopped"))
            raise
        mine.set_result(value)
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()
            self._stamps.clear()

    def _begun(self, stamp: Hashable, key: Hashable) -> Future[T]:
        if stamp not in self._stamps:
            self._stamps = [*self._stamps, stamp][-_STAMPS:]
            for old in [one for one in self._values if one[0] not in self._stamps]:
                del self._values[old]
        made = self._values[stamp, key] = Future[T]()
        while len(self._values) > self._most:
            self._values.popitem(last=False)
        return made
