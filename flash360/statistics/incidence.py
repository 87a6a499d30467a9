"""How many ideas are realised as time goes, some being stopped and others still followed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike

from flash360.statistics.grades import Real

LEAST_EVENTS = 5
"""Below so many realisations, no limits."""


@dataclass(frozen=True)
class Incidence:
    """Cumulative incidence of realisation, with a stop as the competing event.

    curve: days, realised, low, high, stopped, followed: from day 0, one row per day with an event or an end of follow-up;
    fractions of 1; low and high are null below five realisations, and where they are undefined. n: sessions followed.
    realisations, stops: events seen.
    """

    curve: pa.Table
    n: int
    realisations: int
    stops: int

    def at(self, days: int) -> dict[str, Any]:
        """The row of the curve in force so many days after the session."""
        return [row for row in self.curve.to_pylist() if row["days"] <= days][-1]

    @property
    def known_until(self) -> int | None:
        """The day of the last news, after which the curve says nothing; None when every session had its end by then."""
        last = self.curve.slice(self.curve.num_rows - 1).to_pylist()[0]
        return None if last["realised"] + last["stopped"] > 1 - 1e-9 else last["days"]


class Term(NamedTuple):
    """One day's part of the incidence of realisation: waiting · realised / followed.

    days: since the session. waiting: the fraction neither realised nor stopped just before. realised: sessions realised that
    day, of the `followed` still waiting.
    """

    days: int
    waiting: float
    realised: int
    followed: int


def cumulative_incidence(days: ArrayLike, events: ArrayLike) -> Incidence:
    """The Aalen–Johansen estimate of realisation and of stopping.

    days: since the session, until the event or the end of follow-up. events: 1 realised, 2 stopped, 0 neither so far; same
    length, at least one (ValueError). Limits: 95 %, on the complementary log–log scale, F^exp(±1.96·se/(F·ln F)).
    Source: Aalen & Johansen 1978; Kalbfleisch & Prentice 2002, 8.2; estimates and errors by statsmodels.
    """
    # Slow to import, and only this measure needs it.
    from statsmodels.duration.survfunc import CumIncidenceRight

    time, status = np.asarray(days, dtype=float), np.asarray(events, dtype=np.int64)
    if not len(time):
        raise ValueError("nobody is followed")
    realisations, stops = int((status == 1).sum()), int((status == 2).sum())
    with np.errstate(all="ignore"):
        fitted = CumIncidenceRight(time, status) if realisations + stops else None
        moments: Real = np.unique(time) if fitted is None else np.asarray(fitted.times)
        realised, error = _cause(fitted, 0, len(moments))
        stopped, _ = _cause(fitted, 1, len(moments))
        half = np.exp(1.959963984540054 * error / (realised * np.log(realised)))
        low, high = realised ** (1 / half), realised**half
    low, high = np.minimum(low, high), np.maximum(low, high)
    shown = np.isfinite(low) & np.isfinite(high) & (realisations >= LEAST_EVENTS)
    start = np.zeros(1)
    followed = len(time) - np.searchsorted(np.sort(time), moments)
    return Incidence(
        curve=pa.table(
            {
                "days": pa.array(np.concatenate([start, moments]).astype(np.int64), pa.int32()),
                "realised": pa.array(np.concatenate([start, realised])),
                "low": pa.array(np.concatenate([start, low]), mask=np.concatenate([[True], ~shown])),
                "high": pa.array(np.concatenate([start, high]), mask=np.concatenate([[True], ~shown])),
                "stopped": pa.array(np.concatenate([start, stopped])),
                "followed": pa.array(np.concatenate([[len(time)], followed]).astype(np.int64), pa.int32()),
            }
        ),
        n=len(time),
        realisations=realisations,
        stops=stops,
    )


def terms(incidence: Incidence, until: int) -> list[Term]:
    """What the incidence of realisation adds up, one term per day with a realisation, up to `until` days.

    Their sum is the curve's own value at `until`. Source: Aalen & Johansen 1978.
    """
    found, rows = list[Term](), incidence.curve.to_pylist()
    for before, row in pairwise(rows):
        waiting = 1 - before["realised"] - before["stopped"]
        risen = row["realised"] - before["realised"]
        if risen > 0 and row["days"] <= until:
            found.append(Term(row["days"], waiting, round(risen * row["followed"] / waiting), row["followed"]))
    return found


def _cause(fitted: Any, cause: int, size: int) -> tuple[Real, Real]:
    """The incidence and standard error of one cause; zero when it was never seen."""
    if fitted is None or cause >= len(fitted.cinc):
        return np.zeros(size), np.zeros(size)
    return np.asarray(fitted.cinc[cause], dtype=float), np.asarray(fitted.cinc_se[cause], dtype=float)
