"""`backup` and `restore`, with and without a dashboard that holds the base."""

from __future__ import annotations

import pytest

from flash360.store import Database


@pytest.fixture
def filled(flash360, workbook, base):
    assert flash360("import", workbook()).code == 0
    return base


def test_a_backup_is_put_back_and_what_it_replaces_is_kept(flash360, workbook, filled, tmp_path):
    saved = flash360("backup", tmp_path / "copie.duckdb")
    assert (saved.code, saved.err) == (0, "")
    assert "relue en entier" in saved.out
    before = flash360("opinion", "F360-2024-07", "--json").json
    flash360("import", workbook("b.xlsx", code="F360-2024-08"))

    restored = flash360("restore", tmp_path / "copie.duckdb")

    assert restored.code == 0
    assert "avant-restauration" in restored.out
    assert flash360("opinion", "F360-2024-07", "--json").json == before
    assert flash360("opinion", "F360-2024-08").code == 3
    (kept,) = tmp_path.glob("essai.avant-restauration-*.duckdb")
    assert flash360("opinion", "F360-2024-08", "--database", kept).code == 0
    assert sorted(file.name for file in tmp_path.glob("*restauration-2*")) == [kept.name]


def test_every_command_answers_the_same_through_a_running_dashboard(flash360, workbook, filled, tmp_path):
    questions = [
        ("history",),
        ("history", "--json"),
        ("opinion", "F360-2024-07"),
        ("portfolio", "--json"),
        ("opinion", "X"),
        ("verify",),
    ]
    alone = [flash360(*question) for question in questions]
    with Database.open(filled, door=True) as held:
        through = [flash360(*question) for question in questions]
        assert through == alone
        assert flash360("import", workbook("b.xlsx", code="F360-2024-08")).code == 0
        assert flash360("undo", 2).code == 0
        assert flash360("undo", 9).code == 1
        assert flash360("backup", tmp_path / "copie.duckdb").code == 0
        assert held.version() == 3
        assert flash360("restore", tmp_path / "copie.duckdb").code == 0
        assert flash360("history", "--json").json[0]["undoes"] == 2


def test_without_a_destination_the_backup_joins_the_automatic_ones(flash360, filled, tmp_path):
    assert flash360("backup").code == 0
    (made,) = (tmp_path / "essai.duckdb.sauvegardes").iterdir()
    assert made.name.endswith("-v1.duckdb")


def test_a_backup_into_a_folder_gets_a_name_and_one_into_nowhere_a_sentence(flash360, filled, tmp_path):
    (tmp_path / "dossier").mkdir()
    assert flash360("backup", tmp_path / "dossier").code == 0
    assert len(list((tmp_path / "dossier").glob("essai-*.duckdb"))) == 1
    nowhere = flash360("backup", tmp_path / "absent" / "copie.duckdb")
    assert nowhere.code == 1
    assert "n'existe pas" in nowhere.err


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda content: content[: len(content) // 2], "n'est pas une sauvegarde entière"),
        (lambda _content: b"bonjour", "n'est pas une base Flash 360"),
    ],
)
def test_a_backup_that_is_not_whole_replaces_nothing(flash360, filled, tmp_path, damage, words):
    flash360("backup", tmp_path / "copie.duckdb")
    (tmp_path / "copie.duckdb").write_bytes(damage((tmp_path / "copie.duckdb").read_bytes()))
    before = filled.read_bytes()

    answer = flash360("restore", tmp_path / "copie.duckdb")

    assert answer.code == 1
    assert words in answer.err
    assert filled.read_bytes() == before
    assert sorted(file.name for file in tmp_path.glob("*.duckdb*")) == ["copie.duckdb", "essai.duckdb"]


def test_a_backup_with_altered_rows_replaces_nothing_and_says_which(flash360, filled, tmp_path):
    flash360("backup", tmp_path / "copie.duckdb")
    with Database.open(tmp_path / "copie.duckdb") as copy, copy.transaction() as tx:
        tx.execute("UPDATE base.votes SET grade = 1")
    answer = flash360("restore", tmp_path / "copie.duckdb")
    assert answer.code == 1
    assert "empreinte" in answer.out
    assert "rien n'a été remplacé" in answer.err


def test_a_damaged_base_says_how_to_restore_and_is_restored(flash360, filled, tmp_path):
    flash360("backup", tmp_path / "copie.duckdb")
    filled.write_bytes(filled.read_bytes()[:5_000])

    damaged = flash360("history")
    assert damaged.code == 4
    assert "python -m flash360 restore" in damaged.err

    assert flash360("restore", tmp_path / "copie.duckdb").code == 0
    assert flash360("verify").code == 0
