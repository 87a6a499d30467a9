"""A base reached through the door of the process that holds it: the same answers, refusals and all or nothing."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from flash360.access import WholeProgramme
from flash360.errors import BaseHeld, UndoBlocked
from flash360.settings import ROOT
from flash360.store import Database, content, frames, giving_way, moments, read, write
from flash360.store.reached import Refused, reached

AT = datetime(2024, 5, 3, 10)
WHOLE = WholeProgramme()


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "essai.duckdb", door=True) as database:
        yield database


@pytest.fixture
def guest(held: Database) -> Iterator[Database]:
    with Database.reach(held.beside) as database:
        yield database


def refused(base: Database) -> None:
    with base.transaction() as tx:
        write.move_head(tx, AT)
        raise UndoBlocked("non")


def test_parameters_and_rows_come_through_as_they_are(guest):
    asked = {
        "n": 7,
        "real": 0.5,
        "text": "né « là »",
        "day": date(2024, 5, 3),
        "at": AT,
        "none": None,
        "ids": ["a", "b"],
        "empty": [],
    }
    sql = "SELECT $n AS n, $real AS real, $text AS text, $day AS day, $at AS at, $none AS none, $ids AS ids, len($empty) AS empty"

    (row,) = guest.query(sql, asked).to_pylist()

    assert row == asked | {"empty": 0}


def test_a_commit_through_the_door_is_seen_by_the_holder_and_a_block_that_raises_leaves_nothing(held, guest):
    with guest.transaction() as tx:
        write.move_head(tx, AT)
        tx.insert(
            "INSERT INTO base.schema_migrations SELECT * FROM rows", pa.table({"v": [98], "n": ["x"], "c": ["y"], "a": [AT]})
        )
        assert held.version() == 0
    assert held.version() == 1
    assert held.query("SELECT name FROM base.schema_migrations WHERE version = 98").num_rows == 1

    with pytest.raises(UndoBlocked):
        refused(guest)
    assert held.version() == 1
    with guest.transaction() as tx:
        write.move_head(tx, AT)
    assert guest.version() == 2


def test_who_writes_through_the_door_is_told_how_many_pages_began_lately(held, guest, monkeypatch):
    monkeypatch.setattr(giving_way, "LATELY", 1000.0)
    for pages in range(3):
        if pages:
            held.at_one_moment()
        with guest.transaction() as tx:
            write.move_head(tx, AT)
        assert guest.watched == pages


def test_what_a_command_wrote_shows_to_pages_that_begin_once_it_is_done(held, monkeypatch):
    monkeypatch.setattr(moments, "HOLD", 1000.0)
    guest = Database.reach(held.beside)
    held.at_one_moment()
    for version in (1, 2):
        with guest.transaction() as tx:
            write.move_head(tx, AT)
        assert held.at_one_moment().version() == 0  # pages had just come to the version before
        assert held.version() == version
    guest.close()
    deadline = time.monotonic() + 30
    while (seen := held.at_one_moment().version()) == 0 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert seen == 2


def test_a_statement_that_fails_says_so_and_the_door_stays_open(guest):
    with pytest.raises(Refused, match="nowhere"):
        guest.query("SELECT * FROM nowhere")
    with pytest.raises(Refused, match="nowhere"), guest.transaction() as tx:
        tx.execute("DELETE FROM nowhere")
    assert guest.version() == 0


def test_no_query_through_the_door_reaches_another_file(guest, tmp_path):
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    with pytest.raises(Refused, match="disabled"):
        guest.query(f"SELECT * FROM read_csv('{tmp_path}/secret.csv')")


def test_a_command_that_dies_in_a_transaction_leaves_nothing_and_holds_nobody(held):
    script = (
        "import os, sys; from datetime import datetime; from flash360.store import Database, write\n"
        "with Database.reach(sys.argv[1]) as base, base.transaction() as tx:\n"
        " write.move_head(tx, datetime(2024, 5, 3)); print('written', flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", script, held.beside], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("written\n", -9)

    with held.transaction() as tx:  # would wait for ever if the writer were still held
        assert content.version(tx) == 0


def test_a_holder_that_goes_is_said_in_french(tmp_path):
    held = Database.open(tmp_path / "essai.duckdb", door=True)
    guest = Database.reach(held.beside)
    held.close()

    with pytest.raises(BaseHeld, match="s'est arrêté pendant l'opération"):
        guest.version()
    guest.close()
    assert [file.name for file in tmp_path.iterdir()] == ["essai.duckdb"]


def test_closing_waits_for_the_transaction_in_progress(held, guest):
    with guest.transaction() as tx:
        write.move_head(tx, AT)
        closing = threading.Thread(target=held.close)
        closing.start()
        while reached(held.beside) is not None:
            pass
        write.move_head(tx, AT)
    closing.join()

    with Database.open(held.beside) as again:
        assert again.version() == 2


def test_several_threads_share_the_way_in(held, guest):
    def once() -> None:
        with guest.transaction() as tx:
            write.move_head(tx, AT)
        read.head(guest, WHOLE)

    threads = [threading.Thread(target=once) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert held.version() == 8


def test_the_door_is_its_owners_alone_and_goes_with_the_holder(held):
    folder = frames.folder_of(held.beside)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    held.close()

    assert not folder.exists()


def test_a_folder_open_to_others_is_no_door(tmp_path):
    base = tmp_path / "essai.duckdb"
    frames.folder_of(base).mkdir(mode=0o755)
    frames.folder_of(base).chmod(0o755)
    with Database.open(base, door=True) as held:
        assert held.version() == 0
        assert reached(base) is None


def test_what_a_killed_holder_left_is_no_obstacle(tmp_path):
    base = tmp_path / "essai.duckdb"
    script = "import os, sys; from flash360.store import Database; Database.open(sys.argv[1], door=True); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", script, base], cwd=ROOT, check=False)
    assert (frames.folder_of(base) / frames.SOCKET).exists()

    with Database.reach(base) as alone:
        assert alone.version() == 0
    with Database.open(base, door=True) as held, Database.reach(base) as guest:
        assert (held.version(), guest.version()) == (0, 0)


def test_a_dashboard_of_another_version_is_not_spoken_to(held, monkeypatch):
    with Database.reach(held.beside):
        monkeypatch.setattr(frames, "language", iter(["0.0.9", "0.1.0"]).__next__)
        with pytest.raises(BaseHeld, match=rf"autre version du produit \(processus {os.getpid()}\)"):
            reached(held.beside)


def test_who_speaks_no_sense_is_shown_out_and_the_door_stays_open(held, guest):
    with socket.socket(socket.AF_UNIX) as stranger, frames.address(frames.folder_of(held.beside)) as address:
        stranger.connect(address)
        stranger.sendall(b"GET / HTTP/1.1\r\n\r\n")
        with suppress(ConnectionResetError):
            assert stranger.recv(100) == b""
    assert guest.version() == 0


def test_a_path_longer_than_an_address_has_a_door_too(tmp_path):
    deep = tmp_path / ("d" * 100) / ("e" * 100) / "essai.duckdb"
    with Database.open(deep, door=True), Database.reach(deep) as guest:
        assert guest.version() == 0
