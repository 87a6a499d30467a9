"""The wall at the top of every page: who looks, and may they."""

from __future__ import annotations

from typing import Final

import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.model import Role
from flash360.ui import address

_VIEWER: Final = "flash360.viewer"


def admit(viewer: Viewer) -> None:
    """Say who looks, for the rest of this run. Called by the frame alone, once it knows (role switch or sign-in)."""
    st.session_state[_VIEWER] = viewer


def viewer() -> Viewer | None:
    """Who looks, or None when the frame admitted nobody."""
    found = st.session_state.get(_VIEWER)
    return found if isinstance(found, Viewer) else None


def require(*roles: Role) -> Viewer:
    """Who looks, when they have one of these roles; with no role named, anyone whom the frame admitted.

    Otherwise a French sentence is shown and the page ends there: nothing below the call runs.
    """
    who = viewer()
    if who is None:
        st.title("Accès refusé", anchor=False)
        st.error("Cette page s'ouvre depuis le tableau de bord. Revenez à l'accueil, puis choisissez-la dans le menu.")
        st.stop()
    if roles and who.role not in roles:
        names = " ou ".join(f"«\u00a0{labels.ROLE[role]}\u00a0»" for role in roles)
        st.title("Accès réservé", anchor=False)
        st.error(
            f"Cette page est réservée au rôle {names}. "
            f"Vous consultez le tableau de bord comme «\u00a0{labels.ROLE[who.role]}\u00a0»."
        )
        st.page_link(address.home(who.role), label="Revenir à l'accueil")
        st.stop()
    return who
