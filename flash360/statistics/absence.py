"""What the verdict would be without some participants."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from flash360.statistics.ballots import Ballots
from flash360.statistics.grades import Flag
from flash360.statistics.verdict import MINIMUM, AxisStates, axis_states, verdict_codes


def absent_some(cast: Ballots, absent: Flag) -> Ballots:
    """The ballots without some of their entries (`absent`, one flag per entry)."""
    return replace(cast, session=cast.session[~absent], person=cast.person[~absent], grade=cast.grade[~absent])


def absent_one(cast: Ballots, states: tuple[AxisStates, AxisStates]) -> tuple[Flag, Flag]:
    """For each entry, whether its participant's absence alone would change the session's verdict, and whether it would
    leave fewer than five grades on an axis.
    """
    without = [_without_one(cast, axis, states[axis]) for axis in (0, 1)]
    other = verdict_codes(*without)
    changed = other != verdict_codes(*states)[cast.session]
    return changed, np.minimum(without[0].n, without[1].n) < MINIMUM


def _without_one(cast: Ballots, axis: int, states: AxisStates) -> AxisStates:
    """The states of one axis without each participant in turn, one entry per ballot."""
    grade = cast.grade[:, axis]
    gave = grade >= 0
    n = states.n[cast.session] - gave
    favourable, split = states.favourable[cast.session], states.split[cast.session]
    place = np.full(len(states.n), -1)
    for sessions, panels in cast.panels(axis):
        place[:] = -1
        place[sessions] = np.arange(len(sessions))
        for removed in range(panels.shape[1]):
            concerned = gave & (grade == removed) & (place[cast.session] >= 0)
            fewer = panels.copy()
            fewer[:, removed] = np.maximum(fewer[:, removed] - 1, 0)
            found = axis_states(fewer, cast.favourable[sessions, axis])
            row = place[cast.session[concerned]]
            favourable[concerned], split[concerned] = found.favourable[row], found.split[row]
    return AxisStates(n, favourable, split)
