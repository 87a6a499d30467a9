"""The analyst's way, in a real browser: a workbook, its preview, the import, its scorecard, the undoing, the redoing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from flash360.model import Section
from flash360.workbook import Shape, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE = "Un *guichet* <b>unique</b> :smile: ![x](y)"
COLLEGES = ("usager", "expert", "agent", "decideur")
PEOPLE = [(f"P{number:02}", COLLEGES[number % 4]) for number in range(1, 13)]
CRITERIA = [("C1", "Le droit le permet", "feasibility"), ("C2", "Les usagers y gagnent", "impact")]


def workbook(feasibility: list[int], impact: list[int]) -> bytes:
    """A filled-in template of one session of twelve people: their grades, from 1 to 5, on the criterion of each axis."""
    return write_workbook(
        {
            Section.FICHE: [{"session_code": "F360-TEST-1", "title": TITLE, "administration": "Ville de Test"}],
            Section.PARTICIPANTS: [{"participant": code, "college": college} for code, college in PEOPLE],
            Section.CRITERIA: [
                {"criterion": code, "label": label, "axis": axis, "scale_min": 1, "scale_max": 5, "favourable_from": 4}
                for code, label, axis in CRITERIA
            ],
            Section.VOTES: [
                {"participant": who, "criterion": code, "grade": grade}
                for (code, *_), grades in zip(CRITERIA, (feasibility, impact), strict=True)
                for (who, _), grade in zip(PEOPLE, grades, strict=True)
            ],
        },
        Shape.SINGLE,
    )


GOOD = workbook(feasibility=[5, 4, 4, 5, 4, 4, 5, 4, 4, 4, 5, 3], impact=[4, 5, 4, 5, 4, 4, 4, 4, 5, 4, 4, 4])
WORSE = workbook(feasibility=[1, 1, 2, 1, 2, 1, 1, 2, 2, 1, 4, 3], impact=[4, 5, 4, 5, 4, 4, 4, 4, 5, 4, 4, 4])
OFF_SCALE = workbook(feasibility=[9, 4, 4, 5, 4, 4, 5, 4, 4, 4, 5, 3], impact=[4, 5, 4, 5, 4, 4, 4, 4, 5, 4, 4, 4])


@pytest.fixture
def served(start, demonstration):
    """A server of its own, since these journeys write."""
    with start(demonstration) as one:
        yield one


def drop(page: Page, name: str, content: bytes) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files({"name": name, "mimeType": XLSX, "buffer": content})
    expect(page.get_by_role("button", name="Fermer l'aperçu")).to_be_visible()


def title(page: Page):
    return page.get_by_role("heading", level=1)


def test_from_a_workbook_to_its_scorecard_and_back(served, page, settled):
    page.goto(served.address("importer"))
    drop(page, "atelier.xlsx", GOOD)
    expect(title(page)).to_have_text("1\u00a0session prête à importer")
    expect(page.get_by_text("Rien à signaler")).to_be_visible()
    page.get_by_role("button", name="Importer", exact=True).click()
    expect(title(page)).to_contain_text("enregistré")

    page.get_by_role("link", name="Ouvrir la fiche F360-TEST-1").click()
    expect(page).to_have_url(served.address("fiche?session=F360-TEST-1"))
    expect(title(page)).to_contain_text("Avis favorable")
    assert page.get_by_role("heading", level=1).inner_html().count("<b>") == 0
    assert "*guichet* <b>unique</b>" in title(page).inner_text()

    page.get_by_role("link", name="Importer", exact=True).click()
    drop(page, "atelier corrigé.xlsx", WORSE)
    expect(page.get_by_text("l'avis passe de")).to_be_visible()
    page.get_by_role("button", name="Importer", exact=True).click()
    expect(title(page)).to_contain_text("enregistré")
    page.goto(served.address("fiche?session=F360-TEST-1"))
    expect(title(page)).not_to_contain_text("Avis favorable")

    page.get_by_role("link", name="Historique", exact=True).click()
    page.get_by_role("button", name="Annuler l'import").click()
    page.get_by_role("button", name="Oui, annuler").click()
    expect(page.get_by_text("est annulé.")).to_be_visible()
    page.goto(served.address("fiche?session=F360-TEST-1"))
    expect(title(page)).to_contain_text("Avis favorable")

    page.goto(served.address("historique?etat=annulés&recherche=atelier"))
    page.get_by_role("button", name="Rétablir l'import").click()
    page.get_by_role("button", name="Oui, rétablir").click()
    expect(page.get_by_text("est rétabli.")).to_be_visible()
    page.goto(served.address("fiche?session=F360-TEST-1"))
    expect(title(page)).not_to_contain_text("Avis favorable")
    assert served.errors() == []


def test_a_faulty_workbook_is_explained_and_cannot_be_imported(served, page):
    page.goto(served.address("importer"))
    drop(page, "faux.xlsx", OFF_SCALE)
    expect(title(page)).to_have_text("1\u00a0erreur à corriger avant l'import")
    expect(page.get_by_role("cell", name="Votes!B2", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Importer", exact=True)).to_be_disabled()
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger mon classeur annoté").click()
    assert download.value.suggested_filename == "annote_faux.xlsx"
    page.get_by_role("button", name="Fermer l'aperçu").click()
    expect(title(page)).to_have_text("Importer un classeur")


def test_a_text_file_in_disguise_is_refused_in_french(served, page):
    page.goto(served.address("importer"))
    drop(page, "lettre.xlsx", b"Ceci est une lettre.")
    expect(page.get_by_role("cell", name="n'est pas un classeur")).to_be_visible()
    expect(page.get_by_role("button", name="Importer", exact=True)).to_be_disabled()
    assert served.errors() == []


def test_the_same_file_again_is_nothing_to_do(served, page):
    page.goto(served.address("importer"))
    for _ in range(2):
        drop(page, "atelier.xlsx", GOOD)
        if page.get_by_role("button", name="Importer", exact=True).is_enabled():
            page.get_by_role("button", name="Importer", exact=True).click()
            expect(title(page)).to_contain_text("enregistré")
    expect(title(page)).to_have_text("Ce classeur est déjà importé")
    expect(page.get_by_role("button", name="Importer", exact=True)).to_be_disabled()


def test_the_template_is_one_click_away(served, page):
    page.goto(served.address("importer"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Modèle pour une session").click()
    assert download.value.suggested_filename == "modele_flash360.xlsx"
    assert download.value.path().read_bytes()[:2] == b"PK"
