"""The five steps of the programme as a funnel: sessions that reached each, and the median delay from the step before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.charts import theme, words
from flash360.charts.picture import Picture
from flash360.charts.rows import Pen, pixel_y, texts
from flash360.charts.values import days_between
from flash360.model import Step

DATES = {
    Step.IDEA: "idea_date",
    Step.CONTACT: "contact_date",
    Step.CADRAGE: "cadrage_date",
    Step.SESSION: "session_date",
    Step.REALISATION: "realised_date",
}
"""The column of a programme table that dates each step."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A step: how many sessions reached it, and the median days since the step before among the `dated` that have both dates."""

    step: Step
    sessions: int
    median_days: float | None
    dated: int


def reached(programme: pa.Table) -> list[Reached]:
    """The five steps in order. A session that stands at a step reached those before it."""
    order = list(Step)
    places = pc.index_in(programme["step"], value_set=pa.array([step.value for step in order])).to_numpy()
    found: list[Reached] = []
    for index, step in enumerate(order):
        here = places >= index
        days = _days_between(programme, order[index - 1], step)[here] if index else np.array([])
        days = days[~np.isnan(days)]
        found.append(Reached(step, int(here.sum()), float(np.median(days)) if len(days) else None, len(days)))
    return found


def _days_between(programme: pa.Table, before: Step, after: Step) -> np.ndarray:
    """Days from one step to another, session by session; NaN where either has no date."""
    return days_between(programme[DATES[before]], programme[DATES[after]]).cast(pa.float64()).to_numpy()


def steps(programme: pa.Table) -> Picture:
    """The funnel of the five steps of a programme table."""
    found = reached(programme)
    pen, rows = Pen(), list[dict[str, Any]]()
    for one in found:
        label = f"{labels.STEP[one.step]} — {labels.plural(one.sessions, 'session')}"
        entry: dict[str, Any] = {"label": label, "label_y": pen.text(), "note": _delay(one), "note_y": None}
        if entry["note"]:
            entry["note_y"] = pen.text()
        top, bottom = pen.bar(18, below=12)
        rows.append(entry | {"step": labels.STEP[one.step], "sessions": one.sessions, "y": top, "y2": bottom})
    schema = pa.schema(
        [(name, pa.string()) for name in ("step", "label", "note")]
        + [(name, pa.float64()) for name in ("sessions", "label_y", "note_y", "y", "y2")]
    )
    table = pa.table(
        {
            "Étape": [labels.STEP[one.step] for one in found],
            "Sessions arrivées": [one.sessions for one in found],
            "Délai médian depuis l'étape précédente (jours)": pa.array([one.median_days for one in found], pa.float64()),
            "Sessions datées aux deux étapes": pa.array(
                [one.dated if one.step is not Step.IDEA else None for one in found], pa.int64()
            ),
        }
    )
    return theme.picture(
        title(found), sentence(found), specification(), pa.Table.from_pylist(rows, schema=schema), table, height=pen.y
    )


def title(found: list[Reached]) -> str:
    """The finding: how many ideas became a session, and how many sessions a realisation."""
    by = {one.step: one.sessions for one in found}
    if not by[Step.IDEA]:
        return "Aucune session enregistrée"
    return (
        f"Sur {labels.plural(by[Step.IDEA], 'idée')}, {labels.plural(by[Step.SESSION], 'session tenue', 'sessions tenues')} "
        f"et {labels.plural(by[Step.REALISATION], 'réalisation engagée', 'réalisations engagées')}"
    )


def sentence(found: list[Reached]) -> str:
    """Sessions that reached each step, then each known median delay."""
    counts = ", ".join(f"{labels.STEP[one.step].lower()} {labels.french_number(one.sessions)}" for one in found)
    delays = [
        f"{labels.STEP[before.step].lower()} → {labels.STEP[one.step].lower()} {_days(one.median_days)}"
        for before, one in pairwise(found)
        if one.median_days is not None
    ]
    text = f"Sessions arrivées à chaque étape : {counts}."
    return f"{text} Délais médians : {words.listed(delays)}." if delays else f"{text} Aucun délai n'est encore connu."


def _delay(one: Reached) -> str | None:
    if one.step is Step.IDEA:
        return None
    if one.median_days is None:
        return "délai inconnu"
    return f"{_days(one.median_days)} après l'étape précédente (médiane, n = {labels.french_number(one.dated)})"


def _days(days: float | None) -> str:
    days = days or 0
    return f"{labels.french_number(days, 0 if days == int(days) else 1)}\u00a0{'jour' if days < 2 else 'jours'}"


@cache
def specification() -> dict[str, Any]:
    """The Vega-Lite specification, without data, built once."""
    data = theme.named_data()
    bars = (
        alt.Chart(data)
        .mark_bar(aria=False, color=theme.ACCENT)
        .encode(
            alt.X("sessions:Q", axis=None, scale=alt.Scale(domainMin=0, nice=False)),
            pixel_y("y"),
            alt.Y2("y2:Q"),
            alt.X2Datum(0),
            tooltip=[alt.Tooltip("step:N", title="Étape"), alt.Tooltip("sessions:Q", title="Sessions", format=",d")],
        )
    )
    return theme.finished(bars, texts(data), texts(data, text="note", y="note_y", colour=theme.GREY))
