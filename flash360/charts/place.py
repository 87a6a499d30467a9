"""A session's place in the programme: an anonymous band, only when there are enough sessions to be anonymous."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from flash360 import labels
from flash360.charts import theme, words
from flash360.charts.figures import Band
from flash360.charts.picture import Picture
from flash360.charts.rows import Pen, pixel_y, texts
from flash360.model import Axis

LEAST_SESSIONS = 10


def place(own: Mapping[Axis, float], programme: Mapping[Axis, Band]) -> Picture | None:
    """The session's mean positions in the band of the programme's (0 to 100); None below 10 sessions on an axis."""
    if any(programme[axis].sessions < LEAST_SESSIONS for axis in own) or not own:
        return None
    pen, rows = Pen(), list[dict[str, Any]]()
    for axis, position in own.items():
        within = programme[axis]
        name = f"{labels.AXIS[axis].capitalize()} — {labels.plural(within.sessions, 'session')}"
        label = {"label": name, "label_y": pen.text()}
        top, bottom = pen.bar(18)
        rows.append(
            {
                **label, "axis": labels.AXIS[axis], "y": top, "y2": bottom, "middle_y": (top + bottom) / 2, "own": position,
                "low": within.low, "first": within.first, "median": within.median, "third": within.third, "high": within.high,
            }
        )  # fmt: skip
    schema = pa.schema(
        [("label", pa.string()), ("axis", pa.string())]
        + [(name, pa.float64()) for name in ("label_y", "y", "y2", "middle_y", "own", "low", "first", "median", "third", "high")]
    )
    table = pa.table(
        {
            "Axe": [row["axis"] for row in rows],
            "Cette session": [row["own"] for row in rows],
            "1er décile": [row["low"] for row in rows],
            "1er quartile": [row["first"] for row in rows],
            "Médiane": [row["median"] for row in rows],
            "3e quartile": [row["third"] for row in rows],
            "9e décile": [row["high"] for row in rows],
        }
    )
    return theme.picture(
        title(rows), sentence(rows), specification(), pa.Table.from_pylist(rows, schema=schema), table, height=pen.y
    )


def title(rows: list[dict[str, Any]]) -> str:
    """The finding: on which axes the session is above the programme's median."""
    above = [row["axis"] for row in rows if row["own"] > row["median"]]
    if not above:
        return "Au plus à la médiane du programme"
    return "Au-dessus de la médiane du programme en " + words.listed(above)


def sentence(rows: list[dict[str, Any]]) -> str:
    """The session's position and the programme's middle half, axis by axis."""
    number = labels.french_number
    parts = [
        f"{row['axis']} {number(row['own'])} (moitié centrale du programme : {number(row['first'])} à {number(row['third'])})"
        for row in rows
    ]
    return f"Position moyenne de la session parmi les autres, de 0 à 100 : {words.listed(parts)}."


@cache
def specification() -> dict[str, Any]:
    """The Vega-Lite specification, without data, built once."""
    data = theme.named_data()
    scale = alt.Scale(domain=[0, 100], nice=False)
    axis = alt.Axis(title=None, values=[0, 25, 50, 75, 100], orient="top", domain=False, ticks=False)
    layers = [
        alt.Chart(data)
        .mark_bar(aria=False, color=colour)
        .encode(alt.X(f"{low}:Q", scale=scale, axis=axis), pixel_y("y"), alt.X2(f"{high}:Q"), alt.Y2("y2:Q"))
        for low, high, colour in (("low", "high", "#ECECF6"), ("first", "third", "#C5CAEF"))
    ]
    layers.append(
        alt.Chart(data)
        .mark_rule(aria=False, color=theme.INK, strokeWidth=1.5)
        .encode(alt.X("median:Q", scale=scale, axis=axis), pixel_y("y"), alt.Y2("y2:Q"))
    )
    layers.append(
        alt.Chart(data)
        .mark_point(aria=False, filled=True, size=120, color=theme.ACCENT, opacity=1, shape="diamond")
        .encode(
            alt.X("own:Q", scale=scale, axis=axis),
            pixel_y("middle_y"),
            tooltip=[
                alt.Tooltip("own:Q", title="Cette session", format=".0f"),
                alt.Tooltip("median:Q", title="Médiane du programme", format=".0f"),
            ],
        )
    )
    return theme.finished(*layers, texts(data))
