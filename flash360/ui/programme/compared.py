"""The sessions compared with one another: fair ranking and funnel, kept per scope, version of the base and filters."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from flash360.access.scope import Scope, Sessions, Viewer, WholeProgramme
from flash360.model import Axis
from flash360.settings import Settings
from flash360.statistics.funnel import Funnel, funnel
from flash360.statistics.ranking import Ranking, ranking
from flash360.ui import data
from flash360.ui.programme.filters import Choice


def ranked(viewer: Viewer, kept: pa.Table, choice: Choice, axis: Axis) -> Ranking:
    """The fair ranking of the sessions that a choice keeps."""
    return _ranked(_path(), viewer.scope, data.version(), choice, axis, kept)


def funnelled(viewer: Viewer, kept: pa.Table, choice: Choice, axis: Axis) -> Funnel:
    """The funnel of the sessions that a choice keeps."""
    return _funnelled(_path(), viewer.scope, data.version(), choice, axis, kept)


@st.cache_resource(show_spinner=False, max_entries=128, hash_funcs={Sessions: repr, WholeProgramme: repr, Choice: repr})
def _ranked(path: str, scope: Scope, version: int, choice: Choice, axis: Axis, _kept: pa.Table) -> Ranking:
    return ranking(_measured(_kept), axis, Settings.from_environment().top_k)


@st.cache_resource(show_spinner=False, max_entries=128, hash_funcs={Sessions: repr, WholeProgramme: repr, Choice: repr})
def _funnelled(path: str, scope: Scope, version: int, choice: Choice, axis: Axis, _kept: pa.Table) -> Funnel:
    return funnel(_measured(_kept), axis)


def _path() -> str:
    """Which base: two of them may be at the same version."""
    return str(Settings.from_environment().database)


def _measured(programme: pa.Table) -> pa.Table:
    return programme.filter(pc.is_valid(programme["feasibility_n"]))
