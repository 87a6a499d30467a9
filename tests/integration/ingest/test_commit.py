"""What a commit stores, once, whole, with its origin."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import pyarrow as pa
import pytest

from flash360 import ingest
from flash360.access import Sessions
from flash360.errors import BaseMoved, NotImportable
from flash360.ingest import Outcome
from flash360.model import Section
from flash360.store import Database, read, write
from tests.integration.ingest.workbooks import (
    FAVOURABLE,
    TODAY,
    WHOLE,
    row_of,
    sections,
    workbook,
    workbook_of,
)


def test_a_session_comes_out_as_it_went_in_with_its_measures(base):
    receipt = ingest.import_workbook(base, workbook(session_date=date(2024, 7, 4)), "session.xlsx", author="ana")

    assert (receipt.outcome, receipt.number, receipt.codes) == (Outcome.COMMITTED, 1, ("F360-2024-07",))
    row = row_of(base)
    assert (row["title"], row["session_date"], row["step"]) == ("Guichet mobile", date(2024, 7, 4), "session")
    assert (row["verdict"], row["panel"], row["voters"]) == ("favourable", 6, 6)
    assert row["feasibility_counts"] == [0, 0, 0, 6, 0]
    assert ingest.verify(base) == []


def test_every_vote_leads_to_its_file_sheet_cell_import_author_and_moment(base):
    at = datetime(2024, 7, 5, 9, 30)
    ingest.import_workbook(base, workbook(), "juillet.xlsx", author="ana", at=at)

    session_id = row_of(base)["session_id"]
    votes = read.votes(base, WHOLE, session_id).to_pylist()

    assert votes[0] == {
        "session_id": session_id,
        "participant": "P01",
        "college": "usager",
        "criterion": "C1",
        "axis": "feasibility",
        "grade": 4,
        "sheet": "Votes",
        "cell": "B2",
        "import_number": 1,
        "file_name": "juillet.xlsx",
        "author": "ana",
        "recorded_at": at,
    }


def test_an_abstention_is_stored_and_counted_beside_never_as_a_zero(base):
    ingest.import_workbook(base, workbook(grades=FAVOURABLE | {"P07": (None, 1)}), "session.xlsx", author="ana")

    row = row_of(base)
    assert (row["feasibility_n"], row["feasibility_abstentions"]) == (6, 1)
    votes = read.votes(base, WHOLE, row["session_id"]).to_pylist()
    assert Counter(one["grade"] for one in votes if one["criterion"] == "C1") == {4: 6, None: 1}


def test_a_session_whose_votes_are_unknown_is_imported_and_has_no_verdict(base):
    receipt = ingest.import_workbook(base, workbook(grades=None, declared_verdict="favourable"), "fiche.xlsx", author="ana")

    assert receipt.outcome is Outcome.COMMITTED
    row = row_of(base)
    assert (row["verdict"], row["declared_verdict"], row["panel"], row["step"]) == (None, "favourable", None, "session")


def test_the_same_file_again_changes_nothing(base):
    content = workbook()
    ingest.import_workbook(base, content, "session.xlsx", author="ana")
    before = base.version()

    receipt = ingest.import_workbook(base, content, "session.xlsx", author="ana")

    assert (receipt.outcome, receipt.number) == (Outcome.UNCHANGED, 1)
    assert base.version() == before


def test_the_same_content_in_another_file_changes_nothing(base):
    ingest.import_workbook(base, workbook(), "un.xlsx", author="ana")
    before = base.version()

    receipt = ingest.import_workbook(base, workbook_of(sections()), "plusieurs.xlsx", author="ana")

    assert receipt.outcome is Outcome.UNCHANGED
    assert base.version() == before


def test_a_section_that_repeats_is_not_written_again_and_keeps_its_first_origin(base):
    ingest.import_workbook(base, workbook(), "un.xlsx", author="ana")
    stored = base.query("SELECT count(*) AS n FROM base.votes").to_pylist()

    ingest.import_workbook(base, workbook(title="Autre titre"), "deux.xlsx", author="bob")

    assert base.query("SELECT count(*) AS n FROM base.votes").to_pylist() == stored
    row = row_of(base)
    assert (row["title"], row["import_number"]) == ("Autre titre", 2)
    assert read.votes(base, WHOLE, row["session_id"]).column("file_name").unique().to_pylist() == ["un.xlsx"]


def test_two_spellings_of_a_code_are_one_session(base):
    ingest.import_workbook(base, workbook("F360-2024-07"), "un.xlsx", author="ana")
    ingest.import_workbook(base, workbook("f360 2024–07", title="Autre titre"), "deux.xlsx", author="ana")

    programme = read.programme(base, WHOLE, TODAY)
    assert programme.num_rows == 1
    assert programme.column("title").to_pylist() == ["Autre titre"]


def test_votes_may_come_after_their_fiche(base):
    ingest.import_workbook(base, workbook(grades=None), "fiche.xlsx", author="ana")
    votes = workbook_of(sections(only=(Section.PARTICIPANTS, Section.CRITERIA, Section.VOTES)))

    assert ingest.import_workbook(base, votes, "votes.xlsx", author="ana").outcome is Outcome.COMMITTED

    row = row_of(base)
    assert (row["title"], row["verdict"]) == ("Guichet mobile", "favourable")


def test_a_workbook_with_errors_is_rejected_and_the_base_is_byte_for_byte_what_it_was(tmp_path):
    path = tmp_path / "essai.duckdb"
    with Database.open(path) as base:
        ingest.import_workbook(base, workbook(), "session.xlsx", author="ana")
    before = path.read_bytes()

    with Database.open(path) as base:
        receipt = ingest.import_workbook(base, workbook(grades={"P01": (9, 1)}), "faux.xlsx", author="ana")

    assert receipt.outcome is Outcome.REJECTED
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["essai.duckdb"]


def test_a_file_that_is_no_workbook_is_refused(base):
    receipt = ingest.import_workbook(base, b"bonjour", "session.xlsx", author="ana")

    assert receipt.outcome is Outcome.REFUSED
    assert receipt.findings.blocking


def test_a_preview_with_errors_cannot_be_committed(base):
    preview = ingest.preview(base, workbook(grades={"P01": (9, 1)}), "faux.xlsx", author="ana")

    with pytest.raises(NotImportable, match=r"faux\.xlsx"):
        ingest.commit(base, preview, author="ana")


def test_a_preview_is_refused_when_its_session_changed_meanwhile(base):
    ingest.import_workbook(base, workbook(), "session.xlsx", author="ana")
    preview = ingest.preview(base, workbook(title="Titre d'Ana"), "ana.xlsx", author="ana")
    ingest.import_workbook(base, workbook(title="Titre de Bob"), "bob.xlsx", author="bob")

    with pytest.raises(BaseMoved, match="F360-2024-07"):
        ingest.commit(base, preview, author="ana")

    assert row_of(base)["title"] == "Titre de Bob"


def test_a_new_session_that_someone_else_brought_meanwhile_is_a_change_too(base):
    preview = ingest.preview(base, workbook(title="Titre d'Ana"), "ana.xlsx", author="ana")
    ingest.import_workbook(base, workbook(title="Titre de Bob"), "bob.xlsx", author="bob")

    with pytest.raises(BaseMoved):
        ingest.commit(base, preview, author="ana")


def test_a_preview_that_found_nothing_to_do_is_refused_when_its_import_was_undone_meanwhile(base):
    number = ingest.import_workbook(base, workbook(), "session.xlsx", author="ana").number
    preview = ingest.preview(base, workbook(), "session.xlsx", author="ana")
    ingest.undo(base, number, author="bob")

    with pytest.raises(BaseMoved):
        ingest.commit(base, preview, author="ana")


def test_a_preview_holds_when_only_other_sessions_changed(base):
    preview = ingest.preview(base, workbook("F360-1"), "un.xlsx", author="ana")
    ingest.import_workbook(base, workbook("F360-2"), "deux.xlsx", author="bob")

    assert ingest.commit(base, preview, author="ana").number == 2


def test_many_workbooks_are_a_transaction_each_and_can_be_taken_up_again(base):
    files = {f"{code}.xlsx": workbook(code) for code in ("F360-1", "F360-2")} | {"faux.xlsx": b"bonjour"}

    def run():
        given = [ingest.Incoming(name, len(content), lambda content=content: content) for name, content in files.items()]
        return [(receipt.file_name, receipt.outcome) for receipt in ingest.import_each(base, given, author="ana")]

    assert run() == [
        ("F360-1.xlsx", Outcome.COMMITTED),
        ("F360-2.xlsx", Outcome.COMMITTED),
        ("faux.xlsx", Outcome.REFUSED),
    ]
    assert run() == [
        ("F360-1.xlsx", Outcome.UNCHANGED),
        ("F360-2.xlsx", Outcome.UNCHANGED),
        ("faux.xlsx", Outcome.REFUSED),
    ]
    assert read.history(base, WHOLE).num_rows == 2


def test_outcomes_add_up_over_imports_and_a_repeated_one_counts_once(base):
    waiting = {"date": date(2024, 9, 1), "status": "waiting"}
    engaged = {"date": date(2025, 2, 1), "status": "engaged", "next_review": date(2025, 6, 1)}
    ingest.import_workbook(base, workbook(outcomes=[waiting]), "un.xlsx", author="ana")
    ingest.import_workbook(base, workbook(outcomes=[waiting, engaged]), "deux.xlsx", author="ana")

    rows = read.outcomes(base, WHOLE).to_pylist()
    assert [(row["status"], row["class"], row["import_number"]) for row in rows] == [
        ("waiting", "under_way", 1),
        ("engaged", "realised", 2),
    ]
    row = row_of(base)
    assert (row["step"], row["outcome_status"], row["realised_date"]) == ("realisation", "engaged", date(2025, 2, 1))
    assert row["next_review"] == date(2025, 6, 1)


def test_the_theme_of_the_workbook_codes_the_text_and_a_coding_on_screen_wins(base, codebook):
    codebook(budget="Budget", delais="Délais")
    rows = [{"number": 1, "kind": "frein", "text": "Pas de crédits !", "theme": "Budget"}]
    ingest.import_workbook(base, workbook(statements=rows), "un.xlsx", author="ana")

    assert [(row["theme"], row["theme_label"]) for row in read.statements(base, WHOLE).to_pylist()] == [("budget", "Budget")]

    code_on_screen(base, "delais")
    corrected = [rows[0] | {"text": "pas de crédits"}, {"number": 2, "kind": "levier", "text": "Mutualiser", "answers_number": 1}]
    ingest.import_workbook(base, workbook(statements=corrected), "deux.xlsx", author="ana")

    found = read.statements(base, WHOLE).to_pylist()
    assert [(row["text"], row["theme"], row["theme_origin"], row["answered"]) for row in found] == [
        ("pas de crédits", "delais", "screen", True),
        ("Mutualiser", None, None, False),
    ]


def code_on_screen(base, theme):
    [row] = read.statements(base, WHOLE).select(["session_id", "text_key"]).to_pylist()
    at = datetime(2025, 1, 1)
    with base.transaction() as tx:
        coding = pa.table({name: [value] for name, value in (row | {"theme": theme}).items()})
        write.append_codings(tx, coding, origin="screen", author="ana", at=at, head=write.move_head(tx, at))


def test_a_partner_reads_its_sessions_and_nothing_else(base):
    rows = [{"number": 1, "kind": "frein", "text": "Trop long"}]
    outcome = [{"date": date(2025, 2, 1), "status": "waiting"}]
    mine, other = (sections(code, statements=rows, outcomes=outcome) for code in ("F360-1", "F360-2"))
    ingest.import_workbook(base, workbook_of(mine, other), "deux.xlsx", author="ana")
    mine_id, other_id = (row_of(base, code)["session_id"] for code in ("F360-1", "F360-2"))
    scope = Sessions((mine_id,))

    assert read.programme(base, scope, TODAY).column("code").to_pylist() == ["F360-1"]
    assert read.session(base, scope, "F360-2", TODAY) is None
    assert read.fiche(base, scope, other_id) is None
    assert read.session_id(base, scope, "F360-2") is None
    assert [len(one(base, scope, other_id)) for one in (read.participants, read.criteria, read.votes)] == [0, 0, 0]
    both = read.panels(base, scope, [mine_id, other_id])
    assert both == read.panels(base, scope, [mine_id])
    assert both.votes == read.votes(base, WHOLE, mine_id)
    assert read.current(base, scope, [other_id]).num_rows == 0
    assert [len(one(base, scope, mine_id)) for one in (read.participants, read.criteria, read.votes)] == [6, 2, 12]
    assert read.statements(base, scope).column("code").unique().to_pylist() == ["F360-1"]
    assert len(read.statements(base, scope, other_id)) == 0
    assert read.outcomes(base, scope).column("code").unique().to_pylist() == ["F360-1"]
    assert read.history(base, scope).column("codes").to_pylist() == [["F360-1"]]
    assert read.head(base, scope)["sessions"] == 1


def test_an_empty_scope_reads_nothing(base):
    ingest.import_workbook(base, workbook(), "session.xlsx", author="ana")
    nobody = Sessions(())

    assert read.programme(base, nobody, TODAY).num_rows == 0
    assert read.history(base, nobody).num_rows == 0
    assert read.head(base, nobody)["sessions"] == 0
