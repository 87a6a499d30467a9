"""A session's panel, in counts and compared collège by collège, kept per scope while the session stays as it is."""

from __future__ import annotations

from dataclasses import replace

from flash360.access.scope import Viewer
from flash360.reports.session import panel as counted
from flash360.reports.session.panel import Panel, told
from flash360.settings import Settings
from flash360.statistics.session_opinion import SessionOpinion, session_opinion
from flash360.ui import data


def panel(viewer: Viewer, session_id: str) -> Panel:
    """What the panel of a session tells this viewer; empty when the session has none or is out of the viewer's scope."""
    return _panel(viewer, session_id)


def whole(viewer: Viewer, session_id: str) -> Panel:
    """The same with every collège, for what is said of the room and never of a vote."""
    return replace(_whole(viewer, session_id), isolated=session_id in data.isolating(viewer))


def complete(viewer: Viewer, session_id: str) -> bool:
    """Whether this viewer sees every collège of the panel."""
    return panel(viewer, session_id).sizes == whole(viewer, session_id).sizes


def compared(viewer: Viewer, session_id: str) -> SessionOpinion | None:
    """The session's measures with its collèges tested against one another; None where a collège is hidden from the viewer.

    Up to a second or so the first time that such counts are met: each test is kept by its counts.
    """
    return _compared(viewer, session_id) if complete(viewer, session_id) else None


@data.kept(256)
def _panel(viewer: Viewer, session_id: str) -> Panel:
    return told(whole(viewer, session_id), viewer.role, Settings.from_environment().small_group)


@data.kept(256)
def _whole(viewer: Viewer, session_id: str) -> Panel:
    return counted.of_rows(data.panel_rows(viewer, session_id))


@data.kept(256)
def _compared(viewer: Viewer, session_id: str) -> SessionOpinion:
    rows = data.panel_rows(viewer, session_id)
    return session_opinion(rows.people, rows.criteria, rows.votes)
