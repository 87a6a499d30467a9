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
    totals = table.sum(axis=0)
    ranks = _doubled_midranks(totals)
    observed = _statistic((table @ ranks)[:, None], sizes)[0]
    exact = _count(sizes) <= ENUMERATED
    if exact and len(sizes) == 2:
        found, times = _rank_sums(totals, ranks, sizes)
    else:
        found = _statistic(_sums(np.repeat(ranks, totals), sizes, exact), sizes)
        times = np.ones(len(found), dtype=np.int64)
    number, farthest = int(times.sum()), max(int(found.max()), int(observed))
    as_far, at_most = (int(times[found >= limit].sum()) for limit in (observed, farthest))
    if exact:
        return PermutationTest(as_far / number, at_most / number, exact=True)
    return PermutationTest((as_far + 1) / (number + 1), (at_most + 1) / (number + 1), exact=False)


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


def _rank_sums(totals: Whole, ranks: Whole, sizes: tuple[int, ...]) -> tuple[Whole, Whole]:
    """The statistics that two groups may have, and in how many arrangements each: grade by grade, those of one grade being alike.

    totals: participants per grade; ranks: their doubled midranks.
    """
    first, largest = sizes[0], int((totals * ranks).sum())
    ways = np.zeros((first + 1, largest + 1), dtype=np.int64)  # by how many are in the first group, and their rank sum
    ways[0, 0] = 1
    for total, rank in zip(totals.tolist(), ranks.tolist(), strict=True):
        before, ways = ways, np.zeros_like(ways)
        for taken in range(min(total, first) + 1):
            ways[taken:, taken * rank :] += comb(total, taken) * before[: first + 1 - taken, : largest + 1 - taken * rank]
    sums = np.flatnonzero(ways[first])
    return _statistic(np.stack([sums, largest - sums]), sizes), ways[first, sums]


def _sums(people: Whole, sizes: tuple[int, ...], exact: bool) -> NDArray[np.signedinteger]:
    """Doubled rank sums of the groups, in every arrangement of these people or in those drawn: (groups, arrangements).

    people: the doubled midrank of each participant.
    """
    places = _arrangements(sizes) if exact else _draws(len(people))
    everyone = int(people.sum())
    narrow = np.min_scalar_type(-everyone)  # no sum passes it; two bytes for a panel, which sum four times as fast
    own = people.astype(narrow)
    largest = sizes.index(max(sizes))
    sums = np.zeros((len(sizes), places.shape[1]), dtype=narrow)
    for group, (first, last) in enumerate(pairwise(np.cumsum((0, *sizes)))):
        for place in range(first, last) if group != largest else ():
            sums[group] += own.take(places[place], mode="clip")  # row by row: little memory at a time; every place is one
    sums[largest] = everyone - sums.sum(axis=0, dtype=narrow)
    return sums


def _places(n: int) -> NDArray[np.signedinteger]:
    """Participants by their place, in as few bytes as hold it: one for a panel."""
    return np.arange(n, dtype=np.min_scalar_type(-n))


@cache
def _draws(n: int) -> NDArray[np.signedinteger]:
    """DRAWN random orders of n participants, one a column, with a fixed seed."""
    orders = np.random.default_rng((SEED, n)).permuted(np.tile(_places(n), (DRAWN, 1)), axis=1)
    return np.ascontiguousarray(orders.T)


@lru_cache(maxsize=64)
def _arrangements(sizes: tuple[int, ...]) -> NDArray[np.signedinteger]:
    """Every arrangement of participants into groups of these sizes: one a column, group after group."""
    n = sum(sizes)
    rest = [sum(sizes[place:]) for place in range(len(sizes))]
    rows = _places(n)[None, :]
    for place, size in enumerate(sizes[:-1]):
        done, left = n - rest[place], rest[place]
        chosen = np.array(list(combinations(range(left), size)), dtype=np.int64)
        free = np.ones((len(chosen), left), dtype=bool)
        np.put_along_axis(free, chosen, False, axis=1)
        others = np.nonzero(free)[1].reshape(len(chosen), left - size)
        order = done + np.concatenate([chosen, others], axis=1)
        whole = np.concatenate([np.broadcast_to(np.arange(done), (len(order), done)), order], axis=1)
        rows = rows[:, whole].reshape(-1, n)
    return np.ascontiguousarray(rows.T)
