"""Who looks: whoever signed in, with what is granted to them; in the demonstration, on this machine only, whom a switch says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pyarrow.compute as pc
import streamlit as st

from flash360 import labels, paris
from flash360.access.grants import viewers
from flash360.access.identity import Identity
from flash360.access.scope import Sessions, Viewer, WholeProgramme
from flash360.model import Role
from flash360.settings import Settings
from flash360.ui import audit, data
from flash360.ui.signin import here, screen
from flash360.ui.text import escaped

CHOICES: Final = (Role.ANALYSTE, Role.DIRECTION, Role.PARTENAIRE, Role.ADMINISTRATEUR)
_ROLE: Final = "flash360.role"
_ADMINISTRATION: Final = "flash360.administration"
_HELD: Final = "flash360.role-tenu"
_HOUSE: Final = Viewer("le tableau de bord", Role.DIRECTION, WholeProgramme())
"""On whose behalf the switch lists the administrations; never shown to anyone."""


def signed_in() -> tuple[Viewer, Callable[[], bool]]:
    """Who signed in, and whether they still are, with the same rights; for anyone else, the page ends on a sentence."""
    held = here.number()
    who = here.identity(held)
    if who is None:
        screen.sign_in(held)
    found = viewers_of(who)
    if not found:
        audit.refused(None, "/", who.email)
        screen.nothing_granted(who, Settings.from_environment().contact)
    viewer = next((one for one in found if one.role is st.session_state.get(_HELD)), found[0])
    return viewer, lambda: here.identity(held) == who and viewer in viewers_of(who)


def viewers_of(who: Identity) -> tuple[Viewer, ...]:
    """What is granted to a signed-in person today: one viewer per role, the one they begin with first."""
    return viewers(who, data.grants(), paris.today(), administrator=Settings.from_environment().administrator)


def account(viewer: Viewer) -> None:
    """Who is signed in, in which of their roles, and the way out."""
    who = here.identity(here.number())
    roles = [one.role for one in viewers_of(who)] if who else []
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="compte"):
        name = escaped(viewer.seen_by or viewer.name)
        st.html(f'<p class="f360-account">{name} · {labels.ROLE[viewer.role]}</p>', width="content")
        if len(roles) > 1:
            st.selectbox(
                "Rôle", roles, format_func=lambda role: labels.ROLE[role], key=_HELD, width=220, label_visibility="collapsed"
            )
        screen.sign_out()


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
