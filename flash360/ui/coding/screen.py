"""Coder les textes: what is left, in one sentence, then the way of working that the analyst chose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.ui import guard, text
from flash360.ui.coding import aspects, desk, grid, one_by_one, past, proposals, second, themes
from flash360.ui.coding.desk import Desk
from flash360.ui.programme import freshness

VIEWS: Final[dict[str, Callable[[Desk], None]]] = {
    "Un par un": one_by_one.show,
    "Tableau": grid.show,
    "Grille": themes.show,
    "Thèmes proposés": proposals.show,
    "Aspects": aspects.show,
    "Accord": second.show,
    "Historique": past.show,
}


@guard.fragment
def show(viewer: Viewer, sessions: int) -> None:
    """The whole screen, in a fragment: a decision draws it again without its frame. sessions: how many are in scope."""
    found = desk.desk(viewer)
    st.title(text.plain(title(found)), anchor=False)
    freshness.show(sessions, sessions)
    view = st.segmented_control(
        "Façon de travailler", list(VIEWS), default="Un par un", required=True, key="vue", bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    done = sum(one.coded for one in found.texts)
    if found.texts:
        share = labels.french_percent(done / len(found.texts))
        words = f"{labels.plural(done, 'texte codé', 'textes codés')} sur {labels.french_number(len(found.texts))} ({share})"
        st.progress(done / len(found.texts), words)
    desk.show_learning(found)
    desk.notice()
    VIEWS[view or "Un par un"](found)


def title(found: Desk) -> str:
    """The finding: how many texts are left."""
    left = sum(not one.coded for one in found.texts)
    if not found.texts:
        return "Aucun texte à coder"
    if not left:
        return "Tous les textes sont codés"
    return f"{labels.plural(left, 'texte')} à coder sur {labels.french_number(len(found.texts))}"
