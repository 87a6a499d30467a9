"""All that one panel says of one question, together: for one panel, or for many at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flash360.model import Counts, Scale
from flash360.statistics.agreement import agreements, consensuses
from flash360.statistics.disagreement import indices, percentiles, splits
from flash360.statistics.grades import Flag, Panels, Whole, majority_grades, usual_judgments
from flash360.statistics.median_interval import median_intervals
from flash360.statistics.posterior import posterior_means
from flash360.statistics.share import DECIMALS, jeffreys


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of one criterion or axis in one panel. A field is None where the measure is undefined.

    counts: expressed grades per grade, lowest first; n their sum; abstentions are beside it, never in it.
    grade, grade_upper: majority grade and upper middle grade (equal when the middle is one grade); usual: usual judgment.
    mean, mean_low, mean_high: of a comparable panel (Dirichlet posterior), in grades, 95 % interval.
    median_low, median_high: 95 % interval of the median, in grades; None below six grades.
    share, share_low, share_high: of favourable grades, fractions of 1, Jeffreys 95 % interval.
    agreement: van der Eijk, −1 to 1. consensus: Tastle & Wierman, 0 to 1.
    disagreement: split in two (RAND/UCLA); disagreement_index: IPR/IPRAS.
    position, position_variance: mean and sample variance (n − 1) of the grades' positions 100·(g − min)/(max − min);
    the variance needs two grades.
    """

    counts: Counts
    n: int
    abstentions: int
    grade: int | None = None
    grade_upper: int | None = None
    usual: float | None = None
    mean: float | None = None
    mean_low: float | None = None
    mean_high: float | None = None
    median_low: int | None = None
    median_high: int | None = None
    share: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    agreement: float | None = None
    consensus: float | None = None
    disagreement: bool | None = None
    disagreement_index: float | None = None
    position: float | None = None
    position_variance: float | None = None


WHOLE_FIELDS = ("grade", "grade_upper", "median_low", "median_high")
FLAG_FIELDS = ("disagreement",)
REAL_FIELDS = (
    "usual", "mean", "mean_low", "mean_high", "share", "share_low", "share_high",
    "agreement", "consensus", "disagreement_index", "position", "position_variance",
)  # fmt: skip
_IN_GRADES = (*WHOLE_FIELDS, "usual", "mean", "mean_low", "mean_high")


def measures(counts: Counts, scale: Scale, abstentions: int = 0) -> Measures:
    """Every measure of one panel. Same counts, same answer: results are kept by counts and scale.

    counts: votes per grade, lowest first, one per grade of the scale (ValueError otherwise). With nobody's grade, all but
    the counts is None.
    """
    return replace(_measures(tuple(counts), scale), abstentions=abstentions)


@lru_cache(maxsize=65_536)
def _measures(counts: Counts, scale: Scale) -> Measures:
    if len(counts) != scale.max - scale.min + 1:
        raise ValueError(f"{len(counts)} counts for a scale of {scale.max - scale.min + 1} grades")
    panel = np.array([counts], dtype=np.int64)
    found = panel_measures(panel, *(np.array([grade]) for grade in (scale.min, scale.favourable_from)))
    fields = {name: values.item() for name, (values, known) in found.items() if known.item()}
    return Measures(counts=counts, n=int(panel.sum()), abstentions=0, **fields)


Column = tuple[NDArray[Any], Flag]
"""The values of one measure, and where it is defined."""


def panel_measures(panels: Panels, low: Whole, favourable_from: Whole) -> Mapping[str, Column]:
    """Every measure of many panels whose scales have the same number of grades.

    panels: shape (panels, grades), empty panels allowed. low, favourable_from: the scales' lowest grade and lowest
    favourable grade, one per panel. Returns, for each field of Measures after abstentions, its values and where it is
    defined; panels with the same counts are measured once.
    """
    keys = np.column_stack([panels, favourable_from - low])
    distinct, which = np.unique(keys, axis=0, return_inverse=True)
    known = distinct[:, :-1].sum(axis=1) > 0
    found = _distinct_measures(distinct[known, :-1], distinct[known, -1])
    columns: dict[str, Column] = {}
    for name, (values, exists) in found.items():
        spread, present = np.zeros(len(distinct), dtype=values.dtype), np.zeros(len(distinct), dtype=bool)
        spread[known], present[known] = values, exists
        column = spread[which] + low if name in _IN_GRADES else spread[which]
        columns[name] = (column.round(DECIMALS) if name in ("mean_low", "mean_high") else column, present[which])
    return columns


def _distinct_measures(panels: Panels, favourable: Whole) -> dict[str, Column]:
    """The measures of panels that are not empty, grades being indices; `favourable` is the lowest favourable index."""
    n = panels.sum(axis=1)
    grades = np.arange(panels.shape[1])
    always = np.ones(len(panels), dtype=bool)
    lower, upper = majority_grades(panels)
    mean, mean_low, mean_high = posterior_means(panels)
    median_low, median_high, has_median = median_intervals(panels)
    for_it = (panels * (grades >= favourable[:, None])).sum(axis=1)
    share_low, share_high = jeffreys(for_it, n)
    # Whole numbers until one division, so that every machine gives the same figures.
    first, second, width = panels @ grades, panels @ grades**2, panels.shape[1] - 1
    variance = 10_000 * (n * second - first**2) / (np.maximum(n * (n - 1), 1) * width**2)
    found: dict[str, NDArray[Any]] = {
        "grade": lower,
        "grade_upper": upper,
        "usual": usual_judgments(panels),
        "mean": mean,
        "mean_low": mean_low,
        "mean_high": mean_high,
        "share": for_it / n,
        "share_low": share_low,
        "share_high": share_high,
        "agreement": agreements(panels),
        "consensus": consensuses(panels),
        "disagreement": splits(panels),
        "disagreement_index": indices(*percentiles(panels), panels.shape[1]),
        "position": 100 * first / (n * width),
    }
    return {
        **{name: (values, always) for name, values in found.items()},
        "median_low": (median_low, has_median),
        "median_high": (median_high, has_median),
        "position_variance": (variance, n > 1),
    }
