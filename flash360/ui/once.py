"""What is costly to make and the same for everyone who may see it: made once, by the first who asks; the others wait for it.

What is made remembers what it asked for in turn. When the base has moved, that is asked for again, and what was made of it
is made again only if one of the answers is another: an import of one session leaves what is said of the others as it is.
Some of it can be renewed: made of what was made before and of what has moved since, which costs less than anew.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Generator, Hashable, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Generic, TypeVar, cast
from weakref import WeakSet

import pyarrow as pa

T = TypeVar("T")
Renew = Callable[[T, Hashable], T | None]
"""What is made of a value of before and its stamp; None: it is to be made anew."""
_MAKING: Final = threading.local()
"""asked: what was asked for in this thread for the thing that it is making; absent when it makes nothing."""
_BASE: Final = "the base itself"
_EVERY: Final = WeakSet["Once[Any]"]()
_TRIES: Final = 4
_STAMPS: Final = 3
"""What a value is known for: the newest stamp, and those that pages begun a moment ago still look at."""


class Once(Generic[T]):
    """A bounded memory, shared by all threads. most: values kept; the one asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._places: OrderedDict[Hashable, list[_Place[T]]] = OrderedDict()
        _EVERY.add(self)

    def of(self, stamp: Callable[[], Hashable], key: Hashable, make: Callable[[], T], renew: Renew[T] | None = None) -> T:
        """The value of a key; as it was made, while the stamp is the same or while nothing that `make` asked for is another.

        `make` asks for what it needs through memories, in its own thread, or says that it does not (`looked`). What it raises
        is raised, and nothing is kept. stamp: of the base, or of the part of it that the value comes from. renew: see `Renew`.
        """
        made = self.made(stamp, key, make, renew)
        if (asked := _asked()) is not None:
            asked[id(self), key] = _Asked(self, stamp, key, make, renew, made.name, made.stamp)
        return made.value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._places.clear()

    def made(self, stamp: Callable[[], Hashable], key: Hashable, make: Callable[[], T], renew: Renew[T] | None) -> _Made[T]:
        """The same with its name."""
        now = stamp()
        while True:
            with self._lock:
                places = self._places.setdefault(key, [])
                self._places.move_to_end(key)
                found = next((one for one in reversed(places) if one.stamp == now), None)
                if found is None:
                    before = next(filter(None, (one.known() for one in reversed(places))), None)
                    mine = _Place[T](now)
                    places[:] = [*places, mine][-_STAMPS:]
                    while len(self._places) > self._most:
                        self._places.popitem(last=False)
                    break
            try:
                return found.made.result()
            except Exception:  # what stopped another may not stop this one
                if not found.made.done():
                    raise
        try:
            made = mine.settled(stamp, before, make, renew)
        except BaseException as error:
            with self._lock:
                places[:] = [one for one in places if one is not mine]
            stopped = RuntimeError("the page that made this was stopped")
            mine.made.set_exception(error if isinstance(error, Exception) else stopped)
            raise
        mine.made.set_result(made)
        return made


def forget() -> None:
    """Forget everything that every memory holds: what was erased is not to stay there."""
    for memory in list(_EVERY):
        memory.clear()


def looked() -> None:
    """What is being made looks at the base itself: it is made again whenever the base moves."""
    if (asked := _asked()) is not None:
        asked[_BASE, len(asked)] = None


@contextmanager
def apart() -> Generator[None]:
    """What is asked for in this block is not what is being made is made of: who looks, and whether they may."""
    outer, _MAKING.asked = _asked(), None
    try:
        yield
    finally:
        _MAKING.asked = outer


@dataclass(frozen=True, slots=True)
class _Asked:
    """One thing asked for while another was made, how to ask for it again, the name of the answer and of which stamp it was."""

    memory: Once[Any]
    stamp: Callable[[], Hashable]
    key: Hashable
    make: Callable[[], Any]
    renew: Renew[Any] | None
    name: object
    then: Hashable

    def same(self) -> bool:
        """Whether the answer of today is that of then; of the same stamp it is, even where the memory has let go of it."""
        return self.stamp() == self.then or self.memory.made(self.stamp, self.key, self.make, self.renew).name is self.name


@dataclass(frozen=True, slots=True)
class _Made(Generic[T]):
    """A value, of which stamp it is at the least, and what was asked for to make it; None: the base itself.

    name: one name, equal values. What is made again takes the name of what it equals.
    """

    value: T
    stamp: Hashable
    asked: tuple[_Asked | None, ...]
    name: object = field(default_factory=object)

    def holds(self) -> bool:
        """Whether everything that it was made of is as it was; what asked for nothing looked somewhere else."""
        return bool(self.asked) and None not in self.asked and all(one.same() for one in self.asked if one)


@dataclass(slots=True)
class _Place(Generic[T]):
    """Where the value of a key is made for a stamp."""

    stamp: Hashable
    made: Future[_Made[T]] = field(default_factory=Future)

    def settled(
        self, stamp: Callable[[], Hashable], before: _Made[T] | None, make: Callable[[], T], renew: Renew[T] | None
    ) -> _Made[T]:
        """What is made of one state of the base: made again when the base moved while several things were asked of it.

        Under a stream of writes the last of `_TRIES` is taken as it is; it is looked at again at the next asking.
        """
        for left in reversed(range(_TRIES)):
            try:
                made = self._again(before, make, renew)
            except Exception:
                if not left or stamp() == self.stamp:
                    raise
            else:
                if not left or len(made.asked) < 2 or stamp() == self.stamp:
                    return made
                before = made
            self.stamp = stamp()
        raise AssertionError("the last try returns or raises")

    def _again(self, before: _Made[T] | None, make: Callable[[], T], renew: Renew[T] | None) -> _Made[T]:
        """What was made before, while it holds; otherwise anew, and the very value of before when the new one equals it."""
        if before is None:
            return self._anew(make)
        if before.holds():
            return before
        made = self._anew(make if renew is None else lambda: _renewed(before, make, renew))
        return _Made(before.value, made.stamp, made.asked, before.name) if _same(made.value, before.value) else made

    def _anew(self, make: Callable[[], T]) -> _Made[T]:
        outer, asked = _asked(), dict[Hashable, _Asked | None]()
        _MAKING.asked = asked
        try:
            value = make()
        finally:
            _MAKING.asked = outer
        return _Made(value, self.stamp, tuple(asked.values()))

    def known(self) -> _Made[T] | None:
        """What was made, when it is."""
        return self.made.result() if self.made.done() and not self.made.exception() else None


def _asked() -> dict[Hashable, _Asked | None] | None:
    return getattr(_MAKING, "asked", None)


def _renewed(before: _Made[T], make: Callable[[], T], renew: Renew[T]) -> T:
    found = renew(before.value, before.stamp)
    return make() if found is None else found


def _same(value: Any, before: Any) -> bool:
    """Whether a value is known to equal another; of what cannot be compared, only the very same is."""
    if value is before:
        return True
    if type(value) is not type(before):
        return False
    match value:
        case pa.Table():
            return value.equals(before)
        case str() | int() | float() | date() | frozenset():
            return value == before
        case tuple() | list():
            return _all_same(cast("Sequence[object]", value), before)
        case dict():
            names, values = list[object](value), list[object](value.values())
            return names == list(before) and _all_same(values, list(before.values()))
        case _:
            return False


def _all_same(values: Sequence[object], before: Sequence[object]) -> bool:
    return len(values) == len(before) and all(map(_same, values, before))
