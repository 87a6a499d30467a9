"""Butterfly bars: freins to the left, leviers to the right, by theme or by aspect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from flash360 import labels
from flash360.charts import theme
from flash360.charts.picture import Picture
from flash360.charts.rows import Pen, pixel_y, texts, wrapped
from flash360.model import Kind

MOST_ROWS = 15
SELECTION = "groupe"
"""The name of the point selection; it carries the field `name`, the group's label."""


def butterfly(statements: Iterable[tuple[str, Kind]], *, by: str) -> Picture:
    """Statements counted by group and kind. statements: (group's label, kind). by: the French name of the grouping, « thème ».

    Groups come by their number of statements; beyond 15 the rest is added up.
    """
    counts = Counter(statements)
    totals = Counter[str]()
    for (name, _), count in counts.items():
        totals[name] += count
    ordered = sorted(totals, key=lambda name: (-totals[name], name))
    rows = [(name, counts[name, Kind.FREIN], counts[name, Kind.LEVIER]) for name in ordered]
    shown = rows[:MOST_ROWS]
    if rest := rows[MOST_ROWS:]:
        shown.append((f"{len(rest)} autres {by}s", sum(row[1] for row in rest), sum(row[2] for row in rest)))
    pen, data = Pen(), list[dict[str, Any]]()
    for name, freins, leviers in shown:
        lines = wrapped(name)
        label = {"label": "\n".join(lines), "label_y": pen.text(len(lines))}
        top, bottom = pen.bar(16, below=10)
        for kind, count in ((Kind.FREIN, freins), (Kind.LEVIER, leviers)):
            sign = -1 if kind is Kind.FREIN else 1
            data.append(
                {
                    "name": name,
                    "kind": labels.KIND[kind] + "s",
                    "count": count,
                    "x": sign * count,
                    "y": top,
                    "y2": bottom,
                    "text": str(count),
                    **label,
                }
            )
            label = {}
    schema = pa.schema(
        [(name, pa.string()) for name in ("name", "kind", "text", "label")]
        + [(name, pa.float64()) for name in ("count", "x", "y", "y2", "label_y")]
    )
    table = pa.table(
        {
            by.capitalize(): pa.array([row[0] for row in rows], pa.string()),
            "Freins": pa.array([row[1] for row in rows], pa.int64()),
            "Leviers": pa.array([row[2] for row in rows], pa.int64()),
        }
    )
    return theme.picture(
        title(rows, by), sentence(rows, by), _spec(), pa.Table.from_pylist(data, schema=schema), table, height=max(pen.y, 40)
    )


def title(rows: list[tuple[str, int, int]], by: str) -> str:
    """The finding: the group with the most freins."""
    if not any(row[1] for row in rows):
        return f"Aucun frein relevé, par {by}"
    name, freins, _ = max(rows, key=lambda row: row[1])
    total = labels.french_number(sum(row[1] for row in rows))
    ties = sum(row[1] == freins for row in rows)
    if ties > 1:
        return f"{ties} {by}s portent chacun {labels.plural(freins, 'frein')}, le nombre le plus élevé"
    return f"Le {by} « {name} » porte le plus de freins : {labels.french_number(freins)} sur {total}"


def sentence(rows: list[tuple[str, int, int]], by: str) -> str:
    """The totals, and the group where freins most outnumber leviers."""
    freins, leviers = sum(row[1] for row in rows), sum(row[2] for row in rows)
    said = f"{labels.plural(freins, 'frein')} (à gauche) et {labels.plural(leviers, 'levier')} (à droite) par {by}"
    if not rows:
        return said + "."
    name, most_freins, its_leviers = max(rows, key=lambda row: row[1] - row[2])
    if most_freins <= its_leviers:
        return f"{said} ; aucun {by} n'a plus de freins que de leviers."
    gap = f"{labels.plural(most_freins, 'frein')} pour {labels.plural(its_leviers, 'levier')}"
    return f"{said} ; l'écart est le plus grand pour « {name} », {gap}."


@cache
def _spec() -> dict[str, Any]:
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
