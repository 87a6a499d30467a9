"""Cumulative realisation by verdict: the part of the sessions realised or engaged, month after month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import floor, inf
from typing import Any

import altair as alt
import pyarrow as pa

from flash360 import labels
from flash360.charts import theme, words
from flash360.charts.picture import Picture
from flash360.model import Verdict


@dataclass(frozen=True, slots=True)
class Curve:
    """One verdict's curve: its sessions, its events (realised or engaged), and its steps.

    steps: months since the session, share (a fraction of 1), and the share's 95 % limits where they are shown.
    known_until: months after which nobody is followed any more though some ideas are still waiting; infinite without any.
    """

    verdict: Verdict
    sessions: int
    events: int
    steps: tuple[tuple[float, float, float | None, float | None], ...]
    known_until: float = inf

    def last(self, months: float) -> tuple[float, float | None, float | None]:
        """The share reached at some months and its limits."""
        return max((step[1:] for step in self.steps if step[0] <= months), key=lambda step: step[0], default=(0.0, None, None))

    def at(self, months: float) -> float | None:
        """The share reached at some months: a fraction of 1; None beyond what is known."""
        return self.last(months)[0] if months <= self.known_until else None

    def said(self, months: float) -> str:
        """The share reached at some months, or how far it is known: « 46 % », « 30 % à 9 mois, sans recul au-delà »."""
        share = self.at(months)
        if share is not None:
            return labels.french_percent(share)
        known = labels.french_number(floor(self.known_until), 0)
        return f"{labels.french_percent(self.last(months)[0])} à {known}\u00a0mois, sans recul au-delà"


def realisation(curves: Sequence[Curve], *, until: int = 24, left_out: int = 0) -> Picture:
    """Step curves up to `until` months. left_out: sessions without a date or without a verdict."""
    rows = [
        {"verdict": labels.VERDICT[curve.verdict], "months": float(month), "share": share, "low": low, "high": high}
        for curve in curves
        for month, share, low, high in [
            (0.0, 0.0, None, None),
            *(step for step in curve.steps if step[0] <= until),
            (min(float(until), curve.known_until), *curve.last(until)),
        ]
    ]
    schema = pa.schema([("verdict", pa.string()), *((name, pa.float64()) for name in ("months", "share", "low", "high"))])
    table = pa.table(
        {
            "Avis": pa.array([labels.VERDICT[curve.verdict] for curve in curves], pa.string()),
            "Sessions": pa.array([curve.sessions for curve in curves], pa.int64()),
            "Réalisées ou engagées": pa.array([curve.events for curve in curves], pa.int64()),
        }
        | {
            f"À {months} mois (%)": pa.array([_percent(curve.at(months)) for curve in curves], pa.float64())
            for months in (6, 12, until)
        }
    )
    return theme.picture(
        title(curves), sentence(curves, left_out), specification(), pa.Table.from_pylist(rows, schema=schema), table
    )


def title(curves: Sequence[Curve]) -> str:
    """The finding: the share realised at 12 months after a favourable verdict."""
    favourable = next((curve for curve in curves if curve.verdict is Verdict.FAVOURABLE and curve.sessions), None)
    share = favourable.at(12) if favourable else None
    if share is None:
        return "Pas encore de quoi suivre les réalisations pendant douze mois"
    return f"Douze mois après un avis favorable, {labels.french_percent(share)} des idées sont réalisées ou engagées"


def sentence(curves: Sequence[Curve], left_out: int) -> str:
    """The share of each verdict at 12 months with its number of sessions, and the sessions left out."""
    left = words.aside(left_out, "sans date, sans avis ou sans nouvelle")
    if not curves:
        return "Aucune session datée n'a encore d'avis." + left
    parts = [f"{labels.VERDICT[curve.verdict]} {curve.said(12)} (n = {curve.sessions})" for curve in curves]
    return f"Part des idées réalisées ou engagées douze mois après la session, selon l'avis : {words.listed(parts)}.{left}"


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


@cache
def specification() -> dict[str, Any]:
    """The Vega-Lite specification, without data, built once."""
    data = theme.named_data()
    x = alt.X(
        "months:Q",
        axis=alt.Axis(title="Mois depuis la session", values=[0, 6, 12, 18, 24, 36], grid=False),
        scale=alt.Scale(nice=False),
    )
    scale = alt.Scale(domain=[0, 1])
    y = alt.Y("share:Q", scale=scale, axis=theme.upright("Part réalisée ou engagée", format=".0%", tickCount=5))
    legend = alt.Legend(title=None, columns=2, columnPadding=4, offset=26)
    colour = alt.Color("verdict:N", scale=theme.verdict_scale(), legend=legend)
    limits = (
        alt.Chart(data)
        .mark_area(aria=False, interpolate="step-after", opacity=0.15)
        .encode(x, alt.Y("low:Q", scale=scale), alt.Y2("high:Q"), colour)
        .transform_filter("isValid(datum.low)")
    )
    lines = alt.Chart(data).mark_line(aria=False, interpolate="step-after", strokeWidth=2).encode(x, y, colour)
    points = (
        alt.Chart(data)
        .mark_point(aria=False, filled=True, size=45, opacity=1)
        .encode(
            x,
            y,
            colour,
            alt.Shape("verdict:N", scale=theme.verdict_shapes(), legend=legend),
            tooltip=[
                alt.Tooltip("verdict:N", title="Avis"),
                alt.Tooltip("months:Q", title="Mois", format=".0f"),
                alt.Tooltip("share:Q", title="Part", format=".0%"),
            ],
        )
    )
    return theme.finished(limits, lines, points, height=300)
