"""Pages take turns: one at a time, first come first drawn, and none holds the others up."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from flash360.ui.turns import Turns

LONG = 60.0
"""Seconds that no test waits for."""


def waiting(turns: Turns, number: int) -> None:
    """Until so many wait."""
    while len(turns._waiting) != number:
        time.sleep(0.001)


def test_one_page_at_a_time_in_the_order_of_their_coming():
    turns, order = Turns(LONG), list[int]()

    def page(number: int) -> None:
        with turns.turn():
            order.append(number)

    with ThreadPoolExecutor(9) as pages, turns.turn():
        for number in range(8):
            pages.submit(page, number)
            waiting(turns, number + 1)
        assert order == []
    assert order == list(range(8))


def test_never_two_at_once_while_turns_are_short():
    turns, inside, most = Turns(LONG), [0], [0]

    def page(_: int) -> None:
        for _ in range(50):
            with turns.turn():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0)
                inside[0] -= 1

    with ThreadPoolExecutor(8) as pages:
        list(pages.map(page, range(8)))
    assert (most, inside) == ([1], [0])


def test_a_long_page_holds_nobody_up_and_its_end_gives_nobody_s_turn_away():
    turns, end, ended = Turns(0.05), threading.Event(), threading.Event()

    def long_page() -> None:
        with turns.turn():
            end.wait(LONG)
        ended.set()

    thread = threading.Thread(target=long_page)
    thread.start()
    while turns._now is None:
        time.sleep(0.001)
    with ThreadPoolExecutor(3) as pages:
        for _ in range(3):  # one after the other, beside the long one
            assert pages.submit(entered, turns).result(LONG)
        with turns.turn():
            holder = turns._now
            end.set()
            assert ended.wait(LONG)
            assert turns._now is holder
        assert turns._now is None
    thread.join()


def entered(turns: Turns) -> bool:
    with turns.turn():
        return True


def test_those_who_wait_behind_a_long_page_all_pass():
    turns, end = Turns(0.05), threading.Event()
    passed = list[int]()

    def page(number: int) -> None:
        with turns.turn():
            passed.append(number)
            end.wait(LONG)

    with ThreadPoolExecutor(5) as pages:
        for number in range(5):
            pages.submit(page, number)
            if number:
                while len(passed) + len(turns._waiting) != number + 1:
                    time.sleep(0.001)
        while len(passed) < 5:
            time.sleep(0.001)
        end.set()
    assert passed == list(range(5))


def test_a_part_drawn_within_a_page_is_of_its_turn():
    turns = Turns(LONG)
    with turns.turn():
        with turns.turn():
            assert turns._now is not None
        assert turns._now is not None
    assert turns._now is None


def test_a_page_that_stops_gives_its_turn_back():
    turns = Turns(LONG)
    with pytest.raises(KeyError), turns.turn():
        raise KeyError("stopped")
    with ThreadPoolExecutor(1) as pages:
        assert pages.submit(entered, turns).result(LONG)
