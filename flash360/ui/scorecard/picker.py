"""The session picker: by address (`/fiche?session=CODE`), or in the list."""

from __future__ import annotations

import hashlib

import streamlit as st

from flash360.access.scope import Viewer
from flash360.ui import audit, data, text
from flash360.ui.programme import offered

_PARAMETER = "session"


def pick(viewer: Viewer, *, default_first: bool = False, only_measured: bool = False) -> str | None:
    """The code of the session to show: the one of the address, kept there when another is chosen in the list.

    default_first: show the first session when none is asked for. only_measured: leave out those without a computed verdict.
    A code of the address that is not in scope is said, and nothing else is shown in its place. Above `offered.MOST` sessions
    the list holds what a search finds.
    """
    titles = offered.titles(viewer, only_measured)
    key = _key(viewer)
    asked = st.query_params.get(_PARAMETER)
    found = data.session(viewer, asked) if asked else None
    if st.session_state.get(key) not in titles:
        st.session_state.pop(key, None)
    if found is not None and found["code"] in titles and st.session_state.get(key) != found["code"]:
        st.session_state[key] = found["code"]
    if asked is None and titles and key not in st.session_state and (default_first or len(titles) == 1):
        st.session_state[key] = next(iter(titles))
    held = st.session_state.get(key)
    st.selectbox(
        "Session",
        offered.codes(viewer, titles, "fiche", held=[held] if held else [], only_measured=only_measured),
        format_func=offered.named(titles),
        index=None,
        placeholder="Choisir une session",
        key=key,
        on_change=_keep,
        args=(key,),
    )
    if asked and found is None:
        audit.refused(viewer, asked)
        st.error(
            f"Aucune session « {text.plain(asked)} » dans votre périmètre. Vérifiez le code, ou choisissez-la dans la liste."
        )
        return None
    return st.session_state.get(key)


def _key(viewer: Viewer) -> str:
    """Another list for another scope: a browser keeps what a list showed for as long as its key is the same."""
    seen = repr((viewer.role, viewer.scope)).encode()
    return f"fiche.session.{hashlib.sha256(seen).hexdigest()[:12]}"


def _keep(key: str) -> None:
    """Write the choice in the address, so that it can be sent."""
    if chosen := st.session_state.get(key):
        st.query_params[_PARAMETER] = chosen
    else:
        st.query_params.pop(_PARAMETER, None)
