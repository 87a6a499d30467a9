"""Everything that the documents of one session say, gathered once: the screen's own values, sentences and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from flash360.access.scope import Viewer
from flash360.charts.colleges import colleges
from flash360.charts.criteria import criteria
from flash360.charts.figures import Band, CriterionCounts, bands
from flash360.charts.picture import Picture
from flash360.charts.place import place
from flash360.charts.steps import DATES
from flash360.charts.timeline import timeline
from flash360.errors import UnknownSession
from flash360.model import Axis, College, Counts, OutcomeStatus, Role, Scale, Step
from flash360.reports.session import opinion
from flash360.reports.session.facts import Common, Facts, common, facts
from flash360.reports.session.panel import Panel, counted, guarded, told
from flash360.reports.session.protocol import Promise, promises
from flash360.reports.session.sources import Source, sources
from flash360.settings import Settings
from flash360.statistics.panel import axis_grades
from flash360.statistics.session_opinion import SessionOpinion, session_opinion
from flash360.store import read
from flash360.store.database import Database


@dataclass(frozen=True)
class SessionContent:
    """One session as its viewer may know it.

    row: its line of the programme. moved: when the base last changed (UTC). fictional: whether it is a demonstration.
    people: in the panel. colleges: votes per grade, axis by axis; None hides a collège from this viewer.
    between: the collèges compared; None hides it, as a collège. statements: without the collèges for a partner.
    place: None when too few sessions are known to compare with.
    absences: what absences would do to the verdict, in words, empty when nothing.
    small_group: the size below which a collège is hidden from a partner.
    """

    row: Mapping[str, Any]
    day: date
    moved: datetime
    fictional: bool
    people: int
    scales: Mapping[Axis, Scale]
    criteria: Mapping[Axis, tuple[CriterionCounts, ...]]
    colleges: Mapping[Axis, Mapping[College, Counts | None]]
    abstentions: Mapping[Axis, Mapping[College, int]]
    between: SessionOpinion | None
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
        return colleges(axis, self.scales[axis], self.colleges[axis], self.abstentions[axis], self.small_group)

    def timeline_picture(self) -> Picture:
        """The five steps and the follow-ups."""
        dates = {step: self.row[column] for step, column in DATES.items() if step is not Step.REALISATION}
        return timeline(dates, self.outcomes)


def session_content(
    database: Database,
    viewer: Viewer,
    code: str,
    day: date,
    *,
    fictional: bool = False,
    programme: pa.Table | None = None,
    shared: Common | None = None,
) -> SessionContent:
    """Gather a session's values as of `day`.

    programme, shared: what is read of the viewer's whole scope, when it is at hand; read otherwise. Raises UnknownSession
    when no session of this code is in the viewer's scope.
    """
    everyone = programme if programme is not None else read.programme(database, viewer.scope, day)
    session_id = read.session_id(database, viewer.scope, code)
    row = next((one for one in everyone.to_pylist() if one["session_id"] == session_id), None)
    if row is None:
        raise UnknownSession(f"Aucune session « {code} » dans ce périmètre. La commande « portfolio » en donne la liste.")
    found = facts(database, row, shared or common(database, viewer.scope))
    return content_of(found, viewer.role, day, bands(everyone), fictional=fictional)


def content_of(found: Facts, role: Role, day: date, programme: Mapping[Axis, Band], *, fictional: bool) -> SessionContent:
    """The content of a session whose rows are read, for a viewer of this role. programme: what `bands` gives of it."""
    small = Settings.from_environment().small_group
    partner = role is Role.PARTENAIRE
    given = axis_grades(found.criteria, found.votes)
    measured = session_opinion(found.people, found.criteria, found.votes, together=False, grades=given)
    panel = counted(criteria=found.criteria, people=found.people, votes=found.votes, solid=False, given=given)
    whole = replace(panel, isolated=found.isolating)
    seen = told(whole, role, small)
    row = guarded(found.row, role, small, [str(found.row["session_id"])] if found.isolating else [])
    statements = sorted(found.statements.to_pylist(), key=lambda one: (one["number"], one["kind"]))
    return SessionContent(
        row=row,
        day=day,
        moved=found.moved,
        fictional=fictional,
        people=sum(whole.sizes.values()),
        scales=seen.scales,
        criteria=seen.criteria,
        colleges=_shown(whole, seen),
        abstentions=seen.abstentions,
        between=measured if seen is whole else None,
        statements=tuple(one | {"college": None} if partner else one for one in statements),
        promises=tuple(promises(row, whole.sizes, whole.scales)),
        outcomes=tuple((one["date"], OutcomeStatus(one["status"])) for one in found.outcomes.to_pylist()),
        place=_place(row, programme) if row == dict(found.row) else None,
        sources=sources(found, named=not partner),
        absences=opinion.absence_sentence(measured.solidity, colleges=seen is whole) if row == dict(found.row) else "",
        small_group=small,
        names_colleges=not partner,
    )


def _place(row: Mapping[str, Any], programme: Mapping[Axis, Band]) -> Picture | None:
    """The session's place in the programme; None when too few sessions are known, or its own votes are not."""
    return place({axis: row[f"{axis}_position"] for axis in Axis if row[f"{axis}_position"] is not None}, programme)


def _shown(whole: Panel, seen: Panel) -> dict[Axis, dict[College, Counts | None]]:
    """Every collège of the room; None for one that is hidden."""
    return {axis: {college: counts.get(college) for college in whole.sizes} for axis, counts in seen.counts.items()}
