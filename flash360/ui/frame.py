"""The main script: it runs before every page, says who looks, draws the menu, the banner and the footer, and runs the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NoReturn
from urllib.parse import urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from flash360 import labels, paris
from flash360.access.scope import Viewer
from flash360.errors import BaseUnreachable, Flash360Error
from flash360.ui import address, audit, data, demonstration, failure, guard, held, identity, text, turns, web
from flash360.ui.admin import view_as
from flash360.ui.signin import here


def run() -> None:
    """One run of the application, for one browser tab."""
    guard.dismiss()
    st.set_page_config(page_title="Flash 360", layout="wide")
    st.logo((web.ASSETS / "flash360.svg").read_text(encoding="utf-8"), size="large")
    try:
        held.begin()
    except Flash360Error as error:
        _without_base(error)
    try:
        viewer, still = _bar()
    except BaseUnreachable as error:  # it was open, and its catalogue went
        _without_base(error)
    guard.admit(viewer, still)
    if viewer.role in address.ANALYST:
        here.receives(still)
    pages = _menu(viewer)
    page = st.navigation(pages, position="top")
    if view_as.begins():
        st.switch_page(pages[0])
    st.set_page_config(page_title=f"{page.title} – Flash 360")
    view_as.banner(viewer)
    audit.visited(viewer, f"/{page.url_path}")
    body = st.container(key="page")
    _footer(viewer)  # drawn first, below: a page that stops early has one too
    with body:
        page.run()


def _without_base(error: Flash360Error) -> NoReturn:
    """Say why, where the base is a demonstration on its own machine; anyone else is told a number, and no place nor process."""
    st.title("Le tableau de bord ne peut pas ouvrir sa base", anchor=False)
    if here.settings() is None:
        st.error(text.plain(error))
    else:
        st.error(
            "Rien n'est perdu. Réessayez dans quelques instants\u00a0; si cela dure, transmettez à l'équipe du programme le "
            f"numéro\u00a0{failure.logged(error)}\u00a0: elle en lira la raison dans le journal du serveur."
        )
    st.stop()


def _bar() -> tuple[Viewer, Callable[[], bool]]:
    """Who looks, and whether they still may; ends the page for anyone who may not."""
    if here.settings() is not None:
        viewer, still = view_as.seen(*identity.signed_in())
        with _band():
            if demonstration.shown():
                demonstration.banner()
            identity.account(viewer)
        return viewer, still
    if not demonstration.shown():
        _closed()
    with _band():
        demonstration.banner()
        return view_as.seen(identity.switch(), demonstration.shown)


def _band() -> DeltaGenerator:
    return st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="bandeau")


def _closed() -> NoReturn:
    """Without sign-in only the demonstration is shown; the base was one when the server started, or could not be read."""
    st.title("Cette base ne s'ouvre qu'à des personnes connectées", anchor=False)
    st.info("La démonstration n'y est plus. Arrêtez le tableau de bord, puis réglez la connexion des utilisateurs.")
    st.stop()


def _menu(viewer: Viewer) -> list[st.Page]:
    """Every address is known to every role, so that a page can say itself that it is reserved; the menu lists the role's own."""
    home = address.home(viewer.role)
    pages = [
        address.page(screen, hidden=not screen.in_menu or viewer.role not in screen.roles or screen.title == home.title)
        for screen in address.SCREENS
        if screen is not address.OVERVIEW
    ]
    return [home, *pages, *_elsewhere(home)]


def _elsewhere(home: st.Page) -> list[st.Page]:
    """A page for the address asked, when no screen has it."""
    asked = urlsplit(st.context.url or "").path.strip("/").split("/")[-1]
    if not asked or asked in {screen.address for screen in address.SCREENS}:
        return []

    def not_found() -> None:
        st.title("Page introuvable", anchor=False)
        st.error(f"Aucune page n'a pour adresse «\u00a0/{text.plain(asked)}\u00a0». Le lien suivi est peut-être incomplet.")
        st.page_link(home, label="Revenir à l'accueil")

    return [st.Page(not_found, title="Page introuvable", url_path=asked, visibility="hidden")]


def _footer(viewer: Viewer) -> None:
    moved = paris.local(data.moved_at())
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="pied"):
        st.caption(_freshness(moved))
        address.link(address.PRIVACY)
        address.link(address.ACCESSIBILITY, "Accessibilité\u00a0: partiellement conforme")


def _freshness(moved: datetime) -> str:
    if moved.year < 2000:
        return "Aucune donnée enregistrée."
    return f"Données au {labels.french_date(moved.date())} à {moved:%H}\u00a0h\u00a0{moved:%M}."


with turns.PAGES.turn():
    run()
