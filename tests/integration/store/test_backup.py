"""A base copied while it is used, checked, put back: the same rows in every table."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flash360.access import WholeProgramme
from flash360.errors import UnsoundCopy
from flash360.settings import Lake, Settings
from flash360.store import Database, read
from flash360.store.backup import backup, draft_for, put_in_place, table_sums
from flash360.store.rotation import Rotation

AT = datetime(2024, 5, 3, 10, tzinfo=UTC)
WHOLE = WholeProgramme()


def test_a_copy_holds_every_row_of_every_table(base, put, tmp_path):
    for number in range(3):
        put(f"F360-{number}", statements=[{"number": 1, "kind": "frein", "text": "Trop long"}])

    copy = backup(base, tmp_path / "copie.duckdb")

    assert copy.tables == table_sums(base)
    assert copy.tables["sessions"].rows == 3
    assert (copy.path.stat().st_mode & 0o777, copy.version) == (0o600, 3)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copie.duckdb", "essai.duckdb"]


def test_sums_tell_two_bases_apart_by_one_cell(base, put):
    put()
    before = table_sums(base)
    with base.transaction() as tx:
        tx.execute("UPDATE base.sessions SET cell = 'A3'")
    after = table_sums(base)
    assert {name for name in before if before[name] != after[name]} == {"sessions"}


def test_a_copy_made_while_others_write_is_one_moment_of_the_base(base, put, tmp_path):
    put("F360-0")
    writing = threading.Event()

    def write() -> None:
        for number in range(1, 30):
            put(f"F360-{number}")
            writing.set()

    thread = threading.Thread(target=write)
    thread.start()
    writing.wait()
    copies = [backup(base, tmp_path / f"copie{number}.duckdb") for number in range(3)]
    thread.join()

    for copy in copies:
        with Database.open(copy.path) as opened:
            head = read.head(opened, WHOLE)
        assert head["version"] == head["sessions"] == head["last_import"] == copy.version
    assert read.head(base, WHOLE)["sessions"] == 30


def test_a_copy_through_the_door_is_the_commands_own_file(tmp_path):
    with Database.open(tmp_path / "essai.duckdb", door=True) as held, Database.reach(held.beside) as guest:
        copy = backup(guest, tmp_path / "ailleurs.duckdb")
        assert copy.tables == table_sums(held)


def test_nothing_is_overwritten(base, tmp_path):
    (tmp_path / "copie.duckdb").write_text("autre chose")
    with pytest.raises(UnsoundCopy, match="existe déjà"):
        backup(base, tmp_path / "copie.duckdb")
    assert (tmp_path / "copie.duckdb").read_text() == "autre chose"


@pytest.mark.parametrize("running", [True, False])
def test_a_base_put_back_equals_the_one_backed_up_and_the_other_is_kept(tmp_path, running):
    path = tmp_path / "essai.duckdb"
    held = Database.open(path, door=True)
    with held.transaction() as tx:
        tx.execute("UPDATE base.base_head SET version = 7")
    copy = backup(held, tmp_path / "copie.duckdb")
    with held.transaction() as tx:
        tx.execute("UPDATE base.base_head SET version = 8")
    stamp = held.stamp()
    if not running:
        held.close()

    kept = put_in_place(path, draft_for(path, copy.path, AT), AT)

    if not running:
        held = Database.open(path)
    assert table_sums(held) == copy.tables
    assert held.version() == 7
    assert not running or held.stamp() not in (stamp, stamp - 1), "what was kept of the other base would be shown"
    held.close()
    assert kept == tmp_path / "essai.avant-restauration-20240503-100000.duckdb"
    with Database.open(kept) as other:
        assert other.version() == 8


def test_a_damaged_base_is_replaced_and_kept_with_its_log(tmp_path):
    path = tmp_path / "essai.duckdb"
    with Database.open(path) as base:
        copy = backup(base, tmp_path / "copie.duckdb")
    path.write_bytes(path.read_bytes()[:5_000])
    path.with_name("essai.duckdb.wal").write_bytes(b"reste")

    kept = put_in_place(path, draft_for(path, copy.path, AT), AT)

    assert kept is not None
    assert kept.stat().st_size == 5_000
    assert kept.with_name(f"{kept.name}.wal").read_bytes() == b"reste"
    with Database.open(path) as base:
        assert table_sums(base) == copy.tables


def test_a_file_that_cannot_be_opened_does_not_take_the_place_of_a_base_in_use(base, put, tmp_path):
    put()
    draft = tmp_path / "brouillon.duckdb"
    draft.write_bytes(b"rien")
    with pytest.raises(Exception, match="n'est pas une base"):
        base.replace_by(draft, tmp_path / "ancienne.duckdb")
    assert base.version() == 1
    put("F360-2")


def test_backups_follow_one_another_at_their_interval_and_the_oldest_go(base, put, tmp_path):
    rotation = Rotation.of(Settings(backup_hours=24, backups_kept=2), base.beside)
    assert not rotation.due(base, AT), "nothing is in the base yet"
    for day in range(3):
        put(f"F360-{day}")
        assert rotation.due(base, AT + timedelta(days=day))
        rotation.make(base, AT + timedelta(days=day))
        assert not rotation.due(base, AT + timedelta(days=day, hours=23))
    assert not rotation.due(base, AT + timedelta(days=9)), "nothing has changed since"

    assert [(made.at, made.version) for made in rotation.made()] == [(AT + timedelta(days=2), 3), (AT + timedelta(days=1), 2)]
    assert sorted(file.name for file in rotation.folder.iterdir()) == [
        "essai-20240504T100000Z-v2.duckdb",
        "essai-20240505T100000Z-v3.duckdb",
    ]
    assert not Rotation.of(Settings(backup_hours=0), base.beside).due(base, AT + timedelta(days=9))


def test_a_backup_waits_for_the_one_that_another_machine_makes_and_a_draft_of_the_dead_goes(base, put):
    put()
    rotation = Rotation.of(Settings(), base.beside)
    rotation.folder.mkdir()
    draft = rotation.folder / "essai-20240503T095900Z.duckdb.neuf.en-cours"
    draft.write_bytes(b"personnel")
    os.utime(draft, (AT.timestamp(), AT.timestamp()))

    assert not rotation.due(base, AT + timedelta(hours=1))
    assert rotation.due(base, AT + timedelta(hours=7))
    copy = rotation.make(base, AT + timedelta(hours=7))
    assert list(rotation.folder.iterdir()) == [copy.path]


def test_a_shared_base_is_backed_up_by_its_machines_where_a_folder_is_named():
    assert Rotation.of_server(Settings(), Lake("dbname=f")) is None
    kept = Rotation.of_server(Settings(backups=Path("/partage/sauvegardes")), Lake("dbname=f"))
    assert kept is not None
    assert kept.folder == Path("/partage/sauvegardes")
