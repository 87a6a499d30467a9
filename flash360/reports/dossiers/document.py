"""One dossier as the command line gives it: the five dates, the deadline, the verdict, what became of the idea."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flash360 import labels
from flash360.model import OutcomeStatus, Verdict
from flash360.reports.dossiers.clock import Row, days_late


def documents(rows: Iterable[Row], outcomes: Iterable[Mapping[str, Any]], today: date) -> list[dict[str, Any]]:
    """One object per dossier, by code. rows, outcomes: of `store.read`, outcomes oldest first within a session."""
    news: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in outcomes:
        news[one["session_id"]].append(
            {
                "date": one["date"],
                "status": labels.OUTCOME[OutcomeStatus(one["status"])],
                "accompaniment": one["accompaniment"],
                "comment": one["comment"],
                "next_review": one["next_review"],
            }
        )
    return [_document(row, news[row["session_id"]], today) for row in rows]


def _document(row: Row, outcomes: list[dict[str, Any]], today: date) -> dict[str, Any]:
    return {
        "code": row["code"],
        "title": row["title"],
        "administration": row["administration"],
        "idea_date": row["idea_date"],
        "contact_date": row["contact_date"],
        "cadrage_date": row["cadrage_date"],
        "session_date": row["session_date"],
        "realisation_date": row["realised_date"],
        "deadline": row["deadline"],
        "days_late": days_late(row, today),
        "verdict": labels.VERDICT[Verdict(row["verdict"])] if row["verdict"] else None,
        "outcomes": outcomes,
        "next_review": row["next_review"],
    }
