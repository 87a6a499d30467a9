"""The joint grades of sessions' participants on the two axes, and the histograms they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from flash360.statistics.grades import Panels, Whole
from flash360.statistics.panel import AxisGrades


@dataclass(frozen=True)
class Ballots:
    """One entry per participant who has a grade on at least one axis.

    session: their session's place, ascending. person: their code. grade: shape (entries, 2), index of the grade on
    (feasibility, impact), −1 without one. grades, favourable: shape (sessions, 2), how many grades the axis's scale has and its
    lowest favourable index.
    """

    session: Whole
    person: Whole
    grade: Whole
    grades: Whole
    favourable: Whole

    def panels(self, axis: int) -> Iterator[tuple[Whole, Panels]]:
        """The histograms of one axis: for each number of grades, the sessions concerned and their panels."""
        known = self.grade[:, axis] >= 0
        width = int(self.grades[:, axis].max(initial=0))
        cells = self.session[known] * width + self.grade[known, axis]
        table = np.bincount(cells, minlength=len(self.grades) * width).reshape(len(self.grades), width)
        for grades in np.unique(self.grades[:, axis]).tolist():
            if grades >= 2:
                sessions = np.flatnonzero(self.grades[:, axis] == grades)
                yield sessions, table[sessions, :grades]


def ballots(found: AxisGrades) -> Ballots:
    """The ballots of the sessions of these axis grades, abstentions left out."""
    people = max(len(found.people), 1)
    axis, person = found.axis[found.expressed], found.person[found.expressed]
    keys, which = np.unique(axis // 2 * people + person, return_inverse=True)
    grade = np.full((len(keys), 2), -1)
    grade[which, axis % 2] = found.grade[found.expressed] - found.low[axis]
    return Ballots(
        session=keys // people,
        person=keys % people,
        grade=grade,
        grades=np.where(found.has_scale, found.high - found.low + 1, 0).reshape(-1, 2),
        favourable=(found.favourable_from - found.low).reshape(-1, 2),
    )
