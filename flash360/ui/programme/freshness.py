"""« Données au … » and n, under the title of every screen."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.ui import data


def line(moved: datetime, shown: int, total: int) -> str:
    """« Données au 23 novembre 2026. n = 12 sessions sur 48. »; moved: UTC."""
    day = moved.replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/Paris")).date()
    among = "" if shown == total else f" sur {labels.french_number(total)}"
    return f"Données au {labels.french_date(day)}. n = {labels.plural(shown, 'session')}{among}."


def show(viewer: Viewer, shown: int, total: int) -> None:
    """Write the line under the title."""
    st.caption(line(data.head(viewer)["moved_at"], shown, total))


def show_session(viewer: Viewer, voters: int | None) -> None:
    """The same line for one session: n is the number of its voters."""
    moved = line(data.head(viewer)["moved_at"], 0, 0).split(" n = ")[0]
    st.caption(f"{moved} " + (f"n = {labels.plural(voters, 'votant')}." if voters else "Votes inconnus."))
