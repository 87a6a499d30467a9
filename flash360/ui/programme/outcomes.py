"""Parcours et suites: how far ideas go, how fast, what becomes of them, and whom to call."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.charts.mosaic import mosaic
from flash360.charts.realisation import realisation
from flash360.charts.reality import forecast_sentence
from flash360.charts.reality import reality as reality_picture
from flash360.charts.steps import steps
from flash360.model import Step
from flash360.reports.programme import stops
from flash360.reports.programme.follow_up import curves, headline, late, waiting
from flash360.statistics.reality import ENOUGH, Reality, reality
from flash360.ui import chart, data, table
from flash360.ui.programme import filters, freshness

_HELD = pa.array([Step.SESSION.value, Step.REALISATION.value])
_AFTER = {"6 mois": 6, "12 mois": 12}


@st.fragment
def show(viewer: Viewer, programme: pa.Table) -> None:
    """The whole screen, in a fragment."""
    head = st.container()
    choice = filters.choose(programme)
    kept = filters.kept(programme, choice)
    today = date.today()
    with head:
        st.title(headline(kept), anchor=False)
        freshness.show(viewer, kept.num_rows, programme.num_rows)
    if kept.num_rows == 0:
        st.info("Aucune session ne répond à ces filtres. Retirez-en un pour revoir le programme.")
        return
    left, right = st.columns(2, gap="large")
    with left:
        chart.show(steps(kept), key="etapes")
        late_ones(kept, today)
    with right:
        chart.show(mosaic(kept), key="suites")
    found, left_out = curves(kept, data.outcomes(viewer))
    chart.show(realisation(found, left_out=left_out), key="realisation")
    st.caption(
        "Ceux qui décident des suites connaissent l'avis : la différence entre les courbes est une association, pas un effet. "
        "Une session compte jusqu'à ses dernières nouvelles ; un arrêt met fin à l'attente d'une réalisation."
    )
    against_reality(viewer, kept, today)
    stopped_ones(kept)
    waiting_ones(kept, today)


def against_reality(viewer: Viewer, programme: pa.Table, today: date) -> None:
    """What became of each verdict's ideas, and how well the verdict foretold it."""
    head = st.container()
    name = st.segmented_control("Recul", list(_AFTER), default="12 mois", required=True, key="recul", bind="query-params")
    held = programme.filter(pc.is_in(programme["step"], value_set=_HELD))
    found = reality(held, data.outcomes(viewer), today, _AFTER[name or "12 mois"])
    picture = reality_picture(found)
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


def stopped_ones(programme: pa.Table) -> None:
    """The ideas that their panel did not carry and that were stopped, and after how long."""
    st.header(stops.title(programme), anchor=False)
    st.caption(stops.sentence(programme))
    found = stops.stopped(programme)
    if not found.num_rows:
        return
    with st.expander(f"{labels.plural(found.num_rows, 'idée arrêtée', 'idées arrêtées')}, par leur nom"):
        table.show(found, caption="Idées arrêtées après un avis défavorable ou à retravailler", key="arrets")


def late_ones(programme: pa.Table, today: date) -> None:
    """The sessions held, or still to hold, more than a month after their cadrage, by name."""
    found = late(programme, today)
    if found.num_rows == 0:
        st.success("Aucune session ne dépasse un mois entre le cadrage et la session.")
        return
    with st.expander(f"{labels.plural(found.num_rows, 'session')} à plus d'un mois de leur cadrage"):
        table.show(found, caption="Sessions en retard sur le mois du protocole", key="retards")


def waiting_ones(programme: pa.Table, today: date) -> None:
    """The sessions whose news are awaited, the oldest first."""
    found = waiting(programme, today)
    st.header(f"{labels.plural(found.num_rows, 'session')} en attente de nouvelles", anchor=False)
    if found.num_rows == 0:
        st.info("Chaque session tenue a une suite connue et aucun point n'est dépassé.")
        return
    table.show(found, caption="Sessions en attente de nouvelles, la plus ancienne d'abord", key="attente")
