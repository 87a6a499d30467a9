"""The funnel: each session's favourable share against its number of votes, between the limits that chance explains."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.charts import theme
from flash360.charts.picture import Picture
from flash360.model import MAX_PARTICIPANTS, Axis
from flash360.statistics.funnel import Funnel


def funnel(programme: pa.Table, axis: Axis, found: Funnel) -> Picture:
    """Sessions by votes and favourable share, on the funnel found for the same programme table and axis."""
    points = found.points
    codes = programme["code"].take(pc.index_in(points["session_id"], value_set=programme["session_id"].combine_chunks()))
    lines = [row | {"kind": "limit", "share": found.share} for row in found.limits.to_pylist()]
    schema = pa.schema(
        [(name, pa.string()) for name in ("kind", "codes", "state")]
        + [(name, pa.float64()) for name in ("n", "share", "sessions", "low_95", "high_95", "low_998", "high_998")]
    )
    beyond = {ABOVE: pc.greater(points["outside"], 0), BELOW: pc.less(points["outside"], 0)}
    outside = {name: codes.filter(there).to_pylist() for name, there in beyond.items()}
    data = pa.Table.from_pylist(_piles(points, codes) + lines, schema=schema)
    words = title(len(codes), outside), sentence(axis, found.share or 0.0, len(codes), outside)
    return theme.picture(*words, specification(), data, lambda: _figures(points, codes))


def _piles(points: pa.Table, codes: pa.ChunkedArray) -> list[dict[str, Any]]:
    """One mark for the sessions with the same votes and share, the first met first. codes: of the points."""
    pile = pa.array(points["n"].to_numpy().astype(np.int64) << 32 | points["favourable"].to_numpy()).dictionary_encode()
    place, sessions = pile.indices.to_numpy(), len(pile.dictionary)
    count = np.bincount(place, minlength=sessions)
    members = np.argsort(place.astype(np.min_scalar_type(sessions)), kind="stable")
    starts = np.cumsum(count) - count
    named = starts[:, None] + np.arange(4)
    named = np.where(np.arange(4) < count[:, None], members[np.minimum(named, len(members) - 1)], -1)
    texts = codes.take(pa.array(named.ravel(), mask=named.ravel() < 0)).to_pylist()
    return [
        {
            "kind": "session", "n": one["n"], "share": one["share"], "state": _state(one["outside"]), "sessions": many,
            "codes": _few(texts[4 * at : 4 * at + 4], many),
        }
        for at, (one, many) in enumerate(zip(points.take(pa.array(members[starts])).to_pylist(), count.tolist(), strict=True))
    ]  # fmt: skip


def _figures(points: pa.Table, codes: pa.ChunkedArray) -> pa.Table:
    return pa.table(
        {
            "Session": codes,
            "Votes": points["n"].cast(pa.int64()),
            "Part favorable (%)": pc.multiply(points["share"], 100.0),
            "Situation": pa.array([_state(outside) for outside in points["outside"].to_pylist()], pa.string()),
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
    verb = "sort" if beyond < 2 else "sortent"
    return f"{labels.plural(beyond, 'session')} sur {labels.french_number(count)} {verb} de ce que le hasard explique"


def sentence(axis: Axis, share: float, count: int, outside: dict[str, list[str]]) -> str:
    """The programme's share and the sessions outside its limits, named when they are few."""
    if not count:
        return f"Aucun vote connu sur l'axe {labels.AXIS[axis]}."
    by_chance = count * 0.05
    expected = labels.french_number(by_chance, 0 if by_chance >= 10 else 1)
    parts = [
        f"{labels.french_number(len(codes))} {place}" + (f" ({', '.join(codes)})" if len(codes) <= 5 else "")
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


def _few(codes: Sequence[str], count: int) -> str:
    """codes: the first four of `count`."""
    return ", ".join(codes[: min(count, 3)]) + (
        f" et {count - 3} autres" if count > 4 else f" et {codes[3]}" if count == 4 else ""
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
