"""Entering what became of an idea: one form, one button per status."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import streamlit as st

from flash360 import labels, paris
from flash360.access.scope import Viewer
from flash360.model import OUTCOME_CLASS, OutcomeClass, OutcomeStatus, Section
from flash360.statistics.follow_up import add_months
from flash360.ui import text
from flash360.ui.dossiers import entering

REVIEW_MONTHS: Final = 3
"""When the next review is proposed."""
_FIRST: Final = date(1990, 1, 1)


def entry(viewer: Viewer, row: Mapping[str, Any], key: str) -> bool:
    """Show the form of a dossier's next outcome; True once it is stored. Each status is a button that stores at once."""
    asked = ask(key, "Enregistrer la suite")
    if asked is None:
        return False
    status = labels.OUTCOME[OutcomeStatus(asked["status"])]
    said = f"{row['code']} : « {status} » au {labels.french_date(asked['date'])} est enregistré."
    return entering.enter(viewer, {Section.OUTCOMES: [{"session_code": row["code"], **asked}]}, said) is not None


def ask(key: str, legend: str, hint: str = "Où en est l'idée\u00a0? Un clic enregistre.") -> dict[str, Any] | None:
    """The form; hint: what a click does. What was asked for once a status is clicked, as a record of « Suites »."""
    today = paris.today()
    with st.form(f"suite-{key}", border=True):
        st.write(f"**{text.plain(legend)}**")
        left, right = st.columns(2)
        day = left.date_input(
            "Date de la nouvelle", today, min_value=_FIRST, max_value=today, format="DD/MM/YYYY", key=f"date-{key}"
        )
        review = right.date_input(
            "Point suivant le",
            add_months(today, REVIEW_MONTHS),
            min_value=_FIRST,
            format="DD/MM/YYYY",
            key=f"point-{key}",
            help="Gardé tant que l'idée reste ouverte\u00a0; oublié pour une idée réalisée ou arrêtée.",
        )
        accompaniment = left.selectbox(
            "Accompagnement", labels.ACCOMPANIMENTS, index=None, placeholder="Aucun", key=f"accompagnement-{key}"
        )
        comment = right.text_input("Commentaire", key=f"commentaire-{key}", placeholder="Sans nom, courriel ni téléphone")
        st.caption(hint)
        with st.container(horizontal=True, key=f"statuts-{key}"):
            clicked = [
                status
                for status in OutcomeStatus
                if st.form_submit_button(_capital(labels.OUTCOME[status]), key=f"statut-{status.value}-{key}")
            ]
    if not clicked:
        return None
    status = clicked[0]
    return {
        "date": day,
        "status": status.value,
        "accompaniment": accompaniment,
        "comment": comment or None,
        "next_review": review if is_open(status) else None,
    }


def is_open(status: OutcomeStatus) -> bool:
    """Whether news are still awaited after this status."""
    return status is not OutcomeStatus.REALISED and OUTCOME_CLASS[status] is not OutcomeClass.STOPPED


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
