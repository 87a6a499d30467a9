"""Several servers of one machine on one base: one holds it, the others go through its door and take its place when it stops."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from flash360.errors import BaseHeld, UndoBlocked
from flash360.settings import ROOT
from flash360.store import Database, beside, write
from flash360.store.reached import Departed

AT = datetime(2024, 5, 3, 10)
HOLDER = (
    "import sys; from flash360.store import Database\n"
    "with Database.open(sys.argv[1], door=True) as base: print('held', flush=True); sys.stdin.read()"
)


def wrote(base: Database) -> None:
    with base.transaction() as tx:
        write.move_head(tx, AT)


def refused(base: Database) -> None:
    with base.transaction() as tx:
        write.move_head(tx, AT)
        raise UndoBlocked("non")


def leaving(base: Database, holder: subprocess.Popen[str]) -> None:
    """A transaction in which the holder is killed."""
    with base.transaction() as tx:
        write.move_head(tx, AT)
        holder.kill()
        holder.wait()


def anew(base: Database) -> None:
    """Write the file anew, as an erasure does."""
    base.rewrite(lambda tx: tx.execute("UPDATE base.base_head SET version = version + 1"))


def moved(base: Database, stamp: int) -> int:
    """The stamp of a base once it is another, within the time stated."""
    deadline = time.monotonic() + 2 * beside.FRESH
    while base.at_one_moment().stamp() == stamp:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return base.at_one_moment().stamp()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "essai.duckdb"


@pytest.fixture
def forgotten() -> list[int]:
    return []


@pytest.fixture
def pair(path, forgotten) -> Iterator[tuple[Database, Database]]:
    """The server that holds the base, and another."""
    with (
        Database.open(path, door=True, beside=True) as first,
        Database.open(path, door=True, beside=True, replaced=lambda: forgotten.append(1)) as second,
    ):
        yield first, second


def test_one_holds_the_base_and_the_other_goes_through_its_door(pair):
    first, second = pair
    assert (first.holds, second.holds) == (True, False)
    wrote(second)
    assert (first.version(), second.version()) == (1, 1)


def test_what_a_server_writes_is_on_its_own_pages_at_once_and_on_those_of_the_other_within_the_time_stated(pair):
    first, second = pair
    page = second.at_one_moment()
    before = page.stamp()
    wrote(second)
    assert (page.version(), second.at_one_moment().version(), second.stamp()) == (1, 1, before + 1)
    wrote(first)
    assert moved(second, before + 1) == before + 2
    assert second.at_one_moment().version() == 2


def test_a_page_sees_one_moment_to_its_end(pair):
    first, second = pair
    page = second.at_one_moment()
    stamp = page.stamp()
    for _ in range(3):
        wrote(first)
    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(lambda _: page.version(), range(24))) == {0}
    assert page.stamp() == stamp


def test_another_thread_of_the_same_server_sees_what_it_wrote(pair):
    _, second = pair
    assert second.at_one_moment().version() == 0
    thread = threading.Thread(target=wrote, args=(second,))
    thread.start()
    thread.join()
    assert second.at_one_moment().version() == 1


def test_the_next_server_takes_the_place_of_the_one_that_stops(path, forgotten):
    first = Database.open(path, door=True, beside=True)
    second = Database.open(path, door=True, beside=True, replaced=lambda: forgotten.append(1))
    wrote(second)
    page, stamp = second.at_one_moment(), second.stamp()
    first.close()
    assert page.version() == 1
    assert second.holds
    assert second.stamp() > stamp
    assert forgotten  # another one may have changed the file meanwhile
    wrote(second)
    with Database.open(path, door=True, beside=True) as third:
        assert (third.holds, third.version()) == (False, 2)
    second.close()


@pytest.fixture
def holder(path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the base."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_holder_that_is_killed_leaves_its_place_and_everything_it_committed(path, holder):
    with Database.open(path, door=True, beside=True) as other:
        wrote(other)
        holder.kill()
        holder.wait()
        with ThreadPoolExecutor(4) as pool:  # the pages of that moment, all at once
            assert set(pool.map(lambda _: other.at_one_moment().version(), range(8))) == {1}
        assert other.holds
        wrote(other)
        assert other.version() == 2


def test_a_transaction_that_the_holder_leaves_is_said_and_leaves_nothing(path, holder):
    with Database.open(path, door=True, beside=True) as other:
        with pytest.raises(Departed, match="s'est arrêté pendant l'opération"):
            leaving(other, holder)
        assert other.version() == 0
        wrote(other)
        assert other.version() == 1


def test_a_block_that_raises_leaves_nothing(pair):
    first, second = pair
    with pytest.raises(UndoBlocked):
        refused(second)
    assert first.version() == 0


@pytest.mark.parametrize("who", [0, 1])
def test_what_is_erased_by_one_leaves_the_memory_of_the_other(pair, forgotten, who):
    _, second = pair
    wrote(second)
    stamp = second.stamp()
    anew(pair[who])
    assert moved(second, stamp) > stamp
    assert forgotten
    assert second.version() == 2


def test_stamps_never_come_back(path):
    """Each holder counts from its own start how often the file was replaced: the servers after it must not believe it."""
    first, second, last = (Database.open(path, door=True, beside=True) for _ in range(3))
    seen = [last.stamp()]
    for holder, next_one in ((first, second), (second, last)):
        anew(holder)
        seen.append(moved(last, seen[-1]))
        holder.close()
        assert next_one.version() == len(seen) // 2
        assert next_one.holds
        seen.append(moved(last, seen[-1]))
    anew(last)
    seen.append(last.stamp())
    last.close()
    assert seen == sorted(set(seen))


def test_a_program_that_opens_no_door_is_said(path):
    with Database.open(path), pytest.MonkeyPatch.context() as patch:
        patch.setattr(beside, "_PATIENCE", 0.1)
        with pytest.raises(BaseHeld):
            Database.open(path, door=True, beside=True)
