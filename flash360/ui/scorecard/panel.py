"""A session's panel in counts, kept per scope and version of the base."""

from __future__ import annotations

import streamlit as st

from flash360.access.scope import Scope, Sessions, Viewer, WholeProgramme
from flash360.reports.session import panel as counted
from flash360.reports.session.panel import Panel
from flash360.ui import data


def panel(viewer: Viewer, session_id: str) -> Panel:
    """The panel of a session in the viewer's scope; empty when the session has none or is out of scope."""
    return _counted(viewer.scope, data.version(), session_id)


@st.cache_resource(show_spinner=False, max_entries=256, hash_funcs={Sessions: repr, WholeProgramme: repr})
def _counted(scope: Scope, version: int, session_id: str) -> Panel:
    return counted.panel(data.base(), scope, session_id)
