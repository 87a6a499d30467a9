"""Heat map: statements of each theme (rows) in each administration or domain (columns)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from flash360 import labels
from flash360.charts import theme
from flash360.charts.picture import Picture
from flash360.charts.rows import Pen, pixel_y, texts, wrapped

MOST_ROWS, MOST_COLUMNS = 12, 10


def heat_map(pairs: Iterable[tuple[str, str]] | Mapping[tuple[str, str], int], *, across: str, what: str = "freins") -> Picture:
    """Statements counted by theme and group. pairs: (theme's label, group's label), or how many of each. across: « domaine ».

    what: the plural noun counted, « freins ». The fullest 12 themes and 10 groups are drawn; the table has all of them.
    """
    counts = Counter(pairs)
    themes, groups = Counter[str](), Counter[str]()
    for (theme_label, group), count in counts.items():
        themes[theme_label] += count
        groups[group] += count
    rows, columns = _ordered(themes), _ordered(groups)
    pen, data = Pen(), list[dict[str, Any]]()
    for row in rows[:MOST_ROWS]:
        lines = wrapped(row)
        label: dict[str, Any] = {"label": "\n".join(lines), "label_y": pen.text(len(lines))}
        top, bottom = pen.bar(22, below=8)
        for name in columns[:MOST_COLUMNS]:
            count = counts[row, name]
            place = {"y": top, "y2": bottom, "text_y": (top + bottom) / 2}
            data.append({"theme": row, "group": name, "count": count, "text": str(count) if count else "", **place, **label})
            label = {}
    schema = pa.schema(
        [(name, pa.string()) for name in ("theme", "group", "text", "label")]
        + [(name, pa.float64()) for name in ("count", "y", "y2", "text_y", "label_y")]
    )
    table = pa.table({"Thème": pa.array(rows, pa.string())} | {name: [counts[row, name] for row in rows] for name in columns})
    left = (max(0, len(rows) - MOST_ROWS), max(0, len(columns) - MOST_COLUMNS))
    return theme.picture(
        title(counts, across, what),
        sentence(counts, across, what, left),
        specification(),
        pa.Table.from_pylist(data, schema=schema),
        table,
        height=max(pen.y, 40),
    )


def title(counts: Counter[tuple[str, str]], across: str, what: str) -> str:
    """The finding: where a theme is met most."""
    if not counts:
        return f"Aucun thème à croiser : pas de {what} codés"
    most = max(counts.values())
    cells = sorted(pair for pair, count in counts.items() if count == most)
    number = f"{labels.french_number(most)} {what}"
    if most == 1:
        return f"Aucun thème ne revient deux fois par {across}"
    if len(cells) > 1:
        return f"{number} au plus pour un même thème, dans {labels.plural(len(cells), 'case')}"
    name, group = cells[0]
    return f"« {name} » revient le plus souvent : {group}, {number}"


def sentence(counts: Counter[tuple[str, str]], across: str, what: str, left: tuple[int, int]) -> str:
    """How many statements, themes and groups are crossed, and what is only in the table."""
    themes, groups = {row for row, _ in counts}, {name for _, name in counts}
    text = (
        f"{labels.french_number(sum(counts.values()))} {what} selon {labels.plural(len(themes), 'thème')} et "
        f"{labels.plural(len(groups), across)} ; plus la case est foncée, plus ils sont nombreux."
    )
    if any(left):
        text += f" Ne sont que dans le tableau : {labels.plural(left[0], 'thème')} et {labels.plural(left[1], across)} de plus."
    return text


def _ordered(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))


@cache
def specification() -> dict[str, Any]:
    """The Vega-Lite specification, without data, built once."""
    data = theme.named_data()
    x = alt.X(
        "group:N",
        sort=None,
        scale=alt.Scale(paddingInner=0.06),
        axis=alt.Axis(title=None, labelAngle=-40, orient="top", labelLimit=120, labelOverlap=False, ticks=False, domain=False),
    )
    cells = (
        alt.Chart(data)
        .mark_rect(aria=False)
        .encode(
            x,
            pixel_y("y"),
            alt.Y2("y2:Q"),
            alt.Color("count:Q", scale=alt.Scale(range=["#F4F4FB", theme.ACCENT], domainMin=0), legend=None),
            tooltip=[
                alt.Tooltip("theme:N", title="Thème"),
                alt.Tooltip("group:N", title="Groupe"),
                alt.Tooltip("count:Q", title="Nombre"),
            ],
        )
    )
    figures = (
        alt.Chart(data)
        .transform_joinaggregate(most="max(count)")
        .mark_text(aria=False, baseline="middle")
        .encode(
            x,
            pixel_y("text_y"),
            alt.Text("text:N"),
            color=alt.condition("datum.count > 0.55 * datum.most", alt.value("#FFFFFF"), alt.value(theme.INK)),
        )
    )
    return theme.finished(cells, figures, texts(data))
