"""How solid a verdict is: how many participants would have to change their vote, and whose absence would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from flash360.model import Scale, Verdict
from flash360.statistics.absence import absent_one, absent_some
from flash360.statistics.ballots import Ballots
from flash360.statistics.changes import splitting_costs, turning_costs
from flash360.statistics.grades import Whole
from flash360.statistics.joint_changes import both_ends_cost
from flash360.statistics.verdict import (
    FAVOURABLE,
    INCONCLUSIVE,
    VERDICTS,
    WITH_RESERVATIONS,
    AxisStates,
    axis_states,
    verdict_codes,
)

NEVER = -1
"""In arrays: no change of expressed grades could change this verdict."""


@dataclass(frozen=True, slots=True)
class CollegeAbsence:
    """What the absence of a whole collège would do.

    verdict: the one without it. too_few: fewer than five grades would be left on an axis.
    """

    college: str
    verdict: Verdict
    too_few: bool


@dataclass(frozen=True, slots=True)
class Solidity:
    """How solid the verdict of one session is.

    voters: participants with a grade on at least one axis. flips: the smallest number of them whose grades would have to
    change for the verdict to change; None when no change could (an inconclusive verdict). pivotal: participants whose
    absence alone would change the verdict to another that concludes. too_few: participants whose absence alone would
    merely leave fewer than five grades on an axis. colleges: the collèges whose absence would change the verdict, either way.
    """

    verdict: Verdict
    voters: int
    flips: int | None
    pivotal: int
    too_few: int
    colleges: tuple[CollegeAbsence, ...]


def solidity(
    grades: Sequence[tuple[int | None, int | None]],
    feasibility: Scale,
    impact: Scale,
    colleges: Sequence[str | None] | None = None,
) -> Solidity:
    """The solidity of one session's verdict: exact, not simulated.

    grades: each participant's grades on (feasibility, impact), None without one; those without any are left out.
    feasibility, impact: the scales of the two axes. colleges: each participant's collège, in the same order. Same people,
    same answer: results are kept.
    """
    people = zip(grades, colleges or [None] * len(grades), strict=True)
    known = [(pair, college) for pair, college in people if pair != (None, None)]
    return _of_people(tuple(sorted(known, key=repr)), feasibility, impact)


@lru_cache(maxsize=4_096)
def _of_people(
    people: tuple[tuple[tuple[int | None, int | None], str | None], ...], feasibility: Scale, impact: Scale
) -> Solidity:
    """Of those who expressed a grade, each with their collège, in whatever order."""
    lows = (feasibility.min, impact.min)
    table = [[-1 if grade is None else grade - low for grade, low in zip(pair, lows, strict=True)] for pair, _ in people]
    cast = Ballots(
        session=np.zeros(len(people), dtype=np.int64),
        person=np.arange(len(people), dtype=np.int64),
        grade=np.array(table, dtype=np.int64).reshape(-1, 2),
        grades=np.array([[scale.max - scale.min + 1 for scale in (feasibility, impact)]]),
        favourable=np.array([[scale.favourable_from - scale.min for scale in (feasibility, impact)]]),
    )
    states = session_states(cast)
    code = int(verdict_codes(*states)[0])
    flips = int(fewest_flips(cast, states)[0])
    changed, too_few = absent_one(cast, states)
    return Solidity(
        verdict=VERDICTS[code],
        voters=len(people),
        flips=None if flips == NEVER else flips,
        pivotal=int((changed & ~too_few).sum()),
        too_few=int((changed & too_few).sum()),
        colleges=tuple(_pivotal_colleges(cast, code, [college for _, college in people])),
    )


def session_states(cast: Ballots) -> tuple[AxisStates, AxisStates]:
    """What the rule looks at on the two axes, one entry per session."""
    return _axis_states(cast, 0), _axis_states(cast, 1)


def fewest_flips(cast: Ballots, states: tuple[AxisStates, AxisStates]) -> Whole:
    """For each session, the smallest number of participants whose grades would have to change, on both axes at once, for
    the verdict to change; NEVER where none could.

    Only expressed grades change, each to any other grade of its scale. One axis is enough to leave any verdict but one: with
    reservations and both axes split, where turning an axis is compared with ending both splits at once.
    """
    code = verdict_codes(*states)
    turning, splitting = (np.zeros((len(code), 2), dtype=np.int64) for _ in range(2))
    for axis in (0, 1):
        for sessions, panels in cast.panels(axis):
            turning[sessions, axis] = turning_costs(panels, cast.favourable[sessions, axis])
            splitting[sessions, axis] = splitting_costs(panels)
    turn = turning.min(axis=1)
    split = np.column_stack([state.split for state in states])
    ending = np.where(split, splitting, 0).max(axis=1)
    flips = np.select(
        [code == INCONCLUSIVE, code == FAVOURABLE, code == WITH_RESERVATIONS],
        [np.full(len(code), NEVER), np.minimum(turn, splitting.min(axis=1)), np.minimum(turn, ending)],
        turn,
    )
    both = (code == WITH_RESERVATIONS) & split.all(axis=1)
    bound = np.minimum(turn, splitting.sum(axis=1))
    flips[both] = bound[both]
    bounds = np.searchsorted(cast.session, np.arange(len(code) + 1))
    for session in np.flatnonzero(both & (ending < bound)).tolist():
        grade = cast.grade[bounds[session] : bounds[session + 1]]
        sizes = int(cast.grades[session, 0]), int(cast.grades[session, 1])
        flips[session] = both_ends_cost(grade[:, 0], grade[:, 1], sizes, bound=int(bound[session]))
    return flips


def _axis_states(cast: Ballots, axis: int) -> AxisStates:
    size = len(cast.grades)
    states = AxisStates(np.zeros(size, np.int64), np.zeros(size, bool), np.zeros(size, bool))
    for sessions, panels in cast.panels(axis):
        found = axis_states(panels, cast.favourable[sessions, axis])
        states.n[sessions], states.favourable[sessions], states.split[sessions] = found.n, found.favourable, found.split
    return states


def _pivotal_colleges(cast: Ballots, code: int, colleges: Sequence[str | None]) -> list[CollegeAbsence]:
    found: list[CollegeAbsence] = []
    for college in sorted({name for name in colleges if name is not None}):
        absent = np.array([name == college for name in colleges])
        without = session_states(absent_some(cast, absent))
        other = int(verdict_codes(*without)[0])
        if other != code:
            found.append(CollegeAbsence(college, VERDICTS[other], VERDICTS[other] is Verdict.INCONCLUSIVE))
    return found
