"""Sessions in order, each with its interval: a point and a line, never a bare list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from flash360 import labels
from flash360.charts import theme, words
from flash360.charts.picture import Picture
from flash360.charts.plane import SELECTION
from flash360.charts.rows import Pen, pixel_y
from flash360.charts.values import column, positions
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


def raw_order(programme: pa.Table, axis: Axis, *, least_votes: int = 5) -> list[Ranked]:
    """The sessions by mean position on an axis, highest first, those with fewer than `least_votes` grades left out."""
    means, lows, highs = positions(programme, axis)
    facts = zip(*(column(programme, name) for name in ("code", "title", "verdict", f"{axis}_n")), means, lows, highs, strict=True)
    found = [
        Ranked(code, title, verdict, float(mean), float(low), float(high), votes)
        for code, title, verdict, votes, mean, low, high in facts
        if mean == mean and (votes or 0) >= least_votes
    ]
    return sorted(found, key=lambda one: (-one.estimate, one.code))


def fair_order(programme: pa.Table, found: Ranking) -> list[Ranked]:
    """The sessions of the fair ranking found for the same programme table, first to last."""
    facts = zip(*(column(programme, name) for name in ("session_id", "code", "title", "verdict")), strict=True)
    named = {session_id: rest for session_id, *rest in facts}
    return [
        Ranked(code, title, verdict, *_within(row), row["n"], row["top"], row["band"])
        for row in found.table.to_pylist()
        for code, title, verdict in [named[row["session_id"]]]
    ]


def caterpillar(axis: Axis, ranked: Sequence[Ranked], *, fair: bool, left_out: int = 0, k: int = 5) -> Picture:
    """The ranked sessions of an axis, best first; above 60, the two ends only.

    fair: whether the estimates are those of the fair ranking, or the raw means. left_out: sessions with too few votes.
    """
    shown, skipped = _ends(ranked)
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
        title(axis, ranked, fair=fair),
        sentence(axis, ranked, fair=fair, left_out=left_out, k=k),
        specification(),
        pa.Table.from_pylist(rows, schema=schema),
        lambda: _figures(ranked, k),
        height=max(pen.y, 40),
    )


def _figures(ranked: Sequence[Ranked], k: int) -> pa.Table:
    table: dict[str, Sequence[Any]] = {
        "Rang": _places(ranked),
        "Session": [one.code for one in ranked],
        "Titre": [one.title for one in ranked],
        "Position": [one.estimate for one in ranked],
        "Borne basse": [one.low for one in ranked],
        "Borne haute": [one.high for one in ranked],
        "Votes": [one.votes for one in ranked],
    }
    if any(one.first is not None for one in ranked):
        table[f"Probabilité d'être parmi les {k} premières (%)"] = [
            None if one.first is None else 100 * one.first for one in ranked
        ]
    if any(one.band is not None for one in ranked):
        table["Groupe de voisines"] = [one.band for one in ranked]
    return pa.table(table)


def title(axis: Axis, ranked: Sequence[Ranked], *, fair: bool) -> str:
    """The finding: whether the first place is clear."""
    name = labels.AXIS[axis]
    if not ranked:
        return f"Classement sur l'axe {name} : pas encore de session avec assez de votes"
    if len(ranked) == 1:
        return f"{ranked[0].code} est la seule session classée sur l'axe {name}"
    near = sum(one.high >= ranked[0].low for one in ranked[1:])
    if fair and ranked[0].band is not None:
        near = sum(one.band == ranked[0].band for one in ranked[1:])
    if not near:
        return f"{ranked[0].code} est en tête sur l'axe {name}, nettement"
    return f"En tête sur l'axe {name}, {labels.plural(near + 1, 'session')} ne se départagent pas"


def sentence(axis: Axis, ranked: Sequence[Ranked], *, fair: bool, left_out: int, k: int = 5) -> str:
    """The two ends with their intervals, what the order is made of, how sure the first place is, and how many are left out."""
    left = words.aside(left_out, "sans au moins 5 votes")
    if not ranked:
        return f"Aucune session n'a au moins 5 votes sur l'axe {labels.AXIS[axis]}.{left}"
    order = "estimation qui tient compte du nombre de votes" if fair else "moyenne brute"
    first, last = ranked[0], ranked[-1]
    top, end = (f"{one.code}, {words.span(one.estimate, one.low, one.high)}" for one in (first, last))
    ends = top if first is last else f"de {top}, à {end}"
    sure = (
        ""
        if first.first is None or first is last
        else (f" {first.code} a {labels.french_percent(first.first)} de chances d'être parmi les {k} premières.")
    )
    return (
        f"Position de {labels.plural(len(ranked), 'session')} sur l'axe {labels.AXIS[axis]} ({order}, de 0 à 100, "
        f"avec son intervalle à 95 %) : {ends}.{sure}{left}"
    )


def _places(ranked: Sequence[Ranked]) -> list[int]:
    """The place of each session of an order, the equal ones sharing the first of theirs."""
    places: list[int] = []
    for index, one in enumerate(ranked):
        places.append(places[-1] if index and one.estimate == ranked[index - 1].estimate else index + 1)
    return places


def _within(row: dict[str, Any]) -> tuple[float, float, float]:
    """The estimate and its limits on the scale: the model is normal and knows no ends, positions do."""
    mean, low, high = (min(100.0, max(0.0, row[name])) for name in ("mean", "low", "high"))
    return mean, low, high


def _ends(ranked: Sequence[Ranked]) -> tuple[list[Ranked], int]:
    if len(ranked) <= MOST_ROWS:
        return list(ranked), 0
    return [*ranked[:_ENDS], *ranked[-_ENDS:]], len(ranked) - 2 * _ENDS


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
