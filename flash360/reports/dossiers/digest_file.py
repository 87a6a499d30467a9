"""The digest as a file: a PDF to print or to join, a text to paste into a message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from flash360 import labels
from flash360.reports.dossiers.actions import NAME, Action
from flash360.reports.dossiers.clock import SOON
from flash360.reports.dossiers.digest import Digest, News, headline, week
from flash360.reports.freshness import data_of

FORMS: Final = ("pdf", "txt")
_NOTHING: Final = "Rien."


def titles() -> tuple[str, str, str]:
    """The three parts, in their order on the page and in the file."""
    return "En retard", f"À faire sous {SOON} jours", "Nouveau cette semaine"


def digest_text(found: Digest, moved: datetime, *, fictional: bool) -> bytes:
    """The digest in plain text (UTF-8), one line per action or piece of news. moved: UTC."""
    lines = [f"Flash 360 · {week(found)}", headline(found), data_of(moved)]
    if fictional:
        lines.append("Données fictives.")
    parts = ([_action(one) for one in found.late], [_action(one) for one in found.due], [_news(one) for one in found.new])
    for title, said in zip(titles(), parts, strict=True):
        lines += ["", f"{title} ({len(said)})", *(f"- {line}" for line in said or [_NOTHING])]
    return ("\n".join(lines) + "\n").encode()


def digest_pdf(found: Digest, moved: datetime, *, fictional: bool) -> bytes:
    """The digest as PDF/UA-1; the same content gives the same bytes. moved: UTC."""
    from flash360.reports.pdf import pdf  # brings what makes documents: only when one is made

    late, due, new = titles()
    values = {
        "document": {
            "title": headline(found),
            "title_size": 15,
            "description": week(found),
            "subject": "suivi",
            "running": week(found),
            "footer": f"{data_of(moved)} Document produit pour le {labels.french_date(found.day)}.",
            "fictional": fictional,
        },
        "week": week(found),
        "nothing": _NOTHING,
        "parts": [
            {"title": f"{late} ({len(found.late)})"} | _actions(found.late),
            {"title": f"{due} ({len(found.due)})"} | _actions(found.due),
            {"title": f"{new} ({len(found.new)})"} | _all_news(found.new),
        ],
    }
    return pdf("digest", values, {}, moved)


def _actions(found: Sequence[Action]) -> dict[str, Any]:
    rows = [[f"{one.due:%d/%m/%Y}", NAME[one.kind], f"{one.code} · {one.title}", one.sentence] for one in found]
    return _grid(["Date", "Quoi", "Dossier", "Que faire"], rows)


def _all_news(found: Sequence[News]) -> dict[str, Any]:
    rows = [[f"{one.day:%d/%m/%Y}", one.what, f"{one.code} · {one.title}", one.sentence] for one in found]
    return _grid(["Date", "Quoi", "Dossier", "Nouvelle"], rows)


def _grid(headings: list[str], rows: list[list[str]]) -> dict[str, Any]:
    return {"headings": headings, "widths": ["auto", 1.0, 2.0, 2.6], "numbers": [], "rows": rows}


def _action(one: Action) -> str:
    return f"{one.code} · {one.title} ({one.administration}) – {NAME[one.kind]} : {one.sentence}"


def _news(one: News) -> str:
    return f"{one.code} · {one.title} – {one.sentence}"
