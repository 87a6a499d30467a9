"""Which sessions the base says something else of since it was last looked at: an import moves one, the others stay."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from dataclasses import dataclass, field

from flash360.access.scope import WholeProgramme
from flash360.store import read
from flash360.store.database import Database
from flash360.store.stamps import version_of


class Moves:
    """Of the base that is open, asked once for each of its versions."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: _Known | None = None

    def follow(self, place: str, base: Database) -> None:
        """Know what moves from now on. place: where the base is."""
        with self._lock:
            self._of(place, base.stamp(), base)

    def of(self, place: str, base: Database, session_id: str) -> Hashable:
        """What changes whenever something that concerns a session may have been written. place: where the base is.

        Imports, codings of texts and proposals move the sessions that they name (`read.moved`); anything else moves them all.
        """
        stamp = base.stamp()
        with self._lock:
            known = self._of(place, stamp, base)
            return stamp if known is None else (known.all_moved, known.moved.get(session_id))

    def since(self, place: str, base: Database, then: int) -> frozenset[str] | None:
        """The sessions of which something may have been written since a stamp; None: of any. place: where the base is."""
        stamp = base.stamp()
        with self._lock:
            known = self._of(place, stamp, base)
            return None if known is None or not known.all_moved <= then <= stamp else known.since(then)

    def _of(self, place: str, stamp: int, base: Database) -> _Known | None:
        """What is known of this stamp; None of a page that looked a moment ago, or an older base opened in its place."""
        known = self._known
        if known is None or known.place != place:
            known = self._known = _Known(place, stamp, stamp)
        elif stamp > known.stamp:
            known.follow(stamp, base)
        return known if stamp == known.stamp else None


@dataclass
class _Known:
    """all_moved: the stamp since which each session is told apart; moved: of those that moved since, the version."""

    place: str
    stamp: int
    all_moved: int
    moved: dict[str, int] = field(default_factory=dict)

    def follow(self, stamp: int, base: Database) -> None:
        """Move on to a later stamp. Each write moves the base by one: where fewer are told, something else was written too."""
        after, until = version_of(self.stamp), version_of(stamp)
        told = [row for row in read.moved(base, WholeProgramme(), after).to_pylist() if row["version"] <= until]
        if len({row["version"] for row in told}) == stamp - self.stamp:
            self.moved |= {row["session_id"]: row["version"] for row in told if row["session_id"] is not None}
        else:
            self.all_moved, self.moved = stamp, {}
        self.stamp = stamp

    def since(self, then: int) -> frozenset[str]:
        """The sessions that moved since a stamp, which is not before all of them did."""
        return frozenset(session_id for session_id, moved in self.moved.items() if moved > version_of(then))
