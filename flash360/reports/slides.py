"""A slide show on our neutral template or on one of the programme's: real titles, native charts, notes, alternative texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.util import Emu, Pt

from flash360.charts.theme import ink_on
from flash360.reports.archive import archive, settled
from flash360.reports.neutral import neutral

FONT: Final = "Arial"
LONGEST_PROPERTY: Final = 255
INK, GREY, ACCENT = "161616", "5C5C5C", "000091"
_POTX: Final = b"presentationml.template.main+xml"
_PPTX: Final = b"presentationml.presentation.main+xml"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: its text, its size in points, its colour, whether it is bold."""

    text: str
    size: float = 14
    colour: str = INK
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in fractions of its width and height."""

    left: float
    top: float
    width: float
    height: float


Series = tuple[str, Sequence[float], str | None]
"""Name, values, colour; without a colour the bar is not drawn and only pushes the next one."""
Cloud = tuple[str, Sequence[tuple[float, float]], str, Any]
"""Name, points, colour, style of the marks."""


class Show:
    """A slide show being made. footer: the line at the foot of each slide. template: a .pptx or .potx in place of ours."""

    def __init__(self, title: str, footer: str, template: bytes | None = None) -> None:
        self._show: Any = Presentation(BytesIO(_as_presentation(template))) if template else neutral()
        self._layout = _title_only(self._show)
        self._footer = footer
        properties = self._show.core_properties
        properties.title, properties.author, properties.language = visible(title)[:LONGEST_PROPERTY], "Flash 360", "fr-FR"
        properties.last_modified_by, properties.comments = "Flash 360", ""

    def slide(self, title: str, notes: str) -> Any:
        """A new slide with its title, its notes, its footer and its number."""
        slide = self._show.slides.add_slide(self._layout)
        _fill(slide.shapes.title.text_frame, [Words(title, 24 if len(title) < 110 else 16, INK, bold=True)])
        slide.notes_slide.notes_text_frame.text = visible(notes)
        self.text(slide, Box(0.045, 0.935, 0.82, 0.05), [Words(self._footer, 10, GREY)], name="Pied de page")
        self.text(slide, Box(0.9, 0.935, 0.055, 0.05), [Words(str(len(self._show.slides)), 10, GREY)], name="Numéro")
        return slide

    def text(self, slide: Any, box: Box, words: Sequence[Words], *, name: str = "Texte", fill: str | None = None) -> None:
        """A box of text."""
        shape = slide.shapes.add_textbox(*self._place(box))
        shape.name = name
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = RGBColor.from_string(fill)
        _fill(shape.text_frame, words)

    def bars(
        self,
        slide: Any,
        box: Box,
        title: str,
        told: str,
        categories: Sequence[str],
        series: Sequence[Series],
        *,
        columns: bool = False,
        whole: bool = False,
        legend: bool = True,
        figures: bool = True,
    ) -> None:
        """Native stacked bars. told: the alternative text. whole: out of 100 %.

        columns: upright, the first category on the left; otherwise lying, the first category at the top.
        """
        data = CategoryChartData(number_format="0")
        data.categories = [visible(one) for one in categories]
        for name, values, _ in series:
            data.add_series(visible(name), values)
        kinds = (
            (XL_CHART_TYPE.BAR_STACKED, XL_CHART_TYPE.COLUMN_STACKED),
            (XL_CHART_TYPE.BAR_STACKED_100, XL_CHART_TYPE.COLUMN_STACKED_100),
        )
        chart = self._chart(slide, box, kinds[whole][columns], data, title, told, legend=legend)
        plot = chart.plots[0]
        plot.gap_width, plot.overlap = 45, 100
        chart.value_axis.has_major_gridlines = False
        chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        chart.value_axis.format.line.fill.background()
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        chart.category_axis.reverse_order = not columns
        chart.category_axis.format.line.color.rgb = RGBColor.from_string("DDDDDD")
        for drawn, (_, _, colour) in zip(plot.series, series, strict=True):
            _paint(drawn, colour, figures=figures)

    def points(self, slide: Any, box: Box, title: str, told: str, series: Sequence[Cloud], axes: tuple[str, str]) -> None:
        """A native cloud of points from 0 to 100 on both axes, each with its title."""
        data = XyChartData(number_format="0")
        for name, points, _, _ in series:
            one = data.add_series(visible(name))
            for x, y in points:
                one.add_data_point(round(x, 1), round(y, 1))
        chart = self._chart(slide, box, XL_CHART_TYPE.XY_SCATTER, data, title, told, legend=True)
        for axis, name in zip((chart.category_axis, chart.value_axis), axes, strict=True):
            axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 100, 50
            axis.has_major_gridlines = True
            axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("BBBBBB")
            axis.has_title = True
            axis.axis_title.text_frame.text = name
            axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(12)
        for drawn, (_, _, colour, marker) in zip(chart.plots[0].series, series, strict=True):
            drawn.format.line.fill.background()
            drawn.marker.style, drawn.marker.size = marker, 9
            drawn.marker.format.fill.solid()
            drawn.marker.format.fill.fore_color.rgb = RGBColor.from_string(colour)
            drawn.marker.format.line.color.rgb = RGBColor.from_string("FFFFFF")

    def content(self, moment: datetime) -> bytes:
        """The show's bytes, the same for the same content; moment: its date (UTC)."""
        buffer = BytesIO()
        self._show.save(buffer)
        return settled(buffer.getvalue(), moment)

    def _chart(self, slide: Any, box: Box, kind: Any, data: Any, title: str, told: str, *, legend: bool) -> Any:
        frame = slide.shapes.add_chart(kind, *self._place(box), data)
        frame.name = visible(title)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", visible(told))
        chart = frame.chart
        chart.font.size, chart.font.name = Pt(12), FONT
        chart.has_title = True
        _fill(chart.chart_title.text_frame, [Words(title, 13, INK, bold=True)])
        chart.has_legend = legend
        if legend:
            chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        return chart

    def _place(self, box: Box) -> tuple[Any, Any, Any, Any]:
        width, height = self._show.slide_width, self._show.slide_height
        return Emu(int(box.left * width)), Emu(int(box.top * height)), Emu(int(box.width * width)), Emu(int(box.height * height))


def visible(text: str) -> str:
    """The text without the control signs that XML refuses."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs", "Cn"))


def _fill(frame: Any, words: Sequence[Words]) -> None:
    frame.word_wrap = True
    for place, one in enumerate(words):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = visible(one.text)
        run.font.size, run.font.bold, run.font.name = Pt(one.size), one.bold, FONT
        run.font.color.rgb = RGBColor.from_string(one.colour)
        run.font.language_id = MSO_LANGUAGE_ID.FRENCH
        paragraph.space_after = Pt(one.size * 0.35)


def _paint(drawn: Any, colour: str | None, *, figures: bool) -> None:
    """Colour a series and write its figures on it, zeros left out; without a colour it only pushes the next one."""
    if colour is None:
        drawn.format.fill.background()
        return
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = RGBColor.from_string(colour)
    if not figures:
        return
    told = drawn.data_labels
    told.show_value, told.number_format, told.number_format_is_linked = True, "0;;", False
    told.font.size, told.font.color.rgb = Pt(11), RGBColor.from_string(ink_on(f"#{colour}").lstrip("#"))


def _title_only(show: Any) -> Any:
    """The layout with a title and the fewest other places to fill."""
    titled = [layout for layout in show.slide_layouts if any(p.placeholder_format.type in (1, 3) for p in layout.placeholders)]
    if not titled:
        raise ValueError("Ce modèle n'a aucune disposition avec un titre. Choisissez-en un autre.")
    return min(titled, key=lambda layout: sum(p.placeholder_format.type not in (1, 3, 13, 15, 16) for p in layout.placeholders))


def _as_presentation(template: bytes) -> bytes:
    """A .potx is a .pptx whose main part says « template »."""
    with ZipFile(BytesIO(template)) as read:
        return archive(
            (entry.filename, content.replace(_POTX, _PPTX) if entry.filename == "[Content_Types].xml" else content)
            for entry in read.infolist()
            for content in [read.read(entry)]
        )
