"""The base as pages have it, and what they make of it, kept for those who have the same rights as long as it holds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar

from flash360 import paris
from flash360.access.scope import Viewer
from flash360.store.database import Database
from flash360.ui import guard, held, once
from flash360.ui.moves import Moves
from flash360.ui.once import Once

P = ParamSpec("P")
R = TypeVar("R")
_MOVES: Final = Moves()
_PAGE: Final = threading.local()
"""confirmed: what the page of this thread looks at, since whoever looks was last confirmed."""


def base() -> Database:
    """The base of the settings, opened once for the whole process.

    Raises AccessDenied, on a page that is open, when whoever looks at it would no longer be admitted.
    """
    once.looked()
    guard.confirm()
    opened, who = held.held(), guard.viewer()
    return opened.read_only() if who is not None and who.seen_by else opened


def looked_at() -> Database:
    """The base for what is only read: on a page, as it was when the page began. Raises what `base` raises."""
    once.looked()
    return _confirmed()[1]


def _confirmed() -> tuple[str, Database]:
    """What a page looks at, once it is sure who looks: asked once a page, for it asks the base a hundred times."""
    place, opened = held.looked_at()
    if getattr(_PAGE, "confirmed", None) is not opened:
        guard.confirm()
        _PAGE.confirmed = opened
    return place, opened


def version() -> int:
    """The version of the base that a page looks at; it moves with every commit and undo."""
    return looked_at().stamp()


def stamp() -> tuple[str, int]:
    """Which base, as it is now: what everything kept is kept by, with who may see it."""
    place, opened = _confirmed()
    return place, opened.stamp()


def stamp_of_all() -> tuple[str, int]:
    """The same for what is asked to know who looks: it confirms nobody."""
    return held.path(), held.held().stamp()


def stamp_of(session_id: str) -> tuple[str, Hashable]:
    """Which base, and how often what it says of one session may have changed."""
    place, opened = _confirmed()
    return place, _MOVES.of(place, opened, session_id)


def follow() -> None:
    """From now on it is known which sessions move."""
    _MOVES.follow(*_confirmed())


def moved_since(then: Hashable) -> frozenset[str] | None:
    """The sessions of which something may have been written since a stamp (`stamp`); None: of any."""
    once.looked()
    place, opened = _confirmed()
    match then:
        case (str() as where, int() as stamp) if where == place:
            return _MOVES.since(place, opened, stamp)
        case _:
            return None


def kept(most: int) -> Callable[[Callable[Concatenate[Viewer, P], R]], Callable[Concatenate[Viewer, P], R]]:
    """Keep what a function makes of the base for a viewer's rights, today, and the other arguments, which are hashable.

    The function is called with the rights alone (`Viewer.eyes`): what it makes names nobody. most: as of `Once`.
    """

    def keeping(make: Callable[Concatenate[Viewer, P], R]) -> Callable[Concatenate[Viewer, P], R]:
        memory = Once[R](most)

        @wraps(make)
        def found(viewer: Viewer, *arguments: P.args, **named: P.kwargs) -> R:
            eyes = viewer.eyes
            key = (eyes, paris.today(), arguments, tuple(named.items()))
            return memory.of(stamp, key, lambda: make(eyes, *arguments, **named))

        return found

    return keeping
