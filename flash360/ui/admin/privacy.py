"""Données personnelles: what is kept of people, why, for how long; and, for administrators, how it is erased."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360 import ingest, labels
from flash360.access import Viewer, normal_email
from flash360.errors import Flash360Error
from flash360.ingest.erasing import Erased
from flash360.model import Role
from flash360.settings import Settings
from flash360.ui import data, field, table
from flash360.ui.text import plain

_DONE: Final = "donnees.fait"
_KINDS: Final = {"session": "session effacée", "participant": "participant détaché", "retention": "anonymisation à terme"}


def register(settings: Settings) -> pa.Table:
    """The register of processing: what, whom it concerns, why, on what ground, for how long."""
    years, days = labels.plural(settings.retention_years, "an"), labels.plural(settings.audit_days, "jour")
    rows = [
        ("Code, collège, organisation et territoire d'un participant", "Participants des sessions", "Lire un avis par collège",
         "Mission d'intérêt public", f"{years} après la session, puis code tiré au sort, organisation et territoire retirés"),
        ("Votes", "Participants des sessions", "Mesurer l'avis du panel", "Mission d'intérêt public",
         f"Sans lien avec une personne {years} après la session"),
        ("Freins et leviers (textes, sans nom)", "Participants des sessions", "Comprendre l'avis et le préparer",
         "Mission d'intérêt public", "Durée du programme ; noms, adresses et numéros sont masqués à l'entrée"),
        ("Adresse électronique, SIRET, nom de qui se connecte", "Agents connectés", "Ouvrir à chacun ce qui le concerne",
         "Obligation de sécurité", "Le temps de la connexion"),
        ("Habilitation : adresse, domaine ou SIRET, et qui l'a donnée", "Agents habilités", "Ouvrir à chacun ce qui le concerne",
         "Obligation de sécurité", f"{days} après sa fin"),
        ("Compte du fournisseur d'identité lié à une adresse", "Agents connectés", "Qu'une adresse reste à la même personne",
         "Obligation de sécurité", "Tant qu'une habilitation ou la piste d'audit nomme l'adresse"),
        ("Piste d'audit : adresse, action, objet, moment", "Agents connectés", "Savoir qui a vu et fait quoi",
         "Obligation de sécurité", days),
        ("Auteur d'un import, d'une saisie, d'un codage", "Analystes et partenaires", "Savoir d'où vient chaque chiffre",
         "Mission d'intérêt public", "Durée du programme, ou effacement à la demande"),
        ("Nom du fichier importé", "Ceux que ce nom désigne", "Retrouver la source d'un chiffre", "Mission d'intérêt public",
         "Durée du programme ; montré aux analystes seuls"),
    ]  # fmt: skip
    names = ("Donnée", "Personnes concernées", "Pourquoi", "Base légale", "Durée")
    return pa.table({name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(names)})


def show(viewer: Viewer) -> None:
    """The register for everyone; erasures and how to make one for administrators."""
    settings = Settings.from_environment()
    st.title("Aucun nom n'est conservé, et tout s'efface", anchor=False)
    if done := st.session_state.pop(_DONE, None):
        st.success(plain(done))
    with st.container(key="registre-entier"):
        table.show(register(settings), caption="Registre des traitements", key="registre")
    st.text(f"Pour exercer vos droits (accès, rectification, effacement), écrivez à {settings.contact}.")
    if viewer.role is not Role.ADMINISTRATEUR or viewer.seen_by:
        return
    _erase(viewer)
    _forget(viewer)
    _retain(viewer, settings)
    _past(viewer)


def _erase(viewer: Viewer) -> None:
    st.header("Effacer une session ou détacher un participant", anchor=False)
    st.text(
        "L'effacement vaut dans toutes les versions, le fichier de la base et les sauvegardes faites par le tableau de bord. "
        "Il ne s'annule pas. Les copies faites à la main restent à détruire par qui les a faites."
    )
    rows = data.programme(viewer).to_pylist()
    ids = {str(row["code"]): str(row["session_id"]) for row in rows}
    chosen = st.selectbox("Session", list(ids), index=None, placeholder="Choisir", key="a-effacer")
    participant = st.text_input(
        "Code du participant (laisser vide pour effacer toute la session)", key="participant-a-effacer", autocomplete="off"
    )
    reason = field.line("Motif (sans nom ni adresse)", most=200, key="motif", autocomplete="off") or ""
    typed = st.text_input("Pour confirmer, écrivez le code de la session", key="confirmation", autocomplete="off")
    ready = chosen is not None and typed.strip() == chosen and bool(reason.strip())
    if st.button("Effacer définitivement", type="primary", disabled=not ready, key="effacer") and chosen is not None:
        if participant.strip():
            _done(
                lambda: ingest.erase_participant(
                    data.base(), ids[chosen], participant.strip(), author=viewer.name, reason=reason.strip()
                )
            )
        else:
            _done(lambda: ingest.erase_session(data.base(), ids[chosen], author=viewer.name, reason=reason.strip()))


def _forget(viewer: Viewer) -> None:
    st.header("Effacer une personne qui s'est connectée", anchor=False)
    st.text(
        "Son adresse est remplacée partout par un nom tiré au sort : compte, habilitations passées, piste d'audit, auteur des "
        "imports et des codages. Ce qu'elle a fait reste lisible, sans elle. Cela ne s'annule pas."
    )
    email = field.line("Adresse électronique", most=254, key="personne-a-effacer", autocomplete="off") or ""
    again = st.text_input("Pour confirmer, écrivez l'adresse une seconde fois", key="personne-confirmee", autocomplete="off")
    ready = bool(email.strip()) and email.strip().casefold() == again.strip().casefold()
    if st.button("Effacer cette personne", disabled=not ready, key="effacer-personne"):
        _done(lambda: ingest.erase_person(data.base(), normal_email(email), author=viewer.name))


def _retain(viewer: Viewer, settings: Settings) -> None:
    st.header("Appliquer les durées de conservation", anchor=False)
    limits = ingest.Limits.of(settings, datetime.now(UTC))
    st.text(
        f"Les participants des sessions tenues avant le {labels.french_date(limits.held_before)} deviennent anonymes ; les "
        f"événements d'audit et les habilitations finies d'avant le {labels.french_date(limits.seen_before.date())} sont "
        "retirés. Le tableau de bord le fait de lui-même, au plus tard un mois après l'échéance."
    )
    if st.button("Appliquer aujourd'hui", key="conserver"):
        _done(lambda: ingest.apply_retention(data.base(), limits, author=viewer.name))


def _done(act: Any) -> None:
    try:
        found: Erased = act()
    except Flash360Error as error:
        st.error(plain(error))
        return
    st.session_state[_DONE] = told(found)
    st.rerun()


def told(found: Erased) -> str:
    """What an erasure did: whose rows, which files."""
    if not found.sessions and not found.people and not found.events and not found.replaced:
        return "Rien n'était à effacer."
    what = [f"{labels.plural(found.sessions, 'session')}, {labels.plural(found.people, 'participant')}"] if found.sessions else []
    what += ["une personne"] if found.people and not found.sessions else []
    what += [labels.plural(found.events, "événement")] if found.events else []
    text = f"Effacé : {', '.join(what) or 'ce qui était échu'}."
    if found.replaced:
        text += (
            f" {labels.plural(len(found.replaced), 'copie supprimée', 'copies supprimées')}, remplacées par une sauvegarde neuve."
        )
    return text + " Les copies faites à la main avant aujourd'hui sont à détruire."


def _past(viewer: Viewer) -> None:
    rows = data.erasures(viewer).to_pylist()
    if not rows:
        return
    st.header("Ce qui a été effacé", anchor=False)
    columns = {
        "Moment": [f"{row['recorded_at']:%d/%m/%Y %H:%M}" for row in rows],
        "Nature": [_KINDS.get(row["kind"], row["kind"]) for row in rows],
        "Session": [row["code"] for row in rows],
        "Par": [row["author"] for row in rows],
        "Motif": [row["reason"] for row in rows],
    }
    table.show(
        pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}),
        caption="Effacements",
        key="effacements",
    )
