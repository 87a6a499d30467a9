"""What every picture keeps: a valid specification without data, columns that exist, a sentence, marks that stay silent."""

from __future__ import annotations

import json
from datetime import date

import altair as alt
import numpy as np
import pyarrow as pa
import pytest

from flash360.charts.butterfly import butterfly
from flash360.charts.caterpillar import caterpillar, raw_order
from flash360.charts.colleges import colleges
from flash360.charts.criteria import criteria
from flash360.charts.figures import CriterionCounts, band
from flash360.charts.funnel import funnel
from flash360.charts.heat_map import heat_map
from flash360.charts.mosaic import mosaic
from flash360.charts.place import place
from flash360.charts.plane import plane
from flash360.charts.realisation import Curve, realisation
from flash360.charts.steps import steps
from flash360.charts.timeline import timeline
from flash360.charts.verdicts import verdicts
from flash360.model import Aspect, Axis, College, Kind, OutcomeStatus, Scale, Step, Verdict
from flash360.statistics.funnel import funnel as measured_funnel

SCALE = Scale(1, 5, 4)
PICTURES = {
    "plane": lambda table: plane(table),
    "verdicts": lambda table: verdicts(table, date(2025, 1, 1)),
    "caterpillar": lambda table: caterpillar(Axis.IMPACT, raw_order(table, Axis.IMPACT), fair=False),
    "funnel": lambda table: funnel(table, Axis.IMPACT, measured_funnel(table, Axis.IMPACT)),
    "criteria": lambda table: criteria(Axis.IMPACT, SCALE, [CriterionCounts("Utile", Aspect.FOND, (1, 0, 2, 3, 4), 1)]),
    "colleges": lambda table: colleges(Axis.IMPACT, SCALE, {College.AGENT: (1, 0, 2, 3, 4), College.EXPERT: None}, {}, 5),
    "butterfly": lambda table: butterfly([("Budget", Kind.FREIN), (None, Kind.LEVIER)], by="thème", blank="Non codé"),
    "heat map": lambda table: heat_map([("Budget", "DINUM")], across="administration"),
    "steps": lambda table: steps(table),
    "mosaic": lambda table: mosaic(table),
    "realisation": lambda table: realisation([Curve(Verdict.FAVOURABLE, 4, 1, ((3.0, 0.25, 0.1, 0.5),))]),
    "timeline": lambda table: timeline({Step.IDEA: date(2024, 1, 1)}, [(date(2024, 5, 1), OutcomeStatus.WAITING)]),
    "place": lambda table: place({Axis.IMPACT: 70.0}, {Axis.IMPACT: band(np.arange(12.0))}),
}


@pytest.fixture(params=PICTURES)
def picture(request, three_sessions):
    return PICTURES[request.param](three_sessions)


def encodings(spec):
    """Every field that the specification reads from its data, and those that it makes itself."""
    read, made = set(), set()

    def walk(node, inline):
        if isinstance(node, dict):
            inline = inline or "values" in node.get("data", {})
            for name, value in node.items():
                if name == "field" and not inline and isinstance(value, str):
                    read.add(value)
                if name == "as":
                    made.add(value)
                if name == "calculate":
                    made.add(node.get("as"))
                walk(value, inline)
        elif isinstance(node, list):
            for one in node:
                walk(one, inline)

    walk({name: value for name, value in spec.items() if name not in ("params", "config")}, False)
    return read, made


def marks(spec):
    return [layer["mark"] for layer in spec["layer"]]


def test_the_specification_is_valid_vega_lite(picture):
    alt.LayerChart.from_dict(picture.spec, validate=True)


def test_the_specification_names_its_data_and_holds_none(picture):
    assert (picture.spec["data"], picture.spec.get("datasets")) == ({"name": "data"}, None)


def test_the_data_hold_every_column_that_the_specification_reads(picture):
    read, made = encodings(picture.spec)
    assert read - made - set(picture.data.column_names) == set()


def test_the_description_is_the_sentence(picture):
    assert picture.spec["description"] == picture.sentence
    assert picture.sentence.endswith(".")
    assert picture.title


def test_no_mark_speaks_for_itself(picture):
    assert [mark["aria"] for mark in marks(picture.spec)] == [False] * len(picture.spec["layer"])


def test_numbers_and_dates_are_french(picture):
    locale = picture.spec["config"]["locale"]
    assert (locale["number"]["decimal"], locale["time"]["months"][7]) == (",", "août")


def test_the_width_is_that_of_the_container(picture):
    assert picture.spec["width"] == "container"


def test_the_data_fit_in_plain_columns(picture):
    assert [field.name for field in picture.data.schema if pa.types.is_nested(field.type)] == []


def test_the_cached_specification_is_never_written_to(three_sessions, row, make):
    first = plane(three_sessions)
    before = json.dumps(first.spec, sort_keys=True)
    second = plane(make(row("S9", "favourable", 10.0, 10.0)))
    assert json.dumps(first.spec, sort_keys=True) == before
    assert second.spec["layer"] is first.spec["layer"]
    assert second.spec["description"] != first.spec["description"]


@pytest.mark.parametrize("name", [name for name in PICTURES if name not in ("criteria", "colleges", "place", "timeline")])
def test_an_empty_programme_draws_an_empty_picture_that_says_so(name, make):
    if name == "butterfly":
        empty = butterfly([], by="thème", blank="Non codé")
    elif name == "heat map":
        empty = heat_map([], across="administration")
    elif name == "realisation":
        empty = realisation([])
    else:
        empty = PICTURES[name](make())
    assert empty.title.startswith(("Aucun", "Pas encore", "Classement"))
