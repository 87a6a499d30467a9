"""Whether a session's share of favourable grades is more than chance away from the programme's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.special import bdtr

from flash360.model import Axis
from flash360.statistics.grades import Real, Whole

LEVELS = (0.95, 0.998)


@dataclass(frozen=True)
class Funnel:
    """Shares of favourable grades on one axis against n, with limits around the programme's share.

    share: the programme's, all grades of all sessions together; None without any. points: session_id, n, favourable,
    share, outside (0 within both limits, ±1 beyond the 95 % ones, ±2 beyond the 99.8 % ones, the sign saying which side).
    limits: n, low_95, high_95, low_998, high_998, fractions of 1, for each n from 1 to the largest.
    """

    share: float | None
    points: pa.Table
    limits: pa.Table


def funnel(measured: pa.Table, axis: Axis) -> Funnel:
    """The funnel of one axis. measured: session_id, <axis>_n and <axis>_share of `session_measures`.

    Sessions without a grade are left out. Source: Spiegelhalter, Statistics in Medicine 24, 2005, with the exact binomial.
    """
    n = pc.fill_null(measured[f"{axis}_n"], 0).to_numpy().astype(np.int64)
    kept = np.flatnonzero(n > 0)
    size = n[kept]
    share = measured[f"{axis}_share"].to_numpy().astype(float)[kept]
    favourable = np.rint(share * size).astype(np.int64)
    overall = float(favourable.sum() / size.sum()) if len(size) else 0.0
    sizes = np.arange(1, int(size.max(initial=0)) + 1)
    ends = [end for level in LEVELS for end in binomial_limits(sizes, overall, level)]
    outside = np.zeros(len(size), dtype=np.int64)
    for step in (0, 1):
        low, high = ends[2 * step][size - 1], ends[2 * step + 1][size - 1]
        outside += (favourable > high).astype(np.int64) - (favourable < low)
    names = ("low_95", "high_95", "low_998", "high_998")
    return Funnel(
        share=overall if len(size) else None,
        points=pa.table(
            {
                "session_id": measured["session_id"].take(pa.array(kept)),
                "n": pa.array(size, pa.int32()),
                "favourable": pa.array(favourable, pa.int32()),
                "share": pa.array(share),
                "outside": pa.array(outside, pa.int32()),
            }
        ),
        limits=pa.table(
            {"n": pa.array(sizes, pa.int32())} | {name: pa.array(end / sizes) for name, end in zip(names, ends, strict=True)}
        ),
    )


def binomial_limits(n: Whole, share: float, level: float) -> tuple[Whole, Whole]:
    """The least and the most successes that binomial(n, share) exceeds on neither side with more than (1 − level)/2.

    Exact quantiles: the smallest x with P(X ≤ x) ≥ (1 − level)/2, and ≥ (1 + level)/2. n: whole numbers from 1.
    """
    if not len(n):
        return n, n
    successes = np.arange(int(n.max()) + 1)
    cumulated: Real = np.where(successes > n[:, None], 1.0, bdtr(np.minimum(successes, n[:, None]), n[:, None], share))
    tail = (1 - level) / 2
    return (cumulated < tail).sum(axis=1), (cumulated < 1 - tail).sum(axis=1)
