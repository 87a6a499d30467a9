"""The verdict that the votes of a dossier give, so that a fiche may declare it, or another one."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from flash360.demo.dossier import Record
from flash360.model import Axis, Counts, Scale, Verdict
from flash360.statistics.panel import axis_grades
from flash360.statistics.verdict import verdict

_VOTES = {"participant": pa.string(), "criterion": pa.string(), "grade": pa.int32()}
_CRITERIA = {
    "criterion": pa.string(), "axis": pa.string(), "scale_min": pa.int32(), "scale_max": pa.int32(),
    "favourable_from": pa.int32(), "is_global": pa.bool_(),
}  # fmt: skip

NEIGHBOUR = {
    Verdict.FAVOURABLE: Verdict.WITH_RESERVATIONS,
    Verdict.WITH_RESERVATIONS: Verdict.FAVOURABLE,
    Verdict.TO_REWORK: Verdict.WITH_RESERVATIONS,
    Verdict.UNFAVOURABLE: Verdict.TO_REWORK,
    Verdict.INCONCLUSIVE: Verdict.TO_REWORK,
}
"""What a hasty fiche declares in place of the verdict of the votes."""


def computed_verdict(criteria: Sequence[Record], votes: Sequence[Record], scale: Scale) -> Verdict:
    """The verdict of one session by the rule in force, all its criteria being on one scale."""
    grades = axis_grades(_table(criteria, _CRITERIA), _table(votes, _VOTES))
    counts = {axis: _counts(grades, axis, scale) for axis in Axis}
    return verdict(counts[Axis.FEASIBILITY], scale, counts[Axis.IMPACT], scale).verdict


def _counts(grades: pa.Table, axis: Axis, scale: Scale) -> Counts:
    given = [
        grade
        for row_axis, grade in zip(grades["axis"].to_pylist(), grades["grade"].to_pylist(), strict=True)
        if row_axis == axis and grade is not None
    ]
    return tuple(given.count(grade) for grade in range(scale.min, scale.max + 1))


def _table(records: Sequence[Record], types: dict[str, pa.DataType]) -> pa.Table:
    """The records as a table of these columns, all of the one session ''."""
    columns = {key: pa.array([record[key] for record in records], type) for key, type in types.items()}
    return pa.table({"session_id": pa.array([""] * len(records), pa.string()), **columns})
