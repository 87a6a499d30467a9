"""`import`, `history`, `undo`: in whole or not at all, and back."""

from __future__ import annotations

import itertools
import zipfile
from types import SimpleNamespace

import openpyxl

from flash360.cli import importing
from flash360.store import Database, giving_way


def outcomes(answer):
    return [document["outcome"] for document in answer.json]


def test_a_workbook_goes_in_and_the_same_again_changes_nothing(flash360, workbook, base):
    path = workbook()
    first = flash360("import", path, "--json")
    assert (first.code, outcomes(first)) == (0, ["committed"])
    assert first.json[0]["import_id"]
    assert first.json[0]["number"] == 1
    again = flash360("import", path, "--json")
    assert (again.code, outcomes(again)) == (0, ["unchanged"])
    assert again.json[0]["import_id"] is None
    assert "déjà importé le" in flash360("import", path).out.lower()


def test_a_workbook_with_blocking_findings_leaves_the_base_as_it_was(flash360, workbook, base):
    flash360("import", workbook())
    before = base.read_bytes()
    answer = flash360("import", workbook("faux.xlsx", grades={"P1": (9, 1)}), "--json")
    assert (answer.code, outcomes(answer)) == (1, ["rejected"])
    assert base.read_bytes() == before


def test_one_bad_workbook_does_not_hold_back_the_others(flash360, workbook, tmp_path):
    workbook("lot/a.xlsx", code="F360-2024-01")
    workbook("lot/b.xlsx", code="F360-2024-02", grades={"P1": (9, 1)})
    workbook("lot/c.xlsx", code="F360-2024-03")
    answer = flash360("import", tmp_path / "lot", "--json")
    assert (answer.code, outcomes(answer)) == (1, ["committed", "rejected", "committed"])
    assert "[2/3]" in answer.err
    (tmp_path / "lot" / "d.xlsx").write_text("rien")
    answer = flash360("import", tmp_path / "lot", "--json")
    assert (answer.code, outcomes(answer)) == (2, ["unchanged", "rejected", "unchanged", "refused"])


def test_the_workbook_to_correct_comes_back_annotated(flash360, workbook, tmp_path):
    good, wrong = workbook("bon.xlsx"), workbook("faux.xlsx", code="F360-2024-02", grades={"P1": (9, 1)})
    flash360("import", good, wrong, "--annotated", tmp_path / "retour")
    assert [path.name for path in (tmp_path / "retour").iterdir()] == ["faux_annote.xlsx"]


def test_a_place_where_no_copy_can_be_written_does_not_stop_the_others(flash360, workbook, tmp_path):
    (tmp_path / "retour").write_text("un fichier, pas un dossier")
    wrong, good = workbook("faux.xlsx", code="F360-2024-02", grades={"P1": (9, 1)}), workbook("juste.xlsx")
    answer = flash360("import", wrong, good, "--annotated", tmp_path / "retour", "--json")
    assert [one["outcome"] for one in answer.json] == ["rejected", "committed"]
    assert "n'a pas pu être écrite : son dossier est un fichier" in answer.err


def test_a_folder_without_a_workbook_is_said_to_be_so(flash360, tmp_path):
    (tmp_path / "vide").mkdir()
    answer = flash360("import", tmp_path / "vide", "--json")
    assert (answer.code, answer.json) == (0, [])
    assert "Aucun classeur" in answer.err


def test_the_history_lists_imports_newest_first(flash360, workbook):
    flash360("import", workbook(), workbook("b.xlsx", code="F360-2024-08"))
    history = flash360("history", "--json").json
    assert [(one["number"], one["file"], one["sessions"], one["active"]) for one in history] == [
        (2, "b.xlsx", ["F360-2024-08"], True),
        (1, "session.xlsx", ["F360-2024-07"], True),
    ]
    assert "b.xlsx" in flash360("history").out


def test_an_import_is_undone_and_the_undoing_undone(flash360, workbook):
    flash360("import", workbook())
    assert flash360("undo", 1).code == 0
    assert flash360("opinion", "F360-2024-07").code == 3
    assert flash360("undo", 2).code == 0
    assert flash360("opinion", "F360-2024-07").code == 0
    history = flash360("history", "--json").json
    assert [(one["number"], one["undoes"], one["restores"]) for one in history] == [(3, None, 1), (2, 1, None), (1, None, None)]


def test_undoing_what_does_not_exist_or_is_undone_is_a_sentence(flash360, workbook):
    flash360("import", workbook())
    unknown = flash360("undo", 9)
    assert (unknown.code, unknown.out) == (1, "")
    assert "numéro 9" in unknown.err
    flash360("undo", 1)
    assert "déjà annulé" in flash360("undo", 1).err


def test_an_archive_and_a_folder_go_in_alike_and_a_second_run_reads_nothing_again(flash360, workbook, tmp_path):
    workbook("lot/a.xlsx", code="F360-2024-01")
    workbook("lot/b.xlsx", code="F360-2024-02")
    with zipfile.ZipFile(tmp_path / "lot" / "envoi.zip", "w") as archive:
        archive.write(workbook("c.xlsx", code="F360-2024-03"), "2024/c.xlsx")
        archive.writestr("lisez-moi.txt", "rien")
    answer = flash360("import", tmp_path / "lot", "--summary", tmp_path / "resume.xlsx")
    assert (answer.code, answer.out.splitlines()[-1]) == (0, "3\u00a0fichiers importés.")
    assert "envoi.zip/2024/c.xlsx" in answer.out
    assert openpyxl.load_workbook(tmp_path / "resume.xlsx")["Résumé"]["B4"].value == "importé"
    again = flash360("import", tmp_path / "lot", "--summary", tmp_path / "ailleurs" / "resume.xlsx")
    assert (again.code, again.out.splitlines()[-1]) == (0, "3\u00a0déjà importés.")
    assert f"Le dossier « {tmp_path / 'ailleurs'} » n'existe pas" in again.err
    assert flash360("check", tmp_path / "lot" / "envoi.zip", "--json").json[0]["sessions"] == ["F360-2024-03"]


def test_all_or_nothing_is_nothing_when_one_workbook_is_bad(flash360, workbook, tmp_path):
    workbook("lot/a.xlsx", code="F360-2024-01")
    workbook("lot/b.xlsx", code="F360-2024-02", grades={"P1": (9, 1)})
    answer = flash360("import", tmp_path / "lot", "--all-or-nothing", "--json")
    assert (answer.code, outcomes(answer)) == (1, ["withheld", "rejected"])
    assert flash360("history", "--json").json == []
    workbook("lot/b.xlsx", code="F360-2024-02")
    answer = flash360("import", tmp_path / "lot", "--all-or-nothing", "--json")
    assert (answer.code, [one["number"] for one in answer.json]) == (0, [1, 2])


def test_a_command_of_many_files_rests_the_longer_the_more_people_look_at_the_dashboard(
    flash360, workbook, base, tmp_path, monkeypatch
):
    given, clock, rests = tmp_path / "envoi", itertools.count(), list[float]()
    given.mkdir()
    monkeypatch.setattr(importing.os, "nice", lambda _: None)
    monkeypatch.setattr(importing, "time", SimpleNamespace(monotonic=lambda: next(clock) / 1024, sleep=rests.append))
    monkeypatch.setattr(giving_way, "LATELY", 1000.0)
    found, pages = dict[int, list[float]](), 0
    with Database.open(base, door=True) as held:
        for number, more in enumerate((0, 1, 3, 96, 30)):
            for _ in range(more):
                held.at_one_moment()
            pages += more
            for place in range(3):
                workbook(f"envoi/{place}.xlsx", code=f"F360-2024-{number}-{place}")
            assert flash360("import", given).code == 0
            found[pages] = list(rests)
            rests.clear()
    once = found[1]
    assert len(once) == 2  # nothing waits after the last one
    assert min(once) > 0
    assert found == {
        0: [],
        1: once,
        4: [2 * one for one in once],
        100: [10 * one for one in once],
        130: [10 * one for one in once],
    }
