"""The product on a base that several machines share: PostgreSQL for the catalogue, Parquet files in a folder or a store."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flash360 import ingest
from flash360.access import WholeProgramme
from flash360.cli.application import main
from flash360.errors import BaseMoved, BaseUnreachable, NotABase
from flash360.model import Action
from flash360.settings import ROOT, Lake, Settings, place
from flash360.store import Database, giving_way, read
from flash360.store import lake as lakes
from flash360.store.backup import backup, table_sums
from flash360.store.trail import Event
from tests.integration.ingest.workbooks import everything, row_of, workbook

SAMPLES = ROOT / "data" / "samples"
AGAINST = {f"P0{n}": (1, 2) for n in range(1, 7)}
OTHERS = ("F360-2024-08", "F360-2024-09", "F360-2024-10")


def imported(base: Database, content: bytes, name: str = "a.xlsx") -> ingest.Receipt:
    return ingest.import_workbook(base, content, name, author="ana")


def test_a_workbook_goes_in_is_undone_and_comes_back(lake):
    with Database.open(lake) as base:
        assert imported(base, workbook()).outcome == "committed"
        assert row_of(base)["verdict"] == "favourable"
        assert imported(base, workbook()).outcome == "unchanged"
        imported(base, workbook(grades=AGAINST), "b.xlsx")
        assert row_of(base)["verdict"] == "unfavourable"
        ingest.undo(base, 2, author="ana")
        assert row_of(base)["verdict"] == "favourable"
        ingest.undo(base, 3, author="ana")
        assert row_of(base)["verdict"] == "unfavourable"
        assert ingest.verify(base) == []
    with Database.open(lake) as again:
        assert row_of(again)["verdict"] == "unfavourable"


def test_a_base_moves_to_a_shared_place_and_back_and_stays_the_same(lake, tmp_path, monkeypatch, capsys):
    file, back = tmp_path / "depart.duckdb", tmp_path / "retour.duckdb"
    with Database.open(file) as base:
        for sample in sorted(SAMPLES.glob("*.xlsx")):
            imported(base, sample.read_bytes(), sample.name)
        shown, sums = everything(base), table_sums(base)
    monkeypatch.setenv("FLASH360_FILES", str(lake.files))
    there = f"ducklake:postgres:{lake.catalogue}"
    assert main(["--database", str(file), "migrate-to", there]) == 0
    with Database.open(lake) as shared:
        assert everything(shared) == shown
    assert main(["--database", there, "migrate-to", str(back)]) == 0
    assert capsys.readouterr().out.count("les deux sont égales") == 2
    with Database.open(back) as base:
        assert table_sums(base) == sums
    assert main(["--database", str(file), "migrate-to", there]) == 4, "a catalogue in use was written over"
    with Database.open(lake) as shared:
        assert table_sums(shared) == sums


def test_it_is_known_how_many_pages_of_this_process_began(lake, monkeypatch):
    monkeypatch.setattr(giving_way, "LATELY", 1000.0)
    with Database.open(lake) as base:
        assert base.watched == 0
        base.at_one_moment()
        base.at_one_moment()
        assert base.watched == 2


def test_a_backup_of_a_shared_base_is_a_file_that_holds_the_same(lake, tmp_path):
    with Database.open(lake) as base:
        imported(base, workbook())
        copy = backup(base, tmp_path / "copie.duckdb")
        assert copy.tables == table_sums(base)
    with Database.open(copy.path) as file:
        assert row_of(file)["verdict"] == "favourable"


def test_what_one_machine_writes_the_others_see(lake, monkeypatch):
    monkeypatch.setattr(lakes, "FRESH", 0.05)
    with Database.open(lake) as one, Database.open(lake) as other:
        before = other.stamp()
        imported(one, workbook())
        assert one.stamp() == one.version() == 1
        assert row_of(other)["verdict"] == "favourable", "a read is of this very moment"
        deadline = time.monotonic() + 10
        while other.stamp() == before:
            assert time.monotonic() < deadline, "the other machine keeps what it knew"


def test_of_two_imports_of_one_session_the_second_is_told(lake):
    with Database.open(lake) as one, Database.open(lake) as other:
        imported(one, workbook())
        seen = ingest.preview(other, workbook(grades=AGAINST), "b.xlsx", author="bob")
        imported(one, workbook(title="Autre titre"), "c.xlsx")
        with pytest.raises(BaseMoved, match="F360-2024-07 a changé"):
            ingest.commit(other, seen, author="bob")
        assert (row_of(other)["verdict"], row_of(other)["title"]) == ("favourable", "Autre titre")


def importing(lake: Lake, folder: Path, *codes: str) -> subprocess.Popen[str]:
    """A command that imports a workbook for each of these sessions."""
    files = []
    for code in codes:
        files.append(folder / f"{code}.xlsx")
        files[-1].write_bytes(workbook(code))
    command = [sys.executable, "-m", "flash360", "--database", f"ducklake:postgres:{lake.catalogue}", "import", *map(str, files)]
    environment = os.environ | {"FLASH360_FILES": str(lake.files), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_three_machines_import_at_once_while_a_fourth_is_killed_and_nothing_is_lost_or_halved(lake, tmp_path):
    Database.open(lake).close()
    dying = importing(lake, tmp_path, *(f"F360-2025-0{n}" for n in range(1, 6)))
    others = [importing(lake, tmp_path, code) for code in OTHERS]
    assert dying.stdout is not None
    assert any("[2/5]" in line for line in dying.stdout), "it ended before its second workbook"
    dying.kill()
    dying.communicate()
    told = [one.communicate(timeout=120)[0] for one in others]
    assert [one.returncode for one in others] == [0, 0, 0], told
    with Database.open(lake) as base:
        assert [row_of(base, code)["verdict"] for code in OTHERS] == ["favourable"] * 3
        assert row_of(base, "F360-2025-01")["verdict"] == "favourable", "it was told done"
        assert ingest.verify(base) == []


def test_several_machines_that_start_on_an_empty_catalogue_make_one_base(lake):
    opened, failed = list[Database](), list[BaseException]()

    def start() -> None:
        try:
            opened.append(Database.open(lake))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert ingest.verify(opened[0]) == []
    assert len({one.query("SELECT count(*) FROM base.themes").column(0)[0].as_py() for one in opened}) == 1
    for one in opened:
        one.close()


def test_a_catalogue_that_is_down_is_said_and_one_that_is_back_is_used(lake, postgres):
    with Database.open(lake) as base:
        imported(base, workbook())
        with postgres.absent():
            with pytest.raises(BaseUnreachable, match="ne répond pas"):
                base.version()
            with pytest.raises(BaseUnreachable):
                imported(base, workbook(grades=AGAINST), "b.xlsx")
            with pytest.raises(BaseUnreachable):
                Database.open(lake)
        assert row_of(base)["verdict"] == "favourable"
        assert imported(base, workbook(grades=AGAINST), "b.xlsx").outcome == "committed"


def test_a_catalogue_that_holds_something_else_is_refused_and_left_alone(lake):
    connection = lakes.lake_opening.attached(lake)
    connection.execute("CREATE TABLE base.recettes AS SELECT 42 AS sel")
    connection.close()
    with pytest.raises(NotABase, match="laissé intact"):
        Database.open(lake)
    connection = lakes.lake_opening.attached(lake)
    assert connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'base'").fetchall() == [("recettes",)]
    connection.close()


def test_no_query_of_a_shared_base_reaches_another_file(lake, tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with Database.open(lake) as base:
        for statement in (f"SELECT * FROM read_csv('{tmp_path}/secret.csv')", f"ATTACH '{tmp_path}/autre.duckdb'"):
            with pytest.raises(Exception, match="disabled by configuration"):
                base.query(statement)


def test_the_files_of_a_shared_base_may_lie_in_an_object_store(postgres, bucket):
    lake = Lake(postgres.catalogue(), "s3://flash360/base/")
    with Database.open(lake) as base:
        for sample in sorted(SAMPLES.glob("*.xlsx")):
            assert imported(base, sample.read_bytes(), sample.name).outcome == "committed"
        assert ingest.verify(base) == []
        shown = everything(base)
    assert [name for name in bucket() if name.startswith("base/") and ".parquet" in name]
    with Database.open(lake) as again:
        assert everything(again) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ducklake:postgres:dbname=f host=h password=s3cret user=u", "ducklake:postgres:dbname=f host=h password=… user=u"),
        ("ducklake:postgres:dbname=f password='s3 \\' cret' user=u", "ducklake:postgres:dbname=f password=… user=u"),
        ("ducklake:postgres:postgresql://u:s3cret@h:5432/f", "ducklake:postgres:postgresql://u:…@h:5432/f"),
        ("ducklake:postgres:postgresql://u@h/f?password=s3cret&x=1", "ducklake:postgres:postgresql://u@h/f?password=…&x=1"),
        ("ducklake:postgres:dbname=f host=h", "ducklake:postgres:dbname=f host=h"),
    ],
)
def test_the_address_of_a_shared_base_is_shown_without_its_password(text, shown):
    assert str(place(text)) == shown
    assert Settings.from_environment({"FLASH360_DATABASE": text, "FLASH360_FILES": "/partage"}).database == Lake(
        text.removeprefix("ducklake:postgres:"), "/partage"
    )


def test_what_is_rewritten_is_in_no_file_and_no_earlier_state_of_the_base(lake):
    secret = "phrase que personne ne doit relire"
    with Database.open(lake) as base:
        many = [{"number": n, "kind": "frein", "aspect": "fond", "text": f"{secret} {n}"} for n in range(1, 31)]
        imported(base, workbook(statements=many))
        files = Path(str(lake.files))
        assert any(secret.encode() in file.read_bytes() for file in files.rglob("*.parquet"))
        base.rewrite(lambda tx: tx.execute("DELETE FROM base.statements"))
        assert not any(secret.encode() in file.read_bytes() for file in files.rglob("*") if file.is_file())
        assert base.query("SELECT count(*) FROM base.statements").column(0)[0].as_py() == 0
        assert row_of(base)["verdict"] == "favourable"


def test_a_person_is_forgotten_and_versions_are_compared_on_a_shared_base_too(lake):
    email, at = "zqxv@exemple.fr", datetime.now(UTC).replace(tzinfo=None)
    with Database.open(lake) as base:
        ingest.import_workbook(base, workbook("F360-A"), "a.xlsx", author=email)
        base.trail.note(Event("p@x.fr", Action.CONSULTATION, "F360-A", at, '{"role": "partenaire", "votes": "1"}'))
        base.trail.flush()
        grades = {f"P{n:02}": (4, 5) for n in range(1, 8)}
        ingest.import_workbook(base, workbook("F360-A", grades), "b.xlsx", author="ana")
        assert read.panels_told(base, WholeProgramme()).select(["before", "now", "both"]).to_pylist() == [
            {"before": 6, "now": 7, "both": 6}
        ]
        ingest.erase_person(base, email, author="cheffe")
        assert ingest.verify(base) == []
        assert email not in str(read.history(base, WholeProgramme()).to_pylist())
