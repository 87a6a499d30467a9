"""Parcours et suites: how far ideas go, how fast, what becomes of them, and whom to call."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import streamlit as st

from flash360 import labels, paris
from flash360.access.scope import Viewer
from flash360.charts.mosaic import mosaic
from flash360.charts.picture import Picture
from flash360.charts.realisation import realisation
from flash360.charts.reality import forecast_sentence
from flash360.charts.reality import reality as reality_picture
from flash360.charts.steps import steps
from flash360.reports.programme import accompaniments, stops
from flash360.reports.programme.follow_up import curves, headline, late, waiting
from flash360.statistics.reality import ENOUGH, Reality, compared
from flash360.ui import address, chart, data, fold, guard, table
from flash360.ui.programme import board, filters, followed, freshness
from flash360.ui.programme.filters import Choice

VIEWS = ("Parcours", "Tableau des dossiers en cours")
_AFTER = {f"{months} mois": months for months in followed.MONTHS}


@guard.fragment
def show(viewer: Viewer, programme: pa.Table) -> None:
    """The whole screen, in a fragment."""
    head = st.container()
    choice = filters.choose(filters.options(viewer))
    told, shown = _headline(viewer, choice)
    with head:
        st.title(told, anchor=False)
        freshness.show(shown, programme.num_rows)
    if shown == 0:
        st.info("Aucune session ne répond à ces filtres. Retirez-en un pour revoir le programme.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = st.segmented_control("Vue", VIEWS, default=VIEWS[0], required=True, key="vue", bind="query-params")
        address.link(address.WEEK, "La semaine en une page, et son calendrier")
    if view == VIEWS[1]:
        board.show(viewer, filters.chosen(viewer, choice))
        return
    left, right = st.columns(2, gap="large")
    with left:
        chart.show(_steps(viewer, choice), key="etapes")
        late_ones(viewer, choice)
    with right:
        chart.show(_mosaic(viewer, choice), key="suites")
    chart.show(
        _realisation(viewer, choice),
        key="realisation",
        note="Ceux qui décident des suites connaissent l'avis : la différence entre les courbes est une association, pas un "
        "effet. Une session compte jusqu'à ses dernières nouvelles ; un arrêt met fin à l'attente d'une réalisation.",
    )
    against_reality(viewer, choice)
    accompanied_ones(viewer, choice)
    stopped_ones(viewer, choice)
    early_ones(viewer, choice)
    waiting_ones(viewer, choice)


@data.kept(256)
def _headline(viewer: Viewer, choice: Choice) -> tuple[str, int]:
    """The finding, and how many sessions the choice keeps."""
    kept = filters.chosen(viewer, choice)
    return headline(kept), kept.num_rows


@data.kept(256)
def _steps(viewer: Viewer, choice: Choice) -> Picture:
    return steps(filters.chosen(viewer, choice))


@data.kept(256)
def _mosaic(viewer: Viewer, choice: Choice) -> Picture:
    return mosaic(filters.chosen(viewer, choice))


@data.kept(256)
def _realisation(viewer: Viewer, choice: Choice) -> Picture:
    found, left_out = curves(followed.held(viewer, choice, "days", "event"))
    return realisation(found, left_out=left_out)


@data.kept(256)
def _reality(viewer: Viewer, choice: Choice, months: int) -> tuple[Reality, Picture]:
    state = f"state_{months}"
    held = followed.held(viewer, choice, state)
    found = compared(held["verdict"], held[state], months)
    return found, reality_picture(found)


@dataclass(frozen=True)
class Told:
    """A finding: its title, its sentence, and its rows to read."""

    title: str
    sentence: str
    rows: pa.Table


@data.kept(256)
def _accompanied(viewer: Viewer, choice: Choice) -> Told:
    counts = accompaniments.given(followed.of_choice(viewer, choice))
    return Told(accompaniments.title(counts), accompaniments.sentence(counts), accompaniments.table(counts))


@data.kept(64)
def _stopped(viewer: Viewer, choice: Choice) -> Told:
    rows = stops.not_carried(filters.chosen(viewer, choice))
    return Told(stops.title(rows), stops.sentence(rows), stops.stopped(rows))


@data.kept(64)
def _early(viewer: Viewer, choice: Choice) -> Told:
    found = stops.before_session(filters.chosen(viewer, choice))
    return Told(stops.early_title(found), stops.early_sentence(found), found)


@data.kept(64)
def _late(viewer: Viewer, choice: Choice) -> pa.Table:
    return late(filters.chosen(viewer, choice), paris.today())


@data.kept(64)
def _waiting(viewer: Viewer, choice: Choice) -> pa.Table:
    return waiting(filters.chosen(viewer, choice), paris.today())


def against_reality(viewer: Viewer, choice: Choice) -> None:
    """What became of each verdict's ideas, and how well the verdict foretold it."""
    head = st.container()
    name = st.segmented_control("Recul", list(_AFTER), default="12 mois", required=True, key="recul", bind="query-params")
    found, picture = _reality(viewer, choice, _AFTER[name or "12 mois"])
    if found.curve:
        with head:
            chart.show(picture, key="realite")
    else:
        head.header(picture.title, anchor=False)
        st.caption(picture.sentence)
        table.show(picture.table, caption=picture.title, key="realite")
        st.caption(
            f"Moins de {ENOUGH} issues connues ({found.known}) : des chiffres et leur intervalle, sans courbe. "
            "Une part « ou » une autre : ce que disent les autres sessions du même avis, la session jugée mise de côté."
        )
    st.text(forecast_sentence(found))
    st.caption(
        "Une association, pas un effet : ceux qui ont décidé des suites connaissaient l'avis. "
        "« Sans nouvelle » est une classe à part : le silence n'est ni un succès ni un arrêt."
    )
    parts(found)


def parts(found: Reality) -> None:
    """The Brier score in its three parts, for who asks."""
    judged = found.forecast
    if judged is None:
        return
    number = labels.french_number
    with st.expander("Le score de Brier en trois parties"):
        st.text(
            f"{number(judged.score, 3)} = {number(judged.reliability, 3)} (écart entre prévu et observé) − "
            f"{number(judged.resolution, 3)} (ce que l'avis distingue) + {number(judged.uncertainty, 3)} (incertitude de départ)."
        )


def stopped_ones(viewer: Viewer, choice: Choice) -> None:
    """The ideas that their panel did not carry and that were stopped, and after how long."""
    told = _stopped(viewer, choice)
    st.header(told.title, anchor=False)
    st.caption(told.sentence)
    found = told.rows
    if not found.num_rows:
        return
    fold.show(
        f"{labels.plural(found.num_rows, 'idée arrêtée', 'idées arrêtées')}, par leur nom",
        lambda: table.show(found, caption="Idées arrêtées après un avis défavorable ou à retravailler", key="arrets"),
        key="arrets",
    )


def early_ones(viewer: Viewer, choice: Choice) -> None:
    """The ideas stopped before their session, and after how many days."""
    told = _early(viewer, choice)
    found = told.rows
    st.header(told.title, anchor=False)
    st.caption(told.sentence)
    if found.num_rows:
        fold.show(
            "Ces idées, par leur nom",
            lambda: table.show(found, caption="Idées arrêtées avant leur session", key="arrets-precoces"),
            key="arrets-precoces",
        )


def accompanied_ones(viewer: Viewer, choice: Choice) -> None:
    """What the team gave after the session, and what became of those dossiers."""
    told = _accompanied(viewer, choice)
    st.header(told.title, anchor=False)
    st.caption(told.sentence)
    table.show(told.rows, caption="Accompagnements et suites", key="accompagnements")


def late_ones(viewer: Viewer, choice: Choice) -> None:
    """The sessions held, or still to hold, more than a month after their cadrage, by name."""
    found = _late(viewer, choice)
    if found.num_rows == 0:
        st.success("Aucune session ne dépasse un mois entre le cadrage et la session.")
        return
    fold.show(
        f"{labels.plural(found.num_rows, 'session')} à plus d'un mois de leur cadrage",
        lambda: table.show(found, caption="Sessions en retard sur le mois du protocole", key="retards"),
        key="retards",
    )


def waiting_ones(viewer: Viewer, choice: Choice) -> None:
    """The sessions whose news are awaited, the oldest first."""
    found = _waiting(viewer, choice)
    st.header(f"{labels.plural(found.num_rows, 'session')} en attente de nouvelles", anchor=False)
    if found.num_rows == 0:
        st.info("Chaque session tenue a une suite connue et aucun point n'est dépassé.")
        return
    table.show(found, caption="Sessions en attente de nouvelles, la plus ancienne d'abord", key="attente")
