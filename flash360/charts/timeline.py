"""The timeline of one session: its five steps and their delays, its verdict, its follow-ups, its imports, one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

import altair as alt
import pyarrow as pa

from flash360 import labels
from flash360.charts import theme
from flash360.charts.picture import Picture
from flash360.charts.rows import Pen, pixel_y, texts
from flash360.model import OutcomeStatus, Step, Verdict


@dataclass(frozen=True, slots=True)
class Import:
    """One import of the session: its number, the day it was recorded, the sheets it brought, in words."""

    number: int
    day: date
    brought: str


@dataclass(frozen=True, slots=True)
class _Event:
    name: str
    day: date | None
    kind: str
    after: int | None = None


IMPORTS_SHOWN: Final = 6
_KINDS: Final = {
    "étape": ("circle", theme.ACCENT),
    "suites": ("diamond", "#716043"),
    "avis": ("square", "#161616"),
    "import": ("triangle-up", "#666666"),
}
_FROM, _TO = "domain('x')[0]", "domain('x')[1]"
_MONTHS: Final = f"(12 * (year({_TO}) - year({_FROM})) + month({_TO}) - month({_FROM}))"
_STEP: Final = f"({_MONTHS} < 5 ? 1 : {_MONTHS} < 9 ? 2 : {_MONTHS} < 13 ? 3 : {_MONTHS} < 25 ? 6 : 12 * ceil({_MONTHS} / 60))"
_MARKED: Final = (
    f"timeSequence('month', datetime(year({_FROM}), {_STEP} * ceil((month({_FROM}) + 1) / {_STEP}), 1), {_TO}, {_STEP})"
)
"""The months that the scale of time marks (an expression of Vega): five at most, none twice."""
_EDGE: Final = 32
"""Pixels from either end of the scale within which a month is written inwards: half the width of one."""


def timeline(
    dates: Mapping[Step, date | None],
    outcomes: Sequence[tuple[date, OutcomeStatus]],
    *,
    verdict: Verdict | None = None,
    imports: Sequence[Import] = (),
    deadline: date | None = None,
) -> Picture:
    """Dates of the steps (None: unknown), the verdict, the follow-ups and the imports, oldest first, on one scale of time.

    deadline: a month after the cadrage; said when the session is past it. Of many imports, the first and the last ones.
    """
    events = [
        *_steps(dates, verdict),
        *(_Event(f"Suites : {labels.OUTCOME[one]}", day, "suites") for day, one in sorted(outcomes)),
    ]
    kept = list(imports) if len(imports) <= IMPORTS_SHOWN else [*imports[:2], *imports[2 - IMPORTS_SHOWN :]]
    events += [_Event(f"Import n°\u00a0{one.number} ({one.brought})", one.day, "import") for one in kept]
    pen, rows = Pen(), list[dict[str, Any]]()
    for event in events:
        label = f"{event.name} — {labels.french_date(event.day) if event.day else 'date inconnue'}"
        if event.after is not None:
            label += f", {labels.plural(event.after, 'jour')} après l'étape précédente"
        entry: dict[str, Any] = {"label": label, "label_y": pen.text()}
        top, bottom = pen.bar(12, below=10)
        rows.append(entry | {"kind": event.kind, "date": event.day, "y": (top + bottom) / 2})
    schema = pa.schema(
        [("label", pa.string()), ("kind", pa.string()), ("date", pa.date32()), ("y", pa.float64()), ("label_y", pa.float64())]
    )
    data = pa.Table.from_pylist(rows, schema=schema)
    data = data.set_column(2, "date", data["date"].cast(pa.timestamp("ms")))
    table = pa.table(
        {
            "Étape": pa.array([event.name for event in events], pa.string()),
            "Date": pa.array([event.day for event in events], pa.date32()),
            "Jours depuis l'étape précédente": pa.array([event.after for event in events], pa.int64()),
        }
    )
    said = sentence(dates, outcomes, verdict=verdict, imports=len(imports), deadline=deadline)
    return theme.picture(title(dates), said, specification(), data, table, height=max(pen.y, 40))


def _steps(dates: Mapping[Step, date | None], verdict: Verdict | None) -> list[_Event]:
    """The steps with the days since the one before, and the verdict on the day of the session."""
    events: list[_Event] = []
    before: date | None = None
    for step in Step:
        day = dates.get(step)
        if step is Step.REALISATION and day is None:
            continue
        events.append(_Event(labels.STEP[step], day, "étape", (day - before).days if day and before else None))
        before = day or before
        if step is Step.SESSION and verdict is not None:
            events.append(_Event(f"Avis du panel : {labels.VERDICT[verdict]}", day, "avis"))
    return events


def title(dates: Mapping[Step, date | None]) -> str:
    """The finding: the days between cadrage and session, the stretch that the protocol holds to a month."""
    cadrage, session = dates.get(Step.CADRAGE), dates.get(Step.SESSION)
    if cadrage and session:
        return f"{labels.plural((session - cadrage).days, 'jour')} entre le cadrage et la session"
    return "Le parcours de l'idée"


def sentence(
    dates: Mapping[Step, date | None],
    outcomes: Sequence[tuple[date, OutcomeStatus]],
    *,
    verdict: Verdict | None = None,
    imports: int = 0,
    deadline: date | None = None,
) -> str:
    """The known dates in order, the verdict, the last follow-up, and how many imports brought all this."""
    known = [f"{labels.STEP[step].lower()} le {labels.french_date(day)}" for step in Step if (day := dates.get(step))]
    text = f"Parcours : {', '.join(known)}." if known else "Aucune date précise n'est connue."
    session = dates.get(Step.SESSION)
    if deadline and session and session > deadline:
        text += f" La session dépasse de {labels.plural((session - deadline).days, 'jour')} le mois du protocole."
    if verdict is not None:
        text += f" Avis du panel : {labels.VERDICT[verdict]}."
    if outcomes:
        day, status = max(outcomes)
        text += f" Dernières suites, le {labels.french_date(day)} : {labels.OUTCOME[status]}."
    if imports:
        text += f" {labels.plural(imports, 'import')} en vigueur."
    return text


@cache
def specification() -> dict[str, Any]:
    """The Vega-Lite specification, without data, built once."""
    data = theme.named_data()
    kinds = list(_KINDS)
    x = alt.X(
        "date:T",
        axis=alt.Axis(
            title=None,
            format="%b %Y",
            orient="top",
            values=alt.ExprRef(_MARKED),
            labelFlush=_EDGE,
            domain=False,
            ticks=False,
        ),
        scale=alt.Scale(padding=10),
    )
    points = (
        alt.Chart(data)
        .transform_filter("isValid(datum.date)")
        .mark_point(aria=False, filled=True, size=110, opacity=1)
        .encode(
            x,
            pixel_y("y"),
            alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[colour for _, colour in _KINDS.values()]), legend=None),
            alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=[shape for shape, _ in _KINDS.values()]), legend=None),
            tooltip=[alt.Tooltip("label:N", title="Étape")],
        )
    )
    return theme.finished(points, texts(data))
