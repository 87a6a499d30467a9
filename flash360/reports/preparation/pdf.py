"""The agenda and the checklist of a session to come, as a PDF that holds no other session's words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from flash360 import labels
from flash360.reports.freshness import data_of
from flash360.reports.pdf import pdf
from flash360.reports.preparation.agenda import agenda, checklist, invitations
from flash360.reports.preparation.content import Preparation
from flash360.reports.preparation.wording import aspect_name, often, shown_themes

_IDEA: Final = 1_500
"""Characters of the idea printed."""
_SUBTITLE: Final = "Déroulé en trois heures et liste d'invitation"


def preparation_pdf(found: Preparation, moved: datetime, day: date, *, fictional: bool) -> bytes:
    """The document as PDF/UA-1; the same content gives the same bytes.

    Past sessions are there as counts alone, so that it may be sent to the partner. moved: UTC; day: of its making.
    """
    return pdf("preparation", _values(found, moved, day, fictional), {}, moved)


def _values(found: Preparation, moved: datetime, day: date, fictional: bool) -> dict[str, Any]:
    sessions = labels.plural(found.held, "session passée", "sessions passées")
    fresh = f"{data_of(moved)} n = {sessions}." if found.held else "Aucune session passée."
    idea = found.idea if len(found.idea) <= _IDEA else found.idea[:_IDEA].rstrip() + " […]"
    return {
        "document": {
            "title": "Préparer une session Flash 360",
            "description": _SUBTITLE,
            "subject": "cadrage",
            "running": _SUBTITLE,
            "footer": f"{fresh} Document produit le {labels.french_date(day)}.",
            "fictional": fictional,
        },
        "subtitle": _SUBTITLE,
        "idea": " ".join(idea.split()),
        "agenda": {
            "headings": ["Horaire", "Temps", "Ce qui s'y passe"],
            "widths": ["auto", "auto", 1.0],
            "numbers": [],
            "rows": [[one.when, one.name, one.what] for one in agenda(found)],
        },
        "themes": {
            "headings": ["Aspect", "Thème", "Venu dans"],
            "widths": [1.0, 3.0, "auto"],
            "numbers": [],
            "rows": [[aspect_name(one.aspect), one.label, f"{often(one)} proches"] for one in shown_themes(found)],
        },
        "no_themes": "Les sessions passées ne permettent pas encore de dire quels thèmes attendre.",
        "invitations": invitations(found),
        "checklist": checklist(),
    }
