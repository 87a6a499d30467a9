"""Each address, asked as the very first request after a start: the frame, the guard, then the requested page."""

import pytest
from playwright.sync_api import expect

SCREENS = {
    "": "Vue d'ensemble",
    "fiche": "Fiche de session",
    "freins-leviers": "Freins et leviers",
    "suites": "Parcours et suites",
    "preparer": "Préparer un cadrage",
    "comparer": "Comparer",
    "importer": "Importer",
    "historique": "Historique",
    "methode": "Méthode",
    "accessibilite": "Accessibilité",
}


@pytest.mark.parametrize("path", SCREENS)
def test_the_first_request_after_a_start_shows_the_page_it_asked_for(start, demonstration, page, settled, path):
    with start(demonstration) as served:
        page.goto(served.address(path))
        settled(page)
        expect(page).to_have_title(f"{SCREENS[path]} – Flash 360")
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Page introuvable")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        expect(page.get_by_test_id("stTopNav")).to_be_visible()
        assert served.errors() == []


def test_an_unknown_address_says_so_in_french_and_leads_home(start, demonstration, page, settled):
    with start(demonstration) as served:
        page.goto(served.address("nulle-part"))
        settled(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Page introuvable")
        expect(page.get_by_text("Page not found")).to_have_count(0)
        page.get_by_role("link", name="Revenir à l'accueil").click()
        expect(page).to_have_title("Vue d'ensemble – Flash 360")


def test_an_empty_base_shows_three_steps_and_nothing_else(start, page, settled):
    with start() as served:
        page.goto(served.address())
        settled(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Votre première session en trois étapes")
        steps = page.get_by_test_id("stMain").get_by_role("heading", level=2)
        assert steps.all_inner_texts() == ["1. Télécharger le modèle", "2. Le remplir", "3. L'importer"]
        page.get_by_role("link", name="Ouvrir l'import").click()
        expect(page).to_have_title("Importer – Flash 360")
        assert served.errors() == []
