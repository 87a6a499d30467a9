"""Memory is tidied when it is asked for, and not while pages are drawn."""

from __future__ import annotations

import asyncio
import gc
import time
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from flash360.ui import held, tidy


class Knot:
    """Something that only a full collection frees once it is old: it reaches itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def begun():
    """This process as the server makes it; as it was afterwards."""
    before = gc.get_threshold()
    tidy.begin()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.fixture
def old():
    """A knot that nothing reaches any more, old enough to be left alone by a look at the young ones."""
    knot = Knot()
    gc.collect(1)
    gc.collect(1)
    seen = weakref.ref(knot)
    del knot
    gc.collect(1)
    assert seen() is not None
    return seen


def test_what_pages_make_brings_no_full_collection():
    full = gc.get_stats()[2]["collections"]
    kept = [[number] for number in range(2_000_000)]  # by itself the interpreter would make several
    assert gc.get_stats()[1]["collections"] > 0
    assert (gc.get_stats()[2]["collections"], len(kept)) == (full, 2_000_000)


def kept(freed, seconds: float, **settings: float) -> bool:
    """Memory kept tidy until this is freed, or for so long; whether it was. By a loop in a thread of its own: a browser's
    tests leave one running in this one.
    """

    async def keeping() -> None:
        working, end = asyncio.create_task(tidy.keep(every=0.01, **settings)), time.monotonic() + seconds
        while freed() is not None and time.monotonic() < end:
            await asyncio.sleep(0.01)
        working.cancel()

    with ThreadPoolExecutor(1) as beside:
        beside.submit(lambda: asyncio.run(keeping())).result()
    return freed() is None


def test_a_quiet_moment_frees_what_nothing_reaches(old, monkeypatch):
    monkeypatch.setattr(held, "_begun", time.monotonic() - 60)
    assert kept(old, 20)


def test_while_pages_follow_one_another_it_waits_but_not_for_ever(old, monkeypatch):
    monkeypatch.setattr(held, "calm", lambda seconds: False)
    assert not kept(old, 0.2)
    assert kept(old, 20, patience=0.05)
