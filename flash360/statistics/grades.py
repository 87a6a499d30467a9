"""What the panel says: the majority grade, both middle grades, and the usual judgment that orders panels.

Many panels are measured at once: `Panels` holds one row per panel and one column per grade, lowest grade first.
Inside this package a grade is its index on the scale (0 is the lowest); the public measures add the scale's minimum.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from flash360.errors import NoGrades
from flash360.model import Counts

Panels = NDArray[np.int64]
"""Expressed grades counted, shape (panels, grades)."""
Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Flag = NDArray[np.bool_]


def one_panel(counts: Counts) -> Panels:
    """The counts of one panel as a table of one row. Raises NoGrades when nobody expressed a grade."""
    panel = np.asarray(counts, dtype=np.int64).reshape(1, -1)
    if panel.sum() == 0:
        raise NoGrades("Aucune note n'est exprimée : il n'y a rien à mesurer.")
    return panel


def grade_at(panels: Panels, rank: Whole | int) -> Whole:
    """The grade (index) of the given rank, 1 being the lowest grade expressed; one per panel."""
    ranks = np.broadcast_to(np.asarray(rank), len(panels))
    return (panels.cumsum(axis=1) < ranks[:, None]).sum(axis=1)


def majority_grades(panels: Panels) -> tuple[Whole, Whole]:
    """The lower and upper middle grades (indices) of each panel: ranks ⌈n/2⌉ and ⌊n/2⌋ + 1.

    The lower one is the majority grade: a strict majority gives it or better, and no higher grade has one.
    Source: Balinski & Laraki, Majority Judgment, MIT Press 2011.
    """
    n = panels.sum(axis=1)
    return grade_at(panels, (n + 1) // 2), grade_at(panels, n // 2 + 1)


def usual_judgments(panels: Panels) -> Real:
    """The usual judgment of each panel, in grade indices: α + ½·(p − q)/(1 − p − q).

    α is the majority grade, p and q the shares of grades above and below it. It lies within α ± ½ and orders
    panels of one scale; equal values are ties. Source: Fabre, Social Choice and Welfare 56, 2021.
    """
    lower, _ = majority_grades(panels)
    grades = np.arange(panels.shape[1])
    above = (panels * (grades > lower[:, None])).sum(axis=1)
    below = (panels * (grades < lower[:, None])).sum(axis=1)
    return lower + 0.5 * (above - below) / (panels.sum(axis=1) - above - below)


def majority_grade(counts: Counts, low: int = 0) -> tuple[int, int]:
    """The lower and upper middle grades of one panel on a scale that begins at `low`; equal when the middle is one grade.

    Raises NoGrades when nobody expressed a grade. Source: Balinski & Laraki 2011.
    """
    lower, upper = majority_grades(one_panel(counts))
    return int(lower[0]) + low, int(upper[0]) + low


def usual_judgment(counts: Counts, low: int = 0) -> float:
    """The usual judgment of one panel on a scale that begins at `low`, in grades.

    Raises NoGrades when nobody expressed a grade. Source: Fabre 2021.
    """
    return float(usual_judgments(one_panel(counts))[0]) + low
