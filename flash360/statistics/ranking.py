"""A fair ranking of sessions: shrunk towards the programme, with how sure each place is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360.model import Axis
from flash360.statistics.grades import Real, Whole
from flash360.statistics.hierarchy import Hierarchy, hierarchy, moment_spread
from flash360.statistics.share import DECIMALS
from flash360.statistics.verdict import MINIMUM

NEIGHBOURS = 0.8
"""Neighbours share a band while the band's first is above them with less than this probability."""
BLOCK = 200
"""Sessions compared with a band's head at once."""
LARGEST_SPREAD = 50.0
"""No set of positions from 0 to 100 has a larger standard deviation: the end of the grid of τ."""
SMALLEST_VARIANCE = 25**2 / 12
"""When every panel is unanimous: the variance, in squared points, of rounding to one of five grades."""


@dataclass(frozen=True)
class Ranking:
    """The sessions of one axis, first to last, and what the model found.

    table: one row per session with at least five grades: session_id, rank (equal means share it), raw_rank (by position
    alone), n, position, mean, low, high (posterior, points of 100, 95 %), top (probability of being among the first k),
    band (from 1: those that the band's first is not surely above), above_next (probability of being above the next
    row, null for the last).
    within: pooled within-panel variance, squared points. centre, spread: posterior means of μ and τ, points.
    spread_moments: τ by DerSimonian–Laird, a cross-check. left_out: sessions with fewer than five grades.
    """

    table: pa.Table
    k: int
    within: float | None
    centre: float | None
    spread: float | None
    spread_moments: float | None
    left_out: int


def ranking(measured: pa.Table, axis: Axis, k: int = 5) -> Ranking:
    """The fair ranking of sessions on one axis.

    measured: session_id and the columns <axis>_n, <axis>_position (points of 100) and <axis>_position_variance of
    `session_measures`. Sessions without a grade are ignored, those with fewer than five counted in `left_out`.
    Model: position ~ N(θ, s²/n), θ ~ N(μ, τ²), s² the within-panel variance pooled over sessions, Σ(n − 1)·s²ᵢ / Σ(n − 1): a
    panel's own would give a unanimous panel infinite weight. Source: Gelman et al. 2013, 5.4; Goldstein & Spiegelhalter 1996.
    """
    ids = measured["session_id"]
    by_id = pc.sort_indices(ids).to_numpy()  # type: ignore[attr-defined]
    n = pc.fill_null(measured[f"{axis}_n"], 0).to_numpy().astype(np.int64)[by_id]
    kept = by_id[n >= MINIMUM]
    left_out = int(((n > 0) & (n < MINIMUM)).sum())
    if not len(kept):
        return Ranking(_table(pa.array([], pa.string()), *(np.array([]) for _ in range(9))), k, None, None, None, None, left_out)
    y = measured[f"{axis}_position"].to_numpy().astype(float)[kept]
    variances = measured[f"{axis}_position_variance"].to_numpy().astype(float)[kept]
    size = n[n >= MINIMUM]
    within = float(((size - 1) * variances).sum() / (size - 1).sum())
    noise = (within or SMALLEST_VARIANCE) / size
    first, alike, count = _alike(y, size)
    model = hierarchy(y[first], noise[first], LARGEST_SPREAD, count)
    means = model.means().round(DECIMALS)
    place = _in_order(means, model.y)[alike]
    order = np.argsort(place.astype(np.min_scalar_type(len(count))), kind="stable")  # equal ones stay by session_id
    ordered = alike[order]
    columns = (
        _places(means, count)[alike],
        _places(model.y.round(DECIMALS), count)[alike],
        size,
        y,
        means[alike],
        model.quantiles(0.025).round(DECIMALS)[alike],
        model.quantiles(0.975).round(DECIMALS)[alike],
        model.among_first(k)[alike],
    )
    table = _table(
        ids.take(pa.array(kept[order])),
        *(column[order] for column in columns),
        _bands(model, ordered),
        _above_next(model, ordered),
    )
    spread = float(model.weight @ model.tau)
    return Ranking(table, k, within, float(model.weight @ model.centre), spread, moment_spread(y, noise), left_out)


def _alike(y: Real, size: Whole) -> tuple[Whole, Whole, Whole]:
    """Sessions of one mean and one size are a set: a session of each set, the set of each session, the sessions of each set."""
    code = pa.array(y).dictionary_encode().indices.to_numpy().astype(np.int64)
    key = code * (int(size.max()) + 1) + size
    count = np.bincount(key)
    first = np.empty_like(count)
    first[key] = np.arange(len(key))
    found = np.flatnonzero(count)
    found = found[np.lexsort((size[first[found]], y[first[found]]))]  # whatever the order of the sessions
    at = np.empty_like(count)
    at[found] = np.arange(len(found))
    return first[found], at[key], count[found]


def _in_order(means: Real, y: Real) -> Whole:
    """The place of each set: by posterior mean from the highest, then by its own; sets that share both share it."""
    pairs = np.column_stack([-means, -y])
    return np.unique(pairs, axis=0, return_inverse=True)[1].ravel()


def _above_next(model: Hierarchy, ordered: Whole) -> Real:
    """The probability of being above the next, in an order of sets: a half for two of one set."""
    above = np.full(max(len(ordered) - 1, 0), 0.5)
    ends = np.flatnonzero(ordered[1:] != ordered[:-1])
    above[ends] = model.exceeds(ordered[ends], ordered[ends + 1]).round(DECIMALS)
    return above


def _bands(model: Hierarchy, ranked: Whole) -> Whole:
    """The band of each place of the order, from 1: a band ends before the first session that its head is above with NEIGHBOURS.

    ranked: place in the model of each session, in order; neighbours that share one share a band. Compared with its head
    rather than from one session to the next: in a large programme no two neighbours are ever apart.
    """
    new = np.concatenate([[True], ranked[1:] != ranked[:-1]])
    order, run = ranked[new], np.cumsum(new) - 1
    bands = np.ones(len(order), dtype=np.int64)
    head = 0
    for start in range(1, len(order), BLOCK):
        block = np.arange(start, min(start + BLOCK, len(order)))
        while len(block):
            apart = np.flatnonzero(model.exceeds(np.full(len(block), order[head]), order[block]) >= NEIGHBOURS)
            if not len(apart):
                break
            head = int(block[apart[0]])
            bands[head:] += 1
            block = block[apart[0] + 1 :]
    return bands[run]


def _places(values: Real, count: Whole) -> Whole:
    """The rank of the sessions of each set from the highest value, equal values sharing the first of their places."""
    distinct, at = np.unique(-values, return_inverse=True)
    sessions = np.bincount(at.ravel(), count, len(distinct)).astype(np.int64)
    return (1 + sessions.cumsum() - sessions)[at.ravel()]


def _table(ids: pa.Array | pa.ChunkedArray, *columns: Real | Whole) -> pa.Table:
    names = ("rank", "raw_rank", "n", "position", "mean", "low", "high", "top", "band", "above_next")
    whole = {"rank", "raw_rank", "n", "band"}
    arrays = {
        name: pa.array(values, pa.int32() if name in whole else pa.float64())
        for name, values in zip(names, columns, strict=False)
    }
    above = columns[-1].tolist() if len(columns) == len(names) else []
    arrays["above_next"] = pa.array([*above, None][: len(ids)], pa.float64())
    return pa.table({"session_id": ids, **arrays})
