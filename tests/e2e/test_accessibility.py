"""axe-core on every screen at both widths: no serious and no critical violation."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from flash360.settings import ROOT

SAMPLE = sorted((ROOT / "data" / "samples").glob("*.xlsx"))[0]

SCREENS = (
    "", "fiche", "freins-leviers", "suites", "preparer", "comparer", "importer", "historique", "methode", "accessibilite",
    "nulle-part",
)  # fmt: skip
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
WIDTHS = {"wide": 1400, "narrow": 400}


def serious_violations(page: Page) -> list[tuple[str, list[str], str]]:
    found = Axe().run(page, options=RULES).response
    assert len(found["passes"]) > 10
    return [
        (one["id"], node["target"], node["html"][:200])
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_has_no_serious_violation(dashboard, page, settled, path, width):
    page.set_viewport_size({"width": WIDTHS[width], "height": 1000})
    page.goto(dashboard.address(path))
    settled(page)
    assert serious_violations(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_preview_with_findings_and_changes_has_no_serious_violation(dashboard, page, settled, width):
    page.set_viewport_size({"width": WIDTHS[width], "height": 1000})
    page.goto(dashboard.address("importer"))
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(SAMPLE)
    page.get_by_role("button", name="Fermer l'aperçu").wait_for()
    settled(page)
    assert serious_violations(page) == []


@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_does_not_scroll_sideways_on_a_telephone(dashboard, page, settled, path):
    page.set_viewport_size({"width": 400, "height": 900})
    page.goto(dashboard.address(path))
    settled(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 400


def test_the_first_tab_stop_skips_to_the_content(dashboard, page, settled):
    page.goto(dashboard.address("accessibilite"))
    settled(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText").strip() == "Aller au contenu"


def test_the_import_screen_is_walked_through_with_the_keyboard(dashboard, page, settled):
    page.goto(dashboard.address("importer"))
    settled(page)
    stops = []
    for _ in range(16):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText"))
    walked = [stop.strip().splitlines()[-1] for stop in stops if stop and stop.strip()]
    wanted = ["Aller au contenu", "Historique", "Voir comme", "Choisir un fichier", "Modèle pour une session"]
    assert [stop for stop in walked if stop in wanted] == wanted


def test_a_role_is_chosen_with_the_keyboard(dashboard, page, settled):
    page.goto(dashboard.address("accessibilite"))
    settled(page)
    page.get_by_role("combobox", name="Voir comme").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stTopNav").get_by_role("link", name="Importer")).to_have_count(0)
