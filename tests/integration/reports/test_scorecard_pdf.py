"""The scorecard as a PDF: right, readable by law, and the same bytes for the same content."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pypdf
import pytest

from flash360.labels import french_percent
from flash360.model import Axis
from flash360.reports.session.content import session_content
from flash360.reports.session.pdf import scorecard

CODES = [f"F360-2025-0{n}" for n in range(1, 6)]


def text_of(pdf: bytes) -> str:
    """All its words on one line, spaces of every kind made plain."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages))


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The elements of its structure tree of a kind, « /Figure »."""
    found, left = [], [pdf.Root.StructTreeRoot]
    while left:
        one = left.pop()
        if isinstance(one, pikepdf.Dictionary):
            if one.get("/S") == pikepdf.Name(kind):
                found.append(one)
            children = one.get("/K")
            left.extend(children if isinstance(children, pikepdf.Array) else [] if children is None else [children])
    return found


@pytest.mark.parametrize("code", CODES)
def test_every_scorecard_is_a_tagged_french_pdf_that_declares_pdf_ua_1(content, code):
    found = content(code)
    with pikepdf.open(BytesIO(scorecard(found))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr-FR"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert code in str(pdf.docinfo.Title)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        assert len(elements(pdf, "/H1")) == 1
        assert all(font.get("/ToUnicode") is not None for page in pdf.pages for font in page.Resources.get("/Font", {}).values())


def test_every_chart_has_its_sentence_as_alternative_text(content):
    found = content("F360-2025-01")
    with pikepdf.open(BytesIO(scorecard(found))) as pdf:
        told = {str(figure.Alt) for figure in elements(pdf, "/Figure")}
    pictures = [found.timeline_picture()]
    pictures += [picture for axis in Axis for picture in (found.criteria_picture(axis), found.colleges_picture(axis)) if picture]
    assert told == {picture.sentence for picture in pictures}


def test_it_says_the_rule_the_workbook_and_its_fingerprint_the_day_and_n(content):
    found = content("F360-2025-01")
    text = text_of(scorecard(found))
    sha256 = found.sources[0].sha256
    assert sha256 is not None
    assert sha256 in text.replace(" ", "")
    for said in ("essai.xlsx", "règle 1", "Données au", "n = 12 votants", "15 janvier 2026", "Page 1 sur 2"):
        assert said in text


def test_its_figures_are_those_of_the_base(content):
    found = content("F360-2025-01")
    text = text_of(scorecard(found))
    for axis in Axis:
        assert f"n = {found.row[f'{axis}_n']} participants" in text
        assert f"{french_percent(found.row[f'{axis}_share'])} de favorables".replace("\u00a0", " ") in text
    assert "Aucun véhicule" in text


def test_a_session_without_votes_says_so_and_draws_no_votes(content):
    text = text_of(scorecard(content("F360-2025-02")))
    assert "Votes inconnus" in text
    assert "Critère par critère" not in text


def test_sixty_freins_all_print(content):
    text = text_of(scorecard(content("F360-2025-03")))
    assert [n for n in range(1, 61) if f"Frein numéro {n}," not in text] == []


def test_a_title_of_three_hundred_characters_prints_whole(content):
    found = content("F360-2025-04")
    assert len(found.row["title"]) > 290
    assert found.row["title"].strip() in text_of(scorecard(found))


def test_what_looks_like_markup_prints_as_it_was_written(content):
    text = text_of(scorecard(content("F360-2025-05")))
    assert '#panic("x") *gras* $x$ <b>' in text
    assert "🎉" in text
    assert '=HYPERLINK("http://exemple.fr";"clic")' in text


def test_a_partner_sees_no_small_college_and_reads_why(base, partner, content):
    theirs = session_content(base, partner, "F360-2025-01", content("F360-2025-01").day)
    text = text_of(scorecard(theirs))
    assert "masqué : moins de 5 personnes" in text
    assert {counts for axis in Axis for c, counts in theirs.colleges[axis].items() if c != "usager"} == {None}
    assert "Ensemble du panel" not in text
    assert "· Agent" not in text  # nor who said a frein


def test_the_same_content_gives_the_same_bytes(content):
    assert scorecard(content("F360-2025-01")) == scorecard(content("F360-2025-01"))


def test_a_demonstration_says_that_it_is_fictional(base, analyst, content):
    day = content("F360-2025-01").day
    assert "Données fictives" in text_of(scorecard(session_content(base, analyst, "F360-2025-01", day, fictional=True)))
    assert "Données fictives" not in text_of(scorecard(content("F360-2025-01")))
