"""Words that stand aside while a chart is laid out, and are written in its drawing."""

import re

import vl_convert

from flash360.reports.lettering import set_aside, written

WORDS = {"signal": "datum.said"}


def chart(*said: str, title: str = "Part des votes", labels_flush: bool = True, values: tuple[int, ...] = (0, 1)) -> dict:
    """A Vega specification of some words on a plot, under an axis."""
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "width": 100,
        "height": 50,
        "data": [{"name": "data", "values": [{"said": one} for one in said]}],
        "scales": [{"name": "x", "domain": [0, 1], "range": [0, 100]}],
        "axes": [{"scale": "x", "orient": "top", "title": title, "labelFlush": labels_flush, "values": list(values)}],
        "marks": [
            {
                "type": "text", "aria": False, "from": {"data": "data"},
                "encode": {"update": {"text": WORDS, "lineBreak": {"value": "\n"}}},
            }
        ],
    }  # fmt: skip


def drawn(spec: dict) -> str:
    return written(vl_convert.vega_to_svg(set_aside(spec), allowed_base_urls=[]))


def words_of(drawing: str) -> list[str]:
    return re.findall(r">([^<>]+)<", drawing)


def test_the_words_are_those_of_the_chart_drawn_whole_with_labels_and_title():
    spec = chart("Les agents", "première ligne\nseconde ligne", title="Part < 5 & plus")
    assert sorted(words_of(drawn(spec))) == sorted(words_of(vl_convert.vega_to_svg(spec, allowed_base_urls=[])))


def test_words_keep_their_places_and_their_looks():
    spec = chart("Les agents")
    place = re.compile(r"<text ([^>]*)>Les agents<")
    assert place.search(drawn(spec))[1] == place.search(vl_convert.vega_to_svg(spec, allowed_base_urls=[]))[1]


def test_words_that_look_like_markup_or_like_a_title_stay_words():
    assert {'&lt;b&gt; &amp; "c"', "~0"} <= set(words_of(drawn(chart('<b> & "c"', "~0", title="Titre"))))


def test_labels_that_could_cover_each_other_are_still_measured():
    spec = chart(values=tuple(range(2)))
    spec["axes"][0].pop("values")
    assert "labels" not in set_aside(spec)["axes"][0]["encode"]
