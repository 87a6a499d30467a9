"""Verdicts over time: sessions of each year or half-year, stacked by verdict."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.charts import theme, words
from flash360.charts.picture import Picture
from flash360.charts.values import counts as counted
from flash360.model import Step, Verdict

_HELD = pa.array([Step.SESSION.value, Step.REALISATION.value])
_TEXTS = {theme.verdict_text(verdict): verdict for verdict in Verdict} | {labels.UNKNOWN_VOTES: None}
_COLOURS = {text: theme.VERDICT_COLOUR[verdict] if verdict else "#FFFFFF" for text, verdict in _TEXTS.items()}
_GLYPHS = {text: theme.VERDICT_GLYPH[verdict] if verdict else "?" for text, verdict in _TEXTS.items()}


_THIN = 0.04
"""Of the longest bar: a part that is not longer has no room for its figure, which the table and the tooltip give."""


def verdicts(programme: pa.Table, today: date, *, by: str = "year") -> Picture:
    """Sessions held by `today`, counted by period and verdict; a session held without known votes is « votes inconnus »."""
    counts, undated = _counts(programme, today, by), _undated(programme)
    order = list(_TEXTS)
    rows = sorted(counts.items(), key=lambda one: (one[0][0], order.index(one[0][1])))
    periods = _periods(counts, by)
    least = _THIN * max((sum(counts[name, text] for text in order) for name in periods), default=0)
    data: list[dict[str, Any]] = []
    for name in periods:
        place = 0
        for text in order:
            count = counts[name, text]
            data.append(
                {
                    "period": name, "verdict": text, "count": count, "low": place, "high": place + count,
                    "middle": place + count / 2,
                    "text": f"{_GLYPHS[text]} {labels.french_number(count)}" if count > least else None,
                    "ink": theme.ink_on(_COLOURS[text]),
                }
            )  # fmt: skip
            place += count
    schema = pa.schema(
        [(name, pa.string()) for name in ("period", "verdict", "text", "ink")]
        + [(name, pa.float64()) for name in ("count", "low", "high", "middle")]
    )
    table = pa.table(
        {"Période": periods}
        | {text: [counts[name, text] for name in periods] for text in order if any(counts[p, text] for p in periods)}
    )
    by_verdict = Counter[str]()
    for (_, text), count in rows:
        by_verdict[text] += count
    return theme.picture(
        title(by_verdict),
        sentence(by_verdict, periods, undated),
        specification(),
        pa.Table.from_pylist(data, schema=schema),
        table,
    )


def _counts(programme: pa.Table, today: date, by: str) -> Counter[tuple[str, str]]:
    """Sessions held by `today`, by period, « 2024 » or « 2024 S1 », and verdict in words."""
    held = programme.select(["session_date", "verdict"]).filter(
        pc.less_equal(programme["session_date"], pa.scalar(today, pa.date32()))
    )
    days = held["session_date"]
    parts = pa.table({"verdict": held["verdict"], "year": pc.year(days), "late": pc.greater(pc.month(days), 6)})
    if by == "year":
        return Counter(
            {(str(year), theme.verdict_text(code)): count for (year, code), count in counted(parts, "year", "verdict").items()}
        )
    return Counter(
        {
            (f"{year} S{1 + late}", theme.verdict_text(code)): count
            for (year, late, code), count in counted(parts, "year", "late", "verdict").items()
        }
    )


def _undated(programme: pa.Table) -> int:
    """Sessions held whose date is not known: those with a verdict, or a step that says so."""
    held = pc.or_(pc.is_valid(programme["verdict"]), pc.is_in(programme["step"], value_set=_HELD))
    return pc.sum(pc.and_(pc.is_null(programme["session_date"]), held)).as_py() or 0


def title(counts: Counter[str]) -> str:
    """The finding: how many of the sessions held ended favourably, with or without reservations."""
    known = sum(count for text, count in counts.items() if text != labels.UNKNOWN_VOTES)
    if not known:
        return "Aucune session tenue n'a encore d'avis calculé"
    kept = counts[labels.VERDICT[Verdict.FAVOURABLE]] + counts[labels.VERDICT[Verdict.WITH_RESERVATIONS]]
    favourable = labels.plural(kept, "avis favorable", "avis favorables")
    return f"{favourable} sur {labels.plural(known, 'session votée', 'sessions votées')}, réserves comprises"


def sentence(counts: Counter[str], periods: list[str], undated: int) -> str:
    """The span, the sessions of each verdict, and those without a date."""
    left = words.aside(undated, "sans date précise")
    if not periods:
        return "Aucune session datée n'a encore eu lieu." + left
    span = periods[0] if len(periods) == 1 else f"{periods[0]} à {periods[-1]}"
    parts = ", ".join(words.verdicts_counted(counts[text], verdict) for text, verdict in _TEXTS.items() if counts[text])
    return f"Sessions tenues, {span} : {parts}.{left}"


def _periods(counts: Counter[tuple[str, str]], by: str) -> list[str]:
    found = sorted({name for name, _ in counts})
    if not found:
        return []
    first, last = int(found[0][:4]), int(found[-1][:4])
    if by == "year":
        return [str(year) for year in range(first, last + 1)]
    every = [f"{year} S{half}" for year in range(first, last + 1) for half in (1, 2)]
    return [name for name in every if found[0] <= name <= found[-1]]


@cache
def specification() -> dict[str, Any]:
    """The Vega-Lite specification, without data, built once."""
    data = theme.named_data()
    texts = list(_TEXTS)
    x = alt.X("period:O", axis=alt.Axis(title=None, labelAngle=0, ticks=False), scale=alt.Scale(paddingInner=0.25))
    y = alt.Y("low:Q", axis=theme.upright("Sessions", tickMinStep=1, format=",d", tickCount=5))
    glyphs = " : ".join(f"datum.label === '{text}' ? '{glyph} {text}'" for text, glyph in _GLYPHS.items())
    bars = (
        alt.Chart(data)
        .mark_bar(aria=False, stroke="#FFFFFF", strokeWidth=1)
        .encode(
            x,
            y,
            alt.Y2("high:Q"),
            alt.Color(
                "verdict:N",
                scale=alt.Scale(domain=texts, range=[_COLOURS[text] for text in texts]),
                legend=alt.Legend(
                    title=None, columns=2, columnPadding=4, offset=26, symbolType="square", labelExpr=f"{glyphs} : datum.label",
                    symbolStrokeColor=theme.GREY, symbolStrokeWidth=1,
                ),
            ),
            tooltip=[
                alt.Tooltip("period:O", title="Période"),
                alt.Tooltip("verdict:N", title="Avis"),
                alt.Tooltip("count:Q", title="Sessions", format=",d"),
            ],
        )
    )  # fmt: skip
    outline = (
        alt.Chart(data)
        .mark_bar(aria=False, filled=False, stroke=theme.GREY, strokeDash=[3, 2])
        .encode(x, y, alt.Y2("high:Q"))
        .transform_filter(f"datum.verdict === '{labels.UNKNOWN_VOTES}' && datum.count > 0")
    )
    figures = (
        alt.Chart(data)
        .mark_text(aria=False, baseline="middle")
        .encode(x, alt.Y("middle:Q"), alt.Text("text:N"), alt.Color("ink:N", scale=None, legend=None))
        .transform_filter("isValid(datum.text)")
        .transform_filter("datum.count > 0")
    )
    return theme.finished(bars, outline, figures, own_colours=True, height=300)
