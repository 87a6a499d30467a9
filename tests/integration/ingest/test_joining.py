"""A workbook joins the dossier that it continues: by its code, or because an analyst says so."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import date

import pytest

from flash360 import ingest
from flash360.ingest import Outcome, Told
from flash360.ingest.waves import TOGETHER, in_turn
from flash360.model import Section
from flash360.store import Database, read
from tests.integration.ingest.workbooks import TODAY, WHOLE, row_of, workbook

CODE = "F360-2024-07"


@pytest.fixture
def opened(base: Database) -> Database:
    """A dossier opened on the screen, months before its session."""
    fiche = {"session_code": CODE, "title": "Guichet mobile", "administration": "Ville de Lens", "idea_date": date(2024, 1, 8)}
    ingest.enter(base, {Section.FICHE: [fiche]}, author="ana", opening=True)
    return base


def near(base: Database, content: bytes) -> list[tuple[str, str]]:
    found = ingest.understood(base, content, "atelier.xlsx")
    return [(one.written, one.code) for one in ingest.near_dossiers(base, found.reading)]


@pytest.mark.parametrize("title", ["Guichet mobile", "Le guichet mobile", "Un guichet-mobile"])
def test_a_near_title_of_the_same_administration_is_proposed(opened, title):
    assert near(opened, workbook("ATELIER-12", title=title)) == [("ATELIER-12", CODE)]


def test_of_many_files_each_that_looks_like_a_dossier_says_so(opened):
    files = {"a.xlsx": workbook("ATELIER-12"), "b.xlsx": workbook("ATELIER-13", title="Cantine scolaire")}
    incoming = [ingest.Incoming(name, len(content), lambda content=content: content) for name, content in files.items()]
    first, second = ingest.import_each(opened, incoming, author="ana")
    (said,) = [one for one in first.findings if one.code == "near-dossier"]
    assert CODE in said.message
    assert "ATELIER-12" in said.message
    assert "near-dossier" not in {one.code for one in second.findings}
    joined = ingest.preview(opened, workbook(CODE), "c.xlsx")
    assert "near-dossier" not in {one.code for one in joined.findings}


def test_what_follows_the_opening_of_a_dossier_is_compared_once_it_is_recorded(base):
    opening = workbook(CODE, title="Guichet mobile", grades=None, only=[Section.FICHE])
    files = [opening, *(workbook(f"AUTRE-{n}", title=f"Projet {'xyz'[n % 3] * 9}") for n in range(TOGETHER - 1))]
    arrivals = [ingest.understood(base, one, "un.xlsx") for one in (*files, workbook("ATELIER-12", title="Le guichet mobile"))]
    with closing(in_turn(base, arrivals, "ana")) as steps:
        first = next(steps)
        time.sleep(0.5)  # the next wave would be compared by now
        ingest.commit(base, first.previews[0], author="ana")
        (last,) = next(steps).previews
    assert [one.details["code"] for one in last.findings if one.code == "near-dossier"] == [CODE]


def test_another_idea_another_administration_or_a_code_already_known_is_not_proposed(opened):
    assert near(opened, workbook("ATELIER-12", title="Cantine scolaire")) == []
    assert near(opened, workbook("ATELIER-12", administration="Ville de Brest")) == []
    assert near(opened, workbook("f360 2024 07")) == []


def test_a_dossier_that_has_its_votes_is_not_proposed(opened):
    ingest.import_workbook(opened, workbook(CODE), "atelier.xlsx", author="ana")
    assert near(opened, workbook("ATELIER-12")) == []


def test_a_dossier_has_the_title_of_its_fiche_as_it_is_now(opened):
    renamed = ingest.enter(opened, {Section.FICHE: [{"session_code": CODE, "title": "Cantine scolaire"}]}, author="ana")
    assert near(opened, workbook("ATELIER-12")) == []
    assert near(opened, workbook("ATELIER-12", title="La cantine scolaire")) == [("ATELIER-12", CODE)]
    ingest.undo(opened, renamed.number or 0, author="ana")
    assert near(opened, workbook("ATELIER-12")) == [("ATELIER-12", CODE)]
    assert near(opened, workbook("ATELIER-12", title="La cantine scolaire")) == []


def test_a_dossier_whose_opening_was_undone_is_not_proposed_until_it_is_redone(opened):
    undone = ingest.undo(opened, 1, author="ana")
    assert near(opened, workbook("ATELIER-12")) == []
    ingest.undo(opened, undone.number, author="ana")
    assert near(opened, workbook("ATELIER-12")) == [("ATELIER-12", CODE)]


def test_a_fiche_that_a_later_import_repeats_outlives_the_undoing_of_the_first(base):
    first, second = (
        workbook(CODE, None, statements=told) for told in ((), [{"kind": "frein", "number": 1, "text": "Trop cher"}])
    )
    ingest.import_workbook(base, first, "un.xlsx", author="ana")
    ingest.import_workbook(base, second, "deux.xlsx", author="ana")
    ingest.undo(base, 1, author="ana")
    assert near(base, workbook("ATELIER-12")) == [("ATELIER-12", CODE)]


def test_a_dossier_whose_votes_were_undone_is_proposed_again(opened):
    voted = ingest.import_workbook(opened, workbook(CODE), "atelier.xlsx", author="ana")
    ingest.undo(opened, voted.number or 0, author="ana")
    assert near(opened, workbook("ATELIER-12")) == [("ATELIER-12", CODE)]


def test_a_dossier_on_which_everyone_abstained_has_its_votes(opened):
    ingest.import_workbook(opened, workbook(CODE, {"P01": (None, None), "P02": (None, None)}), "atelier.xlsx", author="ana")
    assert near(opened, workbook("ATELIER-12")) == []


def test_two_dossiers_as_near_are_left_to_the_analyst(opened):
    twin = {"session_code": "F360-2024-08", "title": "Guichet mobile", "administration": "Ville de Lens"}
    ingest.enter(opened, {Section.FICHE: [twin]}, author="ana", opening=True)
    assert near(opened, workbook("ATELIER-12")) == []


def test_nothing_is_joined_without_being_told(opened):
    ingest.import_workbook(opened, workbook("ATELIER-12"), "atelier.xlsx", author="ana")
    assert read.programme(opened, WHOLE, TODAY)["code"].to_pylist() == ["ATELIER-12", CODE]


def test_a_workbook_that_the_analyst_joins_completes_the_dossier_and_its_undo_gives_it_back(opened):
    found = ingest.understood(opened, workbook("ATELIER-12", session_date=date(2024, 6, 3)), "atelier.xlsx")
    reading = ingest.completed(opened, found, Told(dossiers={"ATELIER-12": CODE}))
    receipt = ingest.commit(opened, ingest.preview_of(opened, reading, author="ana"), author="ana")
    assert (receipt.outcome, receipt.codes) == (Outcome.COMMITTED, (CODE,))
    row = row_of(opened)
    assert (row["verdict"], row["idea_date"], row["session_date"]) == ("favourable", date(2024, 1, 8), date(2024, 6, 3))
    assert read.programme(opened, WHOLE, TODAY).num_rows == 1
    ingest.undo(opened, receipt.number or 0, author="ana")
    row = row_of(opened)
    assert (row["verdict"], row["idea_date"], row["session_date"]) == (None, date(2024, 1, 8), None)
    assert ingest.verify(opened) == []
