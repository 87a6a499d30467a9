"""The wall at the top of every page: who looks, and may they; and whether they still may, at each action on an open page."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.errors import AccessDenied
from flash360.model import Action, Role
from flash360.ui import address, audit, held, once, turns

_VIEWER: Final = "flash360.viewer"
_STILL: Final = "flash360.still"
_asking: Final = threading.local()
OVER: Final = "Votre session est terminée ou vos droits ont changé. Rechargez la page."


def admit(viewer: Viewer, still: Callable[[], bool] = lambda: True) -> None:
    """Say who looks, for the rest of this run. Called by the frame alone, once it knows (role switch or sign-in).

    still: whether they would be admitted as the same viewer now; asked again by each action on the page. It may read the base.
    """
    st.session_state[_VIEWER], st.session_state[_STILL] = viewer, still


def dismiss() -> None:
    """Forget who looked: what a page kept of them no longer opens anything."""
    for name in (_VIEWER, _STILL):
        st.session_state.pop(name, None)


def viewer() -> Viewer | None:
    """Who looks, or None when the frame admitted nobody."""
    found = st.session_state.get(_VIEWER)
    return found if isinstance(found, Viewer) else None


def confirm() -> None:
    """Raise AccessDenied when whoever the frame admitted on this page would no longer be.

    Reads and writes of a screen go through it (`data.base`): a fragment and a button's callback run without the frame.
    """
    if get_script_run_ctx(suppress_warning=True) is not None and not _still():
        raise AccessDenied(OVER)


def while_admitted(make: Callable[[], bytes], what: str) -> Callable[[], bytes]:
    """What makes a file at a click, once it is sure that who looked at the page would still be admitted. what: its name."""
    asked_again, who = still(), viewer()

    def making() -> bytes:
        if not asked_again():
            if who is not None:
                audit.note(who, Action.ACCESS_REFUSED, what)
            raise AccessDenied(OVER)
        return make()

    return making


def still() -> Callable[[], bool]:
    """Whether whoever looks at this page would still be admitted: to be asked later, from anywhere."""
    return st.session_state.get(_STILL, _always)


def fragment(show: Callable[..., Any] | None = None, *, run_every: float | None = None) -> Any:
    """`st.fragment` for a part of a page that begins by confirming who looks; drawn again by itself, it takes its turn."""
    if show is None:
        return lambda function: fragment(function, run_every=run_every)  # pyright: ignore[reportUnknownArgumentType]

    def confirmed(*arguments: Any, **named: Any) -> Any:
        with turns.PAGES.turn():
            context = get_script_run_ctx(suppress_warning=True)
            if context is not None and context.fragment_ids_this_run:  # it is drawn again by itself
                held.begin()
            if not _still():
                st.error(OVER)
                return None
            return show(*arguments, **named)

    confirmed.__name__, confirmed.__qualname__, confirmed.__module__ = show.__name__, show.__qualname__, show.__module__
    return st.fragment(confirmed, run_every=run_every)


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
        audit.refused(who, f"/{urlsplit(st.context.url or '').path.strip('/')}")
        names = " ou ".join(f"«\u00a0{labels.ROLE[role]}\u00a0»" for role in roles)
        st.title("Accès réservé", anchor=False)
        st.error(
            f"Cette page est réservée au rôle {names}. "
            f"Vous consultez le tableau de bord comme «\u00a0{labels.ROLE[who.role]}\u00a0»."
        )
        st.page_link(address.home(who.role), label="Revenir à l'accueil")
        st.stop()
    return who


def _still() -> bool:
    """Whether whoever was admitted would still be. Asking may itself read the base, which is not asked about again."""
    if getattr(_asking, "now", False):
        return True
    _asking.now = True
    try:
        with once.apart():
            return st.session_state.get(_STILL, _always)()
    finally:
        _asking.now = False


def _always() -> bool:
    return True
