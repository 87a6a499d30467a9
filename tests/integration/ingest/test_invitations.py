"""The panel being composed: a section of the dossier like another."""

from __future__ import annotations

from datetime import date

from flash360 import ingest
from flash360.ingest import Outcome
from flash360.model import Section
from flash360.store import Database, read
from flash360.workbook import Shape, write_workbook
from tests.integration.ingest.workbooks import WHOLE, workbook

CODE = "F360-2024-07"


def panel(**places: int | None) -> list[dict[str, object]]:
    return [{"session_code": CODE, "college": college, "planned": planned} for college, planned in places.items()]


def entered(base: Database, rows: list[dict[str, object]]) -> ingest.Receipt:
    return ingest.enter(base, {Section.INVITATIONS: rows}, author="ana")


def places(base: Database) -> dict[str, int]:
    return {row["college"]: row["planned"] for row in read.invitations(base, WHOLE).to_pylist()}


def test_the_places_of_each_college_are_kept_replaced_and_given_back(base):
    ingest.import_workbook(base, workbook(grades=None), "fiche.xlsx", author="ana")
    entered(base, panel(usager=6, agent=5))
    again = entered(base, panel(usager=8, agent=5, decideur=3))
    assert places(base) == {"usager": 8, "agent": 5, "decideur": 3}
    ingest.undo(base, again.number or 0, author="ana")
    assert places(base) == {"usager": 6, "agent": 5}
    assert ingest.verify(base) == []


def test_the_workbook_of_the_session_leaves_the_planned_panel_as_it_is(base):
    ingest.import_workbook(base, workbook(grades=None), "fiche.xlsx", author="ana")
    entered(base, panel(usager=6))
    ingest.import_workbook(base, workbook(session_date=date(2024, 6, 3)), "atelier.xlsx", author="ana")
    assert places(base) == {"usager": 6}


def test_more_than_twenty_places_are_told_and_a_negative_number_is_refused(base):
    ingest.import_workbook(base, workbook(grades=None), "fiche.xlsx", author="ana")
    receipt = entered(base, panel(usager=12, agent=9))
    assert [finding.message for finding in receipt.findings] == [
        f"Session {CODE} : 21 places prévues, alors que la méthode limite le panel à 20 personnes. Réduisez le nombre de places."
    ]
    assert [finding.code for finding in receipt.findings] == ["panel-too-large"]
    receipt = entered(base, panel(usager=-2))
    assert (receipt.outcome, [finding.code for finding in receipt.findings]) == (Outcome.REJECTED, ["negative-places"])


def test_a_workbook_may_bring_the_planned_panel_and_the_template_does_not_ask_for_it(base):
    rows = {
        Section.FICHE: [{"session_code": CODE, "title": "Guichet mobile", "administration": "Ville de Lens"}],
        Section.INVITATIONS: [{"college": "usager", "planned": 6, "confirmed": 2}],
    }
    receipt = ingest.import_workbook(base, write_workbook(rows, Shape.SINGLE), "dossier.xlsx", author="ana")
    assert receipt.preview is not None
    assert receipt.preview.reading.reason.endswith("1\u00a0feuille sur 6, et le panel prévu")
    assert places(base) == {"usager": 6}
