"""The plane feasibility × impact: one point per session, or a binned density above 2,000."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, Literal

import altair as alt
import numpy as np
import pyarrow as pa

from flash360 import labels
from flash360.charts import theme, words
from flash360.charts.picture import Picture
from flash360.charts.values import named, numbers, positions

MOST_POINTS = 2_000
BIN = 5
_SCALE = alt.Scale(domain=[0, 100], nice=False)
SELECTION = "session"
"""The name of the point selection; it carries the field `code`."""
QUADRANTS = {
    (True, True): "à lancer",
    (False, True): "à rendre faisable",
    (True, False): "à questionner",
    (False, False): "à arrêter",
}
"""(feasible, of impact) to the quadrant's name. The middle of the scales, 50, is no yes: nor is it for a favourable grade."""


def quadrants(feasibility: np.ndarray, impact: np.ndarray) -> list[str]:
    """The names of the quadrants where pairs of positions (0 to 100) fall."""
    return [QUADRANTS[pair] for pair in zip((feasibility > 50).tolist(), (impact > 50).tolist(), strict=True)]


def plane(programme: pa.Table) -> Picture:
    """The sessions of a programme table on the plane feasibility × impact (mean positions, 0 to 100)."""
    x, y = (numbers(programme, f"{axis}_position") for axis in ("feasibility", "impact"))
    known = np.isfinite(x) & np.isfinite(y)
    x, y = x[known], y[known]
    counts = _counts(x, y)

    def placed() -> pa.Table:
        return programme.filter(pa.array(known))

    drawn, data = (_density(), _binned(x, y)) if len(x) > MOST_POINTS else (specification(), _points(placed()))
    said = title(counts), sentence(counts, programme.num_rows - len(x))
    return theme.picture(*said, drawn, data, lambda: _figures(placed()))


def _points(rows: pa.Table) -> pa.Table:
    """One point per session, with its intervals and its words."""
    (x, x_low, x_high), (y, y_low, y_high) = (positions(rows, axis) for axis in ("feasibility", "impact"))
    return pa.table(
        {
            "code": rows["code"], "title": rows["title"], "verdict": _verdicts(rows), "x": x, "y": y, "voters": rows["voters"],
            "x_low": x_low, "x_high": x_high, "y_low": y_low, "y_high": y_high,
            "x_text": _spans(x, x_low, x_high), "y_text": _spans(y, y_low, y_high),
        }
    )  # fmt: skip


def _figures(rows: pa.Table) -> pa.Table:
    feasibility, impact = (positions(rows, axis) for axis in ("feasibility", "impact"))
    return pa.table(
        {
            "Session": rows["code"],
            "Titre": rows["title"],
            "Avis": _verdicts(rows),
            "Faisabilité (0–100, intervalle à 95 %)": _spans(*feasibility),
            "Impact (0–100, intervalle à 95 %)": _spans(*impact),
            "Zone": quadrants(feasibility[0], impact[0]),
            "Votants": rows["voters"],
        }
    )


def _verdicts(rows: pa.Table) -> pa.ChunkedArray:
    return named(rows["verdict"], theme.VERDICT_TEXT, labels.UNKNOWN_VOTES)


def _spans(mean: np.ndarray, low: np.ndarray, high: np.ndarray) -> list[str]:
    return [words.span(*one) for one in zip(mean.tolist(), low.tolist(), high.tolist(), strict=True)]


def _counts(feasibility: np.ndarray, impact: np.ndarray) -> Counter[str]:
    """How many pairs of positions fall in each quadrant."""
    feasible, useful = feasibility > 50, impact > 50
    return Counter({name: int(((feasible == across) & (useful == up)).sum()) for (across, up), name in QUADRANTS.items()})


def title(counts: Counter[str]) -> str:
    """The finding: how many sessions stand where feasible ideas of impact do; a mean place, not a verdict."""
    total = sum(counts.values())
    if not total:
        return "Aucune session n'a encore de vote sur les deux axes"
    launch = counts["à lancer"]
    verb = "se place" if launch < 2 else "se placent"
    return f"{labels.plural(launch, 'session')} sur {labels.french_number(total)} {verb} dans la zone «\u00a0à lancer\u00a0»"


def sentence(counts: Counter[str], unknown: int) -> str:
    """What the plane shows, zone by zone, and how many sessions it leaves out."""
    total = sum(counts.values())
    left_out = words.aside(unknown, "sans vote connu sur les deux axes")
    if not total:
        return "Le plan est vide." + left_out
    zones: Sequence[str] = [f"{labels.french_number(counts[name])} {name}" for name in QUADRANTS.values()]
    return (
        f"Position moyenne de {labels.plural(total, 'session')} sur les deux axes, de 0 à 100, la limite des zones étant "
        f"le milieu des échelles : {', '.join(zones)}. Une place est une moyenne ; l'avis, lui, suit la note majoritaire : "
        f"les deux peuvent différer.{left_out}"
    )


def _binned(x: np.ndarray, y: np.ndarray) -> pa.Table:
    edges = np.arange(0, 100 + BIN, BIN)
    counts, _, _ = np.histogram2d(x, y, bins=(edges, edges))
    i, j = np.nonzero(counts)
    return pa.table({"x": edges[i], "x2": edges[i + 1], "y": edges[j], "y2": edges[j + 1], "sessions": counts[i, j].astype(int)})


def _axes() -> tuple[alt.X, alt.Y]:
    ticks = [0, 25, 50, 75, 100]
    return (
        alt.X("x:Q", scale=_SCALE, axis=alt.Axis(title="Faisabilité (0 à 100) →", values=ticks, grid=False)),
        alt.Y("y:Q", scale=_SCALE, axis=theme.upright("Impact (0 à 100) ↑", values=ticks, grid=False)),
    )


def _background() -> list[alt.Chart]:
    middle = alt.InlineData(values=[{"x": 50, "y": 50}])
    names = alt.InlineData(
        values=[
            {"x": 0 if not feasible else 100, "y": 100 if impact else 0, "text": name}
            for (feasible, impact), name in QUADRANTS.items()
        ]
    )
    x, y = _axes()
    layers = [
        alt.Chart(middle).mark_rule(aria=False, color="#929292", strokeDash=[4, 4]).encode(x),
        alt.Chart(middle).mark_rule(aria=False, color="#929292", strokeDash=[4, 4]).encode(y),
    ]
    sides: tuple[tuple[int, Literal["left", "right"]], ...] = ((0, "left"), (100, "right"))
    for right, align in sides:
        for top, down in ((0, -10), (100, 12)):
            mark = alt.Chart(names).mark_text(
                aria=False, align=align, dx=6 if align == "left" else -6, dy=down, color=theme.GREY, baseline="middle"
            )
            layers.append(mark.encode(x, y, alt.Text("text:N")).transform_filter(f"datum.x === {right} && datum.y === {top}"))
    return layers


@cache
def specification() -> dict[str, Any]:
    """The Vega-Lite specification, without data, built once."""
    x, y = _axes()
    data = theme.named_data()
    click = alt.selection_point(name=SELECTION, fields=["code"], on="click", clear="dblclick")
    hover = alt.selection_point(name="survol", fields=["code"], on="pointerover", clear="pointerout", empty=False)
    shown = alt.condition(hover, alt.value(0.9), alt.value(0))
    legend = alt.Legend(title=None, columns=2, columnPadding=4, offset=26)
    colour = alt.Color("verdict:N", scale=theme.verdict_scale(), legend=legend)
    spans = [
        alt.Chart(data).mark_rule(aria=False, strokeWidth=2).encode(x.copy(), y.copy(), second, colour, opacity=shown)
        for x, y, second in (
            (alt.X("x_low:Q", scale=_SCALE), y, alt.X2("x_high:Q")),
            (x, alt.Y("y_low:Q", scale=_SCALE), alt.Y2("y_high:Q")),
        )
    ]
    points = (
        alt.Chart(data)
        .mark_point(aria=False, filled=True, size=110, stroke="#FFFFFF", strokeWidth=1, opacity=0.9, cursor="pointer")
        .encode(
            x,
            y,
            colour,
            alt.Shape("verdict:N", scale=theme.verdict_shapes(), legend=legend),
            tooltip=[
                alt.Tooltip("code:N", title="Session"),
                alt.Tooltip("title:N", title="Titre"),
                alt.Tooltip("verdict:N", title="Avis"),
                alt.Tooltip("x_text:N", title="Faisabilité"),
                alt.Tooltip("y_text:N", title="Impact"),
                alt.Tooltip("voters:Q", title="Votants"),
            ],
        )
        .add_params(click, hover)
    )
    return theme.finished(*_background(), *spans, points, height=420)


@cache
def _density() -> dict[str, Any]:
    x, y = _axes()
    bins = (
        alt.Chart(theme.named_data())
        .mark_rect(aria=False)
        .encode(
            x,
            y,
            alt.X2("x2:Q"),
            alt.Y2("y2:Q"),
            alt.Color(
                "sessions:Q",
                scale=alt.Scale(range=["#E3E6F8", theme.ACCENT], type="sqrt"),
                legend=alt.Legend(title="Sessions", format=",d"),
            ),
            tooltip=[alt.Tooltip("sessions:Q", title="Sessions", format=",d")],
        )
    )
    return theme.finished(bins, *_background(), height=420)
