"""Sessions in order, each with its interval: a point and a line, never a bare list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.charts import theme, words
from flash360.charts.picture import Picture
from flash360.charts.plane import SELECTION
from flash360.charts.rows import Pen, pixel_y
from flash360.charts.values import numbers, positions
from flash360.model import Axis
from flash360.statistics.ranking import Ranking

MOST_ROWS = 60
_ENDS = 25


@dataclass(frozen=True, slots=True)
class Ranked:
    """One session's place: its estimate and 95 % interval (positions, 0 to 100), its votes, its verdict.

    first: probability of being among the first k, when the ranking gives it. band: the number of its band of neighbours.
    """

    code: str
    title: str
    verdict: str | None
    estimate: float
    low: float
    high: float
    votes: int
    first: float | None = None
    band: int | None = None


SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("code", "title", "verdict")]
    + [(name, pa.float64()) for name in ("estimate", "low", "high")]
    + [("votes", pa.int64()), ("first", pa.float64()), ("band", pa.int64())]
)
"""Of an order: a table with a row as `Ranked` for each session, first to last. Of a large programme few rows are drawn."""


def raw_order(programme: pa.Table, axis: Axis, *, least_votes: int = 5) -> pa.Table:
    """The order by mean position on an axis, highest first, those with fewer than `least_votes` grades left out."""
    means, lows, highs = positions(programme, axis)
    votes = programme[f"{axis}_n"].cast(pa.int64())
    kept = pc.and_(pa.array(np.isfinite(means)), pc.greater_equal(votes, least_votes))
    columns = [programme[name] for name in ("code", "title", "verdict")] + [pa.array(part) for part in (means, lows, highs)]
    found = _order([*columns, votes]).filter(kept)
    return found.sort_by([("estimate", "descending"), ("code", "ascending")])


def fair_order(programme: pa.Table, found: Ranking) -> pa.Table:
    """The order of the fair ranking found for the same programme table."""
    rows = found.table
    ids = programme["session_id"].combine_chunks()
    own = programme.select(["code", "title", "verdict"]).take(pc.index_in(rows["session_id"], value_set=ids))
    within = [pa.array(np.clip(numbers(rows, name), 0.0, 100.0)) for name in ("mean", "low", "high")]
    return _order([*own.columns, *within, *(rows[name] for name in ("n", "top", "band"))])


def caterpillar(axis: Axis, order: pa.Table, *, fair: bool, left_out: int = 0, k: int = 5) -> Picture:
    """The sessions of an order on an axis, best first; above 60, the two ends only.

    fair: whether the estimates are those of the fair ranking, or the raw means. left_out: sessions with too few votes.
    """
    shown, skipped = _ends(order)
    pen, rows = Pen(6), list[dict[str, Any]]()
    for index, one in enumerate(shown):
        if skipped and index == _ENDS:
            rows.append(_row(None, pen.text() + 8, note=f"… {labels.plural(skipped, 'session')} entre les deux …"))
        top, bottom = pen.bar(12, below=6)
        rows.append(_row(one, (top + bottom) / 2, band=one.band != shown[index - 1].band if index else False))
    schema = pa.schema(
        [(name, pa.string()) for name in ("code", "title", "verdict", "text", "note", "first")]
        + [(name, pa.float64()) for name in ("y", "estimate", "low", "high", "votes", "band_y")]
    )
    return theme.picture(
        title(axis, order, fair=fair),
        sentence(axis, order, fair=fair, left_out=left_out, k=k),
        specification(),
        pa.Table.from_pylist(rows, schema=schema),
        lambda: _figures(order, k),
        height=max(pen.y, 40),
    )


def _figures(order: pa.Table, k: int) -> pa.Table:
    table: dict[str, Any] = {
        "Rang": _places(order),
        "Session": order["code"],
        "Titre": order["title"],
        "Position": order["estimate"],
        "Borne basse": order["low"],
        "Borne haute": order["high"],
        "Votes": order["votes"],
    }
    if order["first"].null_count < order.num_rows:
        table[f"Probabilité d'être parmi les {k} premières (%)"] = pc.multiply(order["first"], 100.0)
    if order["band"].null_count < order.num_rows:
        table["Groupe de voisines"] = order["band"]
    return pa.table(table)


def title(axis: Axis, order: pa.Table, *, fair: bool) -> str:
    """The finding: whether the first place is clear."""
    name = labels.AXIS[axis]
    if not order.num_rows:
        return f"Classement sur l'axe {name} : pas encore de session avec assez de votes"
    first = _one(order, 0)
    if order.num_rows == 1:
        return f"{first.code} est la seule session classée sur l'axe {name}"
    by_band = fair and first.band is not None
    near = pc.equal(order["band"], first.band) if by_band else pc.greater_equal(order["high"], first.low)
    level = pc.sum(near.slice(1)).as_py() or 0
    if not level:
        return f"{first.code} est en tête sur l'axe {name}, nettement"
    return f"En tête sur l'axe {name}, {labels.plural(level + 1, 'session')} ne se départagent pas"


def sentence(axis: Axis, order: pa.Table, *, fair: bool, left_out: int, k: int = 5) -> str:
    """The two ends with their intervals, what the order is made of, how sure the first place is, and how many are left out."""
    left = words.aside(left_out, "sans au moins 5 votes")
    if not order.num_rows:
        return f"Aucune session n'a au moins 5 votes sur l'axe {labels.AXIS[axis]}.{left}"
    means = "estimation qui tient compte du nombre de votes" if fair else "moyenne brute"
    first, last = _one(order, 0), _one(order, order.num_rows - 1)
    top, end = (f"{one.code}, {words.span(one.estimate, one.low, one.high)}" for one in (first, last))
    alone = order.num_rows == 1
    ends = top if alone else f"de {top}, à {end}"
    sure = (
        ""
        if first.first is None or alone
        else (f" {first.code} a {labels.french_percent(first.first)} de chances d'être parmi les {k} premières.")
    )
    return (
        f"Position de {labels.plural(order.num_rows, 'session')} sur l'axe {labels.AXIS[axis]} ({means}, de 0 à 100, "
        f"avec son intervalle à 95 %) : {ends}.{sure}{left}"
    )


def _order(columns: Sequence[pa.Array | pa.ChunkedArray]) -> pa.Table:
    """The columns of an order; the last ones, when they are not known, null."""
    missing = [pa.nulls(len(columns[0]), kind) for kind in SCHEMA.types[len(columns) :]]
    return pa.Table.from_arrays([*columns, *missing], SCHEMA.names).cast(SCHEMA)


def _places(order: pa.Table) -> np.ndarray:
    """The place of each session of an order, the equal ones sharing the first of theirs."""
    estimates = numbers(order, "estimate")
    first = np.concatenate([[True], estimates[1:] != estimates[:-1]])[: len(estimates)]
    return np.maximum.accumulate(np.where(first, np.arange(1, len(estimates) + 1), 0))


def _one(order: pa.Table, place: int) -> Ranked:
    return Ranked(**order.slice(place, 1).to_pylist()[0])


def _ends(order: pa.Table) -> tuple[list[Ranked], int]:
    """The sessions to draw, and how many there are between the two ends."""
    skipped = order.num_rows - 2 * _ENDS if order.num_rows > MOST_ROWS else 0
    shown = pa.concat_tables([order.slice(0, _ENDS), order.slice(order.num_rows - _ENDS)]) if skipped else order
    return [Ranked(**row) for row in shown.to_pylist()], skipped


def _row(one: Ranked | None, y: float, *, note: str | None = None, band: bool = False) -> dict[str, Any]:
    if one is None:
        return {"y": y, "note": note}
    return {
        "code": one.code, "title": one.title, "verdict": theme.verdict_text(one.verdict), "y": y, "estimate": one.estimate,
        "low": one.low, "high": one.high, "votes": one.votes, "text": words.span(one.estimate, one.low, one.high),
        "first": None if one.first is None else labels.french_percent(one.first), "band_y": y - 9 if band else None,
    }  # fmt: skip


@cache
def specification() -> dict[str, Any]:
    """The Vega-Lite specification, without data, built once."""
    data = theme.named_data()
    scale = alt.Scale(domain=[0, 100], nice=False)
    axis = alt.Axis(title="Position (0 à 100)", orient="top", values=[0, 25, 50, 75, 100], domain=False, ticks=False)
    base = alt.Chart(data).transform_filter("isValid(datum.code)")
    colour = alt.Color("verdict:N", scale=theme.verdict_scale(), legend=alt.Legend(title=None, columns=2, columnPadding=4))
    spans = base.mark_rule(aria=False, strokeWidth=2, opacity=0.55).encode(
        alt.X("low:Q", scale=scale, axis=axis), pixel_y("y"), alt.X2("high:Q"), colour
    )
    points = (
        base.mark_point(aria=False, filled=True, size=80, opacity=1, cursor="pointer")
        .encode(
            alt.X("estimate:Q", scale=scale, axis=axis),
            pixel_y("y"),
            colour,
            alt.Shape("verdict:N", scale=theme.verdict_shapes(), legend=alt.Legend(title=None, columns=2, columnPadding=4)),
            tooltip=[
                alt.Tooltip("code:N", title="Session"),
                alt.Tooltip("title:N", title="Titre"),
                alt.Tooltip("text:N", title="Position"),
                alt.Tooltip("votes:Q", title="Votes"),
                alt.Tooltip("verdict:N", title="Avis"),
                alt.Tooltip("first:N", title="Parmi les premières"),
            ],
        )
        .add_params(alt.selection_point(name=SELECTION, fields=["code"], on="click", clear="dblclick"))
    )
    names = (
        base.mark_text(
            aria=False, clip=True, baseline="middle", color=theme.INK, align=alt.ExprRef("datum.low > 42 ? 'left' : 'right'")
        )
        .encode(alt.X("anchor:Q", scale=scale, axis=axis), pixel_y("y"), alt.Text("code:N"))
        .transform_calculate(anchor="datum.low > 42 ? 0 : 100")
    )
    gap = (
        alt.Chart(data)
        .mark_text(aria=False, align="left", baseline="middle", color=theme.GREY)
        .encode(alt.XValue(0), pixel_y("y"), alt.Text("note:N"))
        .transform_filter("isValid(datum.note)")
    )
    bands = (
        alt.Chart(data)
        .mark_rule(aria=False, color="#929292", strokeDash=[4, 4])
        .encode(pixel_y("band_y"))
        .transform_filter("isValid(datum.band_y)")
    )
    return theme.finished(bands, spans, points, names, gap)
