"""The addresses of the product: which screen is where, and for whom. They are French and do not change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from flash360.model import Role
from flash360.settings import ROOT

EVERYONE: Final = frozenset(Role)
PROGRAMME: Final = frozenset({Role.DIRECTION, Role.ANALYSTE, Role.ADMINISTRATEUR})
ANALYST: Final = frozenset({Role.ANALYSTE})
ADMINISTRATOR: Final = frozenset({Role.ADMINISTRATEUR})


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: its address, its name in the menu, its script, and the roles that find it there.

    The script's own guard decides who sees it; `roles` only spares a useless line in the menu.
    """

    address: str
    title: str
    script: Path
    roles: frozenset[Role]
    in_menu: bool = True


_PAGES: Final = ROOT / "pages"

OVERVIEW: Final = Screen("", "Vue d'ensemble", _PAGES / "programme" / "overview.py", PROGRAMME)
SCORECARD: Final = Screen("fiche", "Fiche de session", _PAGES / "session" / "scorecard.py", EVERYONE)
STATEMENTS: Final = Screen("freins-leviers", "Freins et leviers", _PAGES / "programme" / "freins_leviers.py", PROGRAMME)
OUTCOMES: Final = Screen("suites", "Parcours et suites", _PAGES / "programme" / "outcomes.py", PROGRAMME)
COMPARE: Final = Screen("comparer", "Comparer", _PAGES / "programme" / "compare.py", PROGRAMME)
PREPARE: Final = Screen("preparer", "Préparer un cadrage", _PAGES / "workshop" / "prepare.py", ANALYST)
FOLLOW_UP: Final = Screen("suivi", "Suivi", _PAGES / "results" / "follow_up.py", ANALYST)
DOSSIER: Final = Screen("dossier", "Dossiers", _PAGES / "workshop" / "dossier.py", ANALYST)
WEEK: Final = Screen("semaine", "La semaine", _PAGES / "programme" / "week.py", PROGRAMME, in_menu=False)
IMPORT: Final = Screen("importer", "Importer", _PAGES / "results" / "import_workbook.py", ANALYST)
HISTORY: Final = Screen("historique", "Historique", _PAGES / "results" / "history.py", ANALYST)
CODING: Final = Screen("coder", "Coder les textes", _PAGES / "results" / "coding.py", ANALYST)
ACCESS: Final = Screen("acces", "Accès", _PAGES / "admin" / "access.py", ADMINISTRATOR)
AUDIT: Final = Screen("audit", "Piste d'audit", _PAGES / "admin" / "audit.py", ADMINISTRATOR)
PRIVACY: Final = Screen("donnees-personnelles", "Données personnelles", _PAGES / "admin" / "privacy.py", ADMINISTRATOR)
METHOD: Final = Screen("methode", "Méthode", _PAGES / "about" / "method.py", EVERYONE)
ACCESSIBILITY: Final = Screen("accessibilite", "Accessibilité", _PAGES / "about" / "accessibility.py", EVERYONE, in_menu=False)

SCREENS: Final = (
    OVERVIEW,
    SCORECARD,
    STATEMENTS,
    OUTCOMES,
    FOLLOW_UP,
    DOSSIER,
    PREPARE,
    COMPARE,
    IMPORT,
    CODING,
    HISTORY,
    WEEK,
    ACCESS,
    AUDIT,
    PRIVACY,
    METHOD,
    ACCESSIBILITY,
)


def page(screen: Screen, *, hidden: bool = False) -> st.Page:
    """The screen at its own address, as Streamlit wants it (« / » is `home`)."""
    return st.Page(
        screen.script,
        title=screen.title,
        url_path=screen.address,
        visibility="hidden" if hidden else "visible",
    )


def home(role: Role) -> st.Page:
    """What « / » shows to this role: the overview, or for a partner its own fiche."""
    screen = SCORECARD if role is Role.PARTENAIRE else OVERVIEW
    return st.Page(screen.script, title=screen.title, url_path="", default=True)


def link(screen: Screen, label: str | None = None, **query: str) -> None:
    """A link to a screen; `query` is what follows « ? » in its address (`session="F360-2024-07"`)."""
    st.page_link(page(screen), label=label or screen.title, query_params=query or None)


def href(screen: Screen, **query: str) -> str:
    """The screen's address for a link in HTML or in a grid: « ./fiche?session=F360-2024-07 »."""
    return f"./{screen.address}" + (f"?{urlencode(query)}" if query else "")
