"""The panel's grades on each axis: one per participant, from their votes on the axis's criteria."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360.model import Axis
from flash360.statistics.grades import Flag, Whole

AXES = (Axis.FEASIBILITY, Axis.IMPACT)


@dataclass(frozen=True)
class AxisGrades:
    """The grades of many panels on the two axes. An axis of a session is session * 2 + (0 feasibility, 1 impact).

    axis, person, grade, expressed: one entry per participant who has a vote on the axis; `grade` counts where `expressed`.
    people: what the codes in `person` stand for. voted: sessions that have at least one vote.
    has_scale, low, high, favourable_from: of each axis, shape (2 * sessions,); without criteria, has_scale is false.
    spoke: session and person codes of those who expressed at least one grade, shape (entries, 2).
    """

    axis: Whole
    person: Whole
    grade: Whole
    expressed: Flag
    people: pa.Array
    voted: Flag
    has_scale: Flag
    low: Whole
    high: Whole
    favourable_from: Whole
    spoke: Whole


def axis_grades(criteria: pa.Table, votes: pa.Table) -> pa.Table:
    """The participants' grades per axis: columns session_id, participant, axis, grade (null for an abstention).

    A grade is the lower median of the participant's expressed grades on the criteria of the axis; when one of these is
    marked global, their grade on that one alone. A participant who only abstained there has no grade; one without a vote on the
    axis has no row. Rows follow session, axis and participant as they come in `criteria` and `votes`.
    """
    ids: list[str] = pc.unique(criteria["session_id"]).to_pylist()
    found = grades_by_axis(ids, criteria, votes)
    sessions = pa.array(ids, pa.string())
    return pa.table(
        {
            "session_id": sessions.take(pa.array(found.axis // 2)),
            "participant": found.people.take(pa.array(found.person)),
            "axis": pa.array([str(axis) for axis in AXES]).take(pa.array(found.axis % 2)),
            "grade": pa.array(found.grade, pa.int32(), mask=~found.expressed),
        }
    )


def grades_by_axis(session_ids: Sequence[str], criteria: pa.Table, votes: pa.Table) -> AxisGrades:
    """The same for the sessions asked, in their order, as arrays. Votes and criteria of other sessions are left out.

    Raises ValueError for a grade off its axis's scale, and for a vote on a criterion that the session does not have.
    """
    ids = pa.array(list(session_ids), pa.string())
    criteria, criterion_session = _of_sessions(criteria, ids)
    votes, session = _of_sessions(votes, ids)
    names = pc.unique(_plain(criteria["criterion"]))
    axis_of = 2 * criterion_session + _codes(criteria["axis"], pa.array([str(axis) for axis in AXES]))
    scale = _scales(criteria, axis_of, 2 * len(ids))
    key = criterion_session * max(len(names), 1) + _codes(criteria["criterion"], names)
    which = _place(session * max(len(names), 1) + _codes(votes["criterion"], names), key)
    person, people = _people(votes["participant"])
    expressed = _true(pc.is_valid(votes["grade"]))
    grade = _whole(pc.fill_null(votes["grade"], 0))

    is_global = _true(pc.fill_null(criteria["is_global"], False))
    by_global = np.zeros(2 * len(ids), dtype=bool)
    by_global[axis_of[is_global]] = True
    axis = axis_of[which]
    counts = is_global[which] | ~by_global[axis]
    if np.any(expressed & ((grade < scale["low"][axis]) | (grade > scale["high"][axis]))):
        raise ValueError("a grade is off its scale")
    spoke = session[expressed] * max(len(people), 1) + person[expressed]
    spoke = np.unique(spoke[np.diff(spoke, prepend=-1) != 0])  # a person's votes lie together
    voted = np.bincount(session, minlength=len(ids)) > 0
    entries = _lower_medians(axis[counts], person[counts], grade[counts], expressed[counts], max(len(people), 1))
    return AxisGrades(
        *entries, people, voted, scale["low"] <= scale["high"], **scale,
        spoke=np.column_stack(np.divmod(spoke, max(len(people), 1))),
    )  # fmt: skip


def _lower_medians(axis: Whole, person: Whole, grade: Whole, expressed: Flag, people: int) -> tuple[Whole, Whole, Whole, Flag]:
    """One entry per axis and person: the lower median of their expressed grades, or an abstention."""
    entry = axis * people + person
    lowest = int(grade.min(initial=0))
    span = int(grade.max(initial=0)) - lowest + 1
    ordered = np.sort(entry[expressed] * span + grade[expressed] - lowest)
    owners, start, size = np.unique(ordered // span, return_index=True, return_counts=True)
    middle = ordered[start + (size - 1) // 2] % span + lowest
    silent: Whole = np.setdiff1d(np.unique(entry[~expressed]), owners, assume_unique=True)
    everyone = np.concatenate([owners, silent])
    order = np.argsort(everyone)
    grades = np.concatenate([middle, np.zeros_like(silent)])[order]
    gave = (np.arange(len(everyone)) < len(owners))[order]
    return everyone[order] // people, everyone[order] % people, grades, gave


def _scales(criteria: pa.Table, axis_of: Whole, axes: int) -> dict[str, Whole]:
    """The scale of each axis, that of its criteria; low above high where there is none."""
    scale = {"low": np.zeros(axes, np.int64), "high": np.full(axes, -1), "favourable_from": np.zeros(axes, np.int64)}
    for name, column in zip(scale, ("scale_min", "scale_max", "favourable_from"), strict=True):
        scale[name][axis_of] = _whole(criteria[column])
    return scale


def _of_sessions(table: pa.Table, ids: pa.Array) -> tuple[pa.Table, Whole]:
    """The rows of these sessions, and the session's place of each."""
    codes = pc.index_in(_plain(table["session_id"]), value_set=ids)
    if codes.null_count:
        table, codes = table.filter(pc.is_valid(codes)), codes.drop_null()
    return table, _whole(codes)


def _place(wanted: Whole, keys: Whole) -> Whole:
    """The place in `keys` of each wanted key."""
    order = np.argsort(keys)
    found = np.searchsorted(keys[order], wanted)
    if len(wanted) and (len(keys) == 0 or np.any(keys[order][np.minimum(found, len(keys) - 1)] != wanted)):
        raise ValueError("a vote is on a criterion that its session does not have")
    return order[found]


def _codes(column: pa.ChunkedArray, values: pa.Array) -> Whole:
    """The place of each value in `values`. Raises ValueError for a value that is not there."""
    codes = pc.index_in(_plain(column), value_set=values)
    if codes.null_count:
        raise ValueError("a vote is on a criterion that its session does not have, or a criterion on no known axis")
    return _whole(codes)


def _people(column: pa.ChunkedArray) -> tuple[Whole, pa.Array]:
    """Participants as codes, and what the codes stand for."""
    encoded = pc.dictionary_encode(_plain(column))
    return _whole(encoded.indices), encoded.dictionary


def _plain(column: pa.ChunkedArray) -> pa.Array:
    """A column as one array of strings."""
    return pc.cast(column, pa.string()).combine_chunks() if column.num_chunks else pa.array([], pa.string())


def _whole(values: pa.ChunkedArray | pa.Array) -> Whole:
    return (
        values.to_numpy(zero_copy_only=False).astype(np.int64)
        if isinstance(values, pa.Array)
        else values.to_numpy().astype(np.int64)
    )


def _true(values: pa.ChunkedArray | pa.Array) -> Flag:
    return values.to_numpy(zero_copy_only=False).astype(bool) if isinstance(values, pa.Array) else values.to_numpy().astype(bool)
