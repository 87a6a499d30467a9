"""The scorecard, section by section, from the verdict to the cells."""

from __future__ import annotations

from typing import Any

import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.model import Axis, Role
from flash360.reports.dossiers.clock import is_held
from flash360.reports.session import comparison, opinion, statements
from flash360.reports.session.panel import Panel
from flash360.ui import address, audit, card, chart, data, downloads, fold, guard, prose, table, text
from flash360.ui.programme import freshness
from flash360.ui.scorecard import ahead, made, picker, sources
from flash360.ui.scorecard.panel import complete, panel, whole
from flash360.ui.scorecard.path import path
from flash360.ui.scorecard.proposal import propose

Session = dict[str, Any]


@guard.fragment
def chosen(viewer: Viewer) -> None:
    """The list of sessions and the one chosen in it, in a fragment: another choice draws them again without their frame."""
    code = picker.pick(viewer)
    if code is None:
        st.title("Choisissez une session", anchor=False)
        st.info("La liste ci-dessus contient les sessions de votre périmètre. Son adresse se copie et s'envoie.")
        return
    session = data.session(viewer, code)
    if session is None:
        st.error("Cette session n'est plus dans la base. Choisissez-en une autre dans la liste.")
        return
    show(viewer, session)
    ahead.AHEAD.ask(viewer)


def show(viewer: Viewer, session: Session) -> None:
    """The whole scorecard of a session, as far as its data and the viewer's role go."""
    session_id, code = session["session_id"], str(session["code"])
    found, room = panel(viewer, session_id), whole(viewer, session_id)
    head(viewer, session, found)
    audit.visited(viewer, code, None if room.isolated else room.version)
    if room.isolated and viewer.role is Role.PARTENAIRE:
        st.info(opinion.ISOLATED)
    downloads.scorecard(viewer, session)
    if session["verdict"] is not None:
        distributions(viewer, session_id, found)
        by_college(viewer, session_id, found)
        differences(viewer, session_id, room)
    texts(viewer, session_id)
    with st.container(key="protocole"):  # beside what follows it, on a wide screen
        badge(viewer, code)
        path(viewer, session)
        if viewer.role is Role.ANALYSTE:
            address.link(address.DOSSIER, "Suivre ce dossier", session=code)
        if viewer.role is Role.PARTENAIRE and is_held(session):
            propose(viewer, session)
    in_the_programme(viewer, code)
    if viewer.role is Role.ANALYSTE:
        sources.show(viewer, session)


def head(viewer: Viewer, session: Session, found: Panel) -> None:
    """Title, facts, verdict, declared verdict, solidity, and the two axes: first this panel, then what another might say."""
    st.title(text.plain(opinion.title(session)), anchor=False)
    day = labels.french_date(session["session_date"]) if session["session_date"] else session["reported_date"] or "date inconnue"
    facts = [session["code"], session["administration"], session["domain"], day, session["place"]]
    said = [prose.paragraph(" · ".join(str(fact) for fact in facts if fact))]
    said.append(prose.small(freshness.of_session(session["voters"], voted=session["verdict"] is not None)))
    if session["idea"]:
        said.append(prose.paragraph(session["idea"]))
    said.append(prose.paragraph(opinion.solidity_sentence(session), strong=opinion.verdict_sentence(session)))
    all_shown = complete(viewer, session["session_id"])
    if absences := opinion.absence_sentence(found.solidity, colleges=all_shown):
        said.append(prose.small(absences))
    declared, differs = opinion.declared_sentence(session)
    if differs:
        prose.show(*said)
        st.warning(text.plain(declared))
        said = []
    elif declared:
        said.append(prose.small(declared))
    for name, field in (("Panel rapporté", "reported_panel"), ("Source", "source")):
        if session[field]:
            said.append(prose.small(f"{name} : {session[field]}"))
    if session["verdict"] is not None:
        if census := opinion.census_sentence(session):
            said.append(prose.paragraph(census))
        said.append(card.written([opinion.axis_card(session, axis) for axis in Axis]))
        if other := opinion.other_panel_sentence(session):
            said.append(prose.small(other))
    if said:
        prose.show(*said)


def distributions(viewer: Viewer, session_id: str, found: Panel) -> None:
    """Every criterion's whole distribution, one column per axis."""
    with chart.side_by_side("criteres") as beside:
        for axis in Axis:
            if found.criteria[axis]:
                beside.show(made.criteria_picture(viewer, session_id, axis), key=f"criteres-{axis}")
                continue
            with beside.instead(f"criteres-{axis}"):
                no_criterion = f"Aucun critère n'a été posé sur l'axe {labels.AXIS[axis]}."
                st.info(opinion.HIDDEN if axis in found.scales else no_criterion)


def by_college(viewer: Viewer, session_id: str, found: Panel) -> None:
    """The collèges of the room side by side; one that is not in what is found is hidden from the viewer."""
    with chart.side_by_side("colleges") as beside:
        for axis in Axis:
            if axis in found.scales:
                beside.show(made.colleges_picture(viewer, session_id, axis), key=f"colleges-{axis}")
            else:
                with beside.instead(f"colleges-{axis}"):
                    pass


def differences(viewer: Viewer, session_id: str, room: Panel) -> None:
    """How far apart the collèges are, and how sure one can be; nothing of it where a collège is hidden."""
    if not room.sizes:
        return
    told = made.differences(viewer, session_id)
    if told is None:
        st.info(comparison.HIDDEN)
        return
    headline, sentences = told
    prose.show(prose.heading(headline), *map(prose.paragraph, sentences))
    if len(room.sizes) < 2:
        return
    fold.show("Le détail, question par question", lambda: _detailed(viewer, session_id), key="ecarts")


def _detailed(viewer: Viewer, session_id: str) -> None:
    found = made.by_question(viewer, session_id)
    if found is None:
        return
    pairs, consensus = found
    st.caption(
        "L'écart est le δ de Cliff, de −1 à 1 : la part des paires où l'un donne plus, moins celle où il donne moins. "
        "Le p dit à quelle fréquence le seul hasard ferait au moins autant ; il est ajusté au nombre de comparaisons. "
        "« Non concluant » ne veut pas dire « d'accord » : le panel est trop petit pour trancher."
    )
    table.show(pairs, caption="Comparaisons entre collèges", key="ecarts", decimals=3)
    table.show(consensus, caption="Consensus entre collèges", key="consensus")


def texts(viewer: Viewer, session_id: str) -> None:
    """Freins, uncovered first, then leviers; a partner does not see which collège spoke."""
    title, freins, leviers = made.said(viewer, session_id)
    if not freins.num_rows and not leviers.num_rows:
        prose.show(prose.heading(title))
        st.info("Aucun frein ni levier n'est enregistré. Ils viennent avec la feuille « Freins et leviers » du classeur.")
        return
    prose.show(
        prose.heading(title),
        table.written(freins, caption="Freins, ceux sans levier d'abord"),
        table.written(leviers, caption="Leviers"),
    )
    table.offered(lambda: statements.together(freins, leviers), key="freins-leviers")


def badge(viewer: Viewer, code: str) -> None:
    """The five promises of the protocol."""
    title, promises = made.promised(viewer, code)
    prose.show(prose.heading(title), promises)


def in_the_programme(viewer: Viewer, code: str) -> None:
    """The session's place among the others, when they are enough."""
    picture, known = made.placed(viewer, code)
    if picture is not None:
        chart.show(picture, key="place")
    elif known:
        st.caption("La place dans le programme n'est montrée qu'à partir de 10 sessions aux votes connus.")
