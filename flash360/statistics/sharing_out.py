"""Every way of sharing people out among groups, those of one grade being alike: their rank sums, and how many ways each is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import comb, prod

import numpy as np
from numpy.typing import NDArray

from flash360.statistics.grades import Whole

TRIED = 400_000
"""Above so many ways to try at one grade, `shared_out` gives up: it would take more than a few milliseconds."""
_BITS = 62


def shared_out(
    totals: Sequence[int], ranks: Sequence[int], sizes: tuple[int, ...], most: float
) -> tuple[NDArray[np.int64], Whole] | None:
    """The rank sums of the groups, (groups, ways), and in how many arrangements of the people each way is found, (ways,).

    totals: people per grade, none zero; ranks: the rank of each grade, whole; sizes: people per group, as many in all. The
    arrangements must be fewer than 2⁶². most: None comes back when there are more to try at one grade, or when a state does
    not fit in a number.

    A state is one number: for each group the places taken, each field starting so that a bit of guard is set once its group is
    overfull, then the rank sums of all groups but the last. Giving the people of one grade to groups is then one addition.
    """
    order = sorted(range(len(sizes)), key=lambda group: sizes[group])  # the largest last: its sum is what the others leave
    rooms = tuple(sizes[group] for group in order)
    everything = sum(total * rank for total, rank in zip(totals, ranks, strict=True))
    width, wide = max(rooms).bit_length() + 1, (rooms[-2] * max(ranks)).bit_length()
    full, span = (1 << (width - 1)) - 1, width * len(rooms)
    if span + wide * (len(rooms) - 1) > _BITS:
        return None
    taken = np.array([1 << (width * place) for place in range(len(rooms))], dtype=np.int64)
    summed = np.array([1 << (span + wide * place) for place in range(len(rooms) - 1)] + [0], dtype=np.int64)
    overfull = int(taken.sum()) << (width - 1)
    states = np.array([sum((full - room) << (width * place) for place, room in enumerate(rooms))], dtype=np.int64)
    times = np.ones(1, dtype=np.int64)
    *first, last = sorted(zip(totals, ranks, strict=True))  # the largest last: what is left goes there, nothing is tried
    for total, rank in first:
        if len(states) * prod(min(total, room) + 1 for room in rooms[:-1]) > most:
            return None
        given, ways = _given(total, rooms)
        tried = (states[:, None] + given @ (taken + rank * summed)).ravel()
        kept = np.flatnonzero((tried & overfull) == 0)
        states, times = tried[kept], (times[:, None] * ways).ravel()[kept]
    given, ways = _given(last[0], rooms)
    places = given @ taken
    by_place = places.argsort()
    wanted = int(full * taken.sum()) - (states & ((1 << span) - 1))
    found = by_place[places.searchsorted(wanted, sorter=by_place)]
    states, times = states + (last[1] * (given @ summed))[found], times * ways[found]
    sums = np.empty((len(sizes), len(states)), dtype=np.int64)
    for place, group in enumerate(order[:-1]):
        sums[group] = (states >> (span + wide * place)) & ((1 << wide) - 1)
    sums[order[-1]] = everything - sums[order[:-1]].sum(axis=0)
    return sums, times


@lru_cache(maxsize=4_096)
def _given(total: int, rooms: tuple[int, ...]) -> tuple[Whole, Whole]:
    """How many of so many people each group may take, (ways, groups), and how many choices of people each way is."""
    found: list[tuple[int, ...]] = []
    times: list[int] = []

    def give(left: int, taken: tuple[int, ...], ways: int) -> None:
        room = rooms[len(taken)]
        if len(taken) == len(rooms) - 1:
            if left <= room:
                found.append((*taken, left))
                times.append(ways)
            return
        for number in range(min(left, room) + 1):
            give(left - number, (*taken, number), ways * comb(left, number))

    give(total, (), 1)
    return np.array(found, dtype=np.int64), np.array(times, dtype=np.int64)
