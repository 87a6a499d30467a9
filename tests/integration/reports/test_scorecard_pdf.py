"""The scorecard as a PDF: right, readable by law, and the same bytes for the same content."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdf
import pytest

from flash360.labels import french_percent
from flash360.model import Axis
from flash360.reports import drawing
from flash360.reports.session.content import session_content
from flash360.reports.session.pdf import scorecard
from tests.integration.reports.readable import elements, faults

CODES = [f"F360-2025-0{n}" for n in range(1, 6)]


def text_of(pdf: bytes) -> str:
    """All its words on one line, spaces of every kind made plain."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages))


@pytest.mark.parametrize("code", CODES)
def test_every_scorecard_is_a_tagged_french_pdf_that_declares_pdf_ua_1(printed, code):
    assert faults(printed(code)) == []
    with pikepdf.open(BytesIO(printed(code))) as pdf:
        assert code in str(pdf.docinfo.Title)
        assert [str(one.S) for one in elements(pdf)].count("/H1") == 1


def test_a_file_that_cannot_be_read_aloud_has_its_faults_named(printed):
    with pikepdf.open(BytesIO(printed("F360-2025-01"))) as pdf:
        del pdf.Root.ViewerPreferences
        pdf.Root.Lang = pikepdf.String("en")
        figure = next(one for one in elements(pdf) if one.S == "/Figure")
        del figure.Alt
        next(one for one in elements(pdf) if one.S == "/H2").S = pikepdf.Name.H3
        spoilt = BytesIO()
        pdf.save(spoilt)
    assert faults(spoilt.getvalue()) == [
        "language is not French",
        "title is not displayed",
        "H3 after a heading of level 1",
        "Figure without an alternative text",
    ]


def test_every_chart_has_its_sentence_as_alternative_text(content, printed):
    found = content("F360-2025-01")
    with pikepdf.open(BytesIO(printed("F360-2025-01"))) as pdf:
        told = {str(one.Alt) for one in elements(pdf) if one.S == "/Figure"}
    pictures = [found.timeline_picture()]
    pictures += [picture for axis in Axis for picture in (found.criteria_picture(axis), found.colleges_picture(axis)) if picture]
    assert told == {picture.sentence for picture in pictures}


def test_it_says_the_rule_the_workbook_and_its_fingerprint_the_day_and_n(content, printed):
    found = content("F360-2025-01")
    text = text_of(printed(found.row["code"]))
    sha256 = found.sources[0].sha256
    assert sha256 is not None
    assert sha256 in text.replace(" ", "")
    for said in ("essai.xlsx", "règle 1", "Données au", "n = 12 votants", "15 janvier 2026", "Page 1 sur 2"):
        assert said in text


def test_its_figures_are_those_of_the_base(content, printed):
    found = content("F360-2025-01")
    text = text_of(printed(found.row["code"]))
    for axis in Axis:
        assert f"n = {found.row[f'{axis}_n']} participants" in text
        assert f"{french_percent(found.row[f'{axis}_share'])} de favorables".replace("\u00a0", " ") in text
    assert "Aucun véhicule" in text


def test_a_session_without_votes_says_so_and_draws_no_votes(printed):
    text = text_of(printed("F360-2025-02"))
    assert "Votes inconnus" in text
    assert "Critère par critère" not in text


def test_sixty_freins_all_print(printed):
    text = text_of(printed("F360-2025-03"))
    assert [n for n in range(1, 61) if f"Frein numéro {n}," not in text] == []


def test_a_frein_longer_than_a_page_says_where_the_rest_is(content):
    found = content("F360-2025-02")
    long = tuple(one | {"text": "bref " * 6_000} for one in found.statements[:1])
    text = text_of(scorecard(replace(found, statements=long)))
    assert text.count("bref") == 400
    assert "[…] Suite dans la fiche à l'écran et en Excel." in text


def test_a_title_of_three_hundred_characters_prints_whole(content, printed):
    found = content("F360-2025-04")
    assert len(found.row["title"]) > 290
    assert found.row["title"].strip() in text_of(printed(found.row["code"]))


def test_what_looks_like_markup_prints_as_it_was_written(printed):
    text = text_of(printed("F360-2025-05"))
    assert '#panic("x") *gras* $x$ <b>' in text
    assert "🎉" in text
    assert '=HYPERLINK("http://exemple.fr";"clic")' in text


def test_a_sign_that_no_font_draws_is_replaced_and_the_document_says_so(printed):
    said = "« � » tient la place d'un signe"
    assert said in text_of(printed("F360-2025-05"))
    assert said not in text_of(printed("F360-2025-01"))


def test_a_partner_sees_no_small_college_and_reads_why(base, partner, content):
    theirs = session_content(base, partner, "F360-2025-01", content("F360-2025-01").day)
    text = text_of(scorecard(theirs))
    assert "masqué : moins de 5 personnes" in text
    assert {counts for axis in Axis for c, counts in theirs.colleges[axis].items() if c != "usager"} == {None}
    assert "Ensemble du panel" not in text
    assert "· Agent" not in text  # nor who said a frein


def test_the_same_content_gives_the_same_bytes(content, printed):
    drawing.forget()
    assert scorecard(content("F360-2025-01")) == printed("F360-2025-01")


def test_a_demonstration_says_that_it_is_fictional(base, analyst, content, printed):
    day = content("F360-2025-01").day
    assert "Données fictives" in text_of(scorecard(session_content(base, analyst, "F360-2025-01", day, fictional=True)))
    assert "Données fictives" not in text_of(printed("F360-2025-01"))
