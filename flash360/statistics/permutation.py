"""Whether groups' grades differ more than chance would have it: exact permutation tests of ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, pairwise
from math import comb, lcm, prod

import numpy as np
from numpy.typing import NDArray

from flash360.model import Counts
from flash360.statistics.grades import Whole

ENUMERATED = 200_000
"""Above this many arrangements of participants into groups, DRAWN of them stand for all."""
DRAWN = 100_000
SEED = 360
ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class PermutationTest:
    """p: share of arrangements at least as far apart as the groups are. smallest_p: what p would be for the farthest of all.

    exact: every arrangement was counted; else p rests on DRAWN of them, the real one added.
    """

    p: float
    smallest_p: float
    exact: bool

    @property
    def tested(self) -> bool:
        """Whether some arrangement could be significant at all; else the comparison says nothing."""
        return self.smallest_p <= ALPHA


@lru_cache(maxsize=65_536)
def rank_test(groups: tuple[Counts, ...]) -> PermutationTest:
    """The permutation test of ranks of two groups or more, each its counts per grade on one scale, none of them empty.

    Two groups: two-sided test of the rank sum W, by |W − E(W)|. More: Kruskal–Wallis H. Ties have midranks. p is the share of
    the arrangements of all participants into groups of these sizes whose statistic is at least the observed one; by full
    enumeration up to ENUMERATED arrangements. Raises ValueError with fewer than two groups, or an empty one.
    Source: Lehmann, Nonparametrics, 1975, chapters 1 and 5.
    """
    sizes = tuple(sum(counts) for counts in groups)
    if len(groups) < 2 or 0 in sizes:
        raise ValueError("a rank test needs at least two groups, none of them empty")
    table = np.array(groups, dtype=np.int64)
    ranks = _doubled_midranks(table.sum(axis=0))
    observed = _statistic(np.array([[int(counts @ ranks)] for counts in table]), sizes)[0]
    people = np.repeat(ranks, table.sum(axis=0))
    members, exact = _arrangements(sizes)
    ends = np.cumsum((0, *sizes))
    sums = np.array([people[members[:, a:b]].sum(axis=1) for a, b in pairwise(ends)])
    found = _statistic(sums, sizes)
    as_far, farthest = int((found >= observed).sum()), int((found >= max(found.max(), observed)).sum())
    if exact:
        return PermutationTest(as_far / len(found), farthest / len(found), exact=True)
    return PermutationTest((as_far + 1) / (len(found) + 1), (farthest + 1) / (len(found) + 1), exact=False)


def cliffs_delta(first: Counts, second: Counts) -> float:
    """Cliff's δ: the share of pairs where `first` gives more less the share where it gives less, from −1 to 1.

    first, second: counts per grade of two groups on one scale, none of them empty.
    Source: Cliff, Psychological Bulletin 114, 1993.
    """
    a, b = np.array(first), np.array(second)
    lower = b.cumsum() - b
    higher = b.sum() - b.cumsum()
    return float((a * (lower - higher)).sum() / (a.sum() * b.sum()))


def false_discovery(p_values: Sequence[float]) -> list[float]:
    """Benjamini–Hochberg adjusted p-values of one family: min over j ≥ i of m·p₍ⱼ₎/j, at most 1, in the order given.

    Source: Benjamini & Hochberg, Journal of the Royal Statistical Society B 57, 1995.
    """
    m = len(p_values)
    p = np.array(p_values, dtype=float)
    order = np.argsort(p, kind="stable")
    adjusted = np.empty(m)
    adjusted[order] = np.minimum.accumulate((p[order] * m / np.arange(1, m + 1))[::-1])[::-1].clip(max=1.0)
    return adjusted.tolist()


def _doubled_midranks(totals: Whole) -> Whole:
    """Twice the midrank of each grade among all participants: whole numbers, so that equal sums compare equal."""
    after = totals.cumsum()
    return 2 * after - totals + 1


def _statistic(sums: Whole, sizes: tuple[int, ...]) -> Whole:
    """A whole number that orders arrangements as the test's statistic does. sums: doubled rank sums, (groups, arrangements)."""
    if len(sizes) == 2:
        return np.abs(sums[0] - sizes[0] * (sum(sizes) + 1))
    common = lcm(*sizes)
    return (sums**2 * np.array([common // size for size in sizes])[:, None]).sum(axis=0)


@cache
def _draws(n: int) -> NDArray[np.int8]:
    """DRAWN random orders of n participants, with a fixed seed."""
    return np.random.default_rng((SEED, n)).permuted(np.tile(np.arange(n, dtype=np.int8), (DRAWN, 1)), axis=1)


@lru_cache(maxsize=64)
def _arrangements(sizes: tuple[int, ...]) -> tuple[NDArray[np.int8], bool]:
    """Arrangements of participants into groups of these sizes: one a row, group after group; and whether all are there."""
    n = sum(sizes)
    rest = [sum(sizes[place:]) for place in range(len(sizes))]
    if prod(comb(left, size) for left, size in zip(rest, sizes, strict=True)) > ENUMERATED:
        return _draws(n), False
    rows = np.arange(n, dtype=np.int8)[None, :]
    for place, size in enumerate(sizes[:-1]):
        done, left = n - rest[place], rest[place]
        chosen = np.array(list(combinations(range(left), size)), dtype=np.int64)
        free = np.ones((len(chosen), left), dtype=bool)
        np.put_along_axis(free, chosen, False, axis=1)
        others = np.nonzero(free)[1].reshape(len(chosen), left - size)
        order = done + np.concatenate([chosen, others], axis=1)
        whole = np.concatenate([np.broadcast_to(np.arange(done), (len(order), done)), order], axis=1)
        rows = rows[:, whole].reshape(-1, n)
    return rows, True
