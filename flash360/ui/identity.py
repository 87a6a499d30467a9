"""Who looks. Without sign-in (the demonstration, on this machine only) a switch says it; sign-in will answer here instead."""

from __future__ import annotations

from typing import Final

import pyarrow.compute as pc
import streamlit as st

from flash360 import labels
from flash360.access.scope import Sessions, Viewer, WholeProgramme
from flash360.model import Role
from flash360.ui import data

CHOICES: Final = (Role.ANALYSTE, Role.DIRECTION, Role.PARTENAIRE)
_ROLE: Final = "flash360.role"
_ADMINISTRATION: Final = "flash360.administration"
_HOUSE: Final = Viewer("le tableau de bord", Role.DIRECTION, WholeProgramme())
"""On whose behalf the switch lists the administrations; never shown to anyone."""


def switch() -> Viewer:
    """Show the switch « Voir comme » and return who it says. The choice lives in the session, never in the address."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="bottom", key="voir-comme"):
        role = st.selectbox(
            "Voir comme", CHOICES, format_func=_as, key=_ROLE, width=330, filter_mode=None, label_visibility="collapsed"
        )
        if role is not Role.PARTENAIRE:
            return Viewer(labels.ROLE[role], role, WholeProgramme())
        sessions = data.programme(_HOUSE)
        names: list[str] = sorted(set(sessions["administration"].to_pylist()))
        chosen = st.selectbox("Administration", names, key=_ADMINISTRATION, width=330, label_visibility="collapsed")
    own = sessions.filter(pc.equal(sessions["administration"], chosen)) if chosen else sessions.slice(0, 0)
    return Viewer(chosen or labels.ROLE[role], role, Sessions(tuple(str(one) for one in own["session_id"].to_pylist())))


def _as(role: Role) -> str:
    return f"Voir comme\u00a0: {labels.ROLE[role]}"
