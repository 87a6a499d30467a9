"""The main script: it runs before every page, says who looks, draws the menu, the banner and the footer, and runs the page."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.errors import Flash360Error
from flash360.ui import address, data, demonstration, guard, identity, text, web


def run() -> None:
    """One run of the application, for one browser tab."""
    st.set_page_config(page_title="Flash 360", layout="wide")
    st.logo(web.ASSETS / "flash360.svg", size="large")
    try:
        data.base()
    except Flash360Error as error:
        st.title("Le tableau de bord ne peut pas ouvrir sa base", anchor=False)
        st.error(text.plain(error))
        st.stop()
    viewer = _bar()
    guard.admit(viewer)
    page = st.navigation(_menu(viewer), position="top")
    st.set_page_config(page_title=f"{page.title} – Flash 360")
    body = st.container(key="page")
    _footer(viewer)  # drawn first, below: a page that stops early has one too
    with body:
        page.run()


def _bar() -> Viewer:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="bandeau"):
        if demonstration.shown():
            demonstration.banner()
        return identity.switch()


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
    moved = data.head(viewer)["moved_at"].replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/Paris"))
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="pied"):
        st.caption(_freshness(moved))
        address.link(address.ACCESSIBILITY, "Accessibilité\u00a0: partiellement conforme")


def _freshness(moved: datetime) -> str:
    if moved.year < 2000:
        return "Aucune donnée enregistrée."
    return f"Données au {labels.french_date(moved.date())} à {moved:%H}\u00a0h\u00a0{moved:%M}."


run()
