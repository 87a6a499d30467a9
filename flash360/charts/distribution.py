"""Diverging bars of whole distributions: grades below the favourable one to the left, the others to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import pyarrow as pa

from flash360 import labels
from flash360.charts import theme, words
from flash360.charts.rows import Pen, pixel_y, texts, wrapped
from flash360.model import Counts, Scale


@dataclass(frozen=True, slots=True)
class Row:
    """One distribution: its label, its counts per grade (lowest first), its abstentions.

    hidden: why the row shows no figure, or None. heading: a title above the row, when it begins a group.
    note: words added to the label.
    """

    label: str
    counts: Counts
    abstentions: int = 0
    hidden: str | None = None
    heading: str | None = None
    note: str = ""


def bars(rows: Sequence[Row], scale: Scale) -> tuple[dict[str, Any], pa.Table, pa.Table, float]:
    """The specification, its data, the readable table and the plot's height, for rows that share one scale."""
    data, height = _segments(rows, scale)
    return specification(scale), data, _table(rows, scale), height


def row_note(row: Row) -> str:
    """The line under a row's label: « 16 votes, 2 abstentions », or why the row is hidden."""
    if row.hidden:
        return row.hidden
    parts = [labels.plural(sum(row.counts), "vote")]
    if row.abstentions:
        parts.append(labels.plural(row.abstentions, "abstention"))
    return ", ".join([*parts, row.note] if row.note else parts)


def favourable(counts: Counts, scale: Scale) -> int:
    """How many of the votes are at or above the favourable grade."""
    return sum(counts[scale.favourable_from - scale.min :])


def _segments(rows: Sequence[Row], scale: Scale) -> tuple[pa.Table, float]:
    pen, split = Pen(), scale.favourable_from - scale.min
    colours = theme.grade_colours(scale.max - scale.min + 1)
    out: list[dict[str, Any]] = []
    for row in rows:
        total = 0 if row.hidden else sum(row.counts)
        first: dict[str, Any] = {"heading": row.heading, "heading_y": pen.text(above=4) + 1 if row.heading else None}
        lines = wrapped(row.label)
        notes = wrapped(row_note(row))
        first |= {"label": "\n".join(lines), "label_y": pen.text(len(lines))}
        first |= {"note": "\n".join(notes), "note_y": pen.text(len(notes))}
        top, bottom = pen.bar(20 if total else 0)
        first |= {"rule_y": top - 2 if total else None, "rule_y2": bottom + 2 if total else None}
        place = -sum(row.counts[:split]) / total if total else 0.0
        shown = [(index, count) for index, count in enumerate(row.counts) if count] if total else [(0, 0)]
        for index, count in shown:
            share = count / total if total else 0.0
            out.append(
                {
                    **first, "y": top, "y2": bottom, "x": place, "x2": place + share, "middle": place + share / 2,
                    "grade": scale.min + index, "count": count, "share": share, "name": row.label,
                    "ink": theme.ink_on(colours[index]), "text": str(count) if share >= 0.07 else None,
                }
            )  # fmt: skip
            first = {}
            place += share
    schema = pa.schema(
        [(name, pa.string()) for name in ("heading", "label", "note", "name", "ink", "text")]
        + [
            (name, pa.float64())
            for name in ("heading_y", "label_y", "note_y", "rule_y", "rule_y2", "y", "y2", "x", "x2", "middle", "share")
        ]
        + [(name, pa.int64()) for name in ("grade", "count")]
    )
    return pa.Table.from_pylist(out, schema=schema), pen.y


def _table(rows: Sequence[Row], scale: Scale) -> pa.Table:
    grades = range(scale.min, scale.max + 1)
    columns: dict[str, Sequence[Any]] = {"Intitulé": [row.label for row in rows]}
    for index, grade in enumerate(grades):
        columns[f"Note {words.grade_in_words(grade, scale)}"] = [None if row.hidden else row.counts[index] for row in rows]
    columns["Votes exprimés"] = [None if row.hidden else sum(row.counts) for row in rows]
    columns["Abstentions"] = [None if row.hidden else row.abstentions for row in rows]
    above = words.grades_in_words(scale.favourable_from, scale.max, scale)
    columns[f"Favorables ({above})"] = [None if row.hidden else favourable(row.counts, scale) for row in rows]
    if any(row.hidden for row in rows):
        columns["Masqué"] = [row.hidden or "" for row in rows]
    return pa.table(columns)


@lru_cache(maxsize=128)
def specification(scale: Scale) -> dict[str, Any]:
    """The Vega-Lite specification of the bars of one scale, without data, built once."""
    data, grades = theme.named_data(), list(range(scale.min, scale.max + 1))
    share = alt.Scale(domain=[-1, 1], nice=False)
    below = words.grades_in_words(scale.min, scale.favourable_from - 1, scale)
    above = words.grades_in_words(scale.favourable_from, scale.max, scale)
    named = ", ".join(f"'{words.grade_in_words(grade, scale)}'" for grade in grades)
    axis = alt.Axis(
        title=f"◄ {below}   |   favorables : {above} ►",
        values=[-1, -0.5, 0, 0.5, 1], labelExpr="format(abs(datum.value), '.0%')",
        orient="top", domain=False, ticks=False, grid=False,
    )  # fmt: skip
    segments = (
        alt.Chart(data)
        .mark_bar(aria=False, stroke="#FFFFFF", strokeWidth=1)
        .encode(
            alt.X("x:Q", scale=share, axis=axis),
            pixel_y("y"),
            alt.X2("x2:Q"),
            alt.Y2("y2:Q"),
            alt.Color(
                "grade:O",
                scale=alt.Scale(domain=grades, range=theme.grade_colours(len(grades))),
                legend=alt.Legend(
                    title="Note",
                    columns=min(len(grades), 6),
                    symbolType="square",
                    labelExpr=f"[{named}][toNumber(datum.label) - {scale.min}]",
                ),
            ),
            tooltip=[
                alt.Tooltip("name:N", title="Ligne"),
                alt.Tooltip("grade:O", title="Note"),
                alt.Tooltip("count:Q", title="Votes"),
                alt.Tooltip("share:Q", title="Part", format=".0%"),
            ],
        )
    )
    figures = (
        alt.Chart(data)
        .mark_text(aria=False, baseline="middle", dy=10)
        .encode(
            alt.X("middle:Q", scale=share, axis=axis),
            pixel_y("y"),
            alt.Text("text:N"),
            alt.Color("ink:N", scale=None, legend=None),
        )
        .transform_filter("isValid(datum.text)")
    )
    middle = (
        alt.Chart(data)
        .mark_rule(aria=False, color=theme.INK, strokeWidth=1.5)
        .encode(alt.X("zero:Q", scale=share, axis=axis), pixel_y("rule_y"), alt.Y2("rule_y2:Q"))
        .transform_filter("isValid(datum.rule_y)")
        .transform_calculate(zero="0")
    )
    said = [
        texts(data),
        texts(data, text="note", y="note_y", colour=theme.GREY),
        texts(data, text="heading", y="heading_y", bold=True),
    ]
    layers = [segments, figures, middle, *said]
    return theme.finished(*layers, own_colours=True)
