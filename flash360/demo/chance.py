"""Chance that falls the same on every machine: only sums and comparisons of uniform draws, from a named seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_SPREAD = 1.7320508
"""Brings the sum of four uniform draws, of variance 1/3, to variance 1."""


class Chance:
    """A stream of draws. The same name gives the same stream, whatever the machine, the clock and the hash seed."""

    def __init__(self, *name: object) -> None:
        self._random = random.Random(":".join(str(part) for part in name))

    def uniform(self, low: float = 0.0, high: float = 1.0) -> float:
        """A number of [low, high)."""
        return low + (high - low) * self._random.random()

    def whole(self, low: int, high: int) -> int:
        """A whole number, low and high included."""
        return low + int(self._random.random() * (high - low + 1))

    def happens(self, probability: float) -> bool:
        """Whether an event of that probability happens."""
        return self._random.random() < probability

    def bell(self, deviation: float) -> float:
        """A draw around 0 of that standard deviation, near to normal: four uniform draws added (no logarithm, whose
        last digit differs between machines).
        """
        draw = self._random.random
        return deviation * _SPREAD * (draw() + draw() + draw() + draw() - 2.0)

    def one(self, values: Sequence[T]) -> T:
        """One of the values, all as likely."""
        return values[int(self._random.random() * len(values))]

    def weighted(self, values: Sequence[T], weights: Sequence[float]) -> T:
        """One of the values, as likely as its weight."""
        left = self._random.random() * sum(weights)
        for value, weight in zip(values, weights, strict=True):
            left -= weight
            if left < 0:
                return value
        return values[-1]

    def shuffled(self, values: Sequence[T]) -> list[T]:
        """The values in another order (Fisher–Yates)."""
        order = list(values)
        for last in range(len(order) - 1, 0, -1):
            other = int(self._random.random() * (last + 1))
            order[last], order[other] = order[other], order[last]
        return order
