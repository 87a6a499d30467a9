"""Accès: who may see what, given, listed and taken back."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360 import labels, paris
from flash360.access import SubjectKind, Viewer
from flash360.errors import BadGrant
from flash360.model import Role
from flash360.store.grants import Wanted, give, grants_of, take_back
from flash360.ui import data, field, table
from flash360.ui.admin import view_as
from flash360.ui.text import plain

KIND: Final = {
    SubjectKind.EMAIL: "une personne (adresse électronique)",
    SubjectKind.DOMAIN: "toutes les adresses d'un domaine",
    SubjectKind.SIRET: "tous les agents d'un établissement (SIRET)",
}
_OPENS: Final = ("une session", "toutes les sessions d'une administration")
_DONE: Final = "acces.fait"


def show(viewer: Viewer) -> None:
    """The grants in force first, then how to give one, how to take one back, and whose eyes one may look through."""
    rows = data.grant_rows().to_pylist()
    today = paris.today()
    current = [row for row in rows if state(row, today) == "en vigueur"]
    st.title(f"{labels.plural(len(current), 'habilitation')} en vigueur", anchor=False)
    if done := st.session_state.pop(_DONE, None):
        st.success(plain(done))
    st.text("Une habilitation compte dès la prochaine action de la personne ; retirée, elle ferme ses pages ouvertes de même.")
    table.show(listed(current, today), caption="Habilitations en vigueur", key="habilitations")
    st.header("Donner une habilitation", anchor=False)
    _give(viewer, today)
    if current:
        st.header("Retirer une habilitation", anchor=False)
        _take_back(viewer, current, today)
        _look(viewer, current)
    past = [row for row in rows if state(row, today) != "en vigueur"]
    if past:
        with st.expander(f"{labels.plural(len(past), 'habilitation passée', 'habilitations passées')}"):
            table.show(listed(past, today), caption="Habilitations retirées ou échues", key="habilitations-passees")


def state(row: dict[str, Any], today: date) -> str:
    """« en vigueur », « retirée » or « échue »."""
    if row["revoked_at"] is not None:
        return "retirée"
    return "échue" if row["until"] is not None and row["until"] < today else "en vigueur"


def listed(rows: list[dict[str, Any]], today: date) -> pa.Table:
    """One line per grant, as a reader names it."""
    columns = {
        "Pour": [row["subject"] for row in rows],
        "Désigne": [KIND[SubjectKind(row["subject_kind"])] for row in rows],
        "Rôle": [labels.ROLE[Role(row["role"])] for row in rows],
        "Ouvre": [opens(row) for row in rows],
        "Jusqu'au": [f"{row['until']:%d/%m/%Y}" if row["until"] else "sans fin" for row in rows],
        "Donnée le": [f"{row['recorded_at']:%d/%m/%Y}" for row in rows],
        "Par": [row["author"] for row in rows],
        "État": [
            state(row, today) + (f" le {row['revoked_at']:%d/%m/%Y} par {row['revoked_by']}" if row["revoked_at"] else "")
            for row in rows
        ],
    }
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def opens(row: dict[str, Any]) -> str:
    """What a grant opens today: « F360-2024-07 », « DDT 23 : 3 sessions », « tout le programme »."""
    if row["role"] != Role.PARTENAIRE:
        return "tout le programme"
    if row["administration"] is None:
        return row["session_code"] or "une session qui n'est plus dans la base"
    return f"{row['administration']} : {labels.plural(len(row['session_ids']), 'session')}"


def _give(viewer: Viewer, today: date) -> None:
    sessions = data.programme(viewer).to_pylist()
    ids = {f"{row['code']} – {row['title']}": str(row["session_id"]) for row in sessions}
    kind = st.segmented_control(
        "Pour", list(KIND), format_func=KIND.__getitem__, default=SubjectKind.EMAIL, required=True, key="pour"
    )
    hints = {
        SubjectKind.EMAIL: "prenom.nom@ministere.gouv.fr",
        SubjectKind.DOMAIN: "ministere.gouv.fr",
        SubjectKind.SIRET: "110 002 011 00044",
    }
    written = field.line("Adresse, domaine ou SIRET", most=254, placeholder=hints[kind], key="designe", autocomplete="off")
    role = st.selectbox("Rôle", list(Role)[::-1], format_func=labels.ROLE.__getitem__, index=1, key="role", filter_mode=None)
    session_id = administration = None
    if role is Role.PARTENAIRE:
        what = st.segmented_control("Ouvre", _OPENS, default=_OPENS[0], required=True, key="ouvre")
        if what == _OPENS[0]:
            chosen = st.selectbox("Session", list(ids), index=None, placeholder="Choisir une session", key="session-ouverte")
            session_id = ids.get(chosen or "")
        else:
            all_of = sorted({str(row["administration"]) for row in sessions})
            administration = st.selectbox(
                "Administration", all_of, index=None, placeholder="Choisir une administration", key="administration-ouverte"
            )
    until = st.date_input("Dernier jour (facultatif)", value=None, min_value=today, format="DD/MM/YYYY", key="jusquau")
    if st.button("Donner l'habilitation", type="primary", disabled=written is None, key="donner") and written is not None:
        try:
            give(data.base(), Wanted(kind, written, role, session_id, administration, until), author=viewer.name, today=today)
        except BadGrant as error:
            st.error(plain(error))
            return
        st.session_state[_DONE] = f"Habilitation donnée à « {written.strip()} »."
        st.rerun()


def _take_back(viewer: Viewer, current: list[dict[str, Any]], today: date) -> None:
    ids = {f"{row['subject']} – {labels.ROLE[Role(row['role'])]} – {opens(row)}": row["grant_id"] for row in current}
    chosen = st.selectbox("Habilitation à retirer", list(ids), index=None, placeholder="Choisir", key="a-retirer")
    if st.button("Retirer", disabled=chosen is None, key="retirer") and chosen is not None:
        try:
            take_back(data.base(), ids[chosen], author=viewer.name)
        except BadGrant as error:
            st.error(plain(error))
            return
        st.session_state[_DONE] = f"Habilitation retirée : {chosen}."
        st.rerun()


def _look(viewer: Viewer, current: list[dict[str, Any]]) -> None:
    partners = [row for row in current if row["role"] == Role.PARTENAIRE]
    if not partners:
        return
    st.header("Voir comme un partenaire", anchor=False)
    subjects = {row["subject"]: row for row in partners}
    chosen = st.selectbox(
        "Personne, domaine ou établissement", list(subjects), index=None, placeholder="Choisir", key="regard-choix"
    )
    st.caption("Vous verrez exactement ses écrans, en lecture seule. Ce regard est inscrit à la piste d'audit.")

    def begin() -> None:
        (grant,) = grants_of(
            data.grant_rows().filter([row["grant_id"] == subjects[chosen]["grant_id"] for row in data.grant_rows().to_pylist()])
        )
        view_as.begin(viewer, view_as.person(grant))

    st.button("Voir comme…", disabled=chosen is None, on_click=begin, key="regard-debut")
