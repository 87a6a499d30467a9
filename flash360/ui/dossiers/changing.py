"""Correcting a dossier on the screen: its fiche, its steps, the panel being composed. Each form is one import."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.model import MAX_PARTICIPANTS, College, Section
from flash360.reports.dossiers.panel import Composition
from flash360.ui import field
from flash360.ui.dossiers import entering
from flash360.ui.dossiers.opening import FIRST, names, refusal

_STEPS: Final = {
    "idea_date": "Idée",
    "contact_date": "Prise de contact",
    "cadrage_date": "Cadrage",
    "session_date": "Session (prévue ou tenue)",
}
Row = Mapping[str, Any]


def steps(viewer: Viewer, row: Row, key: str) -> None:
    """The four dates and the durations; an emptied date is erased."""
    with st.form(f"etapes-{key}", border=True):
        columns = st.columns(len(_STEPS))
        typed: dict[str, Any] = {
            field: column.date_input(label, row[field], min_value=FIRST, format="DD/MM/YYYY", key=f"{field}-{key}")
            for column, (field, label) in zip(columns, _STEPS.items(), strict=True)
        }
        one, two, three = st.columns([1, 1, 2])
        typed["cadrage_hours"] = one.number_input(
            "Durée du cadrage (h)",
            0.0,
            24.0,
            row["cadrage_hours"],
            0.5,
            key=f"cadrage-h-{key}",
            help="La méthode prévoit 2 heures.",
        )
        typed["session_hours"] = two.number_input(
            "Durée de la session (h)",
            0.0,
            24.0,
            row["session_hours"],
            0.5,
            key=f"session-h-{key}",
            help="La méthode prévoit 3 heures.",
        )
        typed["place"] = field.line("Lieu", row["place"] or "", place=three, most=200, key=f"lieu-{key}")
        asked = st.form_submit_button("Enregistrer les étapes", type="primary")
    if asked and typed["place"] is not None:
        _store(viewer, row, typed, "Les étapes sont enregistrées.")


def fiche(viewer: Viewer, row: Row, programme: pa.Table, key: str) -> None:
    """Title, administration, domain, idea."""
    with st.form(f"fiche-{key}", border=True):
        typed: dict[str, Any] = {"title": st.text_input("Titre de l'idée", row["title"], key=f"titre-{key}")}
        left, right = st.columns(2)
        for column, field, label in ((left, "administration", "Administration"), (right, "domain", "Domaine")):
            options = names(programme, field)
            place = options.index(row[field]) if row[field] in options else None
            typed[field] = column.selectbox(label, options, place, accept_new_options=True, key=f"{field}-{key}")
        typed["idea"] = st.text_area("L'idée en trois phrases", row["idea"] or "", key=f"idee-{key}", height=110)
        asked = st.form_submit_button("Enregistrer la fiche", type="primary")
    if asked:
        if reason := refusal(typed | {"session_code": row["code"]}):
            st.error(f"{reason} Rien n'a changé.")
            return
        _store(viewer, row, typed, "La fiche est enregistrée.")


def panel(viewer: Viewer, row: Row, found: Composition, key: str) -> None:
    """Places planned and confirmed, collège by collège."""
    with st.form(f"panel-{key}", border=True):
        rows: list[dict[str, Any]] = []
        for column, college in zip(st.columns(len(College)), College, strict=True):
            with column:
                st.write(f"**{labels.COLLEGES[college]}**")
                planned = st.number_input("Places prévues", 0, 99, found.planned[college], 1, key=f"prevues-{college}-{key}")
                confirmed = st.number_input(
                    "Confirmées", 0, 99, found.confirmed[college] or 0, 1, key=f"confirmees-{college}-{key}"
                )
            rows.append({"session_code": row["code"], "college": college, "planned": planned, "confirmed": confirmed})
        st.caption(f"Quatre collèges, {MAX_PARTICIPANTS} personnes au plus. Aucun nom\u00a0: seulement des nombres.")
        asked = st.form_submit_button("Enregistrer le panel", type="primary")
    if asked and entering.enter(viewer, {Section.INVITATIONS: rows}, "Le panel prévu est enregistré."):
        st.rerun()


def _store(viewer: Viewer, row: Row, typed: dict[str, Any], said: str) -> None:
    """Store the fields that were changed, and them alone."""
    changed = {field: value or None for field, value in typed.items() if (value or None) != (row[field] or None)}
    if not changed:
        st.info("Rien n'a changé.")
        return
    if entering.enter(viewer, {Section.FICHE: [{"session_code": row["code"], **changed}]}, said):
        st.rerun()
