"""The French guides lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flash360.settings import ROOT

GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
ADDRESSES = [
    (guide, address)
    for guide in (*GUIDES, ROOT / "data" / "samples" / "README.md")
    for address in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+)\)", guide.read_text("utf-8"))
    if "://" not in address
]


@pytest.mark.parametrize(("guide", "address"), ADDRESSES, ids=lambda value: Path(value).name)
def test_a_link_of_a_guide_leads_to_a_file(guide, address):
    assert (guide.parent / address).resolve().is_file()


def test_the_guides_speak_of_the_template_as_it_is():
    from flash360.labels import SECTION
    from flash360.workbook.columns import COLUMNS

    text = (ROOT / "docs" / "guides" / "importer.md").read_text("utf-8")
    headings = {spec.heading for specs in COLUMNS.values() for spec in specs}
    assert all(f"**{name}.**" in text for name in SECTION.values())
    for heading in ("Date rapportée", "Date session", "Favorable à partir de", "Global", "Répond au frein n°", "Thème"):
        assert heading in headings
        assert f"« {heading} »" in text.replace("\n   ", " ")
