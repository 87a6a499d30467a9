"""The scorecard of a session as a PDF of two pages, three when its freins are many."""

from __future__ import annotations

from typing import Any, Final

from flash360 import labels
from flash360.charts.theme import GREY, KIND_COLOUR, VERDICT_COLOUR, VERDICT_GLYPH, grade_colours
from flash360.model import Aspect, Axis, College, Kind, Scale, Verdict
from flash360.reports import freshness
from flash360.reports.paper import Paper
from flash360.reports.pdf import pdf
from flash360.reports.session import opinion, protocol, statements
from flash360.reports.session.content import SessionContent
from flash360.reports.session.wording import facts, method

COLUMN: Final = 226.0
"""Points of the page for a chart's plot in one of two columns."""
LARGER: Final = 0.6
SMALLER: Final = 0.56
"""Points of the page for a pixel of a chart."""


def scorecard(content: SessionContent) -> bytes:
    """The scorecard as PDF/UA-1; the same content gives the same bytes."""
    paper = Paper()
    return pdf("scorecard", _values(content, paper), paper.drawings, content.moved)


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
            "running": f"{row['code']} · {row['title']}",
            "footer": " · ".join(part for part in (code, line, f"Fiche produite le {labels.french_date(content.day)}.") if part),
            "fictional": content.fictional,
            "title_size": 19 if len(row["title"]) < 90 else 14 if len(row["title"]) < 200 else 11.5,
        },
        "title": row["title"],
        "facts": facts(content),
        "verdict": _verdict(content) | {"declared": declared, "differs": differs},
        "idea": row["idea"] or "",
        "cards": [_card(content, axis) for axis in Axis] if known else [],
        "other": opinion.other_panel_sentence(row) if known else "",
        "legends": _legends(content) if known else [],
        "criteria": [_criteria(content, axis, paper) for axis in Axis] if known else [],
        "colleges": [
            paper.chart(f"colleges-{axis}", picture, COLUMN, scale=SMALLER, legend=False)
            for axis in Axis
            if (picture := content.colleges_picture(axis))
        ],
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
        "method": f"{content.absences} {method(content)}".strip(),
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
        "grades": [{"grade": str(grade), "colour": colour} for grade, colour in zip(grades, colours, strict=True)],
        "words": f"À droite du trait, les notes favorables ({scale.favourable_from} et plus).",
    }


def _criteria(content: SessionContent, axis: Axis, paper: Paper) -> dict[str, Any]:
    picture = content.criteria_picture(axis)
    if picture is None:
        return {"words": f"Aucun critère n'a été posé sur l'axe {labels.AXIS[axis]}."}
    return paper.chart(f"criteria-{axis}", picture, COLUMN, scale=LARGER, legend=False)


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
    return {"title": statements.title(rows), "empty": "Aucun frein ni levier n'est enregistré.", "columns": columns}


def _said(row: dict[str, Any]) -> dict[str, str]:
    about = [
        f"n°\u00a0{row['number']}",
        labels.ASPECT[Aspect(row["aspect"])] if row["aspect"] else "",
        row["theme_label"] or "thème non codé",
        labels.COLLEGE[College(row["college"])] if row["college"] else "",
        f"répond au frein n°\u00a0{row['answers_number']}" if row["answers_number"] is not None else "",
    ]
    is_open = row["kind"] == Kind.FREIN and not row["answered"]
    return {"about": " · ".join(one for one in about if one), "open": "sans levier" if is_open else "", "text": row["text"]}
