"""The funnel: each session's favourable share against its number of votes, between the limits that chance explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from flash360 import labels
from flash360.charts import theme
from flash360.charts.picture import Picture
from flash360.charts.values import column, numbers
from flash360.model import MAX_PARTICIPANTS, Axis


@dataclass(frozen=True, slots=True)
class Limits:
    """At `n` votes, the shares (fractions of 1) that chance explains around the programme's share, at 95 % and 99.8 %."""

    n: int
    low95: float
    high95: float
    low998: float
    high998: float


def funnel(programme: pa.Table, axis: Axis, share: float, limits: Sequence[Limits]) -> Picture:
    """Sessions by votes and favourable share; `share` is the programme's, `limits` one entry per n, ascending."""
    at = {limit.n: limit for limit in limits}
    points: list[dict[str, Any]] = []
    facts = zip(column(programme, "code"), column(programme, f"{axis}_n"), numbers(programme, f"{axis}_share"), strict=True)
    for code, n, part in facts:
        if part == part and n in at:
            points.append({"kind": "session", "code": code, "n": n, "share": float(part), "state": _state(float(part), at[n])})
    piles: dict[tuple[int, float], list[str]] = {}
    for point in points:
        piles.setdefault((point["n"], round(point["share"], 6)), []).append(point["code"])
    states = {(point["n"], round(point["share"], 6)): point["state"] for point in points}
    drawn = [
        {"kind": "session", "n": n, "share": part, "sessions": len(codes), "codes": _few(codes), "state": states[n, part]}
        for (n, part), codes in piles.items()
    ]
    lines = [
        {
            "kind": "limit",
            "n": one.n,
            "low95": one.low95,
            "high95": one.high95,
            "low998": one.low998,
            "high998": one.high998,
            "share": share,
        }
        for one in limits
    ]
    schema = pa.schema(
        [(name, pa.string()) for name in ("kind", "codes", "state")]
        + [(name, pa.float64()) for name in ("n", "share", "sessions", "low95", "high95", "low998", "high998")]
    )
    table = pa.table(
        {
            "Session": pa.array([point["code"] for point in points], pa.string()),
            "Votes": pa.array([point["n"] for point in points], pa.int64()),
            "Part favorable (%)": pa.array([100 * point["share"] for point in points], pa.float64()),
            "Situation": pa.array([point["state"] for point in points], pa.string()),
        }
    )
    outside = {name: [point["code"] for point in points if point["state"] == name] for name in (ABOVE, BELOW)}
    return theme.picture(
        title(len(points), outside),
        sentence(axis, share, len(points), outside),
        _spec(),
        pa.Table.from_pylist(drawn + lines, schema=schema),
        table,
    )


INSIDE, ABOVE, BELOW = "dans les limites à 95 %", "au-dessus des limites à 95 %", "au-dessous des limites à 95 %"


def title(count: int, outside: dict[str, list[str]]) -> str:
    """The finding: how many sessions differ from the programme by more than chance explains."""
    if not count:
        return "Pas encore de session à comparer à l'ensemble"
    beyond = sum(len(codes) for codes in outside.values())
    if not beyond:
        return "Aucune session ne s'écarte de l'ensemble plus que le hasard ne l'explique"
    return f"{labels.plural(beyond, 'session')} sur {count} {'sort' if beyond < 2 else 'sortent'} de ce que le hasard explique"


def sentence(axis: Axis, share: float, count: int, outside: dict[str, list[str]]) -> str:
    """The programme's share and the sessions outside its limits, named when they are few."""
    if not count:
        return f"Aucun vote connu sur l'axe {labels.AXIS[axis]}."
    by_chance = count * 0.05
    expected = labels.french_number(by_chance, 0 if by_chance >= 10 else 1)
    parts = [
        f"{len(codes)} {place}" + (f" ({', '.join(codes)})" if len(codes) <= 5 else "")
        for place, codes in (("au-dessus", outside[ABOVE]), ("au-dessous", outside[BELOW]))
        if codes
    ]
    found = " et ".join(parts) if parts else "aucune n'en sort"
    return (
        f"Part favorable de {labels.plural(count, 'session')} sur l'axe {labels.AXIS[axis]} selon leur nombre de votes, autour "
        f"de la part du programme ({labels.french_percent(share)}) et de ses limites à 95 % : {found} ; "
        f"le seul hasard en sortirait au plus {expected}."
    )


def _state(share: float, limit: Limits) -> str:
    return ABOVE if share > limit.high95 else BELOW if share < limit.low95 else INSIDE


def _few(codes: Sequence[str]) -> str:
    return ", ".join(codes[:3]) + (
        f" et {len(codes) - 3} autres" if len(codes) > 4 else f" et {codes[3]}" if len(codes) == 4 else ""
    )


@cache
def _spec() -> dict[str, Any]:
    data = theme.named_data()
    x = alt.X(
        "n:Q",
        axis=alt.Axis(title="Votes exprimés", values=[5, 10, 15, 20], grid=False),
        scale=alt.Scale(domain=[4, MAX_PARTICIPANTS + 1], nice=False),
    )
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = theme.upright("Part favorable", format=".0%", tickCount=5)
    limit = alt.Chart(data).transform_filter("datum.kind === 'limit'")
    layers = [
        limit.mark_area(aria=False, interpolate="monotone", color=colour, opacity=1).encode(
            x, alt.Y(f"{low}:Q", scale=scale, axis=axis), alt.Y2(f"{high}:Q")
        )
        for low, high, colour in (("low998", "high998", "#F3F3F8"), ("low95", "high95", "#E3E6F8"))
    ]
    layers.append(
        limit.mark_line(aria=False, color=theme.INK, strokeDash=[4, 4]).encode(x, alt.Y("share:Q", scale=scale, axis=axis))
    )
    states, legend = [INSIDE, ABOVE, BELOW], alt.Legend(title=None, columns=1, offset=26)
    layers.append(
        alt.Chart(data)
        .transform_filter("datum.kind === 'session'")
        .mark_point(aria=False, filled=True, opacity=0.9, stroke="#FFFFFF", strokeWidth=1)
        .encode(
            x,
            alt.Y("share:Q", scale=scale, axis=axis),
            alt.Size("sessions:Q", scale=alt.Scale(domain=[1, 12], range=[60, 400], clamp=True), legend=None),
            alt.Color("state:N", scale=alt.Scale(domain=states, range=["#666666", theme.ACCENT, "#B34000"]), legend=legend),
            alt.Shape("state:N", scale=alt.Scale(domain=states, range=["circle", "triangle-up", "triangle-down"]), legend=legend),
            tooltip=[
                alt.Tooltip("codes:N", title="Sessions"),
                alt.Tooltip("n:Q", title="Votes"),
                alt.Tooltip("share:Q", title="Part favorable", format=".0%"),
                alt.Tooltip("state:N", title="Situation"),
            ],
        )
    )  # fmt: skip
    return theme.finished(*layers, height=320)
