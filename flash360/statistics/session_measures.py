"""The finished measures of sessions, as the base keeps them: one row per session."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from flash360.model import RULE
from flash360.statistics.absence import absent_one
from flash360.statistics.ballots import Ballots, ballots
from flash360.statistics.grades import Flag, Whole
from flash360.statistics.measures import FLAG_FIELDS, REAL_FIELDS, WHOLE_FIELDS, panel_measures
from flash360.statistics.panel import AXES, AxisGrades, grades_by_axis
from flash360.statistics.solidity import NEVER, fewest_flips, session_states
from flash360.statistics.verdict import TO_REWORK, VERDICTS, verdict_codes

_FIELDS = (
    "grade", "grade_upper", "usual", "share", "share_low", "share_high", "mean", "mean_low", "mean_high",
    "position", "position_variance", "median_low", "median_high", "agreement", "consensus", "disagreement", "disagreement_index",
)  # fmt: skip
"""The measures kept for each axis, in the order of the table's columns."""


def session_measures(session_ids: Sequence[str], participants: pa.Table, criteria: pa.Table, votes: pa.Table) -> pa.Table:
    """The measures, the verdict and its solidity for each session asked, in their order: one row each.

    participants: session_id, participant. criteria: session_id, criterion, axis, scale_min, scale_max, favourable_from,
    is_global. votes: session_id, participant, criterion, grade (null for an abstention). Other columns are ignored.
    Columns: those of the table `session_measures`, without import_id and number. `panel` counts the participants listed, `voters`
    those who expressed at least one grade; verdict, flips and pivotal are null when the session has no vote, flips also
    when no change of grades could change the verdict. Raises ValueError for a grade off
    its scale or a vote on an unknown criterion.
    """
    found = grades_by_axis(session_ids, criteria, votes)
    cast = ballots(found)
    ids = pa.array(list(session_ids), pa.string())
    columns: dict[str, pa.Array] = {"session_id": ids, "rule": _whole(np.full(len(ids), RULE))}
    columns |= _verdict_columns(found, cast)
    columns["panel"] = _whole(_per_session(participants["session_id"], ids))
    columns["voters"] = _whole(np.bincount(found.spoke[:, 0], minlength=len(ids)))
    columns |= _solidity_columns(found, cast)
    for place, axis in enumerate(AXES):
        columns |= {f"{axis}_{name}": values for name, values in _axis_columns(found, cast, place).items()}
    return pa.table(columns)


def _verdict_columns(found: AxisGrades, cast: Ballots) -> dict[str, pa.Array]:
    states = session_states(cast)
    code = verdict_codes(*states)
    rework = (code == TO_REWORK) & found.voted
    weak = np.where(states[0].favourable, 1, 0)
    return {
        "verdict": pa.array([str(verdict) for verdict in VERDICTS]).take(pa.array(code, mask=~found.voted)),
        "rework_axis": pa.array([str(axis) for axis in AXES]).take(pa.array(weak, mask=~rework)),
    }


def _solidity_columns(found: AxisGrades, cast: Ballots) -> dict[str, pa.Array]:
    states = session_states(cast)
    flips = fewest_flips(cast, states)
    changed, too_few = absent_one(cast, states)
    pivotal = np.bincount(cast.session[changed & ~too_few], minlength=len(flips))
    return {"flips": _whole(flips, found.voted & (flips != NEVER)), "pivotal": _whole(pivotal, found.voted)}


def _axis_columns(found: AxisGrades, cast: Ballots, axis: int) -> dict[str, pa.Array]:
    """The columns of one axis, without its name before theirs."""
    size = len(cast.grades)
    own = slice(axis, None, 2)
    has_scale, low = found.has_scale[own], found.low[own]
    silent = found.axis[~found.expressed]
    columns = {
        "n": _whole(np.bincount(cast.session[cast.grade[:, axis] >= 0], minlength=size)),
        "abstentions": _whole(np.bincount(silent[silent % 2 == axis] // 2, minlength=size)),
        "counts": _counts(cast, axis),
        "scale_min": _whole(low, has_scale),
        "scale_max": _whole(found.high[own], has_scale),
        "favourable_from": _whole(found.favourable_from[own], has_scale),
    }
    values: dict[str, NDArray[np.generic]] = {name: np.zeros(size, np.int64) for name in WHOLE_FIELDS}
    values |= {name: np.zeros(size, np.float64) for name in REAL_FIELDS} | {name: np.zeros(size, bool) for name in FLAG_FIELDS}
    known = {name: np.zeros(size, bool) for name in _FIELDS}
    for sessions, panels in cast.panels(axis):
        for name, (column, exists) in panel_measures(panels, low[sessions], found.favourable_from[own][sessions]).items():
            values[name][sessions], known[name][sessions] = column, exists
    for name in _FIELDS:
        columns[name] = _whole(values[name], known[name]) if name in WHOLE_FIELDS else pa.array(values[name], mask=~known[name])
    return columns


def _counts(cast: Ballots, axis: int) -> pa.Array:
    """The histogram of each session, as lists of as many counts as the scale has grades; null without a scale."""
    grades = cast.grades[:, axis]
    ends = np.concatenate([[0], grades.cumsum()])
    flat = np.zeros(int(ends[-1]), dtype=np.int32)
    for sessions, panels in cast.panels(axis):
        flat[(ends[sessions][:, None] + np.arange(panels.shape[1])).ravel()] = panels.ravel()
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), pa.array(flat), mask=pa.array(grades == 0))


def _per_session(column: pa.ChunkedArray, ids: pa.Array) -> Whole:
    """How many rows each session has."""
    places = pc.index_in(pc.cast(column, pa.string()), value_set=ids).drop_null()
    return np.bincount(places.to_numpy().astype(np.int64), minlength=len(ids))


def _whole(values: NDArray[np.generic], known: Flag | None = None) -> pa.Array:
    return pa.array(values.astype(np.int32), mask=None if known is None else ~known)
