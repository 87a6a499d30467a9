"""The panel in counts: distributions by criterion, and by collège on each axis. Nobody's own row leaves this module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from flash360.access.scope import Scope
from flash360.charts.criteria import CriterionCounts
from flash360.model import Aspect, Axis, College, Counts, Scale
from flash360.statistics.measures import measures
from flash360.statistics.panel import axis_grades
from flash360.statistics.session_opinion import NO_SCALE
from flash360.statistics.solidity import Solidity, solidity
from flash360.store import read
from flash360.store.database import Database


@dataclass(frozen=True, slots=True)
class Panel:
    """A session's panel: how many people per collège, and their votes per grade on each axis, with their abstentions.

    solidity: how solid the verdict is, collège by collège too; None for a session without votes.
    """

    sizes: Mapping[College, int]
    scales: Mapping[Axis, Scale]
    counts: Mapping[Axis, Mapping[College, Counts]]
    abstentions: Mapping[Axis, Mapping[College, int]]
    criteria: Mapping[Axis, tuple[CriterionCounts, ...]]
    solidity: Solidity | None = None


def panel(database: Database, scope: Scope, session_id: str) -> Panel:
    """The panel of a session in scope; empty when the session has none or is out of scope."""
    return counted(
        session_id,
        criteria=read.criteria(database, scope, session_id),
        people=read.participants(database, scope, session_id),
        votes=read.votes(database, scope, session_id),
    )


def counted(session_id: str, *, criteria: pa.Table, people: pa.Table, votes: pa.Table) -> Panel:
    """The panel of one session from its rows (`read.criteria`, `read.participants`, `read.votes`)."""
    colleges = {row["participant"]: College(row["college"]) for row in people.select(["participant", "college"]).to_pylist()}
    sizes = {college: n for college in College if (n := sum(own is college for own in colleges.values()))}
    scales = _scales(criteria)
    grades = axis_grades(_of(criteria, session_id), _of(votes, session_id)).to_pylist()
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
    by_criterion = _criteria(criteria, votes, scales)
    given = {(row["participant"], row["axis"]): row["grade"] for row in grades}
    pairs = [(given.get((who, Axis.FEASIBILITY)), given.get((who, Axis.IMPACT))) for who in colleges]
    axes = [scales.get(axis, NO_SCALE) for axis in Axis]
    solid = solidity(pairs, axes[0], axes[1], list(colleges.values())) if votes.num_rows else None
    return Panel(sizes, scales, counts, abstentions, by_criterion, solid)


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


def _scales(criteria: pa.Table) -> dict[Axis, Scale]:
    return {Axis(row["axis"]): Scale(row["scale_min"], row["scale_max"], row["favourable_from"]) for row in criteria.to_pylist()}


def _criteria(criteria: pa.Table, ballots: pa.Table, scales: Mapping[Axis, Scale]) -> dict[Axis, tuple[CriterionCounts, ...]]:
    everyone = Counter(zip(ballots["criterion"].to_pylist(), ballots["grade"].to_pylist(), strict=True))
    found: dict[Axis, list[CriterionCounts]] = {axis: [] for axis in Axis}
    for row in criteria.to_pylist():
        axis, code = Axis(row["axis"]), row["criterion"]
        scale = scales[axis]
        votes = tuple(everyone[code, grade] for grade in range(scale.min, scale.max + 1))
        found[axis].append(
            CriterionCounts(
                label=row["label"],
                aspect=Aspect(row["aspect"]) if row["aspect"] else None,
                counts=votes,
                abstentions=everyone[code, None],
                disagreement=bool(measures(votes, scale).disagreement) if sum(votes) else False,
                is_global=bool(row["is_global"]),
            )
        )
    return {axis: tuple(rows) for axis, rows in found.items()}


def _of(table: pa.Table, session_id: str) -> pa.Table:
    if "session_id" in table.column_names:
        return table
    return table.append_column("session_id", pa.array([session_id] * table.num_rows, pa.string()))
