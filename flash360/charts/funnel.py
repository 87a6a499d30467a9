"""The funnel: each session's favourable share against its number of votes, between the limits that chance explains."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from flash360 import labels
from flash360.charts import theme
from flash360.charts.picture import Picture
from flash360.charts.values import column
from flash360.model import MAX_PARTICIPANTS, Axis
from flash360.statistics.funnel import Funnel


def funnel(programme: pa.Table, axis: Axis, found: Funnel) -> Picture:
    """Sessions by votes and favourable share, on the funnel found for the same programme table and axis."""
    codes = dict(zip(column(programme, "session_id"), column(programme, "code"), strict=True))
    points = [row | {"code": codes[row["session_id"]], "state": _state(row["outside"])} for row in found.points.to_pylist()]
    piles: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for point in points:
        piles.setdefault((point["n"], point["favourable"]), []).append(point)
    drawn = [
        {
            "kind": "session", "n": n, "share": pile[0]["share"], "state": pile[0]["state"],
            "sessions": len(pile), "codes": _few([point["code"] for point in pile]),
        }
        for (n, _), pile in piles.items()
    ]  # fmt: skip
    lines = [row | {"kind": "limit", "share": found.share} for row in found.limits.to_pylist()]
    schema = pa.schema(
        [(name, pa.string()) for name in ("kind", "codes", "state")]
        + [(name, pa.float64()) for name in ("n", "share", "sessions", "low_95", "high_95", "low_998", "high_998")]
    )
    outside = {name: [point["code"] for point in points if point["state"] == name] for name in (ABOVE, BELOW)}
    data = pa.Table.from_pylist(drawn + lines, schema=schema)
    words = title(len(points), outside), sentence(axis, found.share or 0.0, len(points), outside)
    return theme.picture(*words, specification(), data, lambda: _figures(points))


def _figures(points: Sequence[dict[str, Any]]) -> pa.Table:
    return pa.table(
        {
            "Session": pa.array([point["code"] for point in points], pa.string()),
            "Votes": pa.array([point["n"] for point in points], pa.int64()),
            "Part favorable (%)": pa.array([100 * point["share"] for point in points], pa.float64()),
            "Situation": pa.array([point["state"] for point in points], pa.string()),
        }
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


def _state(outside: int) -> str:
    return ABOVE if outside > 0 else BELOW if outside < 0 else INSIDE


def _few(codes: Sequence[str]) -> str:
    return ", ".join(codes[:3]) + (
        f" et {len(codes) - 3} autres" if len(codes) > 4 else f" et {codes[3]}" if len(codes) == 4 else ""
    )


@cache
def specification() -> dict[str, Any]:
    """The Vega-Lite specification, without data, built once."""
    data = theme.named_data()
    x = alt.X(
        "n:Q",
        axis=alt.Axis(title="Votes exprimés", values=[1, 5, 10, 15, 20], grid=False),
        scale=alt.Scale(domain=[0, MAX_PARTICIPANTS + 1], nice=False),
    )
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = theme.upright("Part favorable", format=".0%", tickCount=5)
    limit = alt.Chart(data).transform_filter("datum.kind === 'limit'")
    layers = [
        limit.mark_area(aria=False, interpolate="monotone", color=colour, opacity=1).encode(
            x, alt.Y(f"{low}:Q", scale=scale, axis=axis), alt.Y2(f"{high}:Q")
        )
        for low, high, colour in (("low_998", "high_998", "#F3F3F8"), ("low_95", "high_95", "#E3E6F8"))
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
