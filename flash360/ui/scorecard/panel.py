"""The panel in counts: distributions by criterion, and by collège on each axis. Nobody's own row leaves this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import streamlit as st

from flash360.access.scope import Scope, Sessions, Viewer, WholeProgramme
from flash360.charts.criteria import CriterionCounts
from flash360.model import Aspect, Axis, College, Counts, Scale
from flash360.statistics.measures import measures
from flash360.statistics.panel import axis_grades
from flash360.store import read
from flash360.ui import data


@dataclass(frozen=True, slots=True)
class Panel:
    """A session's panel: how many people per collège, and their votes per grade on each axis, with their abstentions."""

    sizes: Mapping[College, int]
    scales: Mapping[Axis, Scale]
    counts: Mapping[Axis, Mapping[College, Counts]]
    abstentions: Mapping[Axis, Mapping[College, int]]
    criteria: Mapping[Axis, tuple[CriterionCounts, ...]]


def panel(viewer: Viewer, session_id: str) -> Panel:
    """The panel of a session in the viewer's scope; empty when the session has none or is out of scope."""
    return _counted(viewer.scope, data.version(), session_id)


def shown_colleges(sizes: Mapping[College, int], small_group: int) -> frozenset[College]:
    """The collèges whose distribution may be shown: those of at least `small_group` people.

    What is hidden must not follow from the whole panel minus what is shown: more collèges are hidden, the smallest first,
    until the hidden ones are at least two and hold at least `small_group` people, or nothing is left to show.
    """
    ascending = sorted(sizes, key=lambda college: (sizes[college], college))
    hidden = [college for college in ascending if sizes[college] < small_group]
    others = [college for college in ascending if sizes[college] >= small_group]
    while hidden and others and (len(hidden) < 2 or sum(sizes[college] for college in hidden) < small_group):
        hidden.append(others.pop(0))
    return frozenset(others)


@st.cache_resource(show_spinner=False, max_entries=256, hash_funcs={Sessions: repr, WholeProgramme: repr})
def _counted(scope: Scope, version: int, session_id: str) -> Panel:
    base = data.base()
    criteria = read.criteria(base, scope, session_id)
    people = read.participants(base, scope, session_id)
    colleges = {row["participant"]: College(row["college"]) for row in people.select(["participant", "college"]).to_pylist()}
    sizes = {college: n for college in College if (n := sum(own is college for own in colleges.values()))}
    scales = _scales(criteria)
    grades = axis_grades(_of(criteria, session_id), _of(read.votes(base, scope, session_id), session_id)).to_pylist()
    counts: dict[Axis, dict[College, Counts]] = {}
    abstentions: dict[Axis, dict[College, int]] = {}
    for axis, scale in scales.items():
        own = [(colleges[row["participant"]], row["grade"]) for row in grades if row["axis"] == axis]
        counts[axis] = {
            college: tuple(
                sum(who is college and grade == value for who, grade in own) for value in range(scale.min, scale.max + 1)
            )
            for college in sizes
        }
        abstentions[axis] = {college: sum(who is college and grade is None for who, grade in own) for college in sizes}
    by_criterion = _criteria(criteria, read.grade_counts(base, scope, session_id), scales)
    return Panel(sizes, scales, counts, abstentions, by_criterion)


def _scales(criteria: pa.Table) -> dict[Axis, Scale]:
    return {Axis(row["axis"]): Scale(row["scale_min"], row["scale_max"], row["favourable_from"]) for row in criteria.to_pylist()}


def _criteria(criteria: pa.Table, counts: pa.Table, scales: Mapping[Axis, Scale]) -> dict[Axis, tuple[CriterionCounts, ...]]:
    everyone = {(row["criterion"], row["grade"]): row["count"] for row in counts.to_pylist() if row["college"] is None}
    found: dict[Axis, list[CriterionCounts]] = {axis: [] for axis in Axis}
    for row in criteria.to_pylist():
        axis, code = Axis(row["axis"]), row["criterion"]
        scale = scales[axis]
        votes = tuple(everyone.get((code, grade), 0) for grade in range(scale.min, scale.max + 1))
        found[axis].append(
            CriterionCounts(
                label=row["label"],
                aspect=Aspect(row["aspect"]) if row["aspect"] else None,
                counts=votes,
                abstentions=everyone.get((code, None), 0),
                disagreement=bool(measures(votes, scale).disagreement) if sum(votes) else False,
                is_global=bool(row["is_global"]),
            )
        )
    return {axis: tuple(rows) for axis, rows in found.items()}


def _of(table: pa.Table, session_id: str) -> pa.Table:
    if "session_id" in table.column_names:
        return table
    return table.append_column("session_id", pa.array([session_id] * table.num_rows, pa.string()))
