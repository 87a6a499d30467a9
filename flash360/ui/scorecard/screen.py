"""The scorecard, section by section, from the verdict to the cells."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.charts.colleges import colleges
from flash360.charts.criteria import criteria
from flash360.charts.place import place
from flash360.charts.steps import DATES
from flash360.charts.timeline import timeline
from flash360.charts.values import numbers
from flash360.model import Axis, OutcomeStatus, Role, Step
from flash360.reports.session import comparison, opinion, protocol, statements
from flash360.reports.session.panel import Panel
from flash360.settings import Settings
from flash360.ui import card, chart, data, downloads, table, text
from flash360.ui.programme import freshness
from flash360.ui.scorecard import provenance
from flash360.ui.scorecard.panel import compared, panel, shown

Session = dict[str, Any]


def show(viewer: Viewer, session: Session, programme: pa.Table) -> None:
    """The whole scorecard of a session, as far as its data and the viewer's role go."""
    found = panel(viewer, session["session_id"])
    head(viewer, session, found)
    downloads.scorecard(viewer, session)
    between = None
    if session["verdict"] is not None:
        distributions(found)
        by_college(viewer, found)
        between = st.container()
    texts(viewer, session)
    left, right = st.columns(2, gap="large")
    with left:
        badge(session, found)
    with right:
        follow_up(viewer, session)
    in_the_programme(session, programme)
    if viewer.role is Role.ANALYSTE:
        sources(viewer, session)
    if between is not None:
        with between:  # last, for the tests may take a second: the rest of the page does not wait
            differences(viewer, session, found)


def head(viewer: Viewer, session: Session, found: Panel) -> None:
    """Title, facts, verdict, declared verdict, solidity, and the two axes: first this panel, then what another might say."""
    st.title(text.plain(opinion.title(session)), anchor=False)
    day = labels.french_date(session["session_date"]) if session["session_date"] else session["reported_date"] or "date inconnue"
    facts = [session["code"], session["administration"], session["domain"], day, session["place"]]
    st.text(" · ".join(str(fact) for fact in facts if fact))
    freshness.show_session(viewer, session["voters"], voted=session["verdict"] is not None)
    if session["idea"]:
        st.text(session["idea"])
    st.markdown(f"**{text.plain(opinion.verdict_sentence(session))}** {text.plain(opinion.solidity_sentence(session))}")
    all_shown = shown(viewer, found) == frozenset(found.sizes)
    if absences := opinion.absence_sentence(found.solidity, colleges=all_shown):
        st.caption(text.plain(absences))
    declared, differs = opinion.declared_sentence(session)
    if declared:
        (st.warning if differs else st.caption)(text.plain(declared))
    for name, field in (("Panel rapporté", "reported_panel"), ("Source", "source")):
        if session[field]:
            st.caption(f"{name} : {text.plain(session[field])}")
    if session["verdict"] is not None:
        if census := opinion.census_sentence(session):
            st.text(census)
        card.show([opinion.axis_card(session, axis) for axis in Axis])
        if other := opinion.other_panel_sentence(session):
            st.caption(other)


def distributions(found: Panel) -> None:
    """Every criterion's whole distribution, one column per axis."""
    for column, axis in zip(st.columns(2, gap="large"), Axis, strict=True):
        with column:
            if found.criteria[axis]:
                chart.show(criteria(axis, found.scales[axis], found.criteria[axis]), key=f"criteres-{axis}")
            else:
                st.info(f"Aucun critère n'a été posé sur l'axe {labels.AXIS[axis]}.")


def by_college(viewer: Viewer, found: Panel) -> None:
    """The collèges side by side; a partner does not see the small ones."""
    small = Settings.from_environment().small_group
    visible = shown(viewer, found)
    for column, axis in zip(st.columns(2, gap="large"), Axis, strict=True):
        with column:
            if axis in found.scales:
                counts = {college: found.counts[axis][college] if college in visible else None for college in found.sizes}
                picture = colleges(axis, found.scales[axis], counts, found.abstentions[axis], small, sizes=found.sizes)
                chart.show(picture, key=f"colleges-{axis}")


def differences(viewer: Viewer, session: Session, found: Panel) -> None:
    """How far apart the collèges are, and how sure one can be; nothing of it where a collège is hidden."""
    if not found.sizes:
        return
    measured = compared(viewer, session["session_id"])
    if measured is None:
        st.info(comparison.HIDDEN)
        return
    st.header(comparison.headline(measured), anchor=False)
    for axis, question in measured.axis_colleges.items():
        st.text(comparison.sentence(labels.AXIS[axis], question))
    if len(found.sizes) < 2:
        return
    with st.expander("Le détail, question par question"):
        st.caption(
            "L'écart est le δ de Cliff, de −1 à 1 : la part des paires où l'un donne plus, moins celle où il donne moins. "
            "Le p dit à quelle fréquence le seul hasard ferait au moins autant ; il est ajusté au nombre de comparaisons. "
            "« Non concluant » ne veut pas dire « d'accord » : le panel est trop petit pour trancher."
        )
        table.show(comparison.table(measured), caption="Comparaisons entre collèges", key="ecarts", decimals=3)
        table.show(comparison.consensus_table(measured), caption="Consensus entre collèges", key="consensus")


def texts(viewer: Viewer, session: Session) -> None:
    """Freins, uncovered first, then leviers; a partner does not see which collège spoke."""
    rows = statements.of_session(data.statements(viewer), session["code"])
    st.header(statements.title(rows), anchor=False)
    if not rows:
        st.info("Aucun frein ni levier n'est enregistré. Ils viennent avec la feuille « Freins et leviers » du classeur.")
        return
    colleges_too = viewer.role is not Role.PARTENAIRE
    table.show(statements.freins(rows, colleges=colleges_too), caption="Freins, ceux sans levier d'abord", key="freins")
    table.show(statements.leviers(rows, colleges=colleges_too), caption="Leviers", key="leviers")


def badge(session: Session, found: Panel) -> None:
    """The five promises of the protocol."""
    held = protocol.promises(session, found.sizes, found.scales)
    st.header(protocol.title(held), anchor=False)
    st.html("<ul class='f360-promises'>" + "".join(f"<li>{text.escaped(promise.line)}</li>" for promise in held) + "</ul>")


def follow_up(viewer: Viewer, session: Session) -> None:
    """The timeline of the five steps and the follow-ups."""
    rows = [row for row in data.outcomes(viewer).to_pylist() if row["code"] == session["code"]]
    if not rows and not any(session[column] for column in DATES.values()):
        st.header("Le parcours de l'idée", anchor=False)
        st.text(f"Date rapportée : {session['reported_date'] or 'aucune'}. Aucune date précise n'est connue.")
        return
    dates = {step: session[column] for step, column in DATES.items() if step is not Step.REALISATION}
    chart.show(timeline(dates, [(row["date"], OutcomeStatus(row["status"])) for row in rows]), key="parcours")
    if session["next_review"]:
        st.caption(f"Prochain point : {labels.french_date(session['next_review'])}.")


def in_the_programme(session: Session, programme: pa.Table) -> None:
    """The session's place among the others, when they are enough."""
    own = {axis: session[f"{axis}_position"] for axis in Axis if session[f"{axis}_position"] is not None}
    everyone = {axis: numbers(programme, f"{axis}_position") for axis in own}
    picture = place(own, {axis: values[values == values] for axis, values in everyone.items()})
    if picture is not None:
        chart.show(picture, key="place")
    elif own:
        st.caption("La place dans le programme n'est montrée qu'à partir de 10 sessions aux votes connus.")


def sources(viewer: Viewer, session: Session) -> None:
    """Every value and the cell it was read from."""
    st.header("D'où vient chaque valeur", anchor=False)
    kind = st.segmented_control(
        "Valeurs",
        ["Fiche", "Votes", "Freins et leviers"],
        default="Fiche",
        required=True,
        key="source",
        label_visibility="collapsed",
    )
    if kind == "Votes":
        found = provenance.of_votes(data.votes(viewer, session["session_id"]))
    elif kind == "Freins et leviers":
        found = provenance.of_statements(statements.of_session(data.statements(viewer), session["code"]))
    else:
        found = provenance.of_fiche(data.fiche(viewer, session["session_id"]))
    if found.num_rows == 0:
        st.info(f"{kind} : rien n'est enregistré pour cette session.")
        return
    table.show(found, caption=f"{kind} : chaque valeur et sa cellule", key="sources")
