"""Verdict → outcome as a mosaic: one band per verdict, as thick as it has sessions, cut by what became of them."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from flash360 import labels
from flash360.charts import theme, words
from flash360.charts.picture import Picture
from flash360.charts.rows import Pen, pixel_y, texts
from flash360.charts.values import counts as counted
from flash360.model import OUTCOME_CLASS, OutcomeClass, OutcomeStatus, Verdict

NOTHING = "aucune suite saisie"
_TEXTS: dict[str, OutcomeStatus | None] = {labels.OUTCOME[status]: status for status in OutcomeStatus} | {NOTHING: None}
_COLOURS = {text: theme.OUTCOME_COLOUR[status] if status else "#FFFFFF" for text, status in _TEXTS.items()}
_THICKNESS = 190


def mosaic(programme: pa.Table) -> Picture:
    """The sessions with a computed verdict, by verdict and latest outcome."""
    counts: Counter[tuple[Verdict, str]] = Counter()
    for (code, status), count in counted(programme, "verdict", "outcome_status").items():
        if code is not None:
            counts[Verdict(code), labels.OUTCOME[OutcomeStatus(status)] if status else NOTHING] += count
    totals = {verdict: sum(counts[verdict, text] for text in _TEXTS) for verdict in Verdict}
    everything = sum(totals.values())
    pen, rows = Pen(), list[dict[str, Any]]()
    for verdict, total in totals.items():
        if not total:
            continue
        label = {
            "label": f"{theme.VERDICT_GLYPH[verdict]} {labels.VERDICT[verdict]} — {labels.plural(total, 'session')}",
            "label_y": pen.text(),
        }
        top, bottom = pen.bar(max(14, _THICKNESS * total / everything), below=10)
        place = 0.0
        for text in _TEXTS:
            if not (count := counts[verdict, text]):
                continue
            rows.append(
                {
                    "verdict": labels.VERDICT[verdict], "outcome": text, "count": count, "share": count / total, "x": place,
                    "x2": place + count / total, "middle": place + count / total / 2, "y": top, "y2": bottom,
                    "text_y": (top + bottom) / 2, "text": str(count) if count / total >= 0.06 else None,
                    "ink": theme.ink_on(_COLOURS[text]), **label,
                }
            )  # fmt: skip
            label = {}
            place += count / total
    schema = pa.schema(
        [(name, pa.string()) for name in ("verdict", "outcome", "text", "ink", "label")]
        + [(name, pa.float64()) for name in ("count", "share", "x", "x2", "middle", "y", "y2", "text_y", "label_y")]
    )
    shown = [verdict for verdict in Verdict if totals[verdict]]
    table = pa.table(
        {"Avis": pa.array([labels.VERDICT[verdict] for verdict in shown], pa.string())}
        | {text.capitalize(): pa.array([counts[verdict, text] for verdict in shown], pa.int64()) for text in _TEXTS}
        | {"Ensemble": pa.array([totals[verdict] for verdict in shown], pa.int64())}
    )
    return theme.picture(
        title(counts), sentence(counts), specification(), pa.Table.from_pylist(rows, schema=schema), table, height=max(pen.y, 40)
    )


def title(counts: Counter[tuple[Verdict, str]]) -> str:
    """The finding: realisations among the favourable verdicts whose outcome is known."""
    known = {pair: count for pair, count in counts.items() if _class(pair[1]) not in (None, OutcomeClass.NO_NEWS)}
    kept = (Verdict.FAVOURABLE, Verdict.WITH_RESERVATIONS)
    total = sum(count for (verdict, _), count in known.items() if verdict in kept)
    if not total:
        return "Aucune suite connue après un avis favorable, avec ou sans réserves"
    realised = sum(n for (verdict, text), n in known.items() if verdict in kept and _class(text) is OutcomeClass.REALISED)
    outcomes = labels.plural(total, "suite connue", "suites connues")
    return f"Après un avis favorable, avec ou sans réserves, {labels.plural(realised, 'réalisation')} sur {outcomes}"


def sentence(counts: Counter[tuple[Verdict, str]]) -> str:
    """Realisations and stops of each verdict, and the sessions without news; association only."""
    if not counts:
        return "Aucune session n'a encore d'avis calculé."
    parts: list[str] = []
    for verdict in Verdict:
        total = sum(count for (one, _), count in counts.items() if one is verdict)
        if total:
            realised = sum(n for (one, text), n in counts.items() if one is verdict and _class(text) is OutcomeClass.REALISED)
            stopped = sum(n for (one, text), n in counts.items() if one is verdict and _class(text) is OutcomeClass.STOPPED)
            parts.append(f"« {labels.VERDICT[verdict]} » {realised} sur {total} (et {stopped} à l'arrêt)")
    silent = sum(count for (_, text), count in counts.items() if _class(text) is OutcomeClass.NO_NEWS)
    nothing = sum(count for (_, text), count in counts.items() if _class(text) is None)
    without = f"{labels.plural(silent, 'session')} sans nouvelle"
    without += f" et {labels.french_number(nothing)} sans suite saisie" if nothing else ""
    return (
        f"Idées réalisées ou engagées, par avis : {words.listed(parts)} ; {without}. "
        "Ceux qui décident des suites connaissent l'avis : c'est une association, pas un effet."
    )


def _class(text: str) -> OutcomeClass | None:
    status = _TEXTS[text]
    return OUTCOME_CLASS[status] if status else None


@cache
def specification() -> dict[str, Any]:
    """The Vega-Lite specification, without data, built once."""
    data, outcomes = theme.named_data(), list(_TEXTS)
    scale = alt.Scale(domain=[0, 1], nice=False)
    bands = (
        alt.Chart(data)
        .mark_bar(aria=False, stroke="#FFFFFF", strokeWidth=1)
        .encode(
            alt.X("x:Q", scale=scale, axis=None),
            pixel_y("y"),
            alt.X2("x2:Q"),
            alt.Y2("y2:Q"),
            alt.Color(
                "outcome:N",
                scale=alt.Scale(domain=outcomes, range=[_COLOURS[text] for text in outcomes]),
                legend=alt.Legend(
                    title=None, columns=2, columnPadding=4, symbolType="square", symbolStrokeColor=theme.GREY, symbolStrokeWidth=1
                ),
            ),
            tooltip=[
                alt.Tooltip("verdict:N", title="Avis"),
                alt.Tooltip("outcome:N", title="Suites"),
                alt.Tooltip("count:Q", title="Sessions"),
                alt.Tooltip("share:Q", title="Part", format=".0%"),
            ],
        )
    )
    outline = (
        alt.Chart(data)
        .mark_bar(aria=False, filled=False, stroke=theme.GREY, strokeDash=[3, 2])
        .encode(alt.X("x:Q", scale=scale, axis=None), pixel_y("y"), alt.X2("x2:Q"), alt.Y2("y2:Q"))
        .transform_filter(f"datum.outcome === '{NOTHING}'")
    )
    figures = (
        alt.Chart(data)
        .mark_text(aria=False, baseline="middle")
        .encode(
            alt.X("middle:Q", scale=scale, axis=None),
            pixel_y("text_y"),
            alt.Text("text:N"),
            alt.Color("ink:N", scale=None, legend=None),
        )
        .transform_filter("isValid(datum.text)")
    )
    return theme.finished(bands, outline, figures, texts(data), own_colours=True)
