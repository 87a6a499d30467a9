"""After a start: the frame, the guard, then the requested page, a deep link as the very first request included.

Raw connections ask the rest (test_attacks.py); what made the first request special is held by tests/architecture/test_pages.py.
"""

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
    "coder": "Coder les textes",
    "suivi": "Suivi",
    "dossier": "Dossiers",
    "semaine": "La semaine",
    "acces": "Accès",
    "audit": "Piste d'audit",
    "donnees-personnelles": "Données personnelles",
    "methode": "Méthode",
    "accessibilite": "Accessibilité",
}


def test_the_first_request_after_a_start_shows_the_page_it_asked_for(start, demonstration, page, settled):
    with start(demonstration) as served:
        page.goto(served.address("fiche"))
        settled(page)
        expect(page).to_have_title(f"{SCREENS['fiche']} – Flash 360")
        expect(page.get_by_test_id("stTopNav")).to_be_visible()
        assert served.errors() == []


def test_the_first_requests_after_a_start_lead_to_sign_in_then_to_the_page(
    start, demonstration, provider, page, sign_in, settled
):
    title = page.get_by_role("heading", level=1)
    with start(demonstration, provider=provider) as served:
        for path in ("importer", *SCREENS):  # the very first leads to a screen that not everyone may see
            page.goto(served.address(path))
            expect(title).to_have_text("Connectez-vous pour consulter le tableau de bord")
            expect(page.get_by_test_id("stTopNav")).to_have_count(0)
        sign_in(page)
        expect(page).to_have_title(f"{SCREENS[path]} – Flash 360")  # back where they left from
        for path, name in SCREENS.items():
            page.goto(served.address(path))
            settled(page)
            expect(page).to_have_title(f"{name} – Flash 360")
            expect(title).not_to_have_text("Page introuvable")
            expect(title).to_have_count(1)
            expect(page.get_by_test_id("stTopNav")).to_be_visible()
        assert served.errors() == []


def test_an_unknown_address_says_so_in_french_and_leads_home(dashboard, page, settled):
    page.goto(dashboard.address("nulle-part"))
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Page introuvable")
    expect(page.get_by_text("Page not found")).to_have_count(0)
    page.get_by_role("link", name="Revenir à l'accueil").click()
    expect(page).to_have_title("Vue d'ensemble – Flash 360")


def test_an_empty_base_is_served_to_people_signed_in_and_says_who_fills_it(start, provider, page, sign_in, settled):
    with start(provider=provider) as served:
        page.goto(served.address())
        sign_in(page)
        settled(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Aucune session n'est encore enregistrée")
        expect(page.get_by_text("Données fictives")).to_have_count(0)
        assert served.errors() == []
