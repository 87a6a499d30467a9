"""A session's panel, in counts and compared collège by collège, kept per scope and version of the base."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from flash360.access.scope import Scope, Sessions, Viewer, WholeProgramme
from flash360.model import College, Role
from flash360.reports.session import panel as counted
from flash360.reports.session.panel import Panel, shown_colleges
from flash360.settings import Settings
from flash360.statistics.session_opinion import SessionOpinion, session_opinion
from flash360.store import read
from flash360.ui import data


def panel(viewer: Viewer, session_id: str) -> Panel:
    """The panel of a session in the viewer's scope; empty when the session has none or is out of scope."""
    return _counted(viewer.scope, data.version(), session_id)


def shown(viewer: Viewer, found: Panel) -> frozenset[College]:
    """The collèges of a panel that this viewer may see: all of them, but for a partner's small groups."""
    if viewer.role is not Role.PARTENAIRE:
        return frozenset(found.sizes)
    return shown_colleges(found.sizes, Settings.from_environment().small_group)


def compared(viewer: Viewer, session_id: str) -> SessionOpinion | None:
    """The session's measures with its collèges tested against one another; None where a collège is hidden from the viewer.

    Up to a second or so the first time that such counts are met: each test is kept by its counts.
    """
    found = panel(viewer, session_id)
    return None if shown(viewer, found) != frozenset(found.sizes) else _compared(viewer.scope, data.version(), session_id)


@st.cache_resource(show_spinner=False, max_entries=256, hash_funcs={Sessions: repr, WholeProgramme: repr})
def _counted(scope: Scope, version: int, session_id: str) -> Panel:
    return counted.panel(data.base(), scope, session_id)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Sessions: repr, WholeProgramme: repr})
def _compared(scope: Scope, version: int, session_id: str) -> SessionOpinion:
    ids = pa.scalar(session_id)

    def own(rows: pa.Table) -> pa.Table:
        return rows.append_column("session_id", pa.repeat(ids, rows.num_rows))

    base = data.base()
    return session_opinion(
        own(read.participants(base, scope, session_id)),
        own(read.criteria(base, scope, session_id)),
        own(read.votes(base, scope, session_id)),
    )
