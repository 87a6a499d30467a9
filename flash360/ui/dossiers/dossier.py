"""One dossier on the analyst's screen: where it stands, what remains to be done, and the forms that change it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360 import labels, paris
from flash360.access.scope import Viewer
from flash360.charts.theme import verdict_text
from flash360.model import OutcomeStatus, Step
from flash360.reports.card import Card
from flash360.reports.dossiers import clock, panel
from flash360.reports.dossiers.actions import since
from flash360.reports.dossiers.checklist import checklist, left
from flash360.ui import address, card, data, text
from flash360.ui.dossiers import changing, entering, outcome
from flash360.ui.scorecard.path import path

PARTS: Final = ("Étapes et dates", "Panel à composer", "Fiche", "Suites")
Row = Mapping[str, Any]


def show(viewer: Viewer, row: Row, programme: pa.Table) -> None:
    """The whole page of a dossier, a row of the programme."""
    today = paris.today()
    own = [one for one in data.invitations(viewer).to_pylist() if one["session_id"] == row["session_id"]]
    found = panel.composition(own)
    st.title(text.plain(text.typeset(title(row, today))), anchor=False)
    st.text(" · ".join(str(fact) for fact in (row["code"], row["administration"], row["domain"]) if fact))
    entering.done(viewer)
    card.show(cards(row, found, today))
    tasks = checklist(row, found, today)
    part = st.segmented_control("Saisir", PARTS, default=_first(row), required=True, key="partie", bind="query-params")
    key = f"{row['session_id']}-{data.version()}"
    match part:
        case "Panel à composer":
            st.write(text.plain(text.typeset(panel.sentence(found))))
            changing.panel(viewer, row, found, key)
        case "Fiche":
            changing.fiche(viewer, row, programme, key)
        case "Suites":
            if outcome.entry(viewer, row, key):
                st.rerun()
        case _:
            changing.steps(viewer, row, key)
    _remaining(row, tasks)
    path(viewer, row)
    with st.container(horizontal=True):
        address.link(address.SCORECARD, "Ouvrir la fiche", session=row["code"])
        address.link(address.PREPARE, "Préparer le cadrage")
        address.link(address.IMPORT, "Importer le classeur de la session")


def title(row: Row, today: date) -> str:
    """The idea and where it stands: « Guichet mobile : 12 jours de retard »."""
    running = clock.clock(row, today)
    if running:
        return f"{row['title']} : {clock.short(running)}"
    if clock.is_stopped(row):
        return f"{row['title']} : idée arrêtée"
    return f"{row['title']} : {labels.STEP[Step(row['step'])].lower()}"


def cards(row: Row, found: panel.Composition, today: date) -> list[Card]:
    """Step, clock, panel, news: the four things to know."""
    running = clock.clock(row, today)
    shown = [Card("Étape atteinte", labels.STEP[Step(row["step"])])]
    if running:
        unit = "jours" if abs(running.days_left) > 1 else "jour"
        details = (text.typeset(clock.sentence(running)),)
        name = "En retard de" if running.days_late else "Il reste"
        shown.append(Card(name, labels.french_number(running.days_late or running.days_left), unit, details))
    if clock.is_under_way(row):
        lacks = ", ".join(labels.COLLEGES[college].lower() for college in found.missing)
        details = (f"il manque : {lacks}" if lacks else "les quatre collèges", f"{found.sure} confirmées")
        shown.append(Card("Places prévues au panel", f"{found.places} / 20", "", details))
        return shown
    shown.append(Card("Avis du panel", verdict_text(row["verdict"]) if row["verdict"] else labels.UNKNOWN_VOTES))
    status = labels.OUTCOME[OutcomeStatus(row["outcome_status"])] if row["outcome_status"] else "aucune suite"
    days = since(row, today)
    silent = (f"sans nouvelle depuis {labels.plural(days, 'jour')}",) if days is not None else ()
    shown.append(Card("Dernière suite", status, "", silent))
    review = labels.french_date(row["next_review"]) if row["next_review"] else "aucun"
    shown.append(Card("Prochain point", review))
    return shown


def _first(row: Row) -> str:
    """The part that the dossier's step calls for."""
    if clock.is_held(row) or clock.is_stopped(row):
        return "Suites"
    return "Panel à composer" if row["step"] == Step.CADRAGE else "Étapes et dates"


def _remaining(row: Row, tasks: Mapping[Step, Any]) -> None:
    step = Step(row["step"])
    remaining = [] if clock.is_stopped(row) else left(tasks, step)
    st.header(f"{labels.plural(len(remaining), 'point')} de la méthode à traiter", anchor=False)
    if remaining:
        lines = "".join(f"<li>{text.escaped(text.typeset(task.line))}</li>" for task in remaining)
        st.html(f"<ul class='f360-promises'>{lines}</ul>")
    with st.expander("Toute la liste, étape par étape"):
        for one, every in tasks.items():
            lines = "".join(f"<li>{text.escaped(text.typeset(task.line))}</li>" for task in every)
            st.html(f"<p><strong>{labels.STEP[one]}</strong></p><ul class='f360-promises'>{lines}</ul>")
