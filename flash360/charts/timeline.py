"""The timeline of one session: its five steps and its follow-ups, one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from flash360 import labels
from flash360.charts import theme
from flash360.charts.picture import Picture
from flash360.charts.rows import Pen, pixel_y, texts
from flash360.model import OutcomeStatus, Step


def timeline(dates: Mapping[Step, date | None], outcomes: Sequence[tuple[date, OutcomeStatus]]) -> Picture:
    """Dates of the steps (None: unknown) and the follow-ups, oldest first, on one scale of time."""
    events: list[tuple[str, date | None, str]] = [
        (labels.STEP[step], dates.get(step), "étape") for step in Step if step is not Step.REALISATION or dates.get(step)
    ]
    events += [(f"Suites : {labels.OUTCOME[status]}", day, "suites") for day, status in sorted(outcomes)]
    pen, rows = Pen(), list[dict[str, Any]]()
    for name, day, kind in events:
        label = f"{name} — {labels.french_date(day) if day else 'date inconnue'}"
        entry: dict[str, Any] = {"label": label, "label_y": pen.text()}
        top, bottom = pen.bar(12, below=10)
        rows.append(entry | {"kind": kind, "date": day, "y": (top + bottom) / 2})
    schema = pa.schema(
        [("label", pa.string()), ("kind", pa.string()), ("date", pa.date32()), ("y", pa.float64()), ("label_y", pa.float64())]
    )
    data = pa.Table.from_pylist(rows, schema=schema)
    data = data.set_column(2, "date", data["date"].cast(pa.timestamp("ms")))
    table = pa.table(
        {
            "Étape": pa.array([event[0] for event in events], pa.string()),
            "Date": pa.array([event[1] for event in events], pa.date32()),
        }
    )
    return theme.picture(title(dates), sentence(dates, outcomes), specification(), data, table, height=max(pen.y, 40))


def title(dates: Mapping[Step, date | None]) -> str:
    """The finding: the days between cadrage and session, the stretch that the protocol holds to a month."""
    cadrage, session = dates.get(Step.CADRAGE), dates.get(Step.SESSION)
    if cadrage and session:
        return f"{labels.plural((session - cadrage).days, 'jour')} entre le cadrage et la session"
    return "Le parcours de l'idée"


def sentence(dates: Mapping[Step, date | None], outcomes: Sequence[tuple[date, OutcomeStatus]]) -> str:
    """The known dates in order, and the last follow-up."""
    known = [f"{labels.STEP[step].lower()} le {labels.french_date(day)}" for step in Step if (day := dates.get(step))]
    text = f"Parcours : {', '.join(known)}." if known else "Aucune date précise n'est connue."
    if outcomes:
        day, status = max(outcomes)
        text += f" Dernières suites, le {labels.french_date(day)} : {labels.OUTCOME[status]}."
    return text


@cache
def specification() -> dict[str, Any]:
    """The Vega-Lite specification, without data, built once."""
    data = theme.named_data()
    kinds = ["étape", "suites"]
    x = alt.X(
        "date:T",
        axis=alt.Axis(title=None, format="%b %Y", orient="top", tickCount=4, domain=False, ticks=False),
        scale=alt.Scale(padding=10),
    )
    points = (
        alt.Chart(data)
        .transform_filter("isValid(datum.date)")
        .mark_point(aria=False, filled=True, size=110, opacity=1)
        .encode(
            x,
            pixel_y("y"),
            alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[theme.ACCENT, "#716043"]), legend=None),
            alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=["circle", "diamond"]), legend=None),
            tooltip=[alt.Tooltip("label:N", title="Étape")],
        )
    )
    return theme.finished(points, texts(data))
