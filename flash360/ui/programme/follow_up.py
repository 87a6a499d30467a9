"""Lists and curves of what became of the ideas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from flash360 import labels
from flash360.charts.realisation import Curve
from flash360.charts.theme import verdict_text
from flash360.model import OUTCOME_CLASS, OutcomeClass, OutcomeStatus, Step, Verdict

_STOPPED = {status for status, kind in OUTCOME_CLASS.items() if kind is OutcomeClass.STOPPED}
_OPEN = (OutcomeClass.UNDER_WAY, OutcomeClass.NO_NEWS)


def headline(programme: pa.Table, today: date) -> str:
    """The finding: realisations, stops, and sessions whose news are awaited."""
    realised = sum(day is not None for day in programme["realised_date"].to_pylist())
    stopped = sum(status in _STOPPED for status in programme["outcome_status"].to_pylist())
    return (
        f"{labels.plural(realised, 'réalisation engagée', 'réalisations engagées')}, {labels.plural(stopped, 'arrêt')}, "
        f"{labels.plural(waiting(programme, today).num_rows, 'session')} en attente de nouvelles"
    )


def late(programme: pa.Table, today: date) -> pa.Table:
    """Sessions past the month of the protocol, the longest delay first: code, title, cadrage, session, days."""
    rows = [row for row in programme.to_pylist() if row["late"]]

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
    rows = [row for row in programme.to_pylist() if row["step"] == Step.SESSION and _is_open(row["outcome_status"])]
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


def curves(programme: pa.Table, today: date, *, until: int = 24) -> tuple[list[Curve], int]:
    """Cumulative incidence of realisation by verdict, and how many sessions held are left out: those without a date or a verdict.

    Times are months since the session; stopping is the competing event; a session still open is censored today.
    """
    rows = [row for row in programme.to_pylist() if row["step"] in (Step.SESSION, Step.REALISATION)]
    usable = [row for row in rows if row["verdict"] and row["session_date"] and row["session_date"] <= today]
    found: list[Curve] = []
    for verdict in Verdict:
        own = [_event(row, today) for row in usable if row["verdict"] == verdict]
        if own:
            events = sum(realised is True for _, realised in own)
            found.append(Curve(verdict, len(own), events, tuple(step for step in cumulative(own) if step[0] <= until)))
    return found, len(rows) - len(usable)


def cumulative(times: Sequence[tuple[float, bool | None]]) -> list[tuple[float, float]]:
    """Aalen–Johansen cumulative incidence: (time, share), one step per event. times: (time, realised: True, stopped: False,
    censored: None). A censored time counts as at risk at that same time.
    """
    out: list[tuple[float, float]] = []
    free, share = 1.0, 0.0
    for time in sorted({time for time, realised in times if realised is not None}):
        at_risk = sum(other >= time for other, _ in times)
        realised = sum(other == time and event is True for other, event in times)
        stopped = sum(other == time and event is False for other, event in times)
        share += free * realised / at_risk
        free *= 1 - (realised + stopped) / at_risk
        if realised:
            out.append((time, share))
    return out


def _event(row: dict[str, Any], today: date) -> tuple[float, bool | None]:
    ends = [(day, kind) for day, kind in ((row["realised_date"], True), (row["stopped_date"], False)) if day]
    end, kind = min(ends) if ends else (today, None)
    return max(0.0, _months(row["session_date"], end)), kind


def _months(start: date, end: date) -> float:
    return (end - start).days / 30.4375


def _is_open(status: str | None) -> bool:
    return status is None or OUTCOME_CLASS[OutcomeStatus(status)] in _OPEN


def _due(review: date | None, today: date) -> str:
    if review is None:
        return "aucun point prévu"
    return "dépassée" if review < today else "à venir"
