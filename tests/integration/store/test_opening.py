"""Which files are opened as a base, which are refused and left as they were, and who holds one."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from flash360.access import WholeProgramme
from flash360.errors import BaseDamaged, BaseHeld, BaseTooNew, NotABase
from flash360.settings import ROOT
from flash360.store import Database, read, schema
from flash360.store.backup import draft_for, put_in_place
from flash360.store.database import Transaction, now

WHOLE = WholeProgramme()
AT = datetime(2026, 11, 25, 10, tzinfo=UTC)
HOLDER = "import sys; from flash360.store import Database; base = Database.open(sys.argv[1]); print('open', flush=True); input()"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "programme.duckdb"


def refused(path: Path, error: type[Exception], words: str) -> None:
    """The base is refused with these words and every file beside it is byte for byte what it was."""

    def files() -> dict[str, bytes]:
        folder = path.parent if path.parent.is_dir() else path.parent.parent
        return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}

    before = files()
    with pytest.raises(error, match=words) as caught:
        Database.open(path)
    assert str(path) in str(caught.value)
    assert files() == before


def change(path: Path, sql: str) -> None:
    with duckdb.connect(path) as connection:
        connection.execute(sql)


def test_a_base_is_made_where_there_is_none_with_nothing_beside_it(path):
    with Database.open(path / "neuf" / "base.duckdb") as base:
        assert (base.version(), read.head(base, WHOLE)["sessions"]) == (0, 0)

    assert [file.name for file in (path / "neuf").iterdir()] == ["base.duckdb"]


def test_opening_and_reading_an_existing_base_writes_nothing(path):
    Database.open(path).close()
    before = hashlib.sha256(path.read_bytes()).hexdigest()

    with Database.open(path) as base:
        read.programme(base, WHOLE, now().date())

    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


@pytest.mark.parametrize("content", [b"bonjour", b"PK\x03\x04" + bytes(5000), os.urandom(20_000)])
def test_a_file_that_is_no_base_is_refused_and_untouched(path, content):
    path.write_bytes(content)

    refused(path, NotABase, "n'est pas une base Flash 360")


@pytest.mark.parametrize("content", [b"", bytes(20_000)], ids=["nothing", "zeros"])
def test_a_file_that_a_failing_disk_emptied_is_a_damaged_base_that_a_backup_replaces(path, content, tmp_path):
    (tmp_path / "sauve").mkdir()
    sound = tmp_path / "sauve" / "copie.duckdb"
    Database.open(sound).close()
    path.write_bytes(content)

    refused(path, BaseDamaged, "est vide")
    put_in_place(path, draft_for(path, sound, AT), AT)
    Database.open(path).close()


def test_a_base_of_another_product_is_refused_and_untouched(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE a (b)")
    connection.close()
    refused(path, NotABase, "n'est pas une base Flash 360")

    path.unlink()
    change(path, "CREATE TABLE sessions (code VARCHAR); INSERT INTO sessions VALUES ('F360-1')")
    refused(path, NotABase, "n'est pas une base Flash 360")


def test_a_folder_is_refused(tmp_path):
    refused(tmp_path, NotABase, "n'est pas un fichier")


def test_a_base_cannot_be_made_below_a_file_and_a_sentence_says_so(tmp_path):
    (tmp_path / "notes.txt").write_text("Bonjour")

    refused(tmp_path / "notes.txt" / "base.duckdb", NotABase, "ne peut pas être créée")


def test_a_base_of_a_newer_version_is_refused_and_untouched(path):
    Database.open(path).close()
    change(path, "INSERT INTO schema_migrations VALUES (99, '0099_later', 'x', now()::TIMESTAMP)")

    refused(path, BaseTooNew, "plus récente.*schéma 99")


def test_a_base_whose_structure_was_altered_is_refused_and_untouched(path):
    Database.open(path).close()
    change(path, "UPDATE schema_migrations SET checksum = 'x'")

    refused(path, BaseDamaged, "structure attendue")


def test_a_truncated_base_is_refused_and_untouched(path):
    Database.open(path).close()
    path.write_bytes(path.read_bytes()[:5_000])

    refused(path, BaseDamaged, "endommagée")


def test_a_base_that_lost_a_table_is_refused_and_untouched_however_often_one_tries(path):
    Database.open(path).close()
    change(path, "DROP TABLE statements")

    refused(path, BaseDamaged, "endommagée")
    refused(path, BaseDamaged, "endommagée")


def test_a_base_with_an_altered_block_is_called_damaged_when_it_is_read(path):
    text = "Témoin " + "".join(f"{number:07d}" for number in range(40_000))
    with Database.open(path) as base, base.transaction() as tx:
        sql = "INSERT INTO base.audit_events VALUES (uuidv7(), '2024-05-03', 'ana', 'essai', NULL, $text)"
        tx.execute(sql, {"text": text})
    content = path.read_bytes()
    altered = content.replace(b"0020000", b"0020001", 1)
    assert altered != content
    path.write_bytes(altered)

    with Database.open(path) as base, pytest.raises(BaseDamaged, match="endommagée"):
        base.query("SELECT length(details) FROM base.audit_events")


def test_an_older_base_is_migrated_after_a_copy_was_kept(path, monkeypatch):
    Database.open(path).close()
    before = path.read_bytes()
    later = schema.Migration(9001, "9001_later", "CREATE TABLE later (a INTEGER); INSERT INTO later VALUES (7)", "y")
    first = schema.known()
    monkeypatch.setattr(schema, "known", lambda: (*first, later))

    with Database.open(path) as base:
        assert base.query("SELECT a FROM base.later").to_pylist() == [{"a": 7}]
        applied = base.query("SELECT version, name, checksum FROM base.schema_migrations ORDER BY version").to_pylist()

    assert applied[-1] == {"version": 9001, "name": "9001_later", "checksum": "y"}
    copy = path.with_name("programme.avant-migration-9001.duckdb")
    assert copy.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == [copy.name, path.name]
    Database.open(path).close()


def test_a_migration_that_fails_leaves_the_base_as_it_was(path, monkeypatch):
    Database.open(path).close()
    first = schema.known()
    broken = replace(
        first[0], version=9001, name="9001_broken", sql="CREATE TABLE later (a INTEGER); SELECT nothing FROM nowhere"
    )
    monkeypatch.setattr(schema, "known", lambda: (*first, broken))
    with pytest.raises(duckdb.Error):
        Database.open(path)

    monkeypatch.setattr(schema, "known", lambda: first)
    with Database.open(path) as base:
        applied = base.query("SELECT version FROM base.schema_migrations ORDER BY version").column("version").to_pylist()
    assert applied == [one.version for one in first]


def test_a_base_held_by_another_process_is_refused_naming_it(path):
    Database.open(path).close()
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(BaseHeld, match=rf"processus {holder.pid} : .*Database\.open"):
            Database.open(path)
        holder.communicate("\n")

    Database.open(path).close()


def test_a_second_opening_in_one_process_is_refused_and_the_first_keeps_its_lock(path):
    with Database.open(path) as base:
        with pytest.raises(BaseHeld, match="déjà ouverte par ce programme"):
            Database.open(path)

        other = subprocess.run(
            [sys.executable, "-c", HOLDER, str(path)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "BaseHeld" in other.stderr
        assert base.version() == 0


def test_closing_twice_does_not_release_the_base_of_another(path):
    first = Database.open(path)
    first.close()
    with Database.open(path):
        first.close()
        with pytest.raises(BaseHeld):
            Database.open(path)


def test_what_was_committed_before_a_kill_is_there_again(path):
    Database.open(path).close()
    command = (
        "import os, sys; from flash360.store import Database, write; from flash360.store.database import now\n"
        "base = Database.open(sys.argv[1])\n"
        "with base.transaction() as tx: write.move_head(tx, now())\n"
        "with base.transaction() as tx:\n write.move_head(tx, now()); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", command, str(path)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL

    with Database.open(path) as base:
        assert base.version() == 1


def test_no_query_reaches_another_file_and_none_can_change_that(path, tmp_path):
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    with Database.open(path) as base:
        for sql in (
            f"SELECT * FROM read_csv('{tmp_path}/secret.csv')",
            f"ATTACH '{tmp_path}/autre.duckdb' AS other",
            f"COPY (SELECT 1) TO '{tmp_path}/copie.csv'",
            "SET enable_external_access = true",
            "SET lock_configuration = false",
        ):
            with pytest.raises(duckdb.Error):
                base.query(sql)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["programme.duckdb", "secret.csv"]


def test_what_killed_processes_left_beside_a_base_goes_when_it_opens_and_what_others_are_making_stays(path):
    Database.open(path).close()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead, alive = f"{path}.creation-{ended.pid}", f"{path}.restauration-20261125-101500-{os.getppid()}"
    others = (alive, f"{path.parent}/autre.duckdb.creation-{ended.pid}", f"{path}.creation-lisez-moi")
    for left in (dead, f"{dead}.wal", f"{path}.restauration-20261125-101500-{ended.pid}.avant-migration-7.duckdb", *others):
        Path(left).write_bytes(b"personnel")
    folder = Path(f"{path}.effacement")
    folder.mkdir()
    (folder / "staged.duckdb").write_bytes(b"personnel")

    Database.open(path).close()

    assert {str(file) for file in path.parent.iterdir()} == {str(path), *others}


def test_nobody_opens_a_base_while_it_is_written_anew(path):
    opening = "import sys; from flash360.store import Database; Database.open(sys.argv[1])"
    tries = []

    def change(tx: Transaction) -> None:
        tries.append(subprocess.run([sys.executable, "-c", opening, path], cwd=ROOT, capture_output=True, text=True, check=False))
        tx.execute("DELETE FROM base.themes")

    with Database.open(path) as base:
        base.rewrite(change)
        assert base.query("SELECT count(*) AS n FROM base.themes").to_pylist() == [{"n": 0}]
    assert "BaseHeld" in tries[0].stderr, "what it would have written is lost with the old file"
