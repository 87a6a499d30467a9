"""`check`: what a workbook holds and what is wrong with it, nothing written."""

from __future__ import annotations


def test_a_sound_workbook_is_importable(flash360, workbook):
    answer = flash360("check", workbook())
    assert answer.code == 0
    assert "importable" in answer.out
    assert "6 participants, 2 critères, 11 votes, 1 abstention" in answer.out.replace("\u00a0", " ")


def test_the_json_is_one_list_of_one_object_per_file(flash360, workbook):
    path = workbook()
    answer = flash360("check", path, "--json")
    [document] = answer.json
    findings = document.pop("findings")
    assert len(document.pop("sha256")) == 64
    assert document == {
        "file": str(path),
        "status": "valid",
        "layout": "template",
        "sessions": ["F360-2024-07"],
        "counts": {"participants": 6, "criteria": 2, "votes": 11, "abstentions": 1, "statements": 1, "outcomes": 0},
    }
    assert {finding["severity"] for finding in findings} <= {"warning", "correction"}


def test_a_grade_off_the_scale_is_found_at_its_cell(flash360, workbook):
    answer = flash360("check", workbook(grades={"P1": (4, 7), "P2": (3, 3)}), "--json")
    assert answer.code == 1
    [document] = answer.json
    assert document["status"] == "findings"
    [error] = [finding for finding in document["findings"] if finding["severity"] == "error"]
    assert {name: error[name] for name in ("code", "sheet", "cell", "value")} == {
        "code": "out-of-scale",
        "sheet": "Votes",
        "cell": "C2",
        "value": "7",
    }
    assert error["message"].startswith("Votes!C2 : la note « 7 »")


def test_a_text_file_renamed_is_refused(flash360, tmp_path):
    fake = tmp_path / "faux.xlsx"
    fake.write_text("un simple texte\n")
    answer = flash360("check", fake, "--json")
    assert answer.code == 2
    assert answer.json[0]["status"] == "refused"
    assert answer.json[0]["layout"] is None
    assert [finding["code"] for finding in answer.json[0]["findings"]] == ["not-a-workbook"]


def test_a_file_that_does_not_exist_is_refused_in_a_sentence(flash360, tmp_path):
    answer = flash360("check", tmp_path / "absent.xlsx", "--json")
    assert answer.code == 2
    [finding] = answer.json[0]["findings"]
    assert finding["message"].endswith("(il n'existe pas). Vérifiez son nom et son emplacement.")


def test_the_worst_of_several_files_gives_the_exit_code(flash360, workbook, tmp_path):
    good, wrong = workbook("bon.xlsx"), workbook("faux.xlsx", grades={"P1": (9, 1)})
    (tmp_path / "texte.xlsx").write_text("rien")
    assert flash360("check", good, wrong).code == 1
    assert flash360("check", wrong, tmp_path / "texte.xlsx", good).code == 2


def test_a_folder_stands_for_its_workbooks(flash360, workbook, tmp_path):
    workbook("lot/a.xlsx")
    workbook("lot/2024/b.xlsx", code="F360-2024-08")
    (tmp_path / "lot" / "~$a.xlsx").write_text("laissé par un tableur ouvert")
    (tmp_path / "lot" / "notes.txt").write_text("pas un classeur")
    answer = flash360("check", tmp_path / "lot", "--json")
    assert answer.code == 0
    assert [document["sessions"] for document in answer.json] == [["F360-2024-08"], ["F360-2024-07"]]


def test_a_check_makes_no_base_and_changes_none(flash360, workbook, base):
    path = workbook()
    flash360("check", path)
    assert not base.exists()
    flash360("import", path)
    before = base.read_bytes()
    flash360("check", workbook("autre.xlsx", code="F360-2024-09"))
    assert base.read_bytes() == before
