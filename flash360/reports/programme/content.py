"""Everything that the documents of the programme say, gathered once: the screens' own values, sentences and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flash360.access.scope import Viewer
from flash360.charts import caterpillar
from flash360.charts.butterfly import butterfly
from flash360.charts.mosaic import mosaic
from flash360.charts.picture import Picture
from flash360.charts.plane import plane
from flash360.charts.steps import steps
from flash360.charts.verdicts import verdicts
from flash360.model import Axis, Kind
from flash360.reports.programme.follow_up import waiting
from flash360.reports.programme.summary import Summary, summary
from flash360.settings import Settings
from flash360.statistics.ranking import Ranking, ranking
from flash360.store import read
from flash360.store.database import Database

UNCODED = "Non codé"


@dataclass(frozen=True)
class ProgrammeContent:
    """The sessions that a choice keeps, as their viewer may know them.

    programme: one row per session kept, by code. total: sessions in scope before the choice. filters: the choice in
    words, empty when everything is kept. moved: when the base last changed (UTC). fictional: a demonstration.
    """

    programme: pa.Table
    total: int
    filters: tuple[str, ...]
    day: date
    moved: datetime
    fictional: bool
    statements: tuple[Mapping[str, Any], ...]
    summary: Summary
    rankings: Mapping[Axis, Ranking]

    def plane(self) -> Picture:
        """The plane feasibility × impact."""
        return plane(self.programme)

    def verdicts(self) -> Picture:
        """The verdicts by year."""
        return verdicts(self.programme, self.day)

    def ranking(self, axis: Axis) -> Picture:
        """The fair order on an axis."""
        found = self.rankings[axis]
        order = caterpillar.fair_order(self.programme, found)
        return caterpillar.caterpillar(axis, order, fair=True, left_out=found.left_out, k=found.k)

    def themes(self) -> Picture:
        """Freins and leviers by theme."""
        return butterfly(((one["theme_label"], Kind(one["kind"])) for one in self.statements), by="thème", blank=UNCODED)

    def steps(self) -> Picture:
        """The five steps as a funnel."""
        return steps(self.programme)

    def outcomes(self) -> Picture:
        """What became of the ideas, by verdict."""
        return mosaic(self.programme)

    def waiting(self) -> pa.Table:
        """The sessions whose news are awaited, the oldest first."""
        return waiting(self.programme, self.day)


def programme_content(
    database: Database,
    viewer: Viewer,
    day: date,
    *,
    kept: pa.Table | None = None,
    filters: tuple[str, ...] = (),
    fictional: bool = False,
) -> ProgrammeContent:
    """Gather the programme's values as of `day`, for the sessions of the viewer's scope.

    kept: the rows of the programme table that a choice keeps, all of them when None. filters: that choice in words.
    """
    everyone = read.programme(database, viewer.scope, day)
    rows = everyone if kept is None else everyone.filter(pc.is_in(everyone["session_id"], value_set=kept["session_id"]))
    ids = set(rows["session_id"].to_pylist())
    moved: Any = read.head(database, viewer.scope)["moved_at"]
    measured = rows.filter(pc.is_valid(rows["feasibility_n"]))
    first = Settings.from_environment().top_k
    return ProgrammeContent(
        programme=rows,
        total=everyone.num_rows,
        filters=filters,
        day=day,
        moved=moved,
        fictional=fictional,
        statements=tuple(one for one in read.statements(database, viewer.scope).to_pylist() if one["session_id"] in ids),
        summary=summary(rows),
        rankings={axis: ranking(measured, axis, first) for axis in Axis},
    )
