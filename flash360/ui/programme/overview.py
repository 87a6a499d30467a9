"""Vue d'ensemble: the programme in a sentence, four cards, the plane, the verdicts over time, the order and the table."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import streamlit as st

from flash360.access.scope import Viewer
from flash360.charts import caterpillar
from flash360.charts.funnel import funnel
from flash360.charts.plane import SELECTION, plane
from flash360.charts.verdicts import verdicts
from flash360.model import Axis
from flash360.reports.programme import summary, wording
from flash360.ui import card, chart, downloads
from flash360.ui.programme import compared, filters, freshness, sessions_table

_AXES = {"Faisabilité": Axis.FEASIBILITY, "Impact": Axis.IMPACT}
FAIR, RAW = "Équitable", "Moyennes brutes"
_PERIODS = {"Par année": "year", "Par semestre": "semester"}


@st.fragment
def show(viewer: Viewer, programme: pa.Table) -> None:
    """The whole screen, in a fragment: a filter draws it again without its frame."""
    head = st.container()
    choice = filters.choose(programme)
    kept = filters.kept(programme, choice)
    found = summary.summary(kept)
    with head:
        st.title(summary.headline(found), anchor=False)
        freshness.show(viewer, kept.num_rows, programme.num_rows)
    if kept.num_rows == 0:
        st.info("Aucune session ne répond à ces filtres. Retirez-en un pour revoir le programme.")
        return
    card.show(summary.cards(found))
    left, right = st.columns([3, 2], gap="large")
    with left:
        chosen = chart.show(plane(kept), key="plan", on_select="rerun")
        st.caption("Un clic sur un point ouvre la fiche de la session.")
    with right:
        drawn = st.container()
        by = st.segmented_control(
            "Pas du graphique", list(_PERIODS), default="Par année", required=True, key="pas", bind="query-params"
        )
        with drawn:
            chart.show(verdicts(kept, date.today(), by=_PERIODS[by or "Par année"]), key="avis-temps")
    order(viewer, kept, choice)
    downloads.programme(viewer, kept, choice)
    sessions_table.show(kept, "sessions")
    if points := (chosen or {}).get(SELECTION):
        sessions_table.open_scorecard(points[0]["code"])


def order(viewer: Viewer, kept: pa.Table, choice: filters.Choice) -> None:
    """The sessions on one axis: in order, each with its interval; and against what chance explains."""
    with st.container(horizontal=True):
        name = st.segmented_control("Axe", list(_AXES), default="Faisabilité", required=True, key="axe", bind="query-params")
        way = st.segmented_control("Ordre", [FAIR, RAW], default=FAIR, required=True, key="ordre", bind="query-params")
    axis = _AXES[name or "Faisabilité"]
    left, right = st.columns([3, 2], gap="large")
    with left:
        ranked = compared.ranked(viewer, kept, choice, axis)
        shown = caterpillar.fair_order(kept, ranked) if way != RAW else caterpillar.raw_order(kept, axis)
        picture = caterpillar.caterpillar(axis, shown, fair=way != RAW, left_out=ranked.left_out, k=ranked.k)
        chosen = chart.show(picture, key="classement", on_select="rerun")
        st.caption(wording.why(ranked))
    with right:
        chart.show(funnel(kept, axis, compared.funnelled(viewer, kept, choice, axis)), key="entonnoir")
    if points := (chosen or {}).get(SELECTION):
        sessions_table.open_scorecard(points[0]["code"])
