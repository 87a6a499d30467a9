"""A new dossier, from the first call: a title, an administration, the idea in three sentences; its code is proposed."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360 import paris
from flash360.access.scope import Viewer
from flash360.model import Section
from flash360.reports.dossiers.code import next_code
from flash360.ui import address, data, field
from flash360.ui.dossiers import entering
from flash360.validation.cells.texts import LONG, SHORT

FIRST: Final = date(1990, 1, 1)
_ROUND: Final = "dossier.tour"


def show(viewer: Viewer) -> None:
    """The form; once stored, the dossier's own page."""
    programme = data.programme(viewer)
    st.header("Ouvrir un dossier", anchor=False)
    round_ = st.session_state.get(_ROUND, 0)
    with st.form(f"nouveau-dossier-{round_}", border=True):
        title = st.text_input("Titre de l'idée", key=f"titre-{round_}", placeholder="Un guichet mobile pour les villages")
        left, right = st.columns(2)
        administration = left.selectbox(
            "Administration", names(programme, "administration"), index=None, accept_new_options=True,
            placeholder="Choisir, ou écrire un nouveau nom", key=f"administration-{round_}",
        )  # fmt: skip
        domain = right.selectbox(
            "Domaine", names(programme, "domain"), index=None, accept_new_options=True,
            placeholder="Choisir, ou écrire un nouveau domaine", key=f"domaine-{round_}",
        )  # fmt: skip
        idea = st.text_area(
            "L'idée en trois phrases", key=f"idee-{round_}", height=110,
            placeholder="Pour qui, pour quoi faire, ce que cela changerait. Aucun nom de personne.",
        )  # fmt: skip
        one, two, three = st.columns(3)
        idea_date = one.date_input("Date de l'idée", "today", min_value=FIRST, format="DD/MM/YYYY", key=f"date-idee-{round_}")
        contact_date = two.date_input(
            "Prise de contact, si elle a eu lieu", None, min_value=FIRST, format="DD/MM/YYYY", key=f"date-contact-{round_}"
        )
        code = field.line(
            "Code proposé", next_code(programme["code"].to_pylist(), paris.today().year), most=40, place=three,
            key=f"code-{round_}", help="Le classeur de la session, s'il porte ce code, rejoindra ce dossier.",
        )  # fmt: skip
        asked = st.form_submit_button("Ouvrir le dossier", type="primary")
    if asked and code is not None:
        fiche = {
            "session_code": code, "title": title, "administration": administration, "domain": domain, "idea": idea,
            "idea_date": idea_date, "contact_date": contact_date,
        }  # fmt: skip
        _open(viewer, fiche)


def names(programme: pa.Table, column: str) -> list[str]:
    """The distinct values of a column of a programme table, in order."""
    return sorted({str(value) for value in programme[column].to_pylist() if value})


def refusal(fiche: dict[str, Any]) -> str:
    """Why a fiche cannot be recorded as it is, in a sentence; empty when it can.

    What is too long is said here rather than by the field (`ui/field.py`).
    """
    needed = {"session_code": "un code", "title": "un titre", "administration": "une administration"}
    missing = [words for key, words in needed.items() if not str(fiche.get(key) or "").strip()]
    if missing:
        return f"Il manque {' et '.join(missing)}."
    for key, what, most in (("title", "Le titre", SHORT), ("idea", "L'idée", LONG)):
        if sentence := field.too_long(what, str(fiche.get(key) or ""), most):
            return sentence
    return ""


def _open(viewer: Viewer, fiche: dict[str, Any]) -> None:
    if reason := refusal(fiche):
        st.error(f"{reason} Rien n'est encore enregistré.")
        return
    receipt = entering.enter(viewer, {Section.FICHE: [fiche]}, "Le dossier est ouvert.", opening=True)
    if receipt:
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        st.query_params["session"] = receipt.codes[0]
        st.rerun()


def link_to_new() -> None:
    """The way back to the form, from the page of a dossier."""
    address.link(address.DOSSIER, "Ouvrir un nouveau dossier")
