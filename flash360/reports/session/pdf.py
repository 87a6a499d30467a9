"""The scorecard of a session as a PDF of two pages, three when its freins are many."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from flash360 import labels
from flash360.charts.figures import Band
from flash360.charts.theme import GREY, KIND_COLOUR, VERDICT_COLOUR, VERDICT_GLYPH, grade_colours
from flash360.charts.words import grades_in_words, note_in_words
from flash360.model import Axis, College, Kind, Role, Scale, Verdict
from flash360.reports import freshness
from flash360.reports.paper import Paper
from flash360.reports.pdf import pdf
from flash360.reports.session import comparison, opinion, protocol, statements
from flash360.reports.session.content import SessionContent, content_of
from flash360.reports.session.facts import Facts
from flash360.reports.session.wording import criteria_title, facts, method

COLUMN: Final = 234.0
"""Points of the page for a chart's plot in one of two columns."""
LARGER: Final = 0.57
SMALLER: Final = 0.53
"""Points of the page for a pixel of a chart."""


_CROWDED: Final = 3
"""Criteria of an axis beyond which their charts are smaller, and told by their alternative text only."""
_LONGEST: Final = 2_000
"""Characters printed of a statement: one block, which no page is high enough to hold beyond."""


class Sheet(NamedTuple):
    """A scorecard whose pages are still to be set: what `flash360.reports.pdf.pdf` takes."""

    layout: str
    values: Mapping[str, Any]
    drawings: Mapping[str, str]
    moment: datetime


def scorecard(content: SessionContent) -> bytes:
    """The scorecard as PDF/UA-1; the same content gives the same bytes."""
    return pdf(*sheet(content))


def drawn(
    found: Facts, role: Role, day: date, programme: Mapping[Axis, Band], fictional: bool
) -> tuple[str, Mapping[str, Any], Mapping[str, str], datetime]:
    """The sheet of a session whose rows are read: measured and drawn, for a viewer of this role. Plain values, so that the
    process that passes them on loads nothing to read them.
    """
    made = sheet(content_of(found, role, day, programme, fictional=fictional))
    return made.layout, made.values, made.drawings, made.moment


def sheet(content: SessionContent) -> Sheet:
    """Its values and its drawings."""
    paper = Paper()
    values = _values(content, paper)
    return Sheet("scorecard", values, paper.drawings, content.moved)


def _values(content: SessionContent, paper: Paper) -> dict[str, Any]:
    row = content.row
    rows = [dict(one) for one in content.statements]
    declared, differs = opinion.declared_sentence(row)
    known = row["verdict"] is not None
    line = freshness.session_line(content.moved, row["voters"], voted=row["verdict"] is not None)
    code = f"Session {row['code']}"
    return {
        "document": {
            "title": f"{row['title']} – fiche de session {row['code']}",
            "description": opinion.title(row),
            "subject": row["code"],
            "running": f"{row['code']} · {_short(row['title'])}",
            "footer": " · ".join(part for part in (code, line, f"Fiche produite le {labels.french_date(content.day)}.") if part),
            "fictional": content.fictional,
            "title_size": 17.5 if len(row["title"]) < 90 else 14 if len(row["title"]) < 200 else 11.5,
        },
        "title": row["title"],
        "facts": facts(content),
        "verdict": _verdict(content) | {"declared": declared, "differs": differs},
        "idea": row["idea"] or "",
        "cards": [_card(content, axis) for axis in Axis] if known else [],
        "other": opinion.other_panel_sentence(row) if known else "",
        "legends": _legends(content) if known else [],
        "criteria_title": criteria_title(content),
        "criteria": [_criteria(content, axis, paper) for axis in Axis] if known else [],
        "colleges": [
            paper.chart(f"colleges-{axis}", picture, COLUMN, scale=SMALLER, legend=False)
            for axis in Axis
            if (picture := content.colleges_picture(axis))
        ],
        "between": {
            "title": comparison.headline(content.between.axis_colleges) if content.between else "Les collèges, axe par axe",
            "lines": list(comparison.sentences(content.between.axis_colleges)) if content.between else [comparison.HIDDEN],
        },
        "statements": _statements(rows),
        "promises": {
            "title": protocol.title(list(content.promises)),
            "lines": [promise.line for promise in content.promises],
        },
        "timeline": paper.chart("timeline", content.timeline_picture(), COLUMN, scale=SMALLER),
        **({"place": paper.chart("place", content.place, COLUMN, scale=SMALLER)} if content.place else {}),
        "no_place": "La place dans le programme n'est montrée qu'à partir de 10 sessions aux votes connus."
        if known
        else "Une session sans vote connu n'a pas de place dans le programme.",
        "method": [line for line in (content.absences, method(content)) if line],
        "sources": [{"line": source.line, "sha256": source.sha256 or ""} for source in content.sources],
    }


def _verdict(content: SessionContent) -> dict[str, Any]:
    row = content.row
    verdict = Verdict(row["verdict"]) if row["verdict"] else None
    return {
        "word": f"Avis {labels.VERDICT[verdict]}" if verdict else labels.UNKNOWN_VOTES.capitalize(),
        "glyph": VERDICT_GLYPH[verdict] if verdict else "?",
        "colour": VERDICT_COLOUR[verdict] if verdict else GREY,
        "sentence": opinion.verdict_sentence(row),
        "solidity": opinion.solidity_sentence(row),
    }


def _card(content: SessionContent, axis: Axis) -> dict[str, Any]:
    card = opinion.axis_card(content.row, axis)
    return {"label": card.label, "value": card.value, "unit": card.unit, "details": list(card.details)}


def _legends(content: SessionContent) -> list[dict[str, Any]]:
    """The grades of each scale in use, once when both axes share it."""
    return [_legend(scale) for scale in dict.fromkeys(content.scales.values())]


def _legend(scale: Scale) -> dict[str, Any]:
    grades = range(scale.min, scale.max + 1)
    colours = grade_colours(len(grades))
    return {
        "grades": [
            {"grade": note_in_words(grade, scale), "colour": colour} for grade, colour in zip(grades, colours, strict=True)
        ],
        "words": f"À droite du trait, les votes favorables ({grades_in_words(scale.favourable_from, scale.max, scale)}).",
    }


def _criteria(content: SessionContent, axis: Axis, paper: Paper) -> dict[str, Any]:
    picture = content.criteria_picture(axis)
    if picture is None:
        return {"words": f"Aucun critère n'a été posé sur l'axe {labels.AXIS[axis]}."}
    crowded = max(len(found) for found in content.criteria.values()) > _CROWDED
    scale = SMALLER if crowded else LARGER
    return paper.chart(f"criteria-{axis}", picture, COLUMN, scale=scale, legend=False) | {"told": not crowded}


def _statements(rows: list[dict[str, Any]]) -> dict[str, Any]:
    columns = [
        {
            "title": f"{labels.KIND[kind]}s{', ceux sans levier d’abord' if kind is Kind.FREIN else ''}",
            "colour": KIND_COLOUR[kind],
            "said": [_said(row) for row in statements.ordered(rows, kind)],
        }
        for kind in Kind
        if any(row["kind"] == kind for row in rows)
    ]
    return {
        "title": statements.title(rows),
        "empty": "Aucun frein ni levier n'est enregistré.",
        "columns": columns,
        "many": _shorter_in_rows([len(column["said"]) for column in columns]),
    }


def _shorter_in_rows(counts: list[int]) -> bool:
    """Whether statements take less of the page in rows of three, kind after kind, than each kind in its column.

    Narrower ones take a quarter more lines, and each kind has its title.
    """
    return bool(counts) and 1.25 * sum(-(-count // 3) for count in counts) + 0.5 * len(counts) < max(counts)


def _said(row: dict[str, Any]) -> dict[str, str]:
    about = [
        f"n°\u00a0{row['number']}",
        labels.statement_aspect(row["aspect"], row["aspect_origin"]) or "",
        row["theme_label"] or "thème non codé",
        labels.COLLEGE[College(row["college"])] if row["college"] else "",
        f"répond au frein n°\u00a0{row['answers_number']}" if row["answers_number"] is not None else "",
    ]
    is_open = row["kind"] == Kind.FREIN and not row["answered"]
    return {
        "about": " · ".join(one for one in about if one),
        "open": "sans\u00a0levier" if is_open else "",
        "text": _beginning(row["text"]),
    }


def _beginning(words: str) -> str:
    """A statement as far as a page can hold it beside the others."""
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()} […] Suite dans la fiche à l'écran et en Excel."


def _short(title: str) -> str:
    """A title for the line that heads a page."""
    return title if len(title) <= 90 else f"{title[:89].rstrip()}…"
