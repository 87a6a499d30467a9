"""« Données au … » and n, under the title of every screen."""

from __future__ import annotations

import streamlit as st

from flash360.reports.freshness import line, session_line
from flash360.ui import data


def show(shown: int, total: int) -> None:
    """Write the line under the title."""
    st.caption(line(data.moved_at(), shown, total))


def of_session(voters: int | None, *, voted: bool) -> str:
    """The same line for one session: n is the number of its voters; voted: whether its votes are known."""
    return session_line(data.moved_at(), voters, voted=voted)
