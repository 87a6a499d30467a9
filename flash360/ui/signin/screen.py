"""What someone sees who is not signed in, or to whom nothing is granted: a sentence, a button, nothing of the programme."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn
from urllib.parse import urlsplit

import streamlit as st

from flash360.access.identity import Identity
from flash360.ui.signin import here
from flash360.ui.text import escaped


def sign_in(held: str | None) -> NoReturn:
    """The way in; ends the page. held: the number of a sign-in that is over, when the page was opened with one."""

    def show() -> None:
        if held is None:
            st.title("Connectez-vous pour consulter le tableau de bord", anchor=False)
            st.write("Flash 360 est réservé aux personnes habilitées par l'équipe du programme.")
        else:
            st.title("Votre session est terminée", anchor=False)
            st.write("Elle a expiré, ou vous vous êtes déconnecté. Reconnectez-vous pour reprendre là où vous en étiez.")
        name = "avec ProConnect" if _is_proconnect() else "avec votre compte professionnel"
        st.button(f"Se connecter {name}", type="primary", on_click=st.login, args=(here.PROVIDER,), key="connexion")

    _alone("Connexion", show)


def nothing_granted(identity: Identity, contact: str) -> NoReturn:
    """Someone is signed in and has no right here; ends the page."""

    def show() -> None:
        st.title("Aucun accès ne vous est ouvert", anchor=False)
        st.html(f"<p>Vous êtes connecté comme {escaped(identity.name)} ({escaped(identity.email)}).</p>")
        st.html(f"<p>Pour obtenir un accès, adressez-vous à {escaped(contact)}, avec cette adresse électronique.</p>")
        sign_out()

    _alone("Accès non ouvert", show)


def _alone(title: str, show: Callable[[], None]) -> NoReturn:
    """One screen at whatever address was asked, without the menu that an open page may still hold."""
    asked = urlsplit(st.context.url or "").path.strip("/").split("/")[-1]
    pages = [st.Page(show, title=title, url_path="", default=True)]
    if asked:
        pages.append(st.Page(show, title=title, url_path=asked))
    page = st.navigation(pages, position="hidden")
    st.set_page_config(page_title=f"{title} – Flash 360")
    page.run()
    st.stop()


def sign_out() -> None:
    """The button that ends the sign-in, here, in the browser's other tabs and at the provider."""
    st.button("Se déconnecter", on_click=st.logout, key="deconnexion", icon=":material/logout:")


def _is_proconnect() -> bool:
    settings = here.settings()
    return settings is not None and settings.profile == "proconnect"
