"""Two to six sessions on one axis, side by side: each one's grades as positions from 0 to 100, whatever its scale."""

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
from flash360.charts.rows import Pen, pixel_y, texts, wrapped
from flash360.charts.values import column, positions
from flash360.model import Axis, Counts, Scale
from flash360.statistics.gap import Gap, gaps

LEAST, MOST = 2, 6


@dataclass(frozen=True, slots=True)
class Side:
    """One session on one axis. counts: votes per grade; empty when nobody has a grade. mean, low, high: positions, 95 %."""

    code: str
    title: str
    verdict: str | None
    scale: Scale | None
    counts: Counts
    split: bool
    mean: float
    low: float
    high: float

    @property
    def n(self) -> int:
        """How many grades."""
        return sum(self.counts)


def sides(programme: pa.Table, axis: Axis) -> list[Side]:
    """The rows of a programme table on one axis, in their order."""
    names = ("code", "title", "verdict", *(f"{axis}_{name}" for name in ("counts", "scale_min", "scale_max", "favourable_from")))
    facts = zip(*(column(programme, name) for name in names), strict=True)
    split = column(programme, f"{axis}_disagreement")
    means = zip(*positions(programme, axis), strict=True)
    return [
        Side(
            code,
            title,
            verdict,
            None if low is None else Scale(low, high, least),
            tuple(counts or ()),
            bool(divided),
            float(mean),
            float(mean_low),
            float(mean_high),
        )
        for (code, title, verdict, counts, low, high, least), divided, (mean, mean_low, mean_high) in zip(
            facts, split, means, strict=True
        )
    ]


def position(grade: float, scale: Scale) -> float:
    """Where a grade lies between the bottom of its scale, 0, and the top, 100."""
    return 100 * (grade - scale.min) / (scale.max - scale.min)


def side_by_side(axis: Axis, found: Sequence[Side]) -> Picture:
    """The distributions of the sessions on one axis; the pale zone of each is what its scale calls favourable."""
    pen, rows = Pen(), list[dict[str, Any]]()
    for one in found:
        lines = wrapped(f"{_named(one)} — {one.title}")
        label: dict[str, Any] = {"label": "\n".join(lines), "label_y": pen.text(len(lines))}
        notes = wrapped(_note(one))
        label |= {"note": "\n".join(notes), "note_y": pen.text(len(notes))}
        top, bottom = pen.bar(26 if one.n else 0)
        rows.extend(_points(one, label, top, bottom))
    schema = pa.schema(
        [(name, pa.string()) for name in ("label", "note", "code", "text", "ink", "colour", "grade")]
        + [
            (name, pa.float64())
            for name in ("label_y", "note_y", "y", "y2", "middle", "x", "votes", "zone", "zone2", "mean", "low", "high")
        ]
    )
    data = pa.Table.from_pylist(rows, schema=schema)
    words_of = title(axis, found), sentence(axis, found)
    return theme.picture(*words_of, specification(), data, _table(found), height=max(pen.y, 40))


def title(axis: Axis, found: Sequence[Side]) -> str:
    """The finding: the widest gap that is certain, or that none is."""
    name = labels.AXIS[axis].capitalize()
    known = [one for one in found if one.n]
    if len(known) < LEAST:
        return f"{name} : pas assez de sessions aux votes connus pour comparer"
    certain = [gap for gap in _gaps(known) if gap.certain]
    if certain:
        return f"{name} : {known[certain[0].higher].code} au-dessus de {known[certain[0].lower].code}"
    return f"{name} : aucun écart n'est sûr"


def sentence(axis: Axis, found: Sequence[Side]) -> str:
    """The mean position of each session with its interval and its n, the gaps between them, and those without a grade."""
    known = [one for one in found if one.n]
    silent = words.listed([one.code for one in found if not one.n])
    text = ""
    if known:
        parts = " ; ".join(f"{one.code} {words.span(one.mean, one.low, one.high)}, n = {one.n}" for one in known)
        text = (
            f"Notes sur l'axe {labels.AXIS[axis]}, ramenées de 0 (le bas de l'échelle) à 100 (le haut) ; position moyenne avec "
            f"l'intervalle à 95 % d'un autre panel comparable : {parts}. {_said_of_gaps(known)}"
        ).strip()
    return f"{text} Votes inconnus : {silent}.".strip() if silent else text


def _said_of_gaps(known: Sequence[Side]) -> str:
    """The gaps that other panels would find again, or the widest one and why it is not certain."""
    if len(known) < LEAST:
        return ""
    between = _gaps(known)
    together = f", pour les {len(between)} paires ensemble" if len(between) > 1 else ""
    certain = [gap for gap in between if gap.certain]

    def said(gap: Gap) -> str:
        return (
            f"{known[gap.higher].code} au-dessus de {known[gap.lower].code} de {words.span(gap.value, gap.low, gap.high)} points"
        )

    if certain:
        which = "Écart sûr" if len(certain) == 1 else "Écarts sûrs"
        return f"{which} (intervalle à 95 %{together}) : {' ; '.join(said(gap) for gap in certain)}."
    widest = "Le plus grand écart" if len(between) > 1 else "L'écart"
    return (
        f"{widest} n'est pas sûr (intervalle à 95 %{together}) : {said(between[0])} ; d'autres panels pourraient dire l'inverse."
    )


def _gaps(known: Sequence[Side]) -> list[Gap]:
    return gaps([(one.counts, one.scale) for one in known if one.scale is not None])


def _named(one: Side) -> str:
    glyph = {verdict.value: theme.VERDICT_GLYPH[verdict] for verdict in theme.VERDICT_GLYPH}.get(one.verdict or "", "?")
    return f"{glyph} {one.code}"


def _note(one: Side) -> str:
    if one.scale is None or not one.n:
        return "votes inconnus"
    scale = one.scale
    reading = f"échelle {words.grades_in_words(scale.min, scale.max, scale)}"
    share = sum(one.counts[scale.favourable_from - scale.min :])
    said = f"{reading}, {share} {'favorable' if share < 2 else 'favorables'} sur {one.n}"
    return f"{said}, panel divisé" if one.split else said


def _points(one: Side, label: dict[str, Any], top: float, bottom: float) -> list[dict[str, Any]]:
    if one.scale is None or not one.n:
        return [label]
    scale, rows = one.scale, list[dict[str, Any]]()
    colours = theme.grade_colours(scale.max - scale.min + 1)
    shared = {"code": one.code, "y": top, "y2": bottom, "middle": (top + bottom) / 2}
    whole = {
        "zone": position(scale.favourable_from - 0.5, scale), "zone2": 100.0, "mean": one.mean, "low": one.low, "high": one.high
    }  # fmt: skip
    for index, count in enumerate(one.counts):
        if count:
            grade = scale.min + index
            own = {
                "x": position(grade, scale), "votes": count, "text": str(count), "colour": colours[index],
                "ink": theme.ink_on(colours[index]), "grade": words.grade_in_words(grade, scale),
            }  # fmt: skip
            rows.append(label | whole | shared | own)
            label, whole = {}, {}
    return rows


def _table(found: Sequence[Side]) -> pa.Table:
    def favourable(one: Side) -> int | None:
        return sum(one.counts[one.scale.favourable_from - one.scale.min :]) if one.scale and one.n else None

    def votes(one: Side) -> str:
        if one.scale is None or not one.n:
            return "votes inconnus"
        low, scale = one.scale.min, one.scale
        return ", ".join(f"{count} × {words.grade_in_words(low + i, scale)}" for i, count in enumerate(one.counts) if count)

    return pa.table(
        {
            "Session": pa.array([one.code for one in found], pa.string()),
            "Avis": pa.array([theme.verdict_text(one.verdict) for one in found], pa.string()),
            "Échelle": pa.array([f"{one.scale.min} à {one.scale.max}" if one.scale else "–" for one in found], pa.string()),
            "Notes": pa.array([votes(one) for one in found], pa.string()),
            "Votes": pa.array([one.n for one in found], pa.int64()),
            "Favorables": pa.array([favourable(one) for one in found], pa.int64()),
            "Position moyenne (intervalle à 95 %)": pa.array(
                [words.span(one.mean, one.low, one.high) if one.n else "–" for one in found], pa.string()
            ),
        }
    )


@cache
def specification() -> dict[str, Any]:
    """The Vega-Lite specification, without data, built once."""
    data = theme.named_data()
    scale = alt.Scale(domain=[-4, 104], nice=False)
    axis = alt.Axis(title="▒ zone favorable   ◆ moyenne", orient="top", values=[0, 25, 50, 75, 100], domain=False, ticks=False)
    rows = alt.Chart(data).transform_filter("isValid(datum.mean)")
    dots = alt.Chart(data).transform_filter("isValid(datum.x)")
    layers = [
        rows.mark_bar(aria=False, color="#ECECF6").encode(
            alt.X("zone:Q", scale=scale, axis=axis), pixel_y("y"), alt.X2("zone2:Q"), alt.Y2("y2:Q")
        ),
        dots.mark_point(aria=False, filled=True, opacity=1, stroke="#FFFFFF", strokeWidth=1).encode(
            alt.X("x:Q", scale=scale, axis=axis),
            pixel_y("middle"),
            alt.Size("votes:Q", scale=alt.Scale(domain=[0, 20], range=[140, 900]), legend=None),
            alt.Color("colour:N", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("code:N", title="Session"),
                alt.Tooltip("grade:N", title="Note"),
                alt.Tooltip("votes:Q", title="Votes"),
            ],
        ),
        dots.mark_text(aria=False, baseline="middle").encode(
            alt.X("x:Q", scale=scale, axis=axis),
            pixel_y("middle"),
            alt.Text("text:N"),
            alt.Color("ink:N", scale=None, legend=None),
        ),
        rows.mark_rule(aria=False, color=theme.INK, strokeWidth=2).encode(
            alt.X("low:Q", scale=scale, axis=axis), pixel_y("y2"), alt.X2("high:Q")
        ),
        rows.mark_point(aria=False, filled=True, color=theme.INK, shape="diamond", size=70, opacity=1).encode(
            alt.X("mean:Q", scale=scale, axis=axis), pixel_y("y2")
        ),
        texts(data),
        texts(data, text="note", y="note_y", colour=theme.GREY),
    ]
    return theme.finished(*layers, own_colours=True)
