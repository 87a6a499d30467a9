"""Themes that come more often than before, and those that come less: counted in sessions, with the doubt that leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

LEVEL = 0.95
FEW = 10
"""Fewer sessions than this in a period, and the reader is told that they are few."""


class Direction(StrEnum):
    """What the interval allows to say."""

    EMERGING = "emerging"
    FADING = "fading"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Trend:
    """A theme before and since a day: sessions in which it came, of how many.

    change: difference of the two shares, -1 to 1, with its interval; few: one of the periods has few sessions.
    """

    theme: str
    before: int
    before_of: int
    since: int
    since_of: int
    change: float
    low: float
    high: float
    direction: Direction
    few: bool


def trends(came: Mapping[str, tuple[int, int]], before_of: int, since_of: int) -> list[Trend]:
    """Each theme before a day and since, the largest changes first.

    came: by theme, the sessions in which it came before and since, of so many each. An interval that holds 0 says that
    nothing is known of the direction. Nothing is corrected for the number of themes: about one in twenty changes by chance.
    Empty when one of the periods has no session.
    Source: Newcombe, Statistics in Medicine 17, 1998, method 10 (Wilson limits, squared and added).
    """
    if not before_of or not since_of:
        return []
    found: list[Trend] = []
    for theme, (before, after) in came.items():
        low, high = change_interval(before, before_of, after, since_of)
        change = after / since_of - before / before_of
        direction = Direction.EMERGING if low > 0 else Direction.FADING if high < 0 else Direction.UNKNOWN
        few = min(before_of, since_of) < FEW
        found.append(Trend(theme, before, before_of, after, since_of, round(change, 9), low, high, direction, few))
    return sorted(found, key=lambda one: (-abs(one.change), one.theme))


def change_interval(before: int, before_of: int, since: int, since_of: int) -> tuple[float, float]:
    """Limits of the difference of two shares, since - before, each of a count of at least 1. Fractions of 1."""
    (p1, low1, high1), (p2, low2, high2) = _wilson(since, since_of), _wilson(before, before_of)
    low = p1 - p2 - ((p1 - low1) ** 2 + (high2 - p2) ** 2) ** 0.5
    high = p1 - p2 + ((high1 - p1) ** 2 + (p2 - low2) ** 2) ** 0.5
    return round(low, 9), round(high, 9)


def _wilson(count: int, of: int) -> tuple[float, float, float]:
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    share = count / of
    centre = (count + z * z / 2) / (of + z * z)
    half = z / (of + z * z) * (of * share * (1 - share) + z * z / 4) ** 0.5
    return share, centre - half, centre + half
