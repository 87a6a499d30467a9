"""The panel in counts: distributions by criterion, and by collège on each axis. Nobody's own row leaves this module."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pyarrow as pa

from flash360.access.disclosure import hidden_groups, isolates, panel_too_small
from flash360.access.scope import Scope, WholeProgramme
from flash360.charts.figures import CriterionCounts
from flash360.model import Aspect, Axis, College, Counts, Role, Scale
from flash360.statistics.measures import measured
from flash360.statistics.panel import axis_grades
from flash360.statistics.session_opinion import NO_SCALE
from flash360.statistics.solidity import Solidity, solidity
from flash360.store import read
from flash360.store.database import Database
from flash360.store.read import Panels

_MEASURED: Final = re.compile(
    r"(feasibility|impact)_(abstentions|counts|grade.*|usual|share.*|mean.*|position.*|median.*|agreement|consensus|disagreement.*)"
    r"|rework_axis|flips|pivotal"
)
"""The columns of a session's row that its votes give; how many have a grade stays: fewer than five, whatever they said."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A session's panel: how many people per collège, and their votes per grade on each axis, with their abstentions.

    solidity: how solid the verdict is, collège by collège too; None for a session without votes. version: the number of the
    import that brought its votes. isolated: nothing of its votes is told, for it differs by a few people from a panel that was.
    """

    sizes: Mapping[College, int]
    scales: Mapping[Axis, Scale]
    counts: Mapping[Axis, Mapping[College, Counts]]
    abstentions: Mapping[Axis, Mapping[College, int]]
    criteria: Mapping[Axis, tuple[CriterionCounts, ...]]
    solidity: Solidity | None = None
    isolated: bool = False
    version: int | None = None


def isolated(database: Database, scope: Scope, small_group: int) -> frozenset[str]:
    """The sessions in scope whose votes, subtracted from those that a partner may have read before, would tell a few people's.

    A scope that is the whole programme has none: whoever has it is shown small groups.
    """
    if isinstance(scope, WholeProgramme):
        return frozenset()
    return frozenset(
        row["session_id"]
        for row in read.panels_told(database, scope).to_pylist()
        for people in (row["before"], row["now"])
        if isolates({"": row["both"]}, {"": people}, small_group)
    )


def of_rows(rows: Panels) -> Panel:
    """The panel of one session, with the import that brought its votes."""
    found = counted(criteria=rows.criteria, people=rows.people, votes=rows.votes)
    return replace(found, version=rows.votes["import_number"][0].as_py() if rows.votes.num_rows else None)


def counted(*, criteria: pa.Table, people: pa.Table, votes: pa.Table, solid: bool = True, given: pa.Table | None = None) -> Panel:
    """The panel of one session from its rows (`read.panels`).

    solid: false leaves out how solid the verdict is. given: what `axis_grades` gives, when it is at hand.
    """
    colleges = {row["participant"]: College(row["college"]) for row in people.select(["participant", "college"]).to_pylist()}
    sizes = {college: n for college in College if (n := sum(own is college for own in colleges.values()))}
    scales = _scales(criteria)
    grades = (axis_grades(criteria, votes) if given is None else given).to_pylist()
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
    grade_of = {(row["participant"], row["axis"]): row["grade"] for row in grades}
    pairs = [(grade_of.get((who, Axis.FEASIBILITY)), grade_of.get((who, Axis.IMPACT))) for who in colleges]
    axes = [scales.get(axis, NO_SCALE) for axis in Axis]
    found = solidity(pairs, axes[0], axes[1], list(colleges.values())) if solid and votes.num_rows else None
    return Panel(sizes, scales, counts, abstentions, by_criterion, found)


def shown_colleges(found: Panel, role: Role, small_group: int) -> frozenset[College]:
    """The collèges of a panel that a viewer of this role may see: all of them, but for a partner's small groups and what
    would give them away; none of a panel that is itself a small group, or would isolate one.
    """
    if role is not Role.PARTENAIRE:
        return frozenset(found.sizes)
    if _silent(found, role, small_group):
        return frozenset()
    tallies = [
        {college: (*counts, found.sizes[college] - sum(counts)) for college, counts in found.counts[axis].items()}
        for axis in found.counts
    ]
    return frozenset(found.sizes) - hidden_groups(found.sizes, tallies, small_group)


def told(found: Panel, role: Role, small_group: int) -> Panel:
    """What a panel tells a viewer of this role: without a collège that may not be shown, nor its size; without any vote when
    the whole panel is a small group, or would isolate one.
    """
    shown, silent = shown_colleges(found, role, small_group), _silent(found, role, small_group)
    if shown == frozenset(found.sizes):
        return found
    return replace(
        found,
        sizes={college: size for college, size in found.sizes.items() if college in shown},
        counts={axis: {who: own for who, own in counts.items() if who in shown} for axis, counts in found.counts.items()},
        abstentions={axis: {who: n for who, n in counts.items() if who in shown} for axis, counts in found.abstentions.items()},
        criteria=dict.fromkeys(found.criteria, ()) if silent else found.criteria,
        solidity=None if silent else found.solidity,
    )


def _silent(found: Panel, role: Role, small_group: int) -> bool:
    return role is Role.PARTENAIRE and (found.isolated or panel_too_small(sum(found.sizes.values()), small_group))


def guarded(row: Mapping[str, Any], role: Role, small_group: int, isolating: Collection[str] = ()) -> dict[str, Any]:
    """A session's row of the programme as a viewer of this role may know it: without the measures of a small panel, nor of
    one of `isolating` (session ids, see `isolated`).
    """
    silent = panel_too_small(row["panel"] or 0, small_group) or str(row["session_id"]) in isolating
    if role is not Role.PARTENAIRE or not silent:
        return dict(row)
    return {name: None if _MEASURED.fullmatch(name) else value for name, value in row.items()}


def guarded_table(rows: pa.Table, role: Role, small_group: int, isolating: Collection[str] = ()) -> pa.Table:
    """The same for a table of the programme."""
    if role is not Role.PARTENAIRE:
        return rows
    kept = [guarded(row, role, small_group, isolating) for row in rows.to_pylist()]
    return pa.Table.from_pylist(kept, schema=rows.schema)


def _scales(criteria: pa.Table) -> dict[Axis, Scale]:
    return {Axis(row["axis"]): Scale(row["scale_min"], row["scale_max"], row["favourable_from"]) for row in criteria.to_pylist()}


def _criteria(criteria: pa.Table, ballots: pa.Table, scales: Mapping[Axis, Scale]) -> dict[Axis, tuple[CriterionCounts, ...]]:
    everyone = Counter(zip(ballots["criterion"].to_pylist(), ballots["grade"].to_pylist(), strict=True))
    rows = criteria.to_pylist()
    own = [scales[Axis(row["axis"])] for row in rows]
    votes = [
        tuple(everyone[row["criterion"], grade] for grade in range(scale.min, scale.max + 1))
        for row, scale in zip(rows, own, strict=True)
    ]
    found: dict[Axis, list[CriterionCounts]] = {axis: [] for axis in Axis}
    for row, counts, known in zip(rows, votes, measured(list(zip(votes, own, strict=True))), strict=True):
        found[Axis(row["axis"])].append(
            CriterionCounts(
                label=row["label"],
                aspect=Aspect(row["aspect"]) if row["aspect"] else None,
                counts=counts,
                abstentions=everyone[row["criterion"], None],
                disagreement=bool(known.disagreement),
                is_global=bool(row["is_global"]),
            )
        )
    return {axis: tuple(rows) for axis, rows in found.items()}
