"""What is made once for all who may see it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from flash360.errors import AccessDenied
from flash360.ui.once import Once


def test_a_value_is_made_once_and_again_for_another_stamp_or_key():
    memory, made = Once[int](8), iter(range(10))
    asked = [(1, "a"), (1, "a"), (1, "b"), (2, "a"), (2, "a")]
    assert [memory.of(stamp, key, lambda: next(made)) for stamp, key in asked] == [0, 0, 1, 2, 2]


def test_the_one_asked_for_longest_ago_goes_first():
    memory, made = Once[int](2), iter(range(10))
    assert [memory.of(1, key, lambda: next(made)) for key in "abacab"] == [0, 1, 0, 2, 0, 3]


def test_nothing_of_a_base_before_the_last_two_is_held():
    memory, made = Once[int](8), iter(range(10))
    assert [memory.of(stamp, "a", lambda: next(made)) for stamp in (1, 2, 1, 3, 2, 1)] == [0, 1, 0, 2, 1, 3]


def test_those_who_ask_while_it_is_made_wait_for_it():
    memory, begun, made = Once[object](8), threading.Barrier(5), list[object]()

    def make() -> object:
        made.append(object())
        return made[-1]

    def ask(_: int) -> object:
        begun.wait()
        return memory.of(1, "a", make)

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
        first = pool.submit(memory.of, 1, "a", refuse)
        asked.wait(10)
        second = pool.submit(memory.of, 1, "a", lambda: "shown")
        refusing.set()
        assert second.result(10) == "shown"
        with pytest.raises(AccessDenied):
            first.result(10)
