"""Everything that the documents of one session say, gathered once: the screen's own values, sentences and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from flash360.access.scope import Viewer
from flash360.charts.colleges import colleges
from flash360.charts.criteria import CriterionCounts, criteria
from flash360.charts.picture import Picture
from flash360.charts.place import place
from flash360.charts.steps import DATES
from flash360.charts.timeline import timeline
from flash360.charts.values import numbers
from flash360.model import Axis, College, Counts, OutcomeStatus, Role, Scale, Step
from flash360.reports.session import opinion
from flash360.reports.session.facts import Facts, facts
from flash360.reports.session.panel import Panel, counted, shown_colleges
from flash360.reports.session.protocol import Promise, promises
from flash360.reports.session.sources import Source, sources
from flash360.settings import Settings
from flash360.store import read
from flash360.store.database import Database


@dataclass(frozen=True)
class SessionContent:
    """One session as its viewer may know it.

    row: its line of the programme. moved: when the base last changed (UTC). fictional: whether it is a demonstration.
    sizes: people per collège. colleges: votes per grade, axis by axis; None hides a collège from this viewer.
    statements: without the collèges for a partner. place: None when too few sessions are known to compare with.
    absences: what absences would do to the verdict, in words, empty when nothing.
    small_group: the size below which a collège is hidden from a partner.
    """

    row: Mapping[str, Any]
    day: date
    moved: datetime
    fictional: bool
    sizes: Mapping[College, int]
    scales: Mapping[Axis, Scale]
    criteria: Mapping[Axis, tuple[CriterionCounts, ...]]
    colleges: Mapping[Axis, Mapping[College, Counts | None]]
    abstentions: Mapping[Axis, Mapping[College, int]]
    statements: tuple[Mapping[str, Any], ...]
    promises: tuple[Promise, ...]
    outcomes: tuple[tuple[date, OutcomeStatus], ...]
    place: Picture | None
    sources: tuple[Source, ...]
    absences: str
    small_group: int
    names_colleges: bool

    def criteria_picture(self, axis: Axis) -> Picture | None:
        """The whole distributions of an axis's criteria; None for a session without votes or an axis without criteria."""
        if self.row["verdict"] is None or not self.criteria.get(axis):
            return None
        return criteria(axis, self.scales[axis], self.criteria[axis])

    def colleges_picture(self, axis: Axis) -> Picture | None:
        """The collèges side by side on an axis, small ones hidden; None for a session without votes."""
        if self.row["verdict"] is None or axis not in self.colleges:
            return None
        return colleges(axis, self.scales[axis], self.colleges[axis], self.abstentions[axis], self.small_group, sizes=self.sizes)

    def timeline_picture(self) -> Picture:
        """The five steps and the follow-ups."""
        dates = {step: self.row[column] for step, column in DATES.items() if step is not Step.REALISATION}
        return timeline(dates, self.outcomes)


def session_content(
    database: Database, viewer: Viewer, code: str, day: date, *, fictional: bool = False, programme: pa.Table | None = None
) -> SessionContent:
    """Gather a session's values as of `day`.

    programme: the programme table in the viewer's scope, when it is at hand; read otherwise. Raises UnknownSession when
    no session of this code is in the viewer's scope.
    """
    found = facts(database, viewer.scope, code, day)
    everyone = programme if programme is not None else read.programme(database, viewer.scope, day)
    return content_of(found, viewer.role, day, place=place_among(found.row, everyone), fictional=fictional)


def content_of(found: Facts, role: Role, day: date, *, place: Picture | None, fictional: bool) -> SessionContent:
    """The content of a session whose rows are read, for a viewer of this role."""
    small = Settings.from_environment().small_group
    partner = role is Role.PARTENAIRE
    told = counted(str(found.row["session_id"]), criteria=found.criteria, people=found.people, votes=found.votes)
    shown = shown_colleges(told.sizes, small) if partner else frozenset(told.sizes)
    statements = sorted(found.statements.to_pylist(), key=lambda one: (one["number"], one["kind"]))
    return SessionContent(
        row=found.row,
        day=day,
        moved=found.moved,
        fictional=fictional,
        sizes=told.sizes,
        scales=told.scales,
        criteria=told.criteria,
        colleges=_shown(told, shown),
        abstentions={axis: {c: n for c, n in counts.items() if c in shown} for axis, counts in told.abstentions.items()},
        statements=tuple(one | {"college": None} if partner else one for one in statements),
        promises=tuple(promises(found.row, told.sizes, told.scales)),
        outcomes=tuple((one["date"], OutcomeStatus(one["status"])) for one in found.outcomes.to_pylist()),
        place=place,
        sources=sources(found),
        absences=opinion.absence_sentence(told.solidity, colleges=shown == frozenset(told.sizes)),
        small_group=small,
        names_colleges=not partner,
    )


def place_among(row: Mapping[str, Any], programme: pa.Table) -> Picture | None:
    """The session's place in the programme; None when too few sessions are known, or its own votes are not."""
    own = {axis: row[f"{axis}_position"] for axis in Axis if row[f"{axis}_position"] is not None}
    everyone = {axis: numbers(programme, f"{axis}_position") for axis in own}
    return place(own, {axis: values[values == values] for axis, values in everyone.items()})


def _shown(found: Panel, shown: frozenset[College]) -> dict[Axis, dict[College, Counts | None]]:
    return {
        axis: {college: counts[college] if college in shown else None for college in found.sizes}
        for axis, counts in found.counts.items()
    }
