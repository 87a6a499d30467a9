"""Parcours et suites: how far ideas go, how fast, what becomes of them, and whom to call."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.charts.mosaic import mosaic
from flash360.charts.realisation import realisation
from flash360.charts.steps import steps
from flash360.reports.programme.follow_up import curves, headline, late, waiting
from flash360.ui import chart, data, table
from flash360.ui.programme import filters, freshness


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
    waiting_ones(kept, today)


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
