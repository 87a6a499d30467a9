"""One session's measures, gathered: by criterion, by axis, by collège."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import pyarrow as pa

from flash360.labels import COLLEGES
from flash360.model import Axis, College, Role, Scale
from flash360.reports.session.panel import counted, guarded, shown_colleges
from flash360.reports.session.protocol import Promise, promises
from flash360.settings import Settings
from flash360.statistics import Measures, SessionOpinion, axis_grades, measures, session_opinion
from flash360.store.read import Panels

AxisMeasures = Mapping[Axis, tuple[Scale | None, Measures]]
"""A scale is None for an axis without a criterion."""


@dataclass(frozen=True)
class MeasuredCollege:
    """What the people of one collège say. wording: « Usagers »."""

    wording: str
    participants: int
    axes: AxisMeasures


@dataclass(frozen=True)
class MeasuredSession:
    """row: the session as the programme reads it. criteria: each with its record, its scale, its measures, in their order.

    opinion: the same measured together, with its solidity and its collèges compared.
    hidden: the wordings of the collèges that the viewer may not see.
    """

    row: dict[str, Any]
    participants: int
    criteria: list[tuple[dict[str, Any], Scale, Measures]]
    axes: AxisMeasures
    colleges: list[MeasuredCollege]
    opinion: SessionOpinion
    protocol: list[Promise]
    hidden: frozenset[str]


def measured(
    row: dict[str, Any],
    role: Role,
    panels: Panels,
    isolating: frozenset[str],
) -> MeasuredSession:
    """The measures of one session: those of the axes as the base keeps them, those of criteria and collèges by the same code.

    role: of the viewer; row: of read.session; panels: of read.panels, for this session; isolating: of `panel.isolated`.
    """
    participants, criteria, votes = panels.people, panels.criteria, panels.votes
    by_criterion: dict[str, list[int | None]] = {}
    for line in votes.select(["criterion", "grade"]).to_pylist():
        by_criterion.setdefault(line["criterion"], []).append(line["grade"])
    records = criteria.to_pylist()
    panel = _Panel.of(participants, criteria, votes)
    small = Settings.from_environment().small_group
    whole = replace(counted(criteria=criteria, people=participants, votes=votes), isolated=str(row["session_id"]) in isolating)
    shown = shown_colleges(whole, role, small)
    told = guarded(row, role, small, isolating)
    few = told != row
    return MeasuredSession(
        row=told,
        participants=participants.num_rows,
        criteria=[
            (record, _scale(record), _measured([] if few else by_criterion.get(record["criterion"], []), _scale(record)))
            for record in records
        ],
        axes={axis: _stored(told, axis) for axis in Axis},
        colleges=panel.colleges(),
        opinion=session_opinion(participants, criteria, votes),
        protocol=promises(row, whole.sizes, panel.scales),
        hidden=frozenset(COLLEGES[college] for college in whole.sizes if college not in shown),
    )


def _scale(record: Mapping[str, Any]) -> Scale:
    return Scale(record["scale_min"], record["scale_max"], record["favourable_from"])


def _measured(grades: Iterable[int | None], scale: Scale) -> Measures:
    """The measures of these grades; None is an abstention."""
    given = Counter(grades)
    return measures(tuple(given[grade] for grade in range(scale.min, scale.max + 1)), scale, given[None])


def _stored(row: Mapping[str, Any], axis: Axis) -> tuple[Scale | None, Measures]:
    """The measures of an axis, as the commit stored them; empty when there was nothing to measure."""
    stored: dict[str, Any] = {field.name: row[f"{axis.value}_{field.name}"] for field in fields(Measures)}
    counts = stored.pop("counts")
    if counts is None:
        return None, Measures(counts=(), n=0, abstentions=stored["abstentions"] or 0)
    bounds = [row[f"{axis.value}_{bound}"] for bound in ("scale_min", "scale_max", "favourable_from")]
    return Scale(*bounds), Measures(counts=tuple(counts), **stored)


@dataclass(frozen=True)
class _Panel:
    """college_of: participant to collège. grades: (participant, axis) to grade, None for an abstention. scales: of each axis."""

    college_of: Mapping[str, str]
    grades: Mapping[tuple[str, Axis], int | None]
    scales: Mapping[Axis, Scale]

    @classmethod
    def of(cls, participants: pa.Table, criteria: pa.Table, votes: pa.Table) -> _Panel:
        college_of = {person["participant"]: person["college"] for person in participants.to_pylist()}
        scales = {Axis(record["axis"]): _scale(record) for record in criteria.to_pylist()}
        given = axis_grades(criteria, votes).to_pylist() if votes.num_rows else []
        return cls(college_of, {(line["participant"], Axis(line["axis"])): line["grade"] for line in given}, scales)

    def colleges(self) -> list[MeasuredCollege]:
        members = {college: [who for who, theirs in self.college_of.items() if theirs == college] for college in College}
        return [
            MeasuredCollege(
                COLLEGES[college],
                len(people),
                {axis: (scale, self._measured(people, axis, scale)) for axis, scale in self.scales.items()},
            )
            for college, people in members.items()
            if people
        ]

    def _measured(self, people: Iterable[str], axis: Axis, scale: Scale) -> Measures:
        return _measured([self.grades[who, axis] for who in people if (who, axis) in self.grades], scale)
