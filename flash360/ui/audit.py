"""What a screen tells the audit trail: who saw, downloaded, was refused what. At most once a day for what is seen or refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

import streamlit as st

from flash360 import paris
from flash360.access.scope import Viewer
from flash360.model import Action, Role
from flash360.store.database import now
from flash360.store.trail import Event
from flash360.ui.held import held

_SEEN: Final = "flash360.seen"
_LONGEST: Final = 60
"""Of what was asked for, in characters: it is whatever the visitor wrote."""


def note(viewer: Viewer, action: Action, subject: str) -> None:
    """Record an event now. Who looks through another's eyes is the author, and whose eyes is told."""
    author, details = _said(viewer)
    event(author, action, subject, details)


def visited(viewer: Viewer, subject: str, votes: int | None = None) -> None:
    """Record that something was shown to this viewer, the first time of the day in this tab.

    votes: the import whose votes a partner was told; what a later version of them would give away depends on it.
    """
    author, details = _said(viewer)
    if votes is not None and viewer.role is Role.PARTENAIRE and viewer.seen_by is None:
        details |= {"votes": str(votes)}
    _once(author, Action.CONSULTATION, subject, details)


def refused(viewer: Viewer | None, subject: str, author: str = "") -> None:
    """Record that something was asked for and not shown, the first time of the day in this tab.

    author: whoever has signed in and is no viewer, for nothing is granted to them.
    """
    name, details = _said(viewer) if viewer else (author, {})
    _once(name, Action.ACCESS_REFUSED, subject[:_LONGEST], details)


def event(author: str, action: Action, subject: str, details: Mapping[str, str] | None = None) -> None:
    """Keep an event of the trail; returns at once. For what happens outside the pages too."""
    written = json.dumps(details, ensure_ascii=False) if details else None
    held().trail.note(Event(author, action, subject, now(), written))


def _said(viewer: Viewer) -> tuple[str, dict[str, str]]:
    return viewer.seen_by or viewer.name, {"role": viewer.role.value} | ({"as": viewer.name} if viewer.seen_by else {})


def _once(author: str, action: Action, subject: str, details: Mapping[str, str]) -> None:
    seen: set[tuple[object, ...]] = st.session_state.setdefault(_SEEN, set())
    visit = (author, action, subject, *details.items(), paris.today())
    if visit not in seen:
        seen.add(visit)
        event(author, action, subject, details)
