"""Many may use the file at once, or one may change it for another: who comes meanwhile waits."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager


class Gate:
    """Safe to share between threads. Nobody goes alone from inside `used`."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._users = 0
        self._alone = False

    @contextmanager
    def used(self) -> Generator[None]:
        """With others."""
        with self._changed:
            self._changed.wait_for(lambda: not self._alone)
            self._users += 1
        try:
            yield
        finally:
            with self._changed:
                self._users -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Generator[None]:
        """Once the others are out."""
        with self._changed:
            self._changed.wait_for(lambda: not self._alone)
            self._alone = True
            self._changed.wait_for(lambda: not self._users)
        try:
            yield
        finally:
            with self._changed:
                self._alone = False
                self._changed.notify_all()
