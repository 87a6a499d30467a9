"""Butterfly bars: freins to the left, leviers to the right, by theme or by aspect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from flash360 import labels
from flash360.charts import theme, words
from flash360.charts.picture import Picture
from flash360.charts.rows import Pen, pixel_y, texts, wrapped
from flash360.model import Kind

MOST_ROWS = 15
Row = tuple[str, int, int]
"""A group: its label, its freins, its leviers."""
SELECTION = "groupe"
"""The name of the point selection; it carries the field `name`, the group's label."""


def butterfly(
    statements: Iterable[tuple[str | None, Kind]] | Mapping[tuple[str | None, Kind], int],
    *,
    by: str,
    blank: str,
    in_order: bool = False,
) -> Picture:
    """Statements counted by group and kind. statements: (group's label or None, kind), or how many of each. by: « thème ».

    blank: the label of those without a group; they come last. The 15 fullest groups are drawn; the table has all of them.
    in_order: groups that have an order of their own (years) come in it, and the last 15 are drawn.
    """
    counts = Counter(statements)
    totals = Counter[str | None]()
    for (name, _), count in counts.items():
        totals[name] += count
    named = sorted(name for name in totals if name is not None)
    ordered = named if in_order else sorted(named, key=lambda name: -totals[name])
    rows = [(name, counts[name, Kind.FREIN], counts[name, Kind.LEVIER]) for name in ordered]
    outside = (counts[None, Kind.FREIN], counts[None, Kind.LEVIER])
    last = [(blank, *outside)] if any(outside) else []
    schema = pa.schema(
        [(name, pa.string()) for name in ("name", "kind", "text", "label")]
        + [(name, pa.float64()) for name in ("count", "x", "y", "y2", "label_y")]
    )
    data, height = _bars([*(rows[-MOST_ROWS:] if in_order else rows[:MOST_ROWS]), *last])
    everything = [*rows, *last]
    table = pa.table(
        {
            by.capitalize(): pa.array([row[0] for row in everything], pa.string()),
            "Freins": pa.array([row[1] for row in everything], pa.int64()),
            "Leviers": pa.array([row[2] for row in everything], pa.int64()),
        }
    )
    return theme.picture(
        title(rows, by),
        sentence(rows, outside, by, in_order=in_order),
        specification(),
        pa.Table.from_pylist(data, schema=schema),
        table,
        height=height,
    )


def title(rows: list[Row], by: str) -> str:
    """The finding: the group with the most freins. rows: (group, freins, leviers)."""
    total = sum(row[1] for row in rows)
    if not total:
        return f"Aucun frein relevé par {by}"
    most = max(row[1] for row in rows)
    names = [row[0] for row in rows if row[1] == most]
    number = labels.french_number(most)
    if len(names) > 3:
        return f"Aucun {by} ne domine : {number} freins au plus" if most > 1 else f"Aucun {by} ne revient deux fois"
    named = words.listed([f"« {name} »" for name in names])
    return f"{named} : le plus de freins, {number} sur {labels.french_number(total)}" + (" chacun" if len(names) > 1 else "")


def sentence(rows: list[Row], outside: tuple[int, int], by: str, *, in_order: bool = False) -> str:
    """The totals, the group where freins most outnumber leviers, those without a group, and what is only in the table."""
    freins, leviers = sum(row[1] for row in rows), sum(row[2] for row in rows)
    said = f"{labels.plural(freins, 'frein')} (à gauche) et {labels.plural(leviers, 'levier')} (à droite) par {by}"
    if rows:
        name, most_freins, its_leviers = max(rows, key=lambda row: row[1] - row[2])
        gap = f"{labels.plural(most_freins, 'frein')} pour {labels.plural(its_leviers, 'levier')}"
        widest = f"l'écart est le plus grand pour « {name} », {gap}"
        said += f" ; {widest}" if most_freins > its_leviers else f" ; aucun {by} n'a plus de freins que de leviers"
    said += "."
    if any(outside):
        said += f" Sans {by} : {labels.plural(outside[0], 'frein')} et {labels.plural(outside[1], 'levier')}."
    if len(rows) > MOST_ROWS and in_order:
        said += f" Les {len(rows) - MOST_ROWS} premières lignes du tableau ne sont pas dessinées."
    elif len(rows) > MOST_ROWS:
        said += f" Les {len(rows) - MOST_ROWS} {by}s les moins fournis ne sont que dans le tableau."
    return said


def _bars(rows: list[Row]) -> tuple[list[dict[str, Any]], float]:
    pen, data = Pen(), list[dict[str, Any]]()
    for name, freins, leviers in rows:
        lines = wrapped(name)
        label: dict[str, Any] = {"label": "\n".join(lines), "label_y": pen.text(len(lines))}
        top, bottom = pen.bar(16, below=10)
        for kind, count, sign in ((Kind.FREIN, freins, -1), (Kind.LEVIER, leviers, 1)):
            shown = {"name": name, "kind": labels.KIND[kind] + "s", "count": count, "text": str(count)}
            data.append({**shown, "x": sign * count, "y": top, "y2": bottom, **label})
            label = {}
    return data, max(pen.y, 40)


@cache
def specification() -> dict[str, Any]:
    """The Vega-Lite specification, without data, built once."""
    data = theme.named_data()
    kinds = [labels.KIND[kind] + "s" for kind in Kind]
    scale = alt.Scale(nice=True, padding=24)
    bars = (
        alt.Chart(data)
        .mark_bar(aria=False, cursor="pointer")
        .encode(
            alt.X("x:Q", scale=scale, axis=None, stack=None),
            pixel_y("y"),
            alt.Y2("y2:Q"),
            alt.X2Datum(0),
            alt.Color(
                "kind:N",
                scale=alt.Scale(domain=kinds, range=[theme.KIND_COLOUR[kind] for kind in Kind]),
                legend=alt.Legend(
                    title=None, labelExpr="datum.label === 'Freins' ? '◄ Freins' : 'Leviers ►'", symbolType="square"
                ),
            ),
            tooltip=[
                alt.Tooltip("name:N", title="Groupe"),
                alt.Tooltip("kind:N", title="Nature"),
                alt.Tooltip("count:Q", title="Nombre"),
            ],
        )
        .add_params(alt.selection_point(name=SELECTION, fields=["name"], on="click", clear="dblclick"))
    )
    figures = [
        alt.Chart(data)
        .mark_text(aria=False, align=align, dx=dx, dy=8, baseline="middle")
        .encode(alt.X("x:Q", scale=scale, axis=None), pixel_y("y"), alt.Text("text:N"))
        .transform_filter(f"datum.kind === '{kind}'")
        for kind, align, dx in zip(kinds, ("right", "left"), (-4, 4), strict=True)
    ]
    return theme.finished(bars, *figures, texts(data))
