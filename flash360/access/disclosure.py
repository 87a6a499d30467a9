"""Small groups stay hidden: which groups may be shown so that nobody's vote follows from what is published. Pure.

What a reader of a session is told: the whole panel's tally (how many people gave each grade, how many gave none), the groups
that were in the room, and for each group that is shown its size and its tally. Of hidden groups, not even the size is told,
only that one of them is small. The attacker is anyone who reads all of it, adds, subtracts and knows this rule.

Let S people be in the hidden groups H, and R(g) of them have given grade g. A hidden group has between 1 and
m = min(S − |H| + 1, smallest group shown) people, for the smallest are hidden first. Its count of grade g may then be any
whole number from max(0, 1 + R(g) − S) to min(R(g), m): a transportation polytope has whole vertices, so that these bounds,
which linear programming proves in the tests, are reached, with everything between.

Source: Willenborg & de Waal, *Elements of Statistical Disclosure Control*, 2001, on secondary suppression.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeVar

Group = TypeVar("Group", bound=Hashable)
Tally = Sequence[int]
"""People per grade, and at the end those who gave none: their sum is the group's size."""

POSSIBLE: Final = 3
"""How many values a hidden count must keep for a reader of all that is published."""


def hidden_groups(sizes: Mapping[Group, int], tallies: Sequence[Mapping[Group, Tally]], small: int) -> frozenset[Group]:
    """The groups of a panel that must not be shown: the small ones, and those that would give them away, smallest first.

    sizes: people per group, those in the room only. tallies: for each question, the tally of each group. small: the number
    of people below which a group is small. With no small group nothing is hidden. Otherwise each hidden count keeps at least
    POSSIBLE values, or as many as the whole panel's tally alone leaves it: a grade that one person gave was given by one.
    """
    ascending = sorted(sizes, key=lambda group: (sizes[group], str(group)))
    hidden = [group for group in ascending if sizes[group] < small]
    shown = [group for group in ascending if sizes[group] >= small]
    while hidden and shown and not _safe(hidden, sizes, tallies):
        hidden.append(shown.pop(0))
    return frozenset(hidden)


def panel_too_small(people: int, small: int) -> bool:
    """Whether a whole panel is a small group: then nothing of its votes is shown, not even together."""
    return 0 < people < small


def isolates(kept: Mapping[Group, int], everyone: Mapping[Group, int], small: int) -> bool:
    """Whether a filter would single people out: what it keeps, or what it leaves out, is a small group."""
    inside = sum(kept.values())
    outside = sum(everyone.values()) - inside
    return 0 < inside < small or 0 < outside < small


def unanimous(tally: Tally) -> bool:
    """Whether all who are in it gave the same grade: to show it tells the vote of each."""
    *grades, without = tally
    return not without and sum(count > 0 for count in grades) == 1


def bounds(total: int, people: int, groups: int, most: int) -> tuple[int, int]:
    """The smallest and the largest number of people of one hidden group who may have given a grade.

    total: how many of the hidden did; people, groups: how many are hidden; most: the largest size a hidden group may have.
    """
    smallest, largest = max(1, people - (groups - 1) * most), min(people - groups + 1, most)
    return max(0, smallest + total - people), min(total, largest)


def _safe(hidden: Sequence[Group], sizes: Mapping[Group, int], tallies: Sequence[Mapping[Group, Tally]]) -> bool:
    if len(hidden) < 2:
        return False  # the total minus the others
    people, everyone = sum(sizes[group] for group in hidden), sum(sizes.values())
    most = min((size for group, size in sizes.items() if group not in hidden), default=everyone)
    for tally in tallies:
        for whole, rest in zip(_sum(tally, sizes), _sum(tally, hidden), strict=True):
            alone = _values(bounds(whole, everyone, len(sizes), everyone))
            if _values(bounds(rest, people, len(hidden), most)) < min(POSSIBLE, alone):
                return False
    return True


def _sum(tally: Mapping[Group, Tally], groups: Sequence[Group] | Mapping[Group, int]) -> list[int]:
    return [sum(counts) for counts in zip(*(tally[group] for group in groups), strict=True)]


def _values(ends: tuple[int, int]) -> int:
    return ends[1] - ends[0] + 1
