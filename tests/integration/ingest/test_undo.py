"""Undo, redo, undo of an undo: the content before is current again, and measures follow."""

from __future__ import annotations

from datetime import date

import pytest

from flash360 import ingest
from flash360.errors import AlreadyUndone, UndoBlocked, UnknownImport
from flash360.model import Section
from flash360.store import read
from tests.integration.ingest.workbooks import FAVOURABLE, TODAY, WHOLE, everything, row_of, sections, workbook, workbook_of

AGAINST = dict.fromkeys(FAVOURABLE, (1, 1))


def import_(base, content, name="session.xlsx"):
    return ingest.import_workbook(base, content, name, author="ana").number


def test_undoing_brings_back_exactly_what_was_there_and_redoing_what_came(base):
    import_(base, workbook(outcomes=[{"date": date(2025, 1, 1), "status": "waiting"}]))
    before = everything(base)
    second = import_(
        base, workbook(grades=AGAINST, title="Autre", outcomes=[{"date": date(2025, 2, 1), "status": "stopped_after_session"}])
    )
    after = everything(base)
    assert before != after

    undone = ingest.undo(base, second, author="bob")
    assert everything(base) == before
    redone = ingest.undo(base, undone.number, author="bob")

    assert everything(base) == after
    assert (undone.active, redone.active, redone.target) == (False, True, second)
    assert ingest.verify(base) == []


def test_measures_follow_an_undo(base):
    import_(base, workbook())
    second = import_(base, workbook(grades=AGAINST))
    assert row_of(base)["verdict"] == "unfavourable"

    ingest.undo(base, second, author="bob")

    assert row_of(base)["verdict"] == "favourable"


def test_a_session_whose_only_import_is_undone_is_gone_and_comes_back_with_its_id(base):
    number = import_(base, workbook())
    session_id = row_of(base)["session_id"]

    undone = ingest.undo(base, number, author="ana")
    assert read.session(base, WHOLE, "F360-2024-07", TODAY) is None
    assert read.programme(base, WHOLE, TODAY).num_rows == 0
    assert read.votes(base, WHOLE, session_id).num_rows == 0
    ingest.undo(base, undone.number, author="ana")

    assert row_of(base)["session_id"] == session_id
    assert row_of(base)["verdict"] == "favourable"


def test_the_same_file_can_be_imported_again_after_its_undo_and_is_the_same_session(base):
    content = workbook()
    number = import_(base, content)
    session_id = row_of(base)["session_id"]
    ingest.undo(base, number, author="ana")

    assert ingest.import_workbook(base, content, "session.xlsx", author="ana").outcome == "committed"

    assert row_of(base)["session_id"] == session_id


def test_undoing_the_first_of_two_imports_keeps_what_the_second_repeated(base):
    first = import_(base, workbook())
    import_(base, workbook(title="Autre titre"))
    before = everything(base)

    ingest.undo(base, first, author="ana")

    assert everything(base) == before
    assert ingest.verify(base) == []


def test_votes_lost_by_an_undo_leave_an_unknown_verdict(base):
    import_(base, workbook(grades=None))
    votes = import_(base, workbook_of(sections(only=(Section.PARTICIPANTS, Section.CRITERIA, Section.VOTES))))
    assert row_of(base)["verdict"] == "favourable"

    ingest.undo(base, votes, author="ana")

    row = row_of(base)
    assert (row["verdict"], row["voters"]) == (None, 0)
    assert ingest.verify(base) == []


def test_an_undo_that_would_leave_votes_without_their_participants_is_refused_with_the_way_out(base):
    import_(base, workbook(grades=None))
    panel = import_(base, workbook_of(sections(only=(Section.PARTICIPANTS, Section.CRITERIA, Section.VOTES))))
    more = import_(base, workbook_of(sections(grades=AGAINST, only=(Section.VOTES,))))
    before = base.version(), everything(base)

    with pytest.raises(UndoBlocked, match=f"Annulez d'abord l'import n°\u00a0{more}"):
        ingest.undo(base, panel, author="ana")

    assert (base.version(), everything(base)) == before
    ingest.undo(base, more, author="ana")
    ingest.undo(base, panel, author="ana")
    assert ingest.verify(base) == []


def test_votes_left_alone_by_an_undo_hide_with_the_session_and_ask_for_their_panel_when_it_comes_back(base):
    first = import_(base, workbook())
    import_(base, workbook_of(sections(grades=AGAINST, only=(Section.VOTES,))))

    ingest.undo(base, first, author="ana")
    assert read.session(base, WHOLE, "F360-2024-07", TODAY) is None
    assert ingest.verify(base) == []

    alone = ingest.preview(base, workbook(grades=None), "fiche.xlsx", author="ana")
    assert not alone.importable
    assert [one.code for one in alone.findings] == ["unknown-participant"]

    import_(base, workbook(grades=AGAINST))
    assert row_of(base)["verdict"] == "unfavourable"
    assert ingest.verify(base) == []


def test_a_session_that_comes_back_without_votes_has_no_verdict(base):
    ingest.undo(base, import_(base, workbook()), author="ana")

    import_(base, workbook(grades=None))

    assert row_of(base)["verdict"] is None
    assert ingest.verify(base) == []


def test_each_outcome_is_undone_with_its_import(base):
    import_(base, workbook(outcomes=[{"date": date(2025, 1, 1), "status": "waiting"}]))
    second = import_(base, workbook(outcomes=[{"date": date(2025, 2, 1), "status": "realised"}]))
    assert row_of(base)["step"] == "realisation"

    ingest.undo(base, second, author="ana")

    assert read.outcomes(base, WHOLE).column("status").to_pylist() == ["waiting"]
    assert row_of(base)["step"] == "session"


def test_a_theme_coded_by_an_import_goes_with_it(base, codebook):
    codebook(budget="Budget")
    statement = {"number": 1, "kind": "frein", "text": "Pas de crédits"}
    import_(base, workbook(statements=[statement]))
    coded = import_(base, workbook(statements=[statement | {"theme": "Budget"}]))
    assert read.statements(base, WHOLE).column("theme").to_pylist() == ["budget"]

    ingest.undo(base, coded, author="ana")

    assert read.statements(base, WHOLE).column("theme").to_pylist() == [None]


def test_what_is_already_undone_or_unknown_is_refused_in_words(base):
    number = import_(base, workbook())
    undone = ingest.undo(base, number, author="ana")

    with pytest.raises(AlreadyUndone, match=f"n°\u00a0{number} est déjà annulé"):
        ingest.undo(base, number, author="ana")
    ingest.undo(base, undone.number, author="ana")
    with pytest.raises(AlreadyUndone, match="sans effet"):
        ingest.undo(base, undone.number, author="ana")
    with pytest.raises(UnknownImport, match="999"):
        ingest.undo(base, 999, author="ana")


def test_the_history_tells_the_whole_story_newest_first(base):
    import_(base, workbook("F360-1"), "un.xlsx")
    import_(base, workbook_of(sections("F360-1", title="Autre"), sections("F360-2")), "deux.xlsx")
    ingest.undo(base, 2, author="bob")
    ingest.undo(base, 3, author="bob")
    ingest.undo(base, 4, author="bob")

    names = ("number", "author", "layout", "file_name", "active", "undone_by", "target_number", "target_active", "codes")
    rows = [tuple(row[name] for name in names) for row in read.history(base, WHOLE).to_pylist()]

    both = ["F360-1", "F360-2"]
    assert rows == [
        (5, "bob", "undo", None, True, None, 2, False, both),
        (4, "bob", "undo", None, False, None, 2, True, both),
        (3, "bob", "undo", None, False, None, 2, False, both),
        (2, "ana", "template-multi", "deux.xlsx", False, 5, None, None, both),
        (1, "ana", "template", "un.xlsx", True, None, None, None, ["F360-1"]),
    ]
