"""Scorecards made before they are asked for, while no page waits: who has opened one soon opens another of the newest."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from queue import SimpleQueue
from typing import Final

import pyarrow.compute as pc

from flash360.access.scope import Viewer
from flash360.errors import Flash360Error
from flash360.ui import data, held
from flash360.ui.scorecard import made

NEWEST: Final = 40
"""Sessions, by their day."""
_EVERY: Final = 60.0
"""Seconds after which they are looked at again for the same rights: imports may have moved them."""
_CALM: Final = 0.1
"""Seconds without a page that begins, before each part of one."""
_LOG: Final = logging.getLogger("flash360")


class Ahead:
    """make: makes all that the scorecard of one session shows to a viewer, by the session's code, part by part."""

    def __init__(self, make: Callable[[Viewer, str], Iterable[None]] = made.everything) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._asked = dict[Viewer, float]()
        self._queue = SimpleQueue[Viewer]()
        self._works = False

    def start(self) -> None:
        """From now on what is asked is made, beside the pages, until the process ends."""
        with self._lock:
            if not self._works:
                self._works = True
                threading.Thread(target=self._work, name="ahead", daemon=True).start()

    def ask(self, viewer: Viewer) -> None:
        """Make the newest for everyone with this viewer's rights, later; returns at once."""
        eyes, now = viewer.eyes, time.monotonic()
        with self._lock:
            self._asked = {who: at for who, at in self._asked.items() if now - at < _EVERY}
            if self._works and eyes not in self._asked:
                self._asked[eyes] = now
                self._queue.put(eyes)

    def _work(self) -> None:
        while True:
            eyes = self._queue.get()
            try:
                held.begin_aside()
                for code in newest(eyes):
                    _wait()
                    for _ in self._make(eyes, code):
                        _wait()
            except Flash360Error:
                pass  # the server stops, or the base cannot be read: each page says it
            except Exception as error:
                _LOG.error("scorecards could not be made ahead", exc_info=error)


def _wait() -> None:
    """Until no page waits; what comes next sees the base as it is then."""
    while not held.calm(_CALM):
        time.sleep(_CALM / 4)
    held.begin_aside()


def newest(viewer: Viewer) -> list[str]:
    """The codes of the viewer's newest sessions, the newest first; those without a day are none of them."""
    programme = data.programme(viewer).select(["code", "session_date"])
    known = programme.filter(pc.is_valid(programme["session_date"]))
    places = pc.select_k_unstable(known, NEWEST, [("session_date", "descending"), ("code", "descending")])
    return known["code"].take(places).to_pylist()


AHEAD: Final = Ahead()
