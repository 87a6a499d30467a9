"""An export that holds only votes, in a real browser: completed, a correction refused then taken back, imported."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

FORMS = (
    "ID;Heure de début;Heure de fin;Nom;Votre collège;L'idée est faisable en un an;L'idée est utile aux usagers\n"
    "1;2024-03-05 10:00;2024-03-05 10:05;;Agent;4,0;5\n2;2024-03-05 10:00;2024-03-05 10:05;;Usager;2;NSP\n"
)


@pytest.fixture
def served(start, demonstration):
    """A server of its own, since these journeys write."""
    with start(demonstration) as one:
        yield one


def drop(page: Page, name: str, content: str) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    )
    expect(page.get_by_role("button", name="Fermer l'aperçu")).to_be_visible()


def describe(page: Page, code: str) -> None:
    page.get_by_role("radio", name="Une nouvelle session").click()
    for label, words in (("Code", code), ("Titre de l'idée", "Un guichet"), ("Administration", "Ville de Test")):
        box = page.get_by_role("textbox", name=label, exact=True)
        box.fill(words)
        box.press("Tab")


def record(page: Page, settled: Callable[[Page], None]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("1\u00a0session prête à importer")
    settled(page)
    page.get_by_role("button", name="Importer", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("enregistré")


def test_an_export_is_completed_a_correction_refused_then_decided_and_imported(served, page, settled):
    page.goto(served.address("importer"))
    drop(page, "reponses.csv", FORMS)
    settled(page)
    expect(page.get_by_text("Reconnu : export Microsoft Forms, 7\u00a0colonnes sur 7").first).to_be_visible()
    expect(page.get_by_role("button", name="Importer", exact=True)).to_be_disabled()
    describe(page, "F360-TEST-7")
    expect(page.get_by_role("heading", level=1)).to_have_text("1\u00a0session prête à importer")
    settled(page)
    page.get_by_text("Décider ici, sans rouvrir le classeur").click()
    page.get_by_role("radio", name="refuser la correction").click()
    page.get_by_role("button", name="Appliquer", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1\u00a0erreur à corriger avant l'import")
    settled(page)  # what is drawn above the button moves it: a press that ends beside it is no click
    page.get_by_test_id("stExpanderDetails").get_by_role("button", name="Retirer").click()
    record(page, settled)
    assert served.errors() == []
