"""From a first call to a recorded outcome in a real browser, at two widths without a serious violation."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.switching import become, become_partner, visit

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


@pytest.fixture(scope="module")
def served(start, demonstration):
    """A server of its own, since these journeys write."""
    with start(demonstration) as one:
        yield one


def accessible(page: Page) -> None:
    found = Axe().run(page, options=RULES).response
    assert [one["id"] for one in found["violations"] if one["impact"] in {"serious", "critical"}] == []
    width = page.viewport_size["width"]  # type: ignore[index]
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def test_a_dossier_goes_from_the_first_call_to_a_recorded_outcome(served, page, settled):
    page.goto(served.address("dossier"))
    page.get_by_label("Titre de l'idée").fill("Un carnet de santé du logement")
    page.get_by_role("combobox", name="Administration").fill("Ville d'Essai")
    page.get_by_role("combobox", name="Administration").press("Enter")
    page.get_by_label("L'idée en trois phrases").fill("Pour les locataires. Un seul carnet. Moins de litiges.")
    page.get_by_role("button", name="Ouvrir le dossier").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Un carnet de santé du logement")
    settled(page)
    accessible(page)
    page.get_by_role("radio", name="Suites").or_(page.get_by_role("button", name="Suites")).first.click()
    page.get_by_role("button", name="Abandonnée").click()
    expect(page.get_by_text("« abandonnée » au")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("idée arrêtée")
    page.goto(served.address("suivi"))
    expect(page.get_by_role("heading", name="en attente de nouvelles")).to_be_visible()
    settled(page)
    accessible(page)
    page.set_viewport_size({"width": 400, "height": 1000})
    settled(page)
    accessible(page)
    page.get_by_role("button", name="Saisir la suite").last.click()
    page.get_by_role("button", name="Réorientée").click()
    expect(page.get_by_text("« réorientée » au")).to_be_visible()
    assert served.errors() == []


def test_a_partners_proposal_changes_the_base_once_an_analyst_confirms_it(served, page, settled, codes):
    administration = next(iter(codes))
    become_partner(page, served.address(), administration)
    expect(page.get_by_text(f"{codes[administration][0]} · {administration} · ")).to_be_visible()
    settled(page)
    page.get_by_text("Proposer une nouvelle").click()
    page.get_by_label("Commentaire").fill("Reprise par une autre direction")
    settled(page)
    accessible(page)
    page.get_by_role("button", name="Réorientée").click()
    expect(page.get_by_text("Votre proposition est transmise")).to_be_visible()
    expect(page.get_by_text("en attente de confirmation")).to_be_visible()
    become(page, "Analyste", "Vue d'ensemble")
    visit(page, "/suivi")
    proposal = page.get_by_text("Reprise par une autre direction")
    expect(proposal).to_be_visible()
    settled(page)
    accessible(page)
    proposal.locator("xpath=ancestor::*[.//button[contains(., 'Confirmer')]][1]").get_by_role("button", name="Confirmer").click()
    expect(proposal).to_have_count(0)
    become_partner(page, served.address(), administration)
    expect(page.get_by_text("confirmée")).to_be_visible()
    assert served.errors() == []
