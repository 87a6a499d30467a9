"""What the scorecard reads and computes of a session, made once for those who have the same rights; nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from flash360.access.scope import Viewer
from flash360.charts.colleges import colleges
from flash360.charts.criteria import criteria
from flash360.charts.figures import Band, band
from flash360.charts.picture import Picture
from flash360.charts.place import place
from flash360.charts.values import numbers
from flash360.model import Axis, Role
from flash360.reports.session import comparison, protocol, statements
from flash360.settings import Settings
from flash360.ui import data, text
from flash360.ui.scorecard.panel import compared, every_question, panel, whole
from flash360.ui.scorecard.path import drawn, has_dates


def everything(viewer: Viewer, code: str) -> Iterator[None]:
    """Make all of it for the session of this code, a part at each step, as long as it is in the viewer's scope."""
    for part in (_pictures, _differences, _texts, _rest):
        session = data.session(viewer, code)
        if session is None:  # it was undone or erased meanwhile
            return
        part(viewer, session)
        yield


def _pictures(viewer: Viewer, session: Mapping[str, Any]) -> None:
    session_id = session["session_id"]
    found = panel(viewer, session_id)
    for axis in Axis if session["verdict"] is not None else ():
        if found.criteria[axis]:
            criteria_picture(viewer, session_id, axis)
        if axis in found.scales:
            colleges_picture(viewer, session_id, axis)


def _differences(viewer: Viewer, session: Mapping[str, Any]) -> None:
    if session["verdict"] is not None and whole(viewer, session["session_id"]).sizes:
        differences(viewer, session["session_id"])


def _texts(viewer: Viewer, session: Mapping[str, Any]) -> None:
    said(viewer, session["session_id"])


def _rest(viewer: Viewer, session: Mapping[str, Any]) -> None:
    promised(viewer, session["code"])
    placed(viewer, session["code"])
    if has_dates(viewer, session):
        drawn(viewer, session["code"])


@data.kept(2048)
def criteria_picture(viewer: Viewer, session_id: str, axis: Axis) -> Picture:
    """Every criterion's distribution on an axis that has some."""
    found = panel(viewer, session_id)
    return criteria(axis, found.scales[axis], found.criteria[axis])


@data.kept(2048)
def colleges_picture(viewer: Viewer, session_id: str, axis: Axis) -> Picture:
    """The collèges of the room on an axis, those hidden from the viewer without their votes."""
    found, room = panel(viewer, session_id), whole(viewer, session_id)
    counts = {college: found.counts[axis].get(college) for college in room.sizes}
    return colleges(axis, found.scales[axis], counts, found.abstentions[axis], Settings.from_environment().small_group)


@data.kept(1024)
def differences(viewer: Viewer, session_id: str) -> tuple[str, tuple[str, ...]] | None:
    """What is said of the collèges held against one another, in a line and then by axis; None where one is hidden."""
    axes = compared(viewer, session_id)
    return None if axes is None else (comparison.headline(axes), comparison.sentences(axes))


@data.kept(256)
def by_question(viewer: Viewer, session_id: str) -> tuple[pa.Table, pa.Table] | None:
    """The same in two tables: each pair of collèges on each question, and their consensus; None where one is hidden."""
    measured = every_question(viewer, session_id)
    return None if measured is None else (comparison.table(measured), comparison.consensus_table(measured))


@data.kept(1024)
def said(viewer: Viewer, session_id: str) -> tuple[str, pa.Table, pa.Table]:
    """What is said of the texts in a line, then the freins and the leviers."""
    rows = statements.by_number(data.statements(viewer, session_id))
    told = viewer.role is not Role.PARTENAIRE
    return statements.title(rows), statements.freins(rows, colleges=told), statements.leviers(rows, colleges=told)


@data.kept(1024)
def promised(viewer: Viewer, code: str) -> tuple[str, str]:
    """How many promises of the protocol were held, in a line, and each of them as HTML."""
    session = data.session(viewer, code) or {}
    room = whole(viewer, session["session_id"])
    held = protocol.promises(session, room.sizes, room.scales)
    lines = "".join(f"<li>{text.escaped(promise.line)}</li>" for promise in held)
    return protocol.title(held), f"<ul class='f360-promises'>{lines}</ul>"


@data.kept(1024)
def placed(viewer: Viewer, code: str) -> tuple[Picture | None, bool]:
    """Where the session stands, and whether it has a position at all."""
    session = data.session(viewer, code) or {}
    own = {axis: session[f"{axis}_position"] for axis in Axis if session[f"{axis}_position"] is not None}
    return place(own, {axis: _band(viewer, axis) for axis in own}), bool(own)


@data.kept(8)
def _band(viewer: Viewer, axis: Axis) -> Band:
    values = numbers(data.programme(viewer), f"{axis}_position")
    return band(values[values == values])
