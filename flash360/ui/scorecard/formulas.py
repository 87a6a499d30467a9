"""The formulas of one axis with a session's own numbers in them, as LaTeX."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from flash360.model import Axis, Counts, Scale
from flash360.statistics.agreement import agreement
from flash360.statistics.disagreement import percentiles
from flash360.statistics.median_interval import median_ranks

Session = Mapping[str, Any]


def tex(value: float, decimals: int = 2) -> str:
    """A number as LaTeX sets it in French: « 3{,}85 »; whole numbers without decimals."""
    text = f"{value:.{decimals}f}" if value != int(value) else str(int(value))
    return text.replace(".", "{,}")


def majority(session: Session, axis: Axis) -> str:
    """The rank of the middle grade, and the grade there."""
    n = session[f"{axis}_n"]
    rank = rf"g_{{(\lceil {n}/2 \rceil)}} = g_{{({(n + 1) // 2})}}"
    return rf"\alpha = {rank} = {session[f'{axis}_grade']}"


def usual(session: Session, axis: Axis) -> str:
    """The majority grade moved by the balance of the votes above and below it."""
    counts, scale = _panel(session, axis)
    grade, n = session[f"{axis}_grade"], sum(counts)
    above, below = sum(counts[grade - scale.min + 1 :]), sum(counts[: grade - scale.min])
    moved = rf"\frac{{{above}/{n} - {below}/{n}}}{{1 - {above}/{n} - {below}/{n}}}"
    return rf"{grade} + \tfrac12 \cdot {moved} = {tex(session[f'{axis}_usual'])}"


def share(session: Session, axis: Axis) -> str:
    """The favourable grades over all, and the Beta law that gives the interval."""
    counts, scale = _panel(session, axis)
    n, x = sum(counts), sum(counts[scale.favourable_from - scale.min :])
    law = rf"\mathrm{{B\hat{{e}}ta}}({tex(x + 0.5, 1)};\, {tex(n - x + 0.5, 1)})"
    low, high = (tex(100 * session[f"{axis}_share_{end}"], 0) for end in ("low", "high"))
    return rf"\frac{{{x}}}{{{n}}} = {tex(100 * x / n, 0)}\,\%, \quad {law} : [{low}\,\% ;\, {high}\,\%]"


def mean(session: Session, axis: Axis) -> str:
    """The posterior mean: all grades, and one more vote spread over the scale."""
    counts, scale = _panel(session, axis)
    n, total = sum(counts), sum(count * (scale.min + place) for place, count in enumerate(counts))
    middle = (scale.min + scale.max) / 2
    return (
        rf"\frac{{\sum_k (c_k + \frac{{1}}{{{len(counts)}}})\, g_k}}{{n + 1}} = \frac{{{total} + {tex(middle, 1)}}}{{{n} + 1}} = "
        + (tex((total + middle) / (n + 1)))
    )


def median(session: Session, axis: Axis) -> str:
    """The two ranks that hold the median between them, and the grades there; says so below six grades."""
    ranks = median_ranks(session[f"{axis}_n"])
    if ranks is None:
        return rf"n = {session[f'{axis}_n']} < 6 : \text{{pas d'intervalle à 95\,\%}}"
    low, high = session[f"{axis}_median_low"], session[f"{axis}_median_high"]
    return rf"[g_{{({ranks[0]})}} ;\, g_{{({ranks[1]})}}] = [{low} ;\, {high}]"


def layers(session: Session, axis: Axis) -> str:
    """Van der Eijk's layers: the votes of each, and its own agreement."""
    counts, _ = _panel(session, axis)
    n, parts, before = sum(counts), list[str](), 0
    for height in sorted({count for count in counts if count}):
        held: Counts = tuple(int(count >= height) for count in counts)
        votes = (height - before) * sum(held)
        parts.append(rf"\tfrac{{{votes}}}{{{n}}} \cdot ({tex(agreement(held))})")
        before = height
    return rf"A = {' + '.join(parts)} = {tex(session[f'{axis}_agreement'])}"


def consensus(session: Session, axis: Axis) -> str:
    """Tastle and Wierman's sum, grade by grade."""
    counts, scale = _panel(session, axis)
    n, width = sum(counts), scale.max - scale.min
    center = sum(count * (scale.min + place) for place, count in enumerate(counts)) / n
    terms = [
        rf"\tfrac{{{count}}}{{{n}}} \log_2\left(1 - \tfrac{{{tex(abs(scale.min + place - center))}}}{{{width}}}\right)"
        for place, count in enumerate(counts)
        if count
    ]
    return rf"\mu = {tex(center)}, \quad C = 1 + {' + '.join(terms)} = {tex(session[f'{axis}_consensus'])}"


def disagreement(session: Session, axis: Axis) -> str:
    """The percentiles on the scale 1 to 9, their distance, and the threshold it is held against."""
    counts, _ = _panel(session, axis)
    if len(counts) == 2:
        minority = min(counts)
        return rf"\text{{minorité}} = \frac{{{minority}}}{{{sum(counts)}}} = {tex(100 * minority / sum(counts), 0)}\,\%"
    low, high = (float(1 + 8 * end[0] / (len(counts) - 1)) for end in percentiles(np.array([counts], dtype=np.int64)))
    distance, threshold = high - low, 2.35 + 1.5 * abs(5 - (low + high) / 2)
    ends = rf"p_{{30}} = {tex(low)},\; p_{{70}} = {tex(high)}"
    sign = ">" if distance > threshold else r"\le"
    middle = tex((low + high) / 2)
    held = rf"IPRAS = 2{{,}}35 + 1{{,}}5\,|5 - {middle}| = {tex(threshold)}"
    return rf"{ends} : \quad IPR = {tex(distance)} \;{sign}\; {held}"


def position(session: Session, axis: Axis) -> str:
    """The sum of the grades above the bottom, over the width of the scale."""
    counts, scale = _panel(session, axis)
    above = sum(count * place for place, count in enumerate(counts))
    whole = rf"\frac{{100}}{{{sum(counts)}}} \cdot \frac{{{above}}}{{{scale.max - scale.min}}}"
    return rf"{whole} = {tex(session[f'{axis}_position'], 1)}"


def turning(session: Session, axis: Axis) -> str:
    """How many grades would have to change for the axis to turn."""
    counts, scale = _panel(session, axis)
    m, below = (sum(counts) + 1) // 2, sum(counts[: scale.favourable_from - scale.min])
    facts = rf"m = \lceil {sum(counts)}/2 \rceil = {m},\; b = {below}"
    cost = rf"m - b = {m - below}" if below < m else rf"b - m + 1 = {below - m + 1}"
    return rf"{facts} : \quad {cost}"


def _panel(session: Session, axis: Axis) -> tuple[Counts, Scale]:
    scale = Scale(*(session[f"{axis}_{name}"] for name in ("scale_min", "scale_max", "favourable_from")))
    return tuple(session[f"{axis}_counts"]), scale
