"""A session in four slides: the verdict, the criteria, the collèges, the freins and leviers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flash360 import labels
from flash360.charts.picture import Picture
from flash360.charts.theme import GREY, KIND_COLOUR, VERDICT_COLOUR, VERDICT_GLYPH, grade_colours
from flash360.model import Axis, Counts, Kind, Scale, Verdict
from flash360.reports import freshness
from flash360.reports.session import opinion, statements
from flash360.reports.session.content import SessionContent
from flash360.reports.session.wording import facts, method
from flash360.reports.slides import Box, Show, Words

_LEFT, _RIGHT = Box(0.04, 0.2, 0.455, 0.6), Box(0.505, 0.2, 0.455, 0.6)
_SIDES: Final = {Axis.FEASIBILITY: _LEFT, Axis.IMPACT: _RIGHT}
_MOST_SAID: Final = 7
"""Statements of a kind that a slide holds; the others are in the scorecard."""


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
    lines = [
        Words(word, 30, colour, bold=True),
        Words(opinion.verdict_sentence(row), 18, bold=True),
        *(Words(text, 16) for text in (opinion.solidity_sentence(row), content.absences, declared) if text),
    ]
    show.text(slide, Box(0.04, 0.2, 0.92, 0.28), lines, name="Avis", fill="F5F5FB")
    show.text(slide, Box(0.04, 0.5, 0.92, 0.14), [Words(facts(content), 13, "5C5C5C"), Words(_short(row["idea"] or "", 330), 14)])
    if verdict:
        for axis, box in _SIDES.items():
            card = opinion.axis_card(row, axis)
            figures = [Words(card.label, 13, "5C5C5C"), Words(f"{card.value} {card.unit}".strip(), 28, bold=True)]
            told = [*figures, Words(" · ".join(card.details), 12, "5C5C5C")]
            show.text(slide, Box(box.left, 0.68, box.width, 0.22), told, name=f"Axe {labels.AXIS[axis]}")


def _criteria(show: Show, content: SessionContent) -> None:
    pictures = {axis: content.criteria_picture(axis) for axis in Axis}
    title = "Critère par critère" if any(pictures.values()) else "Les votes de cette session ne sont pas connus"
    slide = show.slide(title, method(content))
    for axis, picture in pictures.items():
        if picture is None:
            show.text(slide, _SIDES[axis], [Words(f"{labels.AXIS[axis].capitalize()} : aucun vote connu.", 14)])
            continue
        rows = [(one.label, one.counts) for one in content.criteria[axis]]
        _distribution(show, slide, axis, picture, rows, content.scales[axis])


def _colleges(show: Show, content: SessionContent) -> None:
    pictures = {axis: picture for axis in Axis if (picture := content.colleges_picture(axis))}
    slide = show.slide("Les collèges, axe par axe" if pictures else "Le panel n'est pas connu", method(content))
    for axis, picture in pictures.items():
        shown = [(labels.COLLEGES[college], counts) for college, counts in content.colleges[axis].items() if counts is not None]
        if shown:
            _distribution(show, slide, axis, picture, shown, content.scales[axis])
        else:
            show.text(slide, _SIDES[axis], [Words(picture.sentence, 14)])


def _distribution(show: Show, slide: Any, axis: Axis, picture: Picture, rows: Sequence[tuple[str, Counts]], scale: Scale) -> None:
    grades = range(scale.min, scale.max + 1)
    colours = grade_colours(len(grades))
    series = [
        (f"Note {grade}", [counts[place] for _, counts in rows], colours[place].lstrip("#")) for place, grade in enumerate(grades)
    ]
    box = _SIDES[axis]
    show.bars(slide, box, picture.title, picture.sentence, [label for label, _ in rows], series, whole=True)
    show.text(slide, Box(box.left, 0.81, box.width, 0.12), [Words(picture.sentence, 11, "5C5C5C")], name="Lecture")


def _statements(show: Show, content: SessionContent) -> None:
    rows = [dict(one) for one in content.statements]
    slide = show.slide(statements.title(rows), method(content))
    for kind, box in ((Kind.FREIN, _LEFT), (Kind.LEVIER, _RIGHT)):
        found = statements.ordered(rows, kind)
        told = [
            Words(labels.plural(len(found), labels.KIND[kind].lower()).capitalize(), 16, KIND_COLOUR[kind].lstrip("#"), bold=True)
        ]
        for row in found[:_MOST_SAID]:
            is_open = kind is Kind.FREIN and not row["answered"]
            told.append(Words(f"n°\u00a0{row['number']} – {_short(row['text'], 150)}{' (sans levier)' if is_open else ''}", 12))
        if len(found) > _MOST_SAID:
            told.append(Words(f"… et {len(found) - _MOST_SAID} autres dans la fiche de session.", 12, "5C5C5C"))
        show.text(slide, Box(box.left, 0.19, box.width, 0.72), told, name=f"{labels.KIND[kind]}s")


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
