"""Lists and curves of what became of the ideas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import inf

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.charts.realisation import Curve
from flash360.charts.theme import VERDICT_TEXT
from flash360.charts.values import counts, days_between, named
from flash360.model import OUTCOME_CLASS, OutcomeClass, OutcomeStatus, Step
from flash360.statistics.incidence import Incidence
from flash360.statistics.reality import incidences

DAYS_A_MONTH = 30.4375
_OUTCOME = {status.value: labels.OUTCOME[status] for status in OutcomeStatus}
_STOPPED = {status for status, kind in OUTCOME_CLASS.items() if kind is OutcomeClass.STOPPED}
_OPEN = {status for status, kind in OUTCOME_CLASS.items() if kind in (OutcomeClass.UNDER_WAY, OutcomeClass.NO_NEWS)}
_STATUSES_OPEN = pa.array([*sorted(_OPEN), None], pa.string())


def headline(programme: pa.Table) -> str:
    """The finding: realisations, stops, and sessions whose news are awaited."""
    realised = programme.num_rows - programme["realised_date"].null_count
    news = counts(programme, "step", "outcome_status").items()
    stopped = sum(n for (_, status), n in news if status in _STOPPED)
    awaited = sum(n for (step, status), n in news if step == Step.SESSION and (status is None or status in _OPEN))
    return (
        f"{labels.plural(realised, 'réalisation engagée', 'réalisations engagées')}, {labels.plural(stopped, 'arrêt')}, "
        f"{labels.plural(awaited, 'session')} en attente de nouvelles"
    )


def late(programme: pa.Table, today: date) -> pa.Table:
    """Sessions past the month of the protocol, the longest delay first: code, title, cadrage, session, days."""
    rows = programme.select(["code", "title", "cadrage_date", "session_date"]).filter(programme["late"])
    until = pc.fill_null(rows["session_date"], pa.scalar(today, pa.date32()))
    found = rows.append_column("days", days_between(rows["cadrage_date"], until))
    found = found.sort_by([("days", "descending"), ("code", "ascending")])
    return found.rename_columns(["Session", "Titre", "Cadrage", "Session tenue le", "Jours"])


def waiting(programme: pa.Table, today: date) -> pa.Table:
    """Sessions held whose outcome is open, silent or never entered, the oldest news first, with the next review."""
    open_ = pc.is_in(programme["outcome_status"].cast(pa.string()), value_set=_STATUSES_OPEN)
    held = pc.and_(pc.equal(programme["step"], Step.SESSION.value), open_)
    columns = ["code", "title", "administration", "verdict", "outcome_status", "session_date", "outcome_date", "next_review"]
    rows = programme.select(columns).filter(held)
    rows = rows.append_column("news", pc.coalesce(rows["outcome_date"], rows["session_date"]))
    rows = rows.append_column("since", pc.fill_null(rows["news"], pa.scalar(date.min, pa.date32())))
    rows = rows.sort_by([("since", "ascending"), ("code", "ascending")])
    review = rows["next_review"]
    due = pc.if_else(pc.less(review, pa.scalar(today, pa.date32())), "dépassée", "à venir")
    return pa.table(
        {
            "Session": rows["code"],
            "Titre": rows["title"],
            "Administration": rows["administration"],
            "Avis": named(rows["verdict"], VERDICT_TEXT, labels.UNKNOWN_VOTES),
            "Dernières suites": named(rows["outcome_status"], _OUTCOME, "aucune"),
            "Dernières nouvelles": rows["news"],
            "Point suivant": review,
            "Échéance": pc.fill_null(due, "aucun point prévu"),
        }
    )


def curves(held: pa.Table) -> tuple[list[Curve], int]:
    """Cumulative incidence of realisation by verdict (Aalen–Johansen), and how many sessions held are left out.

    held: verdict, and the days and event of `follow_up.durations`. Left out: the sessions without a date, without a verdict,
    or of which nothing was heard after the session.
    """
    found = incidences(held["verdict"], held["days"], held["event"])
    drawn = [
        Curve(
            verdict,
            incidence.n,
            incidence.realisations,
            tuple(_steps(incidence)),
            inf if incidence.known_until is None else incidence.known_until / DAYS_A_MONTH,
        )
        for verdict, incidence in found.items()
    ]
    return drawn, held.num_rows - sum(curve.sessions for curve in drawn)


def _steps(incidence: Incidence) -> Iterator[tuple[float, float, float | None, float | None]]:
    """The moments when the share of a curve rises."""
    shares = incidence.curve["realised"].to_numpy()
    rises = incidence.curve.take(pa.array(1 + np.flatnonzero(np.diff(shares) > 0)))
    for row in rises.to_pylist():
        yield row["days"] / DAYS_A_MONTH, row["realised"], row["low"], row["high"]
