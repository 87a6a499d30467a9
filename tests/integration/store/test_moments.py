"""Pages see the base at one moment while others write, and nothing that holds a moment stops who writes, copies or replaces."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from types import SimpleNamespace

import pytest

from flash360.access.scope import WholeProgramme
from flash360.store import Database, embedded, giving_way, moments, read
from flash360.store.patience import patiently


def sessions(base: Database) -> int:
    return int(str(read.head(base, WholeProgramme())["sessions"]))


@pytest.fixture
def bring(base, put):
    """Store another session, from another thread, like another page."""
    codes = iter(range(100))

    def once() -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(put, f"F360-{next(codes)}").result()

    return once


@pytest.fixture
def stream(base, put):
    """Store another session each time, from one thread whose writes may be seen later; with False, end it."""
    asked, done, codes = Queue[bool](), Queue[None](), iter(range(100, 200))

    @patiently
    def work() -> None:
        while asked.get():
            put(f"F360-{next(codes)}")
            done.put(None)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()

    def once(more: bool = True) -> None:
        asked.put(more)
        done.get() if more else thread.join()

    yield once
    asked.put(False)


def test_a_page_sees_one_moment_while_files_stream_in_and_the_next_page_a_later_one(base, stream, monkeypatch):
    stream()
    page = base.at_one_moment()
    version = page.stamp()
    stream()
    assert (sessions(page), page.version(), page.stamp()) == (1, version, version)
    assert (sessions(base), base.stamp()) == (2, version + 1)
    assert sessions(base.at_one_moment()) == 1  # a page that begins soon after looks at the same moment
    monkeypatch.setattr(moments, "HOLD", 0.0)
    assert sessions(base.at_one_moment()) == 2
    assert sessions(page) == 1


def test_one_write_after_a_calm_shows_at_once_and_a_stream_when_it_ends(base, stream, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(moments, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    base.at_one_moment()
    clock[0] += moments.HOLD + 1
    for _ in range(2):
        stream()
        assert sessions(base.at_one_moment()) == 1  # the first at once: nobody had to wait for it
    stream(False)
    assert sessions(base.at_one_moment()) == 2


def test_a_moment_let_go_of_and_begun_again_is_not_a_version_that_pages_have_just_come_to(base, stream, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(moments, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    stream()
    base.at_one_moment()
    clock[0] += moments.HOLD + 1
    base._engine._moments.end()
    base.at_one_moment()
    stream()
    assert sessions(base.at_one_moment()) == 2


def test_it_is_known_for_a_while_how_many_pages_began(base, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(giving_way, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    assert base.watched == 0
    base.at_one_moment()
    clock[0] += giving_way.LATELY / 2
    base.at_one_moment()
    assert base.watched == 2
    clock[0] += giving_way.LATELY / 2
    assert base.watched == 1
    clock[0] += giving_way.LATELY / 2
    assert base.watched == 0


def test_what_a_page_writes_is_in_what_every_page_sees_next(base, bring, put):
    page, other = base.at_one_moment(), base.at_one_moment()
    put("F360-ICI")
    assert (sessions(page), page.stamp()) == (1, base.stamp())
    assert sessions(other) == 0  # it began before, and shows one state of the base to its end
    bring()  # another page's
    assert sessions(base.at_one_moment()) == 2


def test_many_pages_ask_at_once_what_they_all_see_alike(base, bring):
    bring()
    pages = [base.at_one_moment() for _ in range(12)]
    bring()
    with ThreadPoolExecutor(12) as pool:
        assert set(pool.map(sessions, pages * 4)) == {1}


def test_the_log_is_folded_and_a_copy_made_while_pages_look_at_an_earlier_moment(base, bring, monkeypatch, tmp_path):
    bring()
    page = base.at_one_moment()
    monkeypatch.setattr(embedded, "LOG_LIMIT", 0)
    bring()
    assert not base.place.with_name(f"{base.place.name}.wal").exists()
    assert sessions(page) == 2  # that moment is over: the page goes on with the next
    with (tmp_path / "copie.duckdb").open("wb") as file:
        bring()
        base.copy_to(file.fileno())
    with Database.open(tmp_path / "copie.duckdb") as copy:
        assert sessions(copy) == 3


def test_a_base_is_replaced_written_anew_and_closed_under_pages_that_look_at_it(base, bring, tmp_path):
    bring()
    page = base.at_one_moment()
    assert sessions(page) == 1
    before = page.stamp()
    base.rewrite(lambda tx: tx.execute("UPDATE base.base_head SET version = version + 1"))
    assert sessions(page) == 1
    assert page.stamp() > before
    draft = base.place.with_name("brouillon.duckdb")
    Database.open(draft).close()
    base.replace_by(draft, base.place.with_name("ancienne.duckdb"))
    assert sessions(page) == 0


def test_moments_that_nobody_needs_are_let_go_of(base, bring, monkeypatch):
    monkeypatch.setattr(moments, "HOLD", 0.0)
    monkeypatch.setattr(moments, "_KEPT", 0.0)
    seen = []
    for count in range(1, 5):
        bring()
        page = base.at_one_moment()
        assert sessions(page) == count
        seen.append(page)
    base.query("CHECKPOINT base")  # which a transaction of an earlier moment would refuse, once the newest has moved
    assert [sessions(page) for page in seen] == [4, 4, 4, 4]


def test_a_question_that_fails_ends_the_moment_for_the_others_too(base, bring):
    bring()
    page = base.at_one_moment()
    with pytest.raises(Exception, match="pas_de_table"):
        page.query("SELECT * FROM pas_de_table")
    assert sessions(page) == 1


def test_who_writes_does_not_wait_for_a_long_reading_of_an_old_moment(base, bring, monkeypatch):
    monkeypatch.setattr(moments, "_KEPT", 0.0)
    bring()
    page, begun = base.at_one_moment(), threading.Event()

    def read_long() -> int:
        begun.set()
        return page.query("SELECT count(*) AS n FROM range(300000) a, range(5000) b WHERE a.range <> b.range")["n"][0].as_py()

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read_long)
        begun.wait(10)
        while not page._engine._moment.asked and not reading.done():
            pass
        bring()
        assert not reading.done()
        assert sessions(base) == 2
        assert reading.result(120) == 300000 * 5000 - 5000
