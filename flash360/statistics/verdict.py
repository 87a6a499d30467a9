"""The panel's verdict, by rule 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flash360.model import RULE, Axis, Counts, Scale, Verdict
from flash360.statistics.disagreement import splits
from flash360.statistics.grades import Flag, Panels, Whole, grade_at

MINIMUM = 5
"""Fewer grades than this on either axis conclude nothing."""
VERDICTS = tuple(Verdict)
"""A verdict's code in arrays is its place here."""
FAVOURABLE, WITH_RESERVATIONS, TO_REWORK, UNFAVOURABLE, INCONCLUSIVE = range(len(VERDICTS))


@dataclass(frozen=True, slots=True)
class Opinion:
    """The verdict of rule `rule`. rework_axis: the axis not favourable when the verdict is to rework.

    split: the axes where the panel is divided, to be said beside any verdict.
    """

    verdict: Verdict
    rework_axis: Axis | None
    split: tuple[Axis, ...]
    rule: int = RULE


@dataclass(frozen=True)
class AxisStates:
    """What the rule looks at on one axis of many sessions: number of grades, favourable or not, split or not."""

    n: Whole
    favourable: Flag
    split: Flag


def axis_states(panels: Panels, favourable: Whole) -> AxisStates:
    """The states of panels (shape (panels, grades)), `favourable` being each one's lowest favourable index.

    Favourable: the majority grade, lower median, is at or above it. An empty panel is neither favourable nor split.
    """
    n = panels.sum(axis=1)
    return AxisStates(n, (grade_at(panels, (n + 1) // 2) >= favourable) & (n > 0), splits(panels))


def verdict_codes(feasibility: AxisStates, impact: AxisStates) -> NDArray[np.int64]:
    """The verdicts of many sessions by rule 1, as places in VERDICTS."""
    both = feasibility.favourable & impact.favourable
    either = feasibility.favourable | impact.favourable
    return np.select(
        [
            np.minimum(feasibility.n, impact.n) < MINIMUM,
            both & (feasibility.split | impact.split),
            both,
            either,
        ],
        [INCONCLUSIVE, WITH_RESERVATIONS, FAVOURABLE, TO_REWORK],
        UNFAVOURABLE,
    )


def verdict(feasibility: Counts, feasibility_scale: Scale, impact: Counts, impact_scale: Scale) -> Opinion:
    """The verdict of one session by rule 1, from the counts of its participants' axis grades, lowest first.

    Fewer than five grades on either axis: inconclusive. Both majority grades favourable: favourable, or with
    reservations when an axis is split in two. One of them: to rework. None: unfavourable. A session
    without any vote has no verdict at all: do not ask for it.
    """
    axes = [
        axis_states(np.array([counts], dtype=np.int64), np.array([scale.favourable_from - scale.min]))
        for counts, scale in ((feasibility, feasibility_scale), (impact, impact_scale))
    ]
    found = VERDICTS[int(verdict_codes(*axes)[0])]
    pairs = list(zip((Axis.FEASIBILITY, Axis.IMPACT), axes, strict=True))
    weak = [axis for axis, state in pairs if not state.favourable[0]]
    return Opinion(
        verdict=found,
        rework_axis=weak[0] if found is Verdict.TO_REWORK else None,
        split=tuple(axis for axis, state in pairs if state.split[0]),
    )
