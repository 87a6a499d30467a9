"""Everything one session's scorecard needs, measured together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flash360.model import Aspect, Axis, Counts, Scale
from flash360.statistics.colleges import Question, colleges
from flash360.statistics.measures import Measures, measured
from flash360.statistics.panel import axis_grades
from flash360.statistics.solidity import Solidity, solidity
from flash360.statistics.verdict import Opinion, verdict


@dataclass(frozen=True, slots=True)
class CriterionMeasures:
    """One criterion as the session defines it, with its measures."""

    criterion: str
    label: str
    axis: Axis
    aspect: Aspect | None
    scale: Scale
    is_global: bool
    measures: Measures


@dataclass(frozen=True)
class SessionOpinion:
    """What the panel of one session thinks. panel: participants listed; voters: with at least one expressed grade.

    criteria: in their order. axes, scales: the axes that have criteria. opinion, solidity: None when the session has no vote
    at all (« votes inconnus »). axis_colleges, criterion_colleges: the collèges on each axis, and on each criterion by its code.
    """

    panel: int
    voters: int
    criteria: tuple[CriterionMeasures, ...]
    axes: Mapping[Axis, Measures]
    scales: Mapping[Axis, Scale]
    opinion: Opinion | None
    solidity: Solidity | None
    axis_colleges: Mapping[Axis, Question]
    criterion_colleges: Mapping[str, Question]


NO_SCALE = Scale(0, 1, 1)
"""Stands for the scale of an axis without criteria: nobody has a grade there."""


def session_opinion(
    participants: pa.Table,
    criteria: pa.Table,
    votes: pa.Table,
    compared: bool = True,
    together: bool = True,
    grades: pa.Table | None = None,
) -> SessionOpinion:
    """Every measure of one session, from its tables (those of `session_measures`, one session's rows).

    participants also has college; criteria also position, label and aspect. compared: false leaves out the tests between
    collèges, the only slow part; together: false only that of all collèges at once, the slowest of them. grades: what
    `axis_grades` gives, when it is at hand. Raises ValueError as `session_measures` does.
    """
    college_of, rows = _college_of(participants), _in_order(criteria)
    questions, scales = _questions(rows, votes, axis_grades(criteria, votes) if grades is None else grades)
    on_axis = {axis: questions["axis", str(axis)][0] for axis in scales}
    found = _measured(questions)
    axes = {axis: found["axis", str(axis)] for axis in scales}
    compared_axes, compared_criteria = _by_question(questions, college_of, compared, together)
    return SessionOpinion(
        panel=len(college_of),
        voters=pc.count_distinct(votes.filter(pc.is_valid(votes["grade"]))["participant"]).as_py(),
        criteria=tuple(_criterion(row, found["criterion", row["criterion"]]) for row in rows),
        axes=axes,
        scales=scales,
        opinion=_opinion(axes, scales) if votes.num_rows else None,
        solidity=_solidity(on_axis, scales, college_of) if votes.num_rows else None,
        axis_colleges={Axis(code): question for code, question in compared_axes.items()},
        criterion_colleges=compared_criteria,
    )


def colleges_on_axes(participants: pa.Table, criteria: pa.Table, votes: pa.Table) -> dict[Axis, Question]:
    """The collèges on each axis two by two, in one family with their comparisons on each criterion, and nothing else.

    From the same tables as `session_opinion`, which says the same and measures all the rest.
    """
    questions, _ = _questions(_in_order(criteria), votes, axis_grades(criteria, votes))
    return {Axis(code): one for code, one in _by_question(questions, _college_of(participants), True, False)[0].items()}


Grades = Mapping[str, int | None]
"""The grade of each participant who has a vote on a question; None for an abstention."""


Questions = Mapping[tuple[str, str], tuple[Grades, Scale]]
"""« axis » or « criterion » and its code, to who gave what, and on which scale."""


def _college_of(participants: pa.Table) -> dict[str, str | None]:
    return dict(zip(participants["participant"].to_pylist(), participants["college"].to_pylist(), strict=True))


def _in_order(criteria: pa.Table) -> list[dict[str, Any]]:
    return sorted(criteria.to_pylist(), key=lambda row: row["position"])


def _questions(criteria: Sequence[Mapping[str, Any]], votes: pa.Table, grades: pa.Table) -> tuple[Questions, dict[Axis, Scale]]:
    """Every question of a session, and the scale of each axis that has criteria. grades: what `axis_grades` gives."""
    scales = {Axis(row["axis"]): _scale(row) for row in criteria}
    given: dict[tuple[str, str], dict[str, int | None]] = {}
    for kind, table, name in (("axis", grades, "axis"), ("criterion", votes, "criterion")):
        columns = (table[column].to_pylist() for column in (name, "participant", "grade"))
        for code, participant, grade in zip(*columns, strict=True):
            given.setdefault((kind, code), {})[participant] = grade
    keys = [(("axis", str(axis)), scale) for axis, scale in scales.items()]
    keys += [(("criterion", str(row["criterion"])), _scale(row)) for row in criteria]
    return {key: (given.get(key, {}), scale) for key, scale in keys}, scales


def _scale(row: Mapping[str, Any]) -> Scale:
    return Scale(row["scale_min"], row["scale_max"], row["favourable_from"])


def _counts(grades: Iterable[int | None], scale: Scale) -> Counts:
    found = Counter(grades)
    return tuple(found[grade] for grade in range(scale.min, scale.max + 1))


def _measured(questions: Questions) -> dict[tuple[str, str], Measures]:
    """The measures of every question, made in one go."""
    found = measured([(_counts(grades.values(), scale), scale) for grades, scale in questions.values()])
    return {
        key: replace(one, abstentions=sum(grade is None for grade in grades.values()))
        for (key, (grades, _)), one in zip(questions.items(), found, strict=True)
    }


def _criterion(row: Mapping[str, Any], measures: Measures) -> CriterionMeasures:
    return CriterionMeasures(
        criterion=row["criterion"],
        label=row["label"],
        axis=Axis(row["axis"]),
        aspect=Aspect(row["aspect"]) if row["aspect"] else None,
        scale=_scale(row),
        is_global=bool(row["is_global"]),
        measures=measures,
    )


def _opinion(axes: Mapping[Axis, Measures], scales: Mapping[Axis, Scale]) -> Opinion:
    (first, first_scale), (second, second_scale) = (
        (axes[axis].counts, scales[axis]) if axis in axes else ((0, 0), NO_SCALE) for axis in Axis
    )
    return verdict(first, first_scale, second, second_scale)


def _solidity(grades: Mapping[Axis, Grades], scales: Mapping[Axis, Scale], college_of: Mapping[str, str | None]) -> Solidity:
    first, second = (grades.get(axis, {}) for axis in Axis)
    people = sorted({*first, *second})
    return solidity(
        [(first.get(person), second.get(person)) for person in people],
        scales.get(Axis.FEASIBILITY, NO_SCALE),
        scales.get(Axis.IMPACT, NO_SCALE),
        [college_of.get(person) for person in people],
    )


def _by_question(
    questions: Questions,
    college_of: Mapping[str, str | None],
    compared: bool,
    together: bool,
) -> tuple[dict[str, Question], dict[str, Question]]:
    """The collèges on each axis, and on each criterion; one family of comparisons."""
    names = sorted({college for college in college_of.values() if college})
    counts = {
        key: {name: _counts((g for person, g in grades.items() if college_of.get(person) == name), scale) for name in names}
        for key, (grades, scale) in questions.items()
    }
    found = colleges(counts, {key: scale for key, (_, scale) in questions.items()}, compared, together)
    axes, criteria = ({code: found[kind, code] for kind, code in found if kind == wanted} for wanted in ("axis", "criterion"))
    return axes, criteria
