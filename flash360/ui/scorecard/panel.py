"""A session's panel, in counts and compared collège by collège, kept per scope while the session stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from flash360.access.scope import Viewer
from flash360.model import Axis
from flash360.reports.session import panel as counted
from flash360.reports.session.panel import Panel, told
from flash360.settings import Settings
from flash360.statistics.colleges import Question
from flash360.statistics.session_opinion import SessionOpinion, colleges_on_axes, session_opinion
from flash360.store import read
from flash360.store.read import Panels
from flash360.ui import data, once
from flash360.ui.kept import looked_at, stamp_of
from flash360.ui.once import Once

_ROWS: Final = Once[Panels](16)
"""Of the panels read last; what is counted of them is kept for longer."""
_BESIDE: Final = Once[Panels](64)
_TOGETHER: Final = 4
"""One session in so many, by its id, begins those that are read together: four on average, 25 kB each in the demonstration."""
_FURTHEST: Final = 8
"""How far before and after it those that are read with a session may stand."""


def panel(viewer: Viewer, session_id: str) -> Panel:
    """What the panel of a session tells this viewer; empty when the session has none or is out of the viewer's scope."""
    return _panel(viewer, session_id)


def whole(viewer: Viewer, session_id: str) -> Panel:
    """The same with every collège, for what is said of the room and never of a vote."""
    return replace(_whole(viewer, session_id), isolated=session_id in data.isolating(viewer))


def complete(viewer: Viewer, session_id: str) -> bool:
    """Whether this viewer sees every collège of the panel."""
    return panel(viewer, session_id).sizes == whole(viewer, session_id).sizes


def compared(viewer: Viewer, session_id: str) -> Mapping[Axis, Question] | None:
    """The session's collèges tested two by two on each axis; None where a collège is hidden from the viewer."""
    return _compared(viewer, session_id) if complete(viewer, session_id) else None


def every_question(viewer: Viewer, session_id: str) -> SessionOpinion | None:
    """Every measure of the session, its collèges tested on each criterion and all at once too; None where one is hidden."""
    if not complete(viewer, session_id):
        return None
    rows = _rows(viewer, session_id)
    return session_opinion(rows.people, rows.criteria, rows.votes)


@data.kept(1024)
def _panel(viewer: Viewer, session_id: str) -> Panel:
    return told(whole(viewer, session_id), viewer.role, Settings.from_environment().small_group)


@data.kept(1024)
def _whole(viewer: Viewer, session_id: str) -> Panel:
    return counted.of_rows(_rows(viewer, session_id))


@data.kept(1024)
def _compared(viewer: Viewer, session_id: str) -> Mapping[Axis, Question]:
    rows = _rows(viewer, session_id)
    return colleges_on_axes(rows.people, rows.criteria, rows.votes)


def _rows(viewer: Viewer, session_id: str) -> Panels:
    """The panel of one session, for what is counted of it: nothing of it is shown as it is."""
    key = (viewer.scope, session_id)
    return _ROWS.of(partial(stamp_of, session_id), key, lambda: _beside(viewer, session_id).of(session_id))


def _beside(viewer: Viewer, session_id: str) -> Panels:
    """The panels of this session and of those that stand beside it: a question costs its planning, whatever it asks."""
    scope = viewer.scope
    with once.apart():  # of the programme only who they are
        ids = data.programme(viewer)["session_id"]
    asked = beside(ids, session_id)
    return _BESIDE.of(lambda: tuple(map(stamp_of, asked)), (scope, *asked), lambda: read.panels(looked_at(), scope, asked))


def beside(ids: pa.ChunkedArray, session_id: str) -> list[str]:
    """Those that are read together with a session, in the order of ids: from one whose id begins a group to before the next.

    Their places would not do: an import that adds a session would move all that follow it to another group.
    """
    place = pc.index(ids, session_id).as_py()
    if place < 0:
        return [session_id]
    first = max(0, place - _FURTHEST)
    near = ids.slice(first, place - first + _FURTHEST).to_pylist()
    mine, begins = place - first, [at for at, one in enumerate(near) if _begins(one)]
    return near[max((at for at in begins if at <= mine), default=0) : min((at for at in begins if at > mine), default=len(near))]


def _begins(session_id: str) -> bool:
    return int(session_id[-1], 16) % _TOGETHER == 0
