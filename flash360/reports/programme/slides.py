"""The programme in six slides: the sentence, the plane, the verdicts, the order, the themes, the outcomes."""

from __future__ import annotations

from typing import Any, Final

from flash360 import labels
from flash360.charts.picture import Picture
from flash360.charts.theme import KIND_COLOUR, OUTCOME_COLOUR, VERDICT_COLOUR, verdict_text
from flash360.model import Axis, Kind, OutcomeStatus, Verdict
from flash360.reports.paragraphs import GREY, Words
from flash360.reports.programme import summary
from flash360.reports.programme.content import UNCODED, ProgrammeContent
from flash360.reports.programme.wording import freshness_line, kept, method, why
from flash360.reports.slide_charts import Cloud, Series, bars, points
from flash360.reports.slides import Box, Show

_WHOLE, _BELOW = Box(0.04, 0.175, 0.92, 0.65), Box(0.04, 0.83, 0.92, 0.1)
_CARD: Final = "F5F5FB"
_MARKS: Final = {
    Verdict.FAVOURABLE: "circle",
    Verdict.WITH_RESERVATIONS: "diamond",
    Verdict.TO_REWORK: "triangle",
    Verdict.UNFAVOURABLE: "x",
    Verdict.INCONCLUSIVE: "square",
}
_AWAY: Final = {Kind.FREIN: -1, Kind.LEVIER: 1}
"""Freins go to the left, leviers to the right: their sum means nothing."""
_UNKNOWN: Final = "AAAAAA"
_FIRST: Final = 12
"""Sessions of the order, and themes, that a slide holds."""


def programme_slides(content: ProgrammeContent, template: bytes | None = None) -> bytes:
    """The slide show (.pptx) of the programme; the same content gives the same bytes. template: the programme's own, if any."""
    parts = [freshness_line(content), kept(content), "Données fictives." if content.fictional else ""]
    show = Show("Flash 360 – programme", " ".join(part for part in parts if part), template)
    notes = "\n".join(f"{question} : {answer}" for question, answer in method())
    _headline(show, content, notes)
    _plane(show, content, notes)
    _verdicts(show, content, notes)
    _order(show, content, f"{why(content.rankings[Axis.FEASIBILITY])}\n{notes}")
    _themes(show, content, notes)
    _outcomes(show, content, notes)
    return show.content(content.moved)


def _headline(show: Show, content: ProgrammeContent, notes: str) -> None:
    slide = show.slide(summary.headline(content.summary), notes)
    for place, card in enumerate(summary.cards(content.summary)):
        box = Box(0.04 + 0.235 * place, 0.19, 0.215, 0.3)
        figures = [Words(card.label, 14, GREY), Words(f"{card.value} {card.unit}".strip(), 36, bold=True)]
        show.text(slide, box, [*figures, *(Words(line, 12, GREY) for line in card.details)], name=card.label, back=_CARD)
    findings = [content.plane(), content.verdicts(), content.themes(), content.outcomes()]
    told = [Words("Ce qui se dégage", 14, GREY), *(Words(one.title, 18) for one in findings)]
    show.text(slide, Box(0.04, 0.54, 0.92, 0.37), told, name="Ce qui se dégage")


def _plane(show: Show, content: ProgrammeContent, notes: str) -> None:
    picture = content.plane()
    slide = _charted(show, picture, notes)
    rows = [row for row in content.programme.to_pylist() if None not in (row["feasibility_position"], row["impact_position"])]
    clouds: list[Cloud] = [
        (
            labels.VERDICT[verdict].capitalize(),
            [(row["feasibility_position"], row["impact_position"]) for row in rows if row["verdict"] == verdict],
            VERDICT_COLOUR[verdict].lstrip("#"),
            _MARKS[verdict],
        )
        for verdict in Verdict
        if any(row["verdict"] == verdict for row in rows)
    ]
    if clouds:
        axes = ("Faisabilité (0 à 100)", "Impact (0 à 100)")
        title = "Faisabilité et impact des sessions"
        show.chart(slide, _WHOLE, points(title, clouds, axes), title, picture.sentence)


def _verdicts(show: Show, content: ProgrammeContent, notes: str) -> None:
    picture = content.verdicts()
    slide = _charted(show, picture, notes)
    table = picture.table.to_pydict()
    colours = {labels.VERDICT[verdict]: colour.lstrip("#") for verdict, colour in VERDICT_COLOUR.items()}
    series: list[Series] = [(name, values, colours.get(name, _UNKNOWN)) for name, values in table.items() if name != "Période"]
    if series:
        title = "Avis par année"
        show.chart(slide, _WHOLE, bars(title, table["Période"], series, columns=True), title, picture.sentence)


def _order(show: Show, content: ProgrammeContent, notes: str) -> None:
    """The first of the fair order, each with its interval: a bar that is not drawn, then the interval in two halves."""
    slide = None
    for axis, left in ((Axis.FEASIBILITY, 0.04), (Axis.IMPACT, 0.505)):
        picture = content.ranking(axis)
        slide = slide or show.slide("Les sessions dans un ordre équitable", notes)
        box = Box(left, 0.175, 0.455, 0.65)
        rows = picture.table.slice(0, _FIRST).to_pylist()
        if rows:
            ends: list[Series] = [
                ("Jusqu'à la borne basse", [row["Borne basse"] for row in rows], None),
                ("De la borne basse à la position", [row["Position"] - row["Borne basse"] for row in rows], "8E9BE0"),
                ("De la position à la borne haute", [row["Borne haute"] - row["Position"] for row in rows], "C5CAEF"),
            ]
            names = [f"{row['Session']} ({labels.french_number(row['Position'])})" for row in rows]
            chart = bars(picture.title, names, ends, figures=False, legend=False, reach=(0, 100))
            show.chart(slide, box, chart, picture.title, picture.sentence)
        show.text(
            slide,
            Box(left, 0.83, 0.455, 0.1),
            [Words(f"Les {len(rows)} premières, avec leur intervalle. {picture.sentence}", 11, GREY)],
            name="Lecture",
        )


def _themes(show: Show, content: ProgrammeContent, notes: str) -> None:
    picture = content.themes()
    slide = _charted(show, picture, notes)
    counts: dict[str, dict[str, int]] = {}
    for one in content.statements:
        theme = counts.setdefault(one["theme_label"] or UNCODED, {kind.value: 0 for kind in Kind})
        theme[one["kind"]] += 1
    first = sorted(counts, key=lambda name: (name == UNCODED, -sum(counts[name].values()), name))[:_FIRST]
    series: list[Series] = [
        (f"{labels.KIND[kind]}s", [_AWAY[kind] * counts[name][kind.value] for name in first], KIND_COLOUR[kind].lstrip("#"))
        for kind in Kind
    ]
    if first:
        title = "Freins et leviers par thème"
        show.chart(slide, _WHOLE, bars(title, first, series), title, picture.sentence)


def _outcomes(show: Show, content: ProgrammeContent, notes: str) -> None:
    picture = content.outcomes()
    slide = _charted(show, picture, notes)
    rows: list[dict[str, Any]] = [row for row in content.programme.to_pylist() if row["verdict"]]
    verdicts = [verdict for verdict in Verdict if any(row["verdict"] == verdict for row in rows)]
    states = [*OutcomeStatus, None]
    series: list[Series] = [
        (
            labels.OUTCOME[state] if state else "aucune suite saisie",
            [sum(row["verdict"] == verdict and row["outcome_status"] == state for row in rows) for verdict in verdicts],
            OUTCOME_COLOUR[state].lstrip("#") if state else "F2F2F2",
        )
        for state in states
    ]
    shown = [one for one in series if any(one[1])]
    if shown:
        names = [verdict_text(verdict) for verdict in verdicts]
        title = "Suites connues, par avis"
        show.chart(slide, _WHOLE, bars(title, names, shown), title, picture.sentence)


def _charted(show: Show, picture: Picture, notes: str) -> Any:
    slide = show.slide(picture.title, notes)
    show.text(slide, _BELOW, [Words(picture.sentence, 12, GREY)], name="Lecture")
    return slide
