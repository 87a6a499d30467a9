"""Many workbooks: one by one or all together, stopped and taken up again, summed up."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from flash360 import ingest
from flash360.errors import RefusedFile
from flash360.ingest import Incoming, Outcome
from flash360.ingest.arriving import incoming
from flash360.ingest.summary import counted, line, summary_workbook
from flash360.model import Section
from flash360.store import Database, read
from tests.integration.ingest.workbooks import TODAY, WHOLE, everything, sections, workbook, workbook_of

WRONG = {"P01": (9, 1)}


def given(**files: bytes) -> list[Incoming]:
    return [Incoming(f"{name}.xlsx", len(content), lambda content=content: content) for name, content in files.items()]


def outcomes(receipts):
    return [(receipt.file_name, receipt.outcome) for receipt in receipts]


def codes(base):
    return read.programme(base, WHOLE, TODAY).column("code").to_pylist()


def shown(base):
    """All that the reads show, but the ids."""
    return [[{**row, "session_id": ""} for row in rows] for rows in everything(base).values()]


@pytest.fixture
def other(tmp_path):
    with Database.open(tmp_path / "autre.duckdb") as database:
        yield database


def test_all_together_they_are_one_transaction_and_an_import_each(base):
    before = base.version()
    receipts = ingest.import_together(base, given(un=workbook("F360-1"), deux=workbook("F360-2")), author="ana")
    assert [(one.outcome, one.number) for one in receipts] == [(Outcome.COMMITTED, 1), (Outcome.COMMITTED, 2)]
    assert base.version() == before + 1
    ingest.undo(base, 1, author="ana")
    assert codes(base) == ["F360-2"]
    assert ingest.verify(base) == []


def test_one_bad_workbook_holds_all_back_when_they_go_together(base):
    files = given(un=workbook("F360-1"), faux=workbook("F360-2", grades=WRONG), lettre=b"bonjour")
    assert outcomes(ingest.import_together(base, files, author="ana")) == [
        ("un.xlsx", Outcome.WITHHELD),
        ("faux.xlsx", Outcome.REJECTED),
        ("lettre.xlsx", Outcome.REFUSED),
    ]
    assert read.history(base, WHOLE).num_rows == 0


def test_together_and_one_by_one_give_the_same_base(base, other):
    files = {
        "fiche": workbook("F360-1", grades=None),
        "votes": workbook_of(sections("F360-1", only=[Section.PARTICIPANTS, Section.CRITERIA, Section.VOTES])),
        "autre": workbook("F360-2", outcomes=[{"date": date(2024, 9, 1), "status": "waiting"}]),
        "reprise": workbook("F360-1", title="Titre corrigé"),
    }
    each = list(ingest.import_each(base, given(**files), author="ana"))
    together = ingest.import_together(other, given(**files), author="ana")
    assert outcomes(each) == outcomes(together) == [(f"{name}.xlsx", Outcome.COMMITTED) for name in files]
    assert shown(base) == shown(other)
    assert ingest.verify(base) == ingest.verify(other) == []


def test_a_check_records_nothing_and_says_what_would_follow_what(base):
    fiche, votes = workbook("F360-1", grades=None), workbook_of(sections("F360-1", only=[Section.PARTICIPANTS]))
    receipts = ingest.import_together(base, given(fiche=fiche, votes=votes), author="ana", record=False)
    assert [one.outcome for one in receipts] == [Outcome.WITHHELD, Outcome.WITHHELD]
    assert read.history(base, WHOLE).num_rows == 0


def test_a_stop_leaves_what_is_done_and_the_rest_is_taken_up_again(base):
    files = given(**{f"f{n}": workbook(f"F360-{n}") for n in range(12)})
    works = ingest.import_each(base, files, author="ana")
    done = [next(works) for _ in range(3)]
    works.close()
    assert [one.outcome for one in done] == [Outcome.COMMITTED] * 3
    assert read.history(base, WHOLE).num_rows == 3
    again = [one.outcome for one in ingest.import_each(base, files, author="ana")]
    assert again == [Outcome.UNCHANGED] * 3 + [Outcome.COMMITTED] * 9


def test_a_stop_while_reading_records_nothing_of_a_group(base):
    files = given(**{f"f{n}": workbook(f"F360-{n}") for n in range(3)})
    with pytest.raises(ingest.Stopped):
        ingest.import_together(base, files, author="ana", told=lambda place: place < 1)
    assert read.history(base, WHOLE).num_rows == 0


def test_files_that_are_not_the_first_ones_of_their_session_follow_each_other(base):
    files = given(un=workbook("F360-1"), deux=workbook("F360-1", title="Deux"), meme=workbook("F360-1", title="Deux"))
    receipts = list(ingest.import_each(base, files, author="ana"))
    assert [one.outcome for one in receipts] == [Outcome.COMMITTED, Outcome.COMMITTED, Outcome.UNCHANGED]


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in files.items():
            target.writestr(name, content)
    return out.getvalue()


def test_an_archive_stands_for_its_workbooks():
    content = zipped({"2024/un.xlsx": b"1", "note.txt": b"2"})
    assert [(one.name, one.read()) for one in incoming("envoi.zip", len(content), lambda: content)] == [
        ("envoi.zip/2024/un.xlsx", b"1")
    ]


def test_an_archive_without_a_workbook_is_one_file_that_says_so():
    (one,) = incoming("envoi.zip", 22, lambda: b"PK\x05\x06" + bytes(18))
    with pytest.raises(RefusedFile, match="aucun classeur"):
        one.read()


def test_an_archive_that_is_damaged_is_left_to_the_readers_guard(base):
    content = b"PK\x03\x04abc"
    (receipt,) = ingest.import_each(base, incoming("envoi.zip", len(content), lambda: content), author="ana")
    assert receipt.outcome is Outcome.REFUSED
    assert "abîmée" in next(iter(receipt.findings)).message


def test_the_summary_leads_from_each_file_to_its_findings(base):
    files = given(juste=workbook("F360-1"), faux=workbook("F360-2", grades=WRONG), lettre=b"bonjour")
    lines = [line(one.name, receipt) for one, receipt in zip(files, ingest.import_each(base, files, author="ana"), strict=True)]
    assert counted(lines) == "1\u00a0fichier importé, 1\u00a0à corriger, 1\u00a0refusé"
    book = openpyxl.load_workbook(io.BytesIO(summary_workbook(lines, title="Résumé", scorecards="http://ici/fiche?session=")))
    rows = [[cell.value for cell in row[:5]] for row in book["Résumé"].iter_rows(min_row=2)]
    assert rows[0] == ["juste.xlsx", "importé", 1, "F360-1", 0]
    assert [row[:2] for row in rows[1:]] == [["faux.xlsx", "à corriger"], ["lettre.xlsx", "refusé"]]
    assert book["Résumé"]["D2"].hyperlink.target == "http://ici/fiche?session=F360-1"
    where = book["Résumé"]["H3"].hyperlink.location
    found = book["Constats"][where.partition("!")[2]]
    assert (found.value, found.hyperlink.location) == ("faux.xlsx", "'Résumé'!A3")
    assert book["Constats"].cell(found.row, 4).value == "B2"
