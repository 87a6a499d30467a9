"""A partner's proposal: walled by its scope, without effect until an analyst confirms it."""

from __future__ import annotations

from datetime import date

import pytest

from flash360 import ingest
from flash360.access import Sessions
from flash360.errors import AlreadyDecided, UnknownSession
from flash360.ingest import Outcome
from flash360.model import Section
from flash360.store import Database, read
from tests.integration.ingest.workbooks import WHOLE, everything, row_of, workbook

CODE = "F360-2024-07"
ENGAGED = {"date": date(2024, 9, 2), "status": "engaged", "accompaniment": "feuille de route", "comment": "Budget voté."}


@pytest.fixture
def held(base: Database) -> Database:
    """A session held in June 2024, without news."""
    ingest.import_workbook(base, workbook(session_date=date(2024, 6, 3)), "atelier.xlsx", author="ana")
    return base


def own(base: Database) -> Sessions:
    return Sessions((row_of(base)["session_id"],))


def proposals(base: Database) -> list[tuple[str, str]]:
    return [(row["status"], row["state"]) for row in read.proposals(base, WHOLE).to_pylist()]


def proposed(base: Database, **fields: object) -> str:
    ingest.propose(base, own(base), CODE, ENGAGED | fields, author="Ville de Lens")
    return read.proposals(base, WHOLE).to_pylist()[-1]["proposal_id"]


def test_a_proposal_changes_nothing_that_the_base_says_before_it_is_confirmed(held):
    before, history = everything(held), read.history(held, WHOLE).to_pylist()
    proposed(held)
    assert (everything(held), read.history(held, WHOLE).to_pylist()) == (before, history)
    assert proposals(held) == [("engaged", "pending")]
    assert ingest.verify(held) == []


def test_a_proposal_confirmed_is_an_outcome_by_the_analyst(held):
    receipt = ingest.confirm(held, proposed(held), author="ana")
    row = row_of(held)
    assert (receipt.outcome, row["outcome_status"], row["realised_date"]) == (Outcome.COMMITTED, "engaged", date(2024, 9, 2))
    outcome = read.outcomes(held, WHOLE).to_pylist()[0]
    assert (outcome["author"], outcome["comment"]) == ("ana", "Budget voté.")
    assert proposals(held) == [("engaged", "confirmed")]
    assert ingest.verify(held) == []


def test_undoing_the_confirmation_makes_the_proposal_pending_again_and_redoing_it_confirmed(held):
    receipt = ingest.confirm(held, proposed(held), author="ana")
    undone = ingest.undo(held, receipt.number or 0, author="ana")
    assert (row_of(held)["outcome_status"], proposals(held)) == (None, [("engaged", "pending")])
    ingest.undo(held, undone.number, author="ana")
    assert (row_of(held)["outcome_status"], proposals(held)) == ("engaged", [("engaged", "confirmed")])


def test_a_proposal_declined_leaves_the_base_as_it_was(held):
    before = everything(held)
    ingest.decline(held, proposed(held), author="ana")
    assert (everything(held), proposals(held)) == (before, [("engaged", "declined")])


@pytest.mark.parametrize("again", [ingest.confirm, ingest.decline])
def test_a_decision_is_taken_once(held, again):
    proposal = proposed(held)
    ingest.decline(held, proposal, author="ana")
    version = held.version()
    with pytest.raises(AlreadyDecided):
        again(held, proposal, author="bo")
    assert (held.version(), proposals(held)) == (version, [("engaged", "declined")])


def test_a_proposal_that_the_base_already_says_is_confirmed_without_an_import(held):
    proposal = proposed(held)
    ingest.enter(held, {Section.OUTCOMES: [ENGAGED | {"session_code": CODE}]}, author="bo")
    assert ingest.confirm(held, proposal, author="ana").outcome is Outcome.UNCHANGED
    assert proposals(held) == [("engaged", "confirmed")]


def test_a_partner_speaks_of_its_own_sessions_only(held):
    version = held.version()
    with pytest.raises(UnknownSession):
        ingest.propose(held, Sessions(()), CODE, ENGAGED, author="Ailleurs")
    assert held.version() == version


def test_a_partner_reads_its_own_proposals_only(held):
    proposed(held)
    assert read.proposals(held, own(held)).num_rows == 1
    assert read.proposals(held, Sessions(())).num_rows == 0


def test_what_is_not_a_status_is_refused_and_not_kept(held):
    found = ingest.propose(held, own(held), CODE, ENGAGED | {"status": "formidable"}, author="Ville de Lens")
    assert [finding.code for finding in found] == ["unknown-choice"]
    assert proposals(held) == []


def test_a_telephone_number_in_a_proposal_is_not_kept(held):
    proposed(held, comment="Appelez le 06 12 34 56 78")
    assert "06 12" not in read.proposals(held, WHOLE).to_pylist()[0]["comment"]
