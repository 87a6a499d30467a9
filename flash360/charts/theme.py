"""The look that every chart shares: colours that mean one thing, shapes that say it again, French numbers and dates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import pyarrow as pa

from flash360 import labels
from flash360.charts.picture import Picture
from flash360.model import Kind, OutcomeStatus, Verdict

INK = "#161616"
GREY = "#666666"
BORDER = "#DDDDDD"
ACCENT = "#000091"
VERDICT_COLOUR = {
    Verdict.FAVOURABLE: "#18753C",
    Verdict.WITH_RESERVATIONS: "#716043",
    Verdict.TO_REWORK: "#B34000",
    Verdict.UNFAVOURABLE: "#CE0500",
    Verdict.INCONCLUSIVE: "#666666",
}
VERDICT_TEXT = {verdict.value: labels.VERDICT[verdict] for verdict in Verdict}
VERDICT_SHAPE = {
    Verdict.FAVOURABLE: "circle",
    Verdict.WITH_RESERVATIONS: "diamond",
    Verdict.TO_REWORK: "triangle-up",
    Verdict.UNFAVOURABLE: "cross",
    Verdict.INCONCLUSIVE: "square",
}
VERDICT_GLYPH = {
    Verdict.FAVOURABLE: "●",
    Verdict.WITH_RESERVATIONS: "◆",
    Verdict.TO_REWORK: "▲",
    Verdict.UNFAVOURABLE: "✚",
    Verdict.INCONCLUSIVE: "■",
}
KIND_COLOUR = {Kind.FREIN: "#B34000", Kind.LEVIER: "#000091"}
OUTCOME_COLOUR = {
    OutcomeStatus.REALISED: "#000091",
    OutcomeStatus.ENGAGED: "#5C68C8",
    OutcomeStatus.WAITING: "#B9C2F0",
    OutcomeStatus.REDIRECTED: "#E3D4B8",
    OutcomeStatus.ABANDONED: "#E8A27C",
    OutcomeStatus.STOPPED_AFTER_SESSION: "#B34000",
    OutcomeStatus.NO_NEWS: "#DDDDDD",
}
_GRADE_STOPS = ("#B34000", "#E8A27C", "#DDDDDD", "#8E9BE0", "#000091")
SMALL, MIDDLE = 12, 13
DATA = "data"
_FRENCH = alt.Locale(
    number=alt.NumberLocale(
        decimal=",", thousands="\u202f", grouping=[3], currency=["", "\u00a0€"], percent="\u00a0%", minus="−"
    ),
    time=alt.TimeLocale(
        dateTime="%A %e %B %Y à %X",
        date="%d/%m/%Y",
        time="%H:%M:%S",
        periods=["", ""],
        days=["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
        shortDays=["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
        months=list(labels.MONTHS),
        shortMonths=["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    ),
)


def named_data() -> alt.NamedData:
    """The data set that every specification reads: the Picture's `data` table."""
    return alt.NamedData(DATA)


def finished(*layers: alt.Chart, height: int = 320, own_colours: bool = False) -> dict[str, Any]:
    """The layers as a validated Vega-Lite dictionary with the shared look; made once, kept by the caller's cache.

    height: of the plot, in pixels; the width is the container's. own_colours: each layer has its own colour scale.
    """
    chart = alt.LayerChart(data=named_data(), layer=list(layers))
    if own_colours:
        chart = chart.resolve_scale(color="independent")
    chart = (
        chart.properties(width="container", height=height, autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
        .configure(locale=_FRENCH, background="#FFFFFF", font='"Source Sans", "Source Sans 3", Arial, sans-serif', aria=True)
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=SMALL, titleFontSize=SMALL, titleFontWeight="normal", labelColor=INK, titleColor=INK,
            gridColor="#EEEEEE", domainColor=BORDER, tickColor=BORDER, labelOverlap="greedy",
            aria=False,  # as for legends: the sentence speaks for the chart, where Vega's own words are English
        )
        .configure_legend(
            labelFontSize=SMALL, titleFontSize=SMALL, labelColor=INK, titleColor=INK, titleFontWeight="normal",
            orient="top", direction="horizontal", labelLimit=280, symbolStrokeWidth=0, symbolOpacity=1, aria=False,
        )
        .configure_text(fontSize=SMALL, color=INK)
    )  # fmt: skip
    with alt.data_transformers.enable(consolidate_datasets=False):
        return chart.to_dict(validate=False)


def picture(
    title: str,
    sentence: str,
    spec: dict[str, Any],
    data: pa.Table,
    table: pa.Table | Callable[[], pa.Table],
    *,
    height: float | None = None,
) -> Picture:
    """A Picture whose specification is a shallow copy of the cached one: only its description and its height change.

    table: its figures, or what makes them.
    """
    own = {**spec, "description": sentence}
    if height is not None:
        own["height"] = round(height)
    figures = (lambda: table) if isinstance(table, pa.Table) else table
    return Picture(title=title, sentence=sentence, spec=own, data=data, figures=figures)


def upright(title: str, **options: Any) -> alt.Axis:
    """A vertical axis whose title reads horizontally above it, so that it takes no width."""
    return alt.Axis(title=title, titleAngle=0, titleAlign="left", titleBaseline="bottom", titleX=-26, titleY=-8, **options)


def verdict_scale() -> alt.Scale:
    """French verdict to its colour."""
    return alt.Scale(domain=list(labels.VERDICT.values()), range=[VERDICT_COLOUR[verdict] for verdict in labels.VERDICT])


def verdict_shapes() -> alt.Scale:
    """French verdict to its shape."""
    return alt.Scale(domain=list(labels.VERDICT.values()), range=[VERDICT_SHAPE[verdict] for verdict in labels.VERDICT])


def verdict_text(code: str | None) -> str:
    """A verdict's French wording; « votes inconnus » for a session whose votes are unknown."""
    return labels.VERDICT[Verdict(code)] if code else labels.UNKNOWN_VOTES


def grade_colours(grades: int) -> list[str]:
    """One colour per grade, lowest first, interpolated between the five of the design; `grades` is at least 2."""
    if grades < 2:
        return [_GRADE_STOPS[2]] * grades
    return [_between(position * 4 / (grades - 1)) for position in range(grades)]


def ink_on(colour: str) -> str:
    """The text colour, dark or white, that contrasts most with a background."""
    return "#FFFFFF" if _luminance(colour) < 0.18 else INK


def _between(position: float) -> str:
    low = min(int(position), 3)
    part = position - low
    mixed = (
        round(a + (b - a) * part) for a, b in zip(_channels(_GRADE_STOPS[low]), _channels(_GRADE_STOPS[low + 1]), strict=True)
    )
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
