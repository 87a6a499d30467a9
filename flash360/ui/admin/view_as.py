"""« Voir comme… »: an administrator looks through a partner's eyes, exactly and without changing anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from flash360 import paris
from flash360.access import Grant, NamedPerson, SubjectKind, Viewer, viewers
from flash360.model import Action, Role
from flash360.ui import audit, data
from flash360.ui.text import plain

_PERSON: Final = "flash360.voir-comme"
_BEGUN: Final = "flash360.voir-comme.debut"


def person(grant: Grant) -> NamedPerson:
    """Someone whom a grant names: the person themselves, or anyone of a domain or of an establishment."""
    match grant.kind:
        case SubjectKind.EMAIL:
            return NamedPerson(grant.subject)
        case SubjectKind.DOMAIN:
            return NamedPerson(f"une-personne@{grant.subject}")
        case SubjectKind.SIRET:
            return NamedPerson(f"une-personne@{grant.subject}.invalid", grant.subject)


def begin(viewer: Viewer, who: NamedPerson) -> None:
    """Look through this person's eyes from the next run on; recorded."""
    st.session_state[_PERSON] = who
    st.session_state[_BEGUN] = True
    audit.note(viewer, Action.VIEW_AS, who.siret or who.email)


def begins() -> bool:
    """Whether this is the first run through these eyes: it shows what they see first, not the screen of the one who looks."""
    return bool(st.session_state.pop(_BEGUN, False))


def end() -> None:
    """Look with one's own eyes again."""
    st.session_state.pop(_PERSON, None)


def seen(viewer: Viewer, still: Callable[[], bool]) -> tuple[Viewer, Callable[[], bool]]:
    """Whoever looks, or the partner through whose eyes they look, and whether both would still be admitted."""
    who = st.session_state.get(_PERSON)
    if not isinstance(who, NamedPerson) or viewer.role is not Role.ADMINISTRATEUR:
        return viewer, still
    found = _partner(who)
    if found is None:
        end()
        return viewer, still
    return replace(found, seen_by=viewer.name), lambda: still() and _partner(who) == found


def banner(viewer: Viewer) -> None:
    """Whose eyes these are, and the way back; nothing for who looks with their own."""
    if viewer.seen_by is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="regard"):
        st.warning(
            f"Vous voyez exactement ce que voit «\u00a0{plain(viewer.name)}\u00a0». "
            "Lecture seule\u00a0; ce regard est enregistré.",
            icon=":material/visibility:",
        )
        st.button("Revenir à mon rôle", on_click=end, key="regard-fin")


def _partner(who: NamedPerson) -> Viewer | None:
    found = viewers(who, data.grants(), paris.today(), administrator=None)
    return next((one for one in found if one.role is Role.PARTENAIRE), None)
