"""The programme's report for a committee, as a PDF."""

from __future__ import annotations

from typing import Any, Final

import pyarrow as pa

from flash360 import labels
from flash360.charts.theme import verdict_text
from flash360.model import Axis, OutcomeStatus
from flash360.reports.paper import Paper, grid
from flash360.reports.pdf import pdf
from flash360.reports.programme import summary
from flash360.reports.programme.content import ProgrammeContent
from flash360.reports.programme.wording import freshness_line, kept, method, why

_PLANE, _HALF, _WHOLE = 440.0, 222.0, 480.0
_SCALE: Final = 0.66
_TINY: Final = 0.56


def report(content: ProgrammeContent) -> bytes:
    """The report as PDF/UA-1; the same content gives the same bytes."""
    paper = Paper()
    return pdf("programme", _values(content, paper), paper.drawings, content.moved)


def _values(content: ProgrammeContent, paper: Paper) -> dict[str, Any]:
    headline = summary.headline(content.summary)
    fresh = freshness_line(content)
    return {
        "document": {
            "title": "Flash 360 – rapport du programme",
            "description": headline,
            "subject": "programme",
            "running": f"Rapport du programme · {headline}",
            "footer": f"{fresh} {kept(content)} Rapport produit le {labels.french_date(content.day)}.",
            "fictional": content.fictional,
        },
        "headline": headline,
        "facts": f"{fresh} {kept(content)}",
        "cards": [
            {"label": one.label, "value": one.value, "unit": one.unit, "details": list(one.details)}
            for one in summary.cards(content.summary)
        ],
        "plane": paper.chart("plane", content.plane(), _PLANE, scale=0.84),
        "verdicts": paper.chart("verdicts", content.verdicts(), _HALF - 20, scale=_SCALE),
        "steps": paper.chart("steps", content.steps(), _HALF, scale=_SCALE),
        "outcomes": paper.chart("outcomes", content.outcomes(), _WHOLE, scale=0.7),
        "rankings": [paper.chart(f"ranking-{axis}", content.ranking(axis), _HALF, scale=_TINY) for axis in Axis],
        "why": why(content.rankings[Axis.FEASIBILITY]),
        "themes": paper.chart("themes", content.themes(), _WHOLE, scale=0.56),
        "waiting": _waiting(content),
        "sessions": _sessions(content),
        "method": [list(one) for one in method()],
    }


def _waiting(content: ProgrammeContent) -> dict[str, Any]:
    found = content.waiting()
    shown = found.select(["Session", "Titre", "Avis", "Dernières suites", "Dernières nouvelles", "Point suivant"])
    caption = f"{labels.plural(found.num_rows, 'session')} en attente de nouvelles"
    return grid(shown, caption, ["auto", 3.0, 1.4, 1.4, "auto", "auto"])


def _sessions(content: ProgrammeContent) -> dict[str, Any]:
    rows = content.programme.to_pylist()
    table = pa.table(
        {
            "Session": content.programme["code"],
            "Titre et administration": [f"{row['title']}\n{row['administration']}" for row in rows],
            "Date": content.programme["session_date"],
            "Avis": [verdict_text(row["verdict"]) for row in rows],
            "Faisab.": content.programme["feasibility_position"],
            "Impact": content.programme["impact_position"],
            "n": content.programme["voters"],
            "Suites": [labels.OUTCOME[OutcomeStatus(row["outcome_status"])] if row["outcome_status"] else "" for row in rows],
        }
    )
    widths: list[float | str] = ["auto", 4.2, "auto", 1.5, "auto", "auto", "auto", 1.5]
    caption = f"{labels.plural(len(rows), 'session')} (positions de 0 à 100)"
    return grid(table, caption, widths, numbers=("Faisab.", "Impact", "n"))
