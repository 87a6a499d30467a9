"""An idea pasted, its answer on both widths without a serious violation, and the document downloaded."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


@pytest.mark.parametrize("width", [1400, 400])
def test_an_idea_is_answered_and_its_document_downloaded(dashboard, page, settled, width):
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(dashboard.address("preparer"))
    page.get_by_label("Collez l'idée en quelques phrases").fill("Un guichet mobile pour les habitants des communes rurales")
    page.get_by_role("button", name="Comparer aux sessions passées").click()
    page.get_by_role("heading", name="Les thèmes à attendre, par aspect").wait_for()
    settled(page)
    found = Axe().run(page, options=RULES).response
    assert len(found["passes"]) > 10
    assert [one["id"] for one in found["violations"] if one["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger le déroulé et la liste (PDF)").click()
    assert download.value.suggested_filename.startswith("flash360_preparation_")
    assert download.value.path().read_bytes().startswith(b"%PDF-")
