"""Verdict against reality: for each verdict, the part of its ideas realised or engaged some months later, with its interval."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from flash360 import labels
from flash360.charts import theme, words
from flash360.charts.picture import Picture
from flash360.charts.rows import Pen, pixel_y, texts
from flash360.model import Verdict
from flash360.statistics.follow_up import State
from flash360.statistics.reality import Reality

STATES = {
    State.REALISED: "réalisées ou engagées",
    State.STOPPED: "arrêtées",
    State.UNDER_WAY: "en cours",
    State.NO_NEWS: "sans nouvelle",
    State.TOO_RECENT: "trop récentes",
}


def reality(found: Reality) -> Picture:
    """The rates of each verdict that has a known outcome; the table has every verdict and every state."""
    counts = _counts(found)
    pen, rows = Pen(), list[dict[str, Any]]()
    for verdict, rate in found.rates.items():
        n = counts[verdict][State.REALISED] + counts[verdict][State.STOPPED]
        name = f"{theme.VERDICT_GLYPH[verdict]} {labels.VERDICT[verdict]} — {_rate(rate)}, n = {n}"
        label = {"label": name, "label_y": pen.text()}
        top, bottom = pen.bar(14, below=10)
        said = {"verdict": labels.VERDICT[verdict], "text": _rate(rate), "known": float(n)}
        rows.append(label | said | {"y": (top + bottom) / 2, "rate": rate.value, "low": rate.low, "high": rate.high})
    schema = pa.schema(
        [(name, pa.string()) for name in ("label", "verdict", "text")]
        + [(name, pa.float64()) for name in ("label_y", "y", "rate", "low", "high", "known", "base")]
    )
    base = None if found.base is None else found.base.value
    data = pa.Table.from_pylist([row | {"base": base} for row in rows], schema=schema)
    return theme.picture(title(found), sentence(found), specification(), data, _table(found), height=max(pen.y, 40))


def title(found: Reality) -> str:
    """The finding: what became of the ideas that the panels favoured."""
    counts = _counts(found)
    kept = (Verdict.FAVOURABLE, Verdict.WITH_RESERVATIONS)
    realised = sum(counts[verdict][State.REALISED] for verdict in kept)
    known = realised + sum(counts[verdict][State.STOPPED] for verdict in kept)
    if not found.known:
        return f"Aucune suite n'est connue {found.months} mois après une session"
    after = f"{found.months} mois après un avis favorable, avec ou sans réserves"
    if not known:
        return f"Aucune suite n'est connue {after}"
    verb = "est réalisée ou engagée" if realised < 2 else "sont réalisées ou engagées"
    return f"{after}, {labels.plural(realised, 'idée')} sur {known} {verb}"


def sentence(found: Reality) -> str:
    """The rate of each verdict with its interval and n, then the sessions left out, each class counted."""
    counts = _counts(found)
    parts = [
        f"{labels.VERDICT[verdict]} {_rate(rate)}, n = {counts[verdict][State.REALISED] + counts[verdict][State.STOPPED]}"
        for verdict, rate in found.rates.items()
    ]
    rates = (
        f"Part des idées réalisées ou engagées {found.months} mois après la session, parmi celles dont l'issue est connue, "
        f"avec son intervalle à 95 % : {' ; '.join(parts)}."
        if parts
        else f"Aucune session n'a d'issue connue {found.months} mois après."
    )
    left = [
        (found.under_way, "encore en cours"),
        (found.no_news, "sans nouvelle"),
        (found.too_recent, f"de moins de {found.months} mois"),
        (found.undated, "sans date ou sans avis"),
    ]
    out = [f"{labels.plural(count, 'session')} {why}" for count, why in left if count]
    return rates + (f" Hors du compte : {words.listed(out)}." if out else "")


def forecast_sentence(found: Reality) -> str:
    """How well the verdict foretells the outcome: the Brier score of the leave-one-out rates, and the skill, with intervals."""
    judged = found.forecast
    if judged is None:
        return "Sans issue connue, on ne peut pas juger si l'avis prédit la suite."
    number = labels.french_number
    score = number(judged.score, 3)
    if judged.low is not None and judged.high is not None:
        score += f" (intervalle à 95 % : {number(judged.low, 3)} à {number(judged.high, 3)})"
    text = (
        f"Prévoir chaque idée par le taux des autres idées du même avis donne un score de Brier de {score}, "
        f"n = {labels.plural(judged.n, 'issue connue', 'issues connues')} ; 0 serait parfait."
    )
    if judged.skill is None:
        return f"{text} Toutes ont eu la même issue : l'avis n'a rien à prédire."
    text += f" Toujours prévoir le taux d'ensemble donnerait {number(judged.uncertainty, 3)}"
    span = skill_interval(found)
    if span is None:
        return f"{text}."
    percent = labels.french_percent
    gain = f"{percent(judged.skill)} (intervalle : {percent(span[0])} à {percent(span[1])})"
    if span[0] > 0:
        return f"{text} : connaître l'avis réduit l'erreur de {gain}."
    if span[1] < 0:
        return f"{text} : connaître l'avis ne réduit pas l'erreur, gain de {gain}."
    return f"{text} : le gain est de {gain}, ce qui reste non concluant."


def skill_interval(found: Reality) -> tuple[float, float] | None:
    """The 95 % interval of the skill that the score's own gives, the base rate being held; None where there is none."""
    judged = found.forecast
    if judged is None or judged.low is None or judged.high is None or not judged.uncertainty:
        return None
    return 1 - judged.high / judged.uncertainty, 1 - judged.low / judged.uncertainty


def _counts(found: Reality) -> dict[Verdict, dict[State, int]]:
    counts: dict[Verdict, dict[State, int]] = {verdict: dict.fromkeys(State, 0) for verdict in Verdict}
    for row in found.states.to_pylist():
        counts[Verdict(row["verdict"])][State(row["state"])] = row["count"]
    return counts


def _rate(rate: Any) -> str:
    return words.percent_span(rate.value, rate.low, rate.high)


def _table(found: Reality) -> pa.Table:
    counts = _counts(found)
    shown = [verdict for verdict in Verdict if any(counts[verdict].values())]
    columns: dict[str, pa.Array] = {"Avis": pa.array([labels.VERDICT[verdict] for verdict in shown], pa.string())}
    columns |= {
        text.capitalize(): pa.array([counts[verdict][state] for verdict in shown], pa.int64()) for state, text in STATES.items()
    }
    rates = [_rate(found.rates[verdict]) if verdict in found.rates else "–" for verdict in shown]
    columns["Part réalisée (intervalle à 95 %)"] = pa.array(rates, pa.string())
    columns["Prévision, la session laissée de côté"] = pa.array([_left_out(counts[verdict]) for verdict in shown], pa.string())
    return pa.table(columns)


def _left_out(counts: dict[State, int]) -> str:
    """What the other sessions of a verdict foretell, for a session realised and for one stopped."""
    realised, stopped = counts[State.REALISED], counts[State.STOPPED]
    n = realised + stopped
    if n < 2:
        return "taux des autres avis" if n else "–"
    rates = sorted({(realised - 1) / (n - 1)} if realised and not stopped else set[float]())
    if realised and stopped:
        rates = [(realised - 1) / (n - 1), realised / (n - 1)]
    return " ou ".join(labels.french_percent(rate) for rate in rates or [0.0])


@cache
def specification() -> dict[str, Any]:
    """The Vega-Lite specification, without data, built once."""
    data = theme.named_data()
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(title="Part réalisée ou engagée", orient="top", format=".0%", tickCount=5, domain=False, ticks=False)
    colour = alt.Color("verdict:N", scale=theme.verdict_scale(), legend=None)
    base = (
        alt.Chart(data)
        .mark_rule(aria=False, color="#929292", strokeDash=[4, 4])
        .encode(alt.X("base:Q", scale=scale, axis=axis, aggregate="max"))
        .transform_filter("isValid(datum.base)")
    )
    spans = (
        alt.Chart(data)
        .mark_rule(aria=False, strokeWidth=2, opacity=0.55)
        .encode(alt.X("low:Q", scale=scale, axis=axis), pixel_y("y"), alt.X2("high:Q"), colour)
    )
    points = (
        alt.Chart(data)
        .mark_point(aria=False, filled=True, size=90, opacity=1)
        .encode(
            alt.X("rate:Q", scale=scale, axis=axis),
            pixel_y("y"),
            colour,
            alt.Shape("verdict:N", scale=theme.verdict_shapes(), legend=None),
            tooltip=[
                alt.Tooltip("verdict:N", title="Avis"),
                alt.Tooltip("text:N", title="Part réalisée ou engagée"),
                alt.Tooltip("known:Q", title="Issues connues"),
            ],
        )
    )
    return theme.finished(base, spans, points, texts(data))
