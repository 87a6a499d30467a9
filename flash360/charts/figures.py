"""What some charts are drawn from, apart from the library that draws: for those who count and draw nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from flash360.charts.values import numbers
from flash360.model import Aspect, Axis, Counts


@dataclass(frozen=True, slots=True)
class CriterionCounts:
    """One criterion's votes: its label and aspect, its counts per grade, its abstentions, and whether it splits the panel."""

    label: str
    aspect: Aspect | None
    counts: Counts
    abstentions: int = 0
    disagreement: bool = False
    is_global: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """The mean positions of the programme's sessions on an axis (0 to 100): how many, their deciles and their quartiles."""

    sessions: int
    low: float = 0
    first: float = 0
    median: float = 0
    third: float = 0
    high: float = 0


def band(positions: np.ndarray) -> Band:
    """The band of these positions."""
    return Band(len(positions), *(np.percentile(positions, [10, 25, 50, 75, 90]).tolist() if len(positions) else ()))


def bands(programme: pa.Table) -> dict[Axis, Band]:
    """Where the sessions of the programme stand on the axes, those whose votes are not known left out."""
    positions = {axis: numbers(programme, f"{axis}_position") for axis in Axis}
    return {axis: band(values[values == values]) for axis, values in positions.items()}
