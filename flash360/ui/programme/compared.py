"""The sessions compared with one another: fair ranking and funnel, kept by rights and filters."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from flash360.access.scope import Viewer
from flash360.model import Axis
from flash360.settings import Settings
from flash360.statistics.funnel import Funnel, funnel
from flash360.statistics.ranking import Ranking, ranking
from flash360.ui import data
from flash360.ui.programme import filters
from flash360.ui.programme.filters import Choice


@data.kept(256)
def ranked(viewer: Viewer, choice: Choice, axis: Axis) -> Ranking:
    """The fair ranking of the sessions that a choice keeps."""
    return ranking(_measured(viewer, choice, axis), axis, Settings.from_environment().top_k)


@data.kept(256)
def funnelled(viewer: Viewer, choice: Choice, axis: Axis) -> Funnel:
    """The funnel of the sessions that a choice keeps."""
    return funnel(_measured(viewer, choice, axis), axis)


def _measured(viewer: Viewer, choice: Choice, axis: Axis) -> pa.Table:
    kept = filters.chosen(viewer, choice)
    columns = ["session_id", *(f"{axis}_{name}" for name in ("n", "share", "position", "position_variance"))]
    return kept.select(columns).filter(pc.is_valid(kept["feasibility_n"]))
