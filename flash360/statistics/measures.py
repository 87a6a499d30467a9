"""All that one panel says of one question, together: for one panel, or for many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

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
    return replace(measured([(counts, scale)])[0], abstentions=abstentions)


def measured(panels: Sequence[tuple[Counts, Scale]]) -> list[Measures]:
    """`measures` of many panels, in their order and without abstentions: those not met yet are measured together."""
    wanted = [(tuple(counts), scale) for counts, scale in panels]
    found = {one: _KNOWN[one] for one in wanted if one in _KNOWN}
    of_size: dict[int, list[tuple[Counts, Scale]]] = {}
    for one in dict.fromkeys(wanted):
        if one not in found:
            of_size.setdefault(len(one[0]), []).append(one)
    for alike in of_size.values():
        found |= _together(alike)
    if len(_KNOWN) > _MOST:
        _KNOWN.clear()
    _KNOWN.update(found)
    return [found[one] for one in wanted]


_MOST: Final = 65_536
_KNOWN: Final[dict[tuple[Counts, Scale], Measures]] = {}
"""What was measured, by counts and scale; emptied when there are too many."""


def _together(alike: Sequence[tuple[Counts, Scale]]) -> dict[tuple[Counts, Scale], Measures]:
    """The measures of different panels whose scales have the same number of grades."""
    for counts, scale in alike:
        if len(counts) != scale.max - scale.min + 1:
            raise ValueError(f"{len(counts)} counts for a scale of {scale.max - scale.min + 1} grades")
    low, favourable_from = (np.array([getattr(scale, end) for _, scale in alike]) for end in ("min", "favourable_from"))
    columns = panel_measures(np.array([counts for counts, _ in alike], dtype=np.int64), low, favourable_from)
    rows = {name: (values.tolist(), known.tolist()) for name, (values, known) in columns.items()}
    return {
        one: Measures(
            counts=one[0],
            n=sum(one[0]),
            abstentions=0,
            **{name: values[place] for name, (values, known) in rows.items() if known[place]},
        )
        for place, one in enumerate(alike)
    }


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
