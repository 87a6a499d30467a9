"""Every specification, built before the first visitor asks: each costs tens of milliseconds once, and nothing after."""

from __future__ import annotations

from flash360.charts import (
    butterfly,
    caterpillar,
    distribution,
    funnel,
    heat_map,
    mosaic,
    place,
    plane,
    realisation,
    reality,
    side_by_side,
    steps,
    timeline,
    verdicts,
)
from flash360.model import Scale

USUAL_SCALES = (Scale(1, 5, 4), Scale(1, 4, 3), Scale(0, 10, 6), Scale(0, 1, 1))


def prepare() -> None:
    """Build and keep the specifications of every chart, and those of distributions for the usual scales."""
    programme = (butterfly, caterpillar, funnel, heat_map, mosaic, plane, realisation, reality, side_by_side, steps, verdicts)
    for chart in (*programme, place, timeline):
        chart.specification()
    for scale in USUAL_SCALES:
        distribution.specification(scale)
