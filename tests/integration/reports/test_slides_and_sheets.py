"""PowerPoint and Excel: native, editable, the same figures, never a formula, the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from pptx import Presentation

from flash360.model import Axis
from flash360.reports.archive import archive
from flash360.reports.programme.content import programme_content
from flash360.reports.programme.slides import programme_slides
from flash360.reports.programme.workbook import programme_workbook
from flash360.reports.session import comparison
from flash360.reports.session.content import session_content
from flash360.reports.session.slides import session_slides
from flash360.reports.session.workbook import session_workbook
from flash360.reports.slides import UnusableTemplate

CODES = [f"F360-2025-0{n}" for n in range(1, 6)]


def shown(pptx: bytes):
    return Presentation(BytesIO(pptx))


def charts(show):
    return [shape for slide in show.slides for shape in slide.shapes if shape.has_chart]


@pytest.mark.parametrize("code", CODES)
def test_every_session_has_four_slides_with_titles_and_notes(content, code):
    slides = list(shown(session_slides(content(code))).slides)
    assert len(slides) == 4
    assert all(slide.shapes.title.text_frame.text for slide in slides)
    assert all(
        "règle" in slide.notes_slide.notes_text_frame.text or "avis" in slide.notes_slide.notes_text_frame.text
        for slide in slides
    )


def test_its_charts_are_native_with_the_votes_as_data_and_the_sentence_as_alternative_text(content):
    found = content("F360-2025-01")
    drawn = charts(shown(session_slides(found)))
    assert len(drawn) == 4
    criteria = found.criteria[Axis.FEASIBILITY]
    series = {one.name: list(one.values) for one in drawn[0].chart.plots[0].series}
    assert series == {f"Note {grade}": [float(one.counts[grade - 1]) for one in criteria] for grade in range(1, 6)}
    picture = found.criteria_picture(Axis.FEASIBILITY)
    assert drawn[0]._element.nvGraphicFramePr.cNvPr.get("descr") == picture.sentence
    assert not [shape for slide in shown(session_slides(found)).slides for shape in slide.shapes if shape.shape_type == 13]


def test_the_workbook_behind_a_chart_holds_what_it_draws(content, base, analyst):
    whole = programme_content(base, analyst, date(2026, 1, 15))
    shows = [shown(session_slides(content("F360-2025-01"))), shown(programme_slides(whole))]
    drawn = [shape.chart for show in shows for shape in charts(show)]
    assert {type(chart.plots[0]).__name__ for chart in drawn} == {"BarPlot", "XyPlot"}
    for chart in drawn:
        sheet = openpyxl.load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        for told in chart._chartSpace.xpath(".//c:strRef | .//c:numRef"):
            where, *values = [one.text for one in told.iter("{*}f", "{*}v")]
            found = sheet[where.partition("!")[2].replace("$", "")]
            cells = [cell for (cell,) in found] if isinstance(found, tuple) else [found]
            assert [str(cell.value) for cell in cells] == values


def test_a_session_without_votes_has_no_chart(content):
    assert charts(shown(session_slides(content("F360-2025-02")))) == []


def test_a_partner_gets_no_small_college_in_any_document(base, partner):
    found = session_content(base, partner, "F360-2025-01", date(2026, 1, 15))
    names = [name for chart in charts(shown(session_slides(found)))[2:] for name in chart.chart.plots[0].categories]
    assert names == []  # of the larger ones too: a count of the small ones would follow by subtraction
    book = openpyxl.load_workbook(BytesIO(session_workbook(found)))
    hidden = [row for row in book["Collèges faisabilité"].iter_rows(min_row=2, values_only=True) if row[0] != "Usagers"]
    assert [set(row[1:7]) for row in hidden] == [{None}] * 3
    assert "Collège" not in [cell.value for cell in book["Freins et leviers"][1]]
    assert not {"Comparaison des collèges", "Consensus des collèges"} & set(book.sheetnames)
    assert comparison.HIDDEN in [cell.value for cell in book["Synthèse"]["B"]]


def test_the_programme_has_six_slides(base, analyst):
    slides = list(shown(programme_slides(programme_content(base, analyst, date(2026, 1, 15)))).slides)
    assert len(slides) == 6
    assert all(slide.shapes.title.text_frame.text for slide in slides)


def test_a_template_of_the_programme_takes_the_place_of_ours_even_as_potx(content, tmp_path, monkeypatch):
    buffer = BytesIO()
    own = Presentation()
    own.save(buffer)
    with ZipFile(buffer) as read:
        potx = archive(
            (entry.filename, read.read(entry).replace(b"presentation.main+xml", b"template.main+xml"))
            for entry in read.infolist()
        )
    with pytest.raises(ValueError, match="not a PowerPoint file"):
        Presentation(BytesIO(potx))
    setting = tmp_path / "ditp.potx"
    setting.write_bytes(potx)
    monkeypatch.setenv("FLASH360_SLIDES", str(setting))
    show = shown(session_slides(content("F360-2025-01")))
    assert (show.slide_width, show.slide_height) == (own.slide_width, own.slide_height)
    assert len(show.slides) == 4
    setting.unlink()
    with pytest.raises(UnusableTemplate, match=r"ditp\.potx », nommé par FLASH360_SLIDES, ne peut pas être lu"):
        session_slides(content("F360-2025-01"))
    setting.write_text("bonjour")
    with pytest.raises(UnusableTemplate, match=r"ni un \.pptx ni un \.potx"):
        session_slides(content("F360-2025-01"))


def test_the_workbook_holds_the_base_s_figures_as_numbers_and_dates(content):
    found = content("F360-2025-01")
    book = openpyxl.load_workbook(BytesIO(session_workbook(found)))
    head, *rows = book["Axes"].iter_rows(values_only=True)
    for axis, values in zip(Axis, rows, strict=True):
        told = dict(zip(head, values, strict=True))
        assert told["Notes exprimées"] == found.row[f"{axis}_n"]
        assert told["Note majoritaire"] == found.row[f"{axis}_grade"]
        assert told["Part favorable"] == pytest.approx(found.row[f"{axis}_share"])
    assert book["Axes"].freeze_panes == "B2"
    assert book["Critères faisabilité"]._charts
    assert {sheet for sheet, *_ in book["Dictionnaire"].iter_rows(min_row=2, values_only=True)} >= {"Axes", "Freins et leviers"}


def test_the_workbook_compares_the_colleges_on_every_question(content):
    found = content("F360-2025-01")
    book = openpyxl.load_workbook(BytesIO(session_workbook(found)))
    head, *rows = book["Comparaison des collèges"].iter_rows(values_only=True)
    told = [dict(zip(head, row, strict=True)) for row in rows]
    expected = [pair for _, question in comparison.questions(found.between) for pair in question.pairs]
    assert [row["δ de Cliff"] for row in told] == pytest.approx([pair.delta for pair in expected])
    assert [row["p ajusté"] for row in told] == [pair.adjusted and pytest.approx(pair.adjusted) for pair in expected]
    consensus = [row[2] for row in book["Consensus des collèges"].iter_rows(min_row=2, values_only=True)]
    assert consensus == pytest.approx([question.consensus for _, question in comparison.questions(found.between)])


def test_a_source_entered_on_a_screen_has_no_fingerprint(content):
    found = content("F360-2025-01")
    entered = replace(found, sources=tuple(replace(one, sha256=None, file_name=None) for one in found.sources))
    said = [cell.value for cell in openpyxl.load_workbook(BytesIO(session_workbook(entered)))["Synthèse"]["B"]]
    assert entered.sources[0].line in said


def test_no_text_becomes_a_formula_or_a_link(content):
    book = openpyxl.load_workbook(BytesIO(session_workbook(content("F360-2025-05"))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]


def test_the_programme_s_workbook_has_a_row_per_session(base, analyst):
    book = openpyxl.load_workbook(BytesIO(programme_workbook(programme_content(base, analyst, date(2026, 1, 15)))))
    assert [row[0] for row in book["Sessions"].iter_rows(min_row=2, values_only=True)] == CODES
    dated = [cell.is_date for row in book["Sessions"].iter_rows(min_row=2, min_col=7, max_col=7) for cell in row]
    assert all(dated)


def test_the_same_content_gives_the_same_bytes(base, analyst, content):
    whole = [programme_content(base, analyst, date(2026, 1, 15)) for _ in range(2)]
    for make, one, other in (
        (session_slides, content("F360-2025-01"), content("F360-2025-01")),
        (session_workbook, content("F360-2025-01"), content("F360-2025-01")),
        (programme_slides, *whole),
        (programme_workbook, *whole),
    ):
        assert make(one) == make(other)
