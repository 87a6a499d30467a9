"""Lists and curves of what became of the ideas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from math import inf
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.charts.realisation import Curve
from flash360.charts.theme import verdict_text
from flash360.model import OUTCOME_CLASS, OutcomeClass, OutcomeStatus, Step
from flash360.statistics.reality import time_to_realisation

DAYS_A_MONTH = 30.4375
_STOPPED = {status for status, kind in OUTCOME_CLASS.items() if kind is OutcomeClass.STOPPED}
_NEWS = ["code", "title", "administration", "verdict", "session_date", "outcome_status", "outcome_date", "next_review"]
_OPEN = (OutcomeClass.UNDER_WAY, OutcomeClass.NO_NEWS)


def headline(programme: pa.Table) -> str:
    """The finding: realisations, stops, and sessions whose news are awaited."""
    realised = programme.num_rows - programme["realised_date"].null_count
    news = Counter(zip(programme["step"].to_pylist(), programme["outcome_status"].to_pylist(), strict=True))
    stopped = sum(n for (_, status), n in news.items() if status in _STOPPED)
    awaited = sum(n for (step, status), n in news.items() if step == Step.SESSION and _is_open(status))
    return (
        f"{labels.plural(realised, 'réalisation engagée', 'réalisations engagées')}, {labels.plural(stopped, 'arrêt')}, "
        f"{labels.plural(awaited, 'session')} en attente de nouvelles"
    )


def late(programme: pa.Table, today: date) -> pa.Table:
    """Sessions past the month of the protocol, the longest delay first: code, title, cadrage, session, days."""
    rows = programme.filter(programme["late"]).select(["code", "title", "cadrage_date", "session_date"]).to_pylist()

    def days(row: dict[str, Any]) -> int:
        return ((row["session_date"] or today) - row["cadrage_date"]).days

    rows.sort(key=lambda row: (-days(row), row["code"]))
    return pa.table(
        {
            "Session": pa.array([row["code"] for row in rows], pa.string()),
            "Titre": pa.array([row["title"] for row in rows], pa.string()),
            "Cadrage": pa.array([row["cadrage_date"] for row in rows], pa.date32()),
            "Session tenue le": pa.array([row["session_date"] for row in rows], pa.date32()),
            "Jours": pa.array([days(row) for row in rows], pa.int64()),
        }
    )


def waiting(programme: pa.Table, today: date) -> pa.Table:
    """Sessions held whose outcome is open, silent or never entered, the oldest news first, with the next review."""
    held = programme.filter(pc.equal(programme["step"], Step.SESSION.value)).select(_NEWS)
    rows = [row for row in held.to_pylist() if _is_open(row["outcome_status"])]
    rows.sort(key=lambda row: (row["outcome_date"] or row["session_date"] or date.min, row["code"]))
    return pa.table(
        {
            "Session": pa.array([row["code"] for row in rows], pa.string()),
            "Titre": pa.array([row["title"] for row in rows], pa.string()),
            "Administration": pa.array([row["administration"] for row in rows], pa.string()),
            "Avis": pa.array([verdict_text(row["verdict"]) for row in rows], pa.string()),
            "Dernières suites": pa.array(
                [labels.OUTCOME[OutcomeStatus(row["outcome_status"])] if row["outcome_status"] else "aucune" for row in rows],
                pa.string(),
            ),
            "Dernières nouvelles": pa.array([row["outcome_date"] or row["session_date"] for row in rows], pa.date32()),
            "Point suivant": pa.array([row["next_review"] for row in rows], pa.date32()),
            "Échéance": pa.array([_due(row["next_review"], today) for row in rows], pa.string()),
        }
    )


def curves(programme: pa.Table, outcomes: pa.Table) -> tuple[list[Curve], int]:
    """Cumulative incidence of realisation by verdict (Aalen–Johansen), and how many sessions held are left out.

    Left out: the sessions without a date, without a verdict, or of which nothing was heard after the session.
    """
    held = programme.filter(pc.is_in(programme["step"], value_set=pa.array([Step.SESSION.value, Step.REALISATION.value])))
    found = time_to_realisation(held, outcomes)
    drawn = [
        Curve(
            verdict,
            incidence.n,
            incidence.realisations,
            tuple(_steps(incidence.curve.to_pylist())),
            inf if incidence.known_until is None else incidence.known_until / DAYS_A_MONTH,
        )
        for verdict, incidence in found.items()
    ]
    return drawn, held.num_rows - sum(curve.sessions for curve in drawn)


def _steps(rows: list[dict[str, Any]]) -> Iterator[tuple[float, float, float | None, float | None]]:
    """The moments when the share of a curve rises."""
    before = 0.0
    for row in rows:
        if row["realised"] > before:
            before = row["realised"]
            yield row["days"] / DAYS_A_MONTH, before, row["low"], row["high"]


def _is_open(status: str | None) -> bool:
    return status is None or OUTCOME_CLASS[OutcomeStatus(status)] in _OPEN


def _due(review: date | None, today: date) -> str:
    if review is None:
        return "aucun point prévu"
    return "dépassée" if review < today else "à venir"
