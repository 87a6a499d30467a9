"""What is made once for all who may see it, and again when what it was made of is another."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest

from flash360.errors import AccessDenied
from flash360.ui import once
from flash360.ui.once import Once, looked


class Base:
    """A base of two tables, which counts how often each is read; what is told of one is made of it."""

    def __init__(self) -> None:
        self.stamp = 0
        self.tables = {"a": [1], "b": [2]}
        self.read = {"a": 0, "b": 0}
        self.told = {"a": 0, "b": 0}
        self._kept, self._told = Once[pa.Table](8), Once[list[str]](8)

    def table(self, name: str) -> pa.Table:
        def ask() -> pa.Table:
            looked()
            self.read[name] += 1
            return pa.table({"n": self.tables[name]})

        return self._kept.of(lambda: self.stamp, name, ask)

    def sentence(self, name: str) -> list[str]:
        def make() -> list[str]:
            self.told[name] += 1
            return [f"n = {one}" for one in self.table(name)["n"].to_pylist()]

        return self._told.of(lambda: self.stamp, name, make)


def now(stamp: object) -> Callable[[], object]:
    return lambda: stamp


def test_a_write_makes_again_only_what_it_changes():
    base = Base()
    first = {name: base.sentence(name) for name in "ab"}
    base.stamp, base.tables["a"] = 1, [1, 3]
    assert base.sentence("a") == ["n = 1", "n = 3"]
    assert base.sentence("b") is first["b"]
    assert (base.read, base.told) == ({"a": 2, "b": 2}, {"a": 2, "b": 1})
    base.sentence("a"), base.sentence("b")
    assert base.read == {"a": 2, "b": 2}  # known to hold for this stamp: nothing is asked again


def test_a_table_read_again_that_says_the_same_is_the_same_thing():
    base = Base()
    first = base.table("a")
    base.stamp = 1
    assert base.table("a") is first
    base.stamp, base.tables["a"] = 2, [None]
    assert base.table("a").to_pydict() == {"n": [None]}


def test_what_comes_back_to_what_it_was_is_told_again_as_it_was():
    base = Base()
    base.sentence("a")
    for stamp, rows in ((1, [5]), (2, [1])):
        base.stamp, base.tables["a"] = stamp, rows
        assert base.sentence("a") == [f"n = {rows[0]}"]


def test_what_looks_at_the_base_or_says_nothing_of_what_it_looks_at_is_made_again():
    base, outer, made = Base(), Once[int](8), iter(range(10))

    def beside() -> int:
        base.table("b")
        looked()
        return next(made)

    assert [outer.of(now(stamp), "beside", beside) for stamp in (0, 0, 1, 1)] == [0, 0, 1, 1]
    assert [outer.of(now(stamp), "alone", lambda: next(made)) for stamp in (0, 0, 1, 1)] == [2, 2, 3, 3]


def test_what_is_forgotten_but_did_not_move_changes_nothing_of_what_was_made_of_it():
    base, middle, outer, made = Base(), Once[object](1), Once[int](8), iter(range(10))

    def read() -> object:
        looked()
        return object()  # made again, it would be another

    def ask(name: str) -> int:
        return outer.of(lambda: base.stamp, name, lambda: (middle.of(now("the same"), name, read), next(made))[1])

    asked = []
    for base.stamp in range(3):
        asked.append([ask(name) for name in "ab"])
    assert asked == [[0, 1], [0, 1], [0, 1]]


def test_what_cannot_be_compared_is_taken_as_changed_when_it_is_made_again():
    base, middle, outer, made = Base(), Once[object](8), Once[int](8), iter(range(10))

    def between() -> object:
        looked()
        return {1, 2}  # unlike a frozenset

    def ask(stamp: int) -> int:
        base.stamp = stamp
        return outer.of(
            lambda: base.stamp, "outer", lambda: (middle.of(lambda: base.stamp // 2, "between", between), next(made))[1]
        )

    assert [ask(stamp) for stamp in (0, 1, 2, 3)] == [0, 0, 1, 1]  # its own stamp moves every other time


def test_nothing_is_made_of_two_states_of_the_base():
    """A write comes between the two questions: the sentence is never that of a total and of parts that do not add up."""
    base, outer, made = Base(), Once[list[int]](8), list[int]()

    def sums() -> list[int]:
        first = base.table("a")["n"].to_pylist()
        if not made:
            base.stamp, base.tables = 1, {"a": [10], "b": [20]}
        made.append(first[0])
        second = base.table("b")["n"].to_pylist()
        if first[0] * 2 != second[0]:
            raise KeyError("torn")
        return first + second

    assert outer.of(lambda: base.stamp, "sums", sums) == [10, 20]
    assert made == [1, 10]


def test_an_error_that_no_write_explains_is_raised_at_once():
    base, outer, made = Base(), Once[int](8), list[int]()

    def wrong() -> int:
        made.append(base.table("a").num_rows)
        raise KeyError("wrong")

    with pytest.raises(KeyError):
        outer.of(lambda: base.stamp, "wrong", wrong)
    assert made == [1]


def test_under_a_stream_of_writes_what_is_made_is_taken_and_looked_at_again():
    base, outer, made = Base(), Once[int](8), list[int]()

    def moved() -> int:
        found = base.table("a").num_rows + base.table("b").num_rows
        made.append(found)
        base.stamp += 1
        base.tables["a"] = [*base.tables["a"], 0]
        return found

    assert outer.of(lambda: base.stamp, "moved", moved) == made[-1] == 5
    assert outer.of(lambda: base.stamp, "moved", moved) == made[-1] == 9


def test_what_stops_the_asking_again_stops_the_answer():
    base, allowed = Base(), [True]
    outer = Once[int](8)

    def guarded() -> int:
        if not allowed[0]:
            raise AccessDenied("over")
        return base.stamp

    def ask() -> int:
        return outer.of(guarded, "a", lambda: base.table("a").num_rows)

    assert ask() == 1
    base.stamp, allowed[0] = 1, False
    with pytest.raises(AccessDenied):
        ask()


def test_a_value_is_made_once_and_again_for_another_stamp_or_key():
    memory, made = Once[int](8), iter(range(10))
    asked = [(1, "a"), (1, "a"), (1, "b"), (2, "a"), (2, "a")]
    assert [memory.of(now(stamp), key, lambda: next(made)) for stamp, key in asked] == [0, 0, 1, 2, 2]


def test_the_one_asked_for_longest_ago_goes_first():
    memory, made = Once[int](2), iter(range(10))
    assert [memory.of(now(1), key, lambda: next(made)) for key in "abacab"] == [0, 1, 0, 2, 0, 3]


def test_those_who_ask_while_it_is_made_wait_for_it():
    memory, begun, made = Once[object](8), threading.Barrier(5), list[object]()

    def make() -> object:
        made.append(object())
        return made[-1]

    def ask(_: int) -> object:
        begun.wait()
        return memory.of(now(1), "a", make)

    with ThreadPoolExecutor(5) as pool:
        assert set(map(id, pool.map(ask, range(5)))) == {id(made[0])}
    assert len(made) == 1


def test_what_stops_one_who_asks_does_not_stop_another():
    memory, refusing, asked = Once[str](8), threading.Event(), threading.Event()

    def refuse() -> str:
        asked.set()
        refusing.wait(10)
        raise AccessDenied("over")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memory.of, now(1), "a", refuse)
        asked.wait(10)
        second = pool.submit(memory.of, now(1), "a", lambda: "shown")
        refusing.set()
        assert second.result(10) == "shown"
        with pytest.raises(AccessDenied):
            first.result(10)


def test_what_is_never_made_again_is_never_compared(monkeypatch):
    base, compared = Base(), list[object]()
    monkeypatch.setattr(once, "_same", lambda value, before: compared.append((value, before)))
    base.sentence("a"), base.sentence("a")
    assert not compared
    base.stamp = 1
    base.sentence("a")
    assert len(compared) == 2  # the table of then with the one of now, then the sentences
