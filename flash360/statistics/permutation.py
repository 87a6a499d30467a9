"""Whether groups' grades differ more than chance would have it: exact permutation tests of ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import comb, inf, lcm, prod

import numpy as np
from numpy.typing import NDArray

from flash360.model import Counts
from flash360.statistics.grades import Whole
from flash360.statistics.sharing_out import TRIED, shared_out

ENUMERATED = 200_000
"""Up to so many arrangements of participants into groups, p is exact, whatever it costs."""
DRAWN = 100_000
"""So many arrangements stand for all where there are too many ways to share the participants out."""
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


def rank_test(groups: tuple[Counts, ...]) -> PermutationTest:
    """The permutation test of ranks of two groups or more, each its counts per grade on one scale, none of them empty.

    Two groups: two-sided test of the rank sum W, by |W − E(W)|. More: Kruskal–Wallis H. Ties have midranks. p is the share of
    the arrangements of all participants into groups of these sizes whose statistic is at least the observed one: exact up to
    ENUMERATED arrangements, and above wherever people of one grade, who are alike, leave few enough ways to share them out.
    Raises ValueError with fewer than two groups, or an empty one.
    Source: Lehmann, Nonparametrics, 1975, chapters 1 and 5.
    """
    if len(groups) < 2 or not all(map(any, groups)):
        raise ValueError("a rank test needs at least two groups, none of them empty")
    given = [counts for counts in zip(*groups, strict=True) if any(counts)]
    return _test(tuple(sorted(zip(*given, strict=True))))


@lru_cache(maxsize=65_536)
def _test(groups: tuple[Counts, ...]) -> PermutationTest:
    """The same: groups in any order, without the grades that nobody gave, have the same test."""
    sizes = tuple(map(sum, groups))
    table = np.array(groups, dtype=np.int64)
    totals = table.sum(axis=0)
    ranks = _doubled_midranks(totals)
    observed = _statistic((table @ ranks)[:, None], sizes)[0]
    number = _count(sizes)
    most = inf if number <= ENUMERATED else TRIED
    shared = shared_out(totals.tolist(), ranks.tolist(), sizes, most) if number < 2**62 else None
    found = _statistic(shared[0] if shared else _drawn_sums(np.repeat(ranks, totals), sizes), sizes)
    farthest = max(int(found.max()), int(observed))
    if shared:
        as_far, at_most = (int(shared[1][found >= limit].sum()) for limit in (observed, farthest))
        return PermutationTest(as_far / number, at_most / number, exact=True)
    as_far, at_most = (int(np.count_nonzero(found >= limit)) for limit in (observed, farthest))
    return PermutationTest((as_far + 1) / (DRAWN + 1), (at_most + 1) / (DRAWN + 1), exact=False)


def cliffs_delta(first: Counts, second: Counts) -> float:
    """Cliff's δ: the share of pairs where `first` gives more less the share where it gives less, from −1 to 1.

    first, second: counts per grade of two groups on one scale, none of them empty.
    Source: Cliff, Psychological Bulletin 114, 1993.
    """
    above, under, higher = 0, 0, sum(second)
    for own, other in zip(first, second, strict=True):
        higher -= other
        above += own * (under - higher)
        under += other
    return above / (sum(first) * under)


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


def _statistic(sums: NDArray[np.signedinteger], sizes: tuple[int, ...]) -> Whole:
    """A whole number that orders arrangements as the test's statistic does. sums: doubled rank sums, (groups, arrangements)."""
    if len(sizes) == 2:
        return np.abs(sums[0].astype(np.int64) - sizes[0] * (sum(sizes) + 1))
    common, found = lcm(*sizes), np.zeros(sums.shape[1], dtype=np.int64)
    for own, size in zip(sums, sizes, strict=True):
        found += own.astype(np.int64) ** 2 * (common // size)
    return found


def _count(sizes: tuple[int, ...]) -> int:
    """In how many ways participants go into groups of these sizes."""
    rest = [sum(sizes[place:]) for place in range(len(sizes))]
    return prod(comb(left, size) for left, size in zip(rest, sizes, strict=True))


def _drawn_sums(people: Whole, sizes: tuple[int, ...]) -> NDArray[np.signedinteger]:
    """Doubled rank sums of the groups in the arrangements drawn: (groups, arrangements).

    people: the doubled midrank of each participant.
    """
    places = _draws(len(people))
    everyone = int(people.sum())
    narrow = np.min_scalar_type(-everyone)  # no sum passes it; two bytes for a panel, which sum four times as fast
    own = people.astype(narrow)
    largest = sizes.index(max(sizes))
    sums = np.zeros((len(sizes), DRAWN), dtype=narrow)
    for group, (first, last) in enumerate(pairwise(np.cumsum((0, *sizes)))):
        for place in range(first, last) if group != largest else ():
            sums[group] += own.take(places[place], mode="clip")  # row by row: little memory at a time; every place is one
    sums[largest] = everyone - sums.sum(axis=0, dtype=narrow)
    return sums


@cache
def _draws(n: int) -> NDArray[np.signedinteger]:
    """DRAWN random orders of n participants, one a column, with a fixed seed; in as few bytes as hold a place."""
    places = np.arange(n, dtype=np.min_scalar_type(-n))
    orders = np.random.default_rng((SEED, n)).permuted(np.tile(places, (DRAWN, 1)), axis=1)
    return np.ascontiguousarray(orders.T)
