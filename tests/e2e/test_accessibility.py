"""axe-core on every screen at both widths: no serious and no critical violation."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from flash360.settings import ROOT

SAMPLE = sorted((ROOT / "data" / "samples").glob("*.xlsx"))[0]

SCREENS = (
    "", "fiche", "freins-leviers", "suites", "preparer", "comparer", "importer", "coder", "historique", "methode",
    "semaine", "accessibilite", "nulle-part",
)  # fmt: skip
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
WIDTHS = (400, 1400)


def serious_violations(page: Page) -> list[tuple[str, list[str], str]]:
    found = Axe().run(page, options=RULES).response
    assert len(found["passes"]) > 10
    return [
        (one["id"], node["target"], node["html"][:200])
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


def sound_at_both_widths(page: Page, settled) -> None:
    """No serious violation and nothing to scroll to sideways, on a telephone and then on a wide screen."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1000})
        settled(page)
        assert serious_violations(page) == []
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_has_no_serious_violation_and_does_not_scroll_sideways(dashboard, page, settled, path):
    page.set_viewport_size({"width": WIDTHS[0], "height": 1000})
    page.goto(dashboard.address(path))
    sound_at_both_widths(page, settled)


def test_the_figures_of_a_chart_come_when_they_are_unfolded_with_the_keyboard(dashboard, page, settled):
    page.set_viewport_size({"width": WIDTHS[0], "height": 1000})
    page.goto(dashboard.address(""))
    settled(page)
    tables = page.locator(".f360-table")
    assert tables.count() == 0
    page.locator("summary", has_text="Voir les données").first.focus()
    page.keyboard.press("Enter")
    tables.get_by_role("table").wait_for()
    assert page.evaluate("document.activeElement.innerText").strip().endswith("Voir les données")
    assert tables.count() == 1
    sound_at_both_widths(page, settled)


def test_two_charts_side_by_side_begin_at_one_height_and_have_their_figures_in_one_fold(dashboard, page, settled):
    page.set_viewport_size({"width": WIDTHS[1], "height": 1000})
    page.goto(dashboard.address("fiche?session=F360-2022-02"))
    settled(page)
    pair = page.locator(".st-key-paire-colleges")
    first, second = (pair.get_by_test_id("stVegaLiteChart").nth(place).bounding_box() for place in range(2))
    assert first["y"] == second["y"]
    assert first["x"] + first["width"] < second["x"]
    pair.locator("summary", has_text="Voir les données").click()
    pair.get_by_role("table").nth(1).wait_for()
    assert pair.get_by_role("heading", level=3).count() == 2
    sound_at_both_widths(page, settled)


def test_a_preview_with_findings_and_changes_has_no_serious_violation(dashboard, page, settled):
    page.set_viewport_size({"width": WIDTHS[0], "height": 1000})
    page.goto(dashboard.address("importer"))
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(SAMPLE)
    page.get_by_role("button", name="Fermer l'aperçu").wait_for()
    sound_at_both_widths(page, settled)


DROPPED = {
    "unknown": [("atelier.csv", "Qui;Ronde;Faisable ?;Avis libre\nA12;1;4;Bof\nB07;2;2;Trop long\n")],
    "several": [("a.csv", "Participant;C1\nP1;4\n"), ("b.csv", "Participant;C1\nP1;5\n")],
}


@pytest.mark.parametrize("what", DROPPED)
def test_a_file_to_point_at_and_several_files_have_no_serious_violation(dashboard, page, settled, what):
    page.goto(dashboard.address("importer"))
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": content.encode()} for name, content in DROPPED[what]]
    )
    page.get_by_role("button", name="Fermer").wait_for()
    sound_at_both_widths(page, settled)


def test_the_first_tab_stop_skips_to_the_content(dashboard, page, settled):
    page.goto(dashboard.address("accessibilite"))
    settled(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText").strip() == "Aller au contenu"


def test_the_import_screen_is_walked_through_with_the_keyboard(dashboard, page, settled):
    page.goto(dashboard.address("importer"))
    settled(page)
    wanted = ["Aller au contenu", "Historique", "Voir comme", "Choisir un fichier", "Modèle pour une session"]
    walked = []
    while len(walked) < 60 and wanted[-1] not in walked:
        page.keyboard.press("Tab")
        stop = page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText") or ""
        walked.append((stop.strip().splitlines() or [""])[-1])
    assert [stop for stop in walked if stop in wanted] == wanted


def test_a_role_is_chosen_with_the_keyboard(dashboard, page, settled):
    page.goto(dashboard.address("accessibilite"))
    settled(page)
    page.get_by_role("combobox", name="Voir comme").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stTopNav").get_by_role("link", name="Importer")).to_have_count(0)
