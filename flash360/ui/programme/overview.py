"""Vue d'ensemble: the programme in a sentence, four cards, the plane, the verdicts over time, the order and the table.

What a choice shows is made once for everyone with the same rights (`data.kept`); drawing it again costs only its drawing.
"""

from __future__ import annotations

from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360 import paris
from flash360.access.scope import Viewer
from flash360.charts import caterpillar
from flash360.charts import funnel as funnels
from flash360.charts import plane as planes
from flash360.charts import verdicts as over_time
from flash360.charts.picture import Picture
from flash360.model import Axis
from flash360.reports.card import Card
from flash360.reports.programme import summary, wording
from flash360.ui import card, chart, data, downloads, guard
from flash360.ui.programme import compared, filters, freshness, sessions_table
from flash360.ui.programme.filters import Choice

_AXES: Final = {"Faisabilité": Axis.FEASIBILITY, "Impact": Axis.IMPACT}
FAIR, RAW = "Équitable", "Moyennes brutes"
_PERIODS: Final = {"Par année": "year", "Par semestre": "semester"}


@guard.fragment
def show(viewer: Viewer, programme: pa.Table) -> None:
    """The whole screen, in a fragment: a filter draws it again without its frame."""
    head = st.container()
    choice = filters.choose(filters.options(viewer))
    headline, cards, shown = summed(viewer, choice)
    with head:
        st.title(headline, anchor=False)
        freshness.show(shown, programme.num_rows)
    if shown == 0:
        st.info("Aucune session ne répond à ces filtres. Retirez-en un pour revoir le programme.")
        return
    card.show(cards)
    with st.container(key="plan-et-avis"):  # side by side on a wide screen
        picture = plane(viewer, choice)
        click = "Un clic sur un point ouvre la fiche de la session." if chart.clickable(picture) else ""
        chosen = chart.show(picture, key="plan", on_select="rerun", note=click)
        in_time(viewer, choice)
    order(viewer, choice)
    downloads.programme(viewer, choice)
    sessions_table.show(viewer, choice, "sessions")
    _open(chosen, planes.SELECTION)


@guard.fragment
def in_time(viewer: Viewer, choice: Choice) -> None:
    """The verdicts over time, by year or by semester: another step draws them alone."""
    drawn = st.container()
    by = st.segmented_control(
        "Pas du graphique", list(_PERIODS), default="Par année", required=True, key="pas", bind="query-params"
    )
    with drawn:
        chart.show(verdicts(viewer, choice, _PERIODS[by or "Par année"]), key="avis-temps")


@guard.fragment
def order(viewer: Viewer, choice: Choice) -> None:
    """The sessions on one axis, which another axis draws alone: in order, with intervals; and against what chance explains."""
    with st.container(horizontal=True):
        name = st.segmented_control("Axe", list(_AXES), default="Faisabilité", required=True, key="axe", bind="query-params")
        way = st.segmented_control("Ordre", [FAIR, RAW], default=FAIR, required=True, key="ordre", bind="query-params")
    axis = _AXES[name or "Faisabilité"]
    with chart.side_by_side("ordre") as beside:
        picture, why = ordered(viewer, choice, axis, way != RAW)
        chosen = beside.show(picture, key="classement", on_select="rerun", note=why)
        beside.show(funnel(viewer, choice, axis), key="entonnoir")
    _open(chosen, planes.SELECTION)


@data.kept(256)
def summed(viewer: Viewer, choice: Choice) -> tuple[str, list[Card], int]:
    """The sentence, the cards, and how many sessions the choice keeps."""
    kept = filters.chosen(viewer, choice)
    found = summary.summary(kept)
    return summary.headline(found), summary.cards(found), kept.num_rows


@data.kept(256)
def plane(viewer: Viewer, choice: Choice) -> Picture:
    """The plane of the sessions that the choice keeps."""
    return planes.plane(filters.chosen(viewer, choice))


@data.kept(256)
def verdicts(viewer: Viewer, choice: Choice, by: str) -> Picture:
    """Their verdicts over time."""
    return over_time.verdicts(filters.chosen(viewer, choice), paris.today(), by=by)


@data.kept(256)
def ordered(viewer: Viewer, choice: Choice, axis: Axis, fair: bool) -> tuple[Picture, str]:
    """Their order on an axis, and why it is not that of the raw means."""
    kept, ranked = filters.chosen(viewer, choice), compared.ranked(viewer, choice, axis)
    shown = caterpillar.fair_order(kept, ranked) if fair else caterpillar.raw_order(kept, axis)
    return caterpillar.caterpillar(axis, shown, fair=fair, left_out=ranked.left_out, k=ranked.k), wording.why(ranked)


@data.kept(256)
def funnel(viewer: Viewer, choice: Choice, axis: Axis) -> Picture:
    """Their funnel on an axis."""
    return funnels.funnel(filters.chosen(viewer, choice), axis, compared.funnelled(viewer, choice, axis))


def _open(chosen: Any, selection: str) -> None:
    """Go to the scorecard of the session whose mark was clicked."""
    if points := (chosen or {}).get(selection):
        sessions_table.open_scorecard(points[0]["code"])
