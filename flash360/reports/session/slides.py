"""A session in four slides: the verdict, the criteria, the collèges, the freins and leviers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flash360 import labels
from flash360.charts.picture import Picture
from flash360.charts.theme import GREY, KIND_COLOUR, VERDICT_COLOUR, VERDICT_GLYPH, grade_colours
from flash360.charts.words import note_in_words
from flash360.model import Axis, Counts, Kind, Scale, Verdict
from flash360.reports import freshness
from flash360.reports.paragraphs import GREY as _GREY
from flash360.reports.paragraphs import Words
from flash360.reports.session import comparison, opinion, statements
from flash360.reports.session.content import SessionContent
from flash360.reports.session.wording import criteria_title, facts, method
from flash360.reports.slide_charts import bars
from flash360.reports.slides import Box, Show

_LEFT, _RIGHT = Box(0.04, 0.18, 0.455, 0.58), Box(0.505, 0.18, 0.455, 0.58)
_SIDES: Final = {Axis.FEASIBILITY: _LEFT, Axis.IMPACT: _RIGHT}
_MOST_SAID: Final = 8
"""Statements of a kind that a slide holds; the others are in the scorecard."""
_CARD: Final = "F5F5FB"


def session_slides(content: SessionContent, template: bytes | None = None) -> bytes:
    """The slide show (.pptx) of a session; the same content gives the same bytes. template: the programme's own, if any."""
    row = content.row
    line = freshness.session_line(content.moved, row["voters"], voted=row["verdict"] is not None)
    parts = [
        row["code"],
        line,
        f"Règle {row['rule']}." if row["verdict"] else "",
        "Données fictives." if content.fictional else "",
    ]
    show = Show(f"{row['code']} – {row['title']}", " · ".join(part for part in parts if part), template)
    _opinion(show, content)
    _criteria(show, content)
    _colleges(show, content)
    _statements(show, content)
    return show.content(content.moved)


def _opinion(show: Show, content: SessionContent) -> None:
    row = content.row
    verdict = Verdict(row["verdict"]) if row["verdict"] else None
    colour = (VERDICT_COLOUR[verdict] if verdict else GREY).lstrip("#")
    word = f"{VERDICT_GLYPH[verdict]} Avis {labels.VERDICT[verdict]}" if verdict else labels.UNKNOWN_VOTES.capitalize()
    declared, _ = opinion.declared_sentence(row)
    slide = show.slide(row["title"], method(content))
    show.text(slide, Box(0.04, 0.165, 0.92, 0.06), [Words(facts(content), 13, _GREY)], name="Repères")
    lines = [
        Words(word, 28, colour, bold=True),
        Words(opinion.verdict_sentence(row), 17, bold=True),
        *(Words(text, 14) for text in (opinion.solidity_sentence(row), content.absences) if text),
        *([Words(declared, 12, _GREY)] if declared else []),
    ]
    show.text(slide, Box(0.04, 0.24, 0.56 if verdict else 0.92, 0.43), lines, name="Avis", back=_CARD)
    if verdict:
        for place, axis in enumerate(Axis):
            card = opinion.axis_card(row, axis)
            figures = [Words(card.label, 13, _GREY), Words(f"{card.value} {card.unit}".strip(), 26, bold=True)]
            told = [*figures, Words(" · ".join(card.details), 13, _GREY)]
            show.text(slide, Box(0.615, 0.24 + place * 0.22, 0.345, 0.21), told, name=f"Axe {labels.AXIS[axis]}", back=_CARD)
    if row["idea"]:
        idea = [Words("L'idée", 13, _GREY), Words(_short(row["idea"], 600), 15)]
        show.text(slide, Box(0.04, 0.7, 0.92, 0.21), idea, name="Idée")


def _criteria(show: Show, content: SessionContent) -> None:
    pictures = {axis: content.criteria_picture(axis) for axis in Axis}
    slide = show.slide(criteria_title(content), method(content))
    for axis, picture in pictures.items():
        if picture is None:
            show.text(slide, _SIDES[axis], [Words(f"{labels.AXIS[axis].capitalize()} : aucun vote connu.", 14)])
            continue
        rows = [(one.label, one.counts) for one in content.criteria[axis]]
        _distribution(show, slide, axis, picture, rows, content.scales[axis])


def _colleges(show: Show, content: SessionContent) -> None:
    pictures = {axis: picture for axis in Axis if (picture := content.colleges_picture(axis))}
    slide = show.slide(_colleges_title(content) if pictures else "Le panel n'est pas connu", method(content))
    told = comparison.sentences(content.between.axis_colleges) if content.between else (comparison.HIDDEN,)
    for axis, picture in pictures.items():
        shown = [(labels.COLLEGES[college], counts) for college, counts in content.colleges[axis].items() if counts is not None]
        if shown:
            _distribution(show, slide, axis, picture, shown, content.scales[axis], told=False)
        else:
            show.text(slide, _SIDES[axis], [Words(picture.sentence, 14)])
    if not pictures:
        show.text(slide, _LEFT, [Words("Sans participant ni vote connu, les collèges ne peuvent pas être comparés.", 16)])
    else:
        words = [Words(one, 13) for one in told]
        show.text(slide, Box(0.04, 0.775, 0.92, 0.15), words, name="Comparaison des collèges", back=_CARD)


def _colleges_title(content: SessionContent) -> str:
    return comparison.headline(content.between.axis_colleges) if content.between else "Les collèges, axe par axe"


def _distribution(
    show: Show,
    slide: Any,
    axis: Axis,
    picture: Picture,
    rows: Sequence[tuple[str, Counts]],
    scale: Scale,
    *,
    told: bool = True,
) -> None:
    grades = range(scale.min, scale.max + 1)
    colours = grade_colours(len(grades))
    series = [
        (note_in_words(grade, scale), [counts[place] for _, counts in rows], colours[place].lstrip("#"))
        for place, grade in enumerate(grades)
    ]
    box = _SIDES[axis]
    chart = bars(picture.title, [label for label, _ in rows], series, whole=True)
    show.chart(slide, box, chart, picture.title, picture.sentence)
    if told:
        show.text(slide, Box(box.left, 0.77, box.width, 0.155), [Words(picture.sentence, 12, _GREY)], name="Lecture")


def _statements(show: Show, content: SessionContent) -> None:
    rows = [dict(one) for one in content.statements]
    slide = show.slide(statements.title(rows), method(content))
    for kind, side in ((Kind.FREIN, _LEFT), (Kind.LEVIER, _RIGHT)):
        found = statements.ordered(rows, kind)
        told = [
            Words(labels.plural(len(found), labels.KIND[kind].lower()).capitalize(), 18, KIND_COLOUR[kind].lstrip("#"), bold=True)
        ]
        for row in found[:_MOST_SAID]:
            is_open = kind is Kind.FREIN and not row["answered"]
            told.append(Words(f"n°\u00a0{row['number']} – {_short(row['text'], 150)}{' (sans levier)' if is_open else ''}", 15))
        if len(found) > _MOST_SAID:
            others = len(found) - _MOST_SAID
            told.append(Words(f"… et {others} {'autre' if others < 2 else 'autres'} dans la fiche de session.", 13, _GREY))
        show.text(slide, Box(side.left, 0.18, side.width, 0.74), told, name=f"{labels.KIND[kind]}s")


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
