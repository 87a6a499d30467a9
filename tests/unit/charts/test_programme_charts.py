"""The programme's pictures: their figures, their titles and their sentences are those of the data."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from flash360.charts import plane as plane_module
from flash360.charts.caterpillar import SCHEMA, Ranked, caterpillar, fair_order, raw_order
from flash360.charts.funnel import funnel
from flash360.charts.mosaic import mosaic
from flash360.charts.plane import plane, quadrants
from flash360.charts.realisation import Curve, realisation
from flash360.charts.steps import reached, steps
from flash360.charts.verdicts import verdicts
from flash360.model import Axis, Step, Verdict
from flash360.statistics.funnel import Funnel
from flash360.statistics.ranking import Ranking


@pytest.mark.parametrize(
    ("feasibility", "impact", "name"),
    [
        (80, 80, "à lancer"),
        (20, 80, "à rendre faisable"),
        (80, 20, "à questionner"),
        (20, 20, "à arrêter"),
        (50, 50, "à arrêter"),
        (50.1, 50, "à questionner"),
    ],
)
def test_the_plane_names_its_four_zones(feasibility, impact, name):
    assert quadrants(np.array([feasibility]), np.array([impact])) == [name]


def test_the_plane_counts_its_zones_and_says_whom_it_leaves_out(three_sessions):
    picture = plane(three_sessions)
    assert picture.title == "1\u00a0session sur 2 se place dans la zone «\u00a0à lancer\u00a0»"
    assert picture.sentence == (
        "Position moyenne de 2\u00a0sessions sur les deux axes, de 0 à 100, la limite des zones étant le milieu des échelles : "
        "1 à lancer, 0 à rendre faisable, 0 à questionner, 1 à arrêter. "
        "Une place est une moyenne ; l'avis, lui, suit la note majoritaire : les deux peuvent différer. "
        "1\u00a0session sans vote connu sur les deux axes est laissée de côté."
    )
    assert picture.data["code"].to_pylist() == ["S1", "S2"]


def test_the_interval_of_the_plane_is_in_positions_and_in_the_table(three_sessions):
    table = plane(three_sessions).table.to_pylist()
    assert table[0]["Faisabilité (0–100, intervalle à 95 %)"] == "80 (70 à 90)"
    assert table[0]["Zone"] == "à lancer"


def test_above_two_thousand_sessions_the_plane_is_binned_and_loses_nobody(make, row, monkeypatch):
    monkeypatch.setattr(plane_module, "MOST_POINTS", 2)
    rows = [row(f"S{index}", "favourable", 42.0, position) for index, position in enumerate((61.0, 62.0, 100.0))]
    picture = plane(make(*rows))
    assert sorted(zip(*(picture.data[name].to_pylist() for name in ("x", "y", "sessions")), strict=True)) == [
        (40, 60, 2),
        (40, 95, 1),
    ]
    assert picture.table["Zone"].to_pylist() == ["à rendre faisable"] * 3
    assert "0 à lancer, 3 à rendre faisable, 0 à questionner, 0 à arrêter" in picture.sentence


def test_verdicts_are_stacked_by_year_and_unknown_votes_are_a_class_of_their_own(three_sessions):
    picture = verdicts(three_sessions, date(2025, 1, 1))
    assert picture.title == "1\u00a0avis favorable sur 2\u00a0sessions votées, réserves comprises"
    assert picture.sentence == "Sessions tenues, 2023 à 2024 : 1 favorable, 1 défavorable, 1 sans votes connus."
    assert picture.table.to_pylist() == [
        {"Période": "2023", "favorable": 0, "défavorable": 1, "votes inconnus": 0},
        {"Période": "2024", "favorable": 1, "défavorable": 0, "votes inconnus": 1},
    ]


def test_verdicts_by_half_year_keep_the_empty_ones_between_two_others(three_sessions):
    picture = verdicts(three_sessions, date(2025, 1, 1), by="semester")
    assert picture.table["Période"].to_pylist() == ["2023 S2", "2024 S1"]


def test_a_session_to_come_is_not_yet_counted(three_sessions):
    assert verdicts(three_sessions, date(2024, 1, 1)).table["Période"].to_pylist() == ["2023"]


def test_a_held_session_without_a_date_is_said(make, row):
    picture = verdicts(make(row("S1", "favourable", 80.0, 80.0), row("S0", session_date=None)), date(2025, 1, 1))
    assert picture.sentence.endswith("1\u00a0session sans date précise est laissée de côté.")


def test_the_raw_order_leaves_out_panels_of_fewer_than_five(make, row):
    table = make(
        row("S1", "favourable", 60.0, 60.0), row("S2", "inconclusive", 99.0, 99.0, n=4), row("S3", "favourable", 70.0, 70.0)
    )
    assert raw_order(table, Axis.IMPACT)["code"].to_pylist() == ["S3", "S1"]


def test_the_caterpillar_says_when_nobody_is_clearly_first(make, row):
    table = make(row("S1", "favourable", 60.0, 60.0), row("S3", "favourable", 70.0, 70.0))
    picture = caterpillar(Axis.IMPACT, raw_order(table, Axis.IMPACT), fair=False, left_out=1)
    assert picture.title == "En tête sur l'axe impact, 2\u00a0sessions ne se départagent pas"
    assert picture.sentence == (
        "Position de 2\u00a0sessions sur l'axe impact (moyenne brute, de 0 à 100, avec son intervalle à 95 %) : "
        "de S3, 70 (60 à 80), à S1, 60 (50 à 70). 1\u00a0session sans au moins 5 votes est laissée de côté."
    )


def order(*ranked):
    """An order of these sessions."""
    return pa.Table.from_pylist([asdict(one) for one in ranked], schema=SCHEMA)


def test_a_long_caterpillar_draws_its_two_ends_and_tabulates_everyone():
    ranked = (Ranked(f"S{place}", "", "favourable", 100 - place, 99 - place, 101 - place, 9) for place in range(80))
    picture = caterpillar(Axis.IMPACT, order(*ranked), fair=True)
    notes = [note for note in picture.data["note"].to_pylist() if note]
    assert (picture.data.num_rows, notes, picture.table.num_rows) == (51, ["… 30\u00a0sessions entre les deux …"], 80)


def test_the_probabilities_of_a_fair_ranking_are_in_the_table_in_percent():
    ranked = order(Ranked("S1", "", "favourable", 60, 50, 70, 9, first=0.25, band=1))
    table = caterpillar(Axis.IMPACT, ranked, fair=True, k=3).table
    assert table["Probabilité d'être parmi les 3 premières (%)"].to_pylist() == [25.0]


def limits(low, high):
    """The same limits for n from 1 to 10."""
    ends = {"low_95": low, "high_95": high, "low_998": 0.0, "high_998": 1.0}
    return pa.table({"n": list(range(1, 11))} | {name: [end] * 10 for name, end in ends.items()})


def found(*points):
    """A funnel around 60 %. points: (code, n, favourable, outside)."""
    rows = [
        {"session_id": f"id-{code}", "n": n, "favourable": favourable, "share": favourable / n, "outside": outside}
        for code, n, favourable, outside in points
    ]
    return Funnel(0.6, pa.Table.from_pylist(rows), limits(0.35, 0.85))


def test_the_funnel_names_the_sessions_outside_its_limits(three_sessions):
    picture = funnel(three_sessions, Axis.IMPACT, found(("S1", 10, 9, 1), ("S2", 10, 3, -2), ("S3", 10, 6, 0)))
    assert picture.title == "2\u00a0sessions sur 3 sortent de ce que le hasard explique"
    assert "1 au-dessus (S1) et 1 au-dessous (S2)" in picture.sentence
    assert "la part du programme (60\u00a0%)" in picture.sentence
    assert picture.table["Part favorable (%)"].to_pylist() == [90, 30, 60]


def test_sessions_with_the_same_votes_and_share_make_one_point(three_sessions):
    picture = funnel(three_sessions, Axis.IMPACT, found(("S1", 10, 6, 0), ("S2", 10, 6, 0)))
    points = [one for one in picture.data.to_pylist() if one["kind"] == "session"]
    assert [(one["sessions"], one["codes"]) for one in points] == [(2, "S1, S2")]


def test_the_fair_order_is_the_rankings_and_its_limits_stay_on_the_scale(three_sessions):
    row = {"session_id": "id-S1", "rank": 1, "raw_rank": 1, "n": 10, "position": 99.0, "mean": 97.0, "low": 85.0, "high": 109.0}
    ranking = Ranking(pa.Table.from_pylist([row | {"top": 0.9, "band": 1}]), 5, 1.0, 1.0, 1.0, 1.0, 0)
    found = fair_order(three_sessions, ranking).select(["code", "estimate", "low", "high", "first"])
    assert [list(row.values()) for row in found.to_pylist()] == [["S1", 97.0, 85.0, 100.0, 0.9]]


def dates(**days):
    return {f"{step}_date": date(2024, month, day) for step, (month, day) in days.items()}


def test_a_session_at_a_step_reached_those_before_it_and_delays_are_medians(make, row):
    table = make(
        row("S1", step="cadrage", session_date=None, **dates(idea=(1, 1), contact=(1, 11), cadrage=(2, 1))),
        row("S2", step="contact", session_date=None, **dates(idea=(1, 1), contact=(1, 4))),
    )
    assert [(one.step, one.sessions, one.median_days) for one in reached(table)] == [
        (Step.IDEA, 2, None),
        (Step.CONTACT, 2, 6.5),
        (Step.CADRAGE, 1, 21),
        (Step.SESSION, 0, None),
        (Step.REALISATION, 0, None),
    ]
    assert steps(table).sentence == (
        "Sessions arrivées à chaque étape : idée 2, prise de contact 2, cadrage 1, session 0, réalisation 0. "
        "Délais médians : idée → prise de contact 6,5\u00a0jours et prise de contact → cadrage 21\u00a0jours."
    )


def test_the_mosaic_counts_outcomes_by_verdict_and_keeps_silence_apart(make, row):
    table = make(
        row("S1", "favourable", 80.0, 80.0, outcome_status="realised"),
        row("S2", "favourable", 80.0, 80.0, outcome_status="no_news"),
        row("S3", "unfavourable", 10.0, 10.0, outcome_status="stopped_after_session"),
        row("S4", "unfavourable", 10.0, 10.0),
        row("S5", outcome_status="realised"),
    )
    picture = mosaic(table)
    assert picture.title == "Après un avis favorable, avec ou sans réserves, 1\u00a0réalisation sur 1\u00a0suite connue"
    assert picture.sentence.startswith(
        "Idées réalisées ou engagées, par avis : « favorable » 1 sur 2 (et 0 à l'arrêt) et "
        "« défavorable » 0 sur 2 (et 1 à l'arrêt) ; 1\u00a0session sans nouvelle et 1 sans suite saisie."
    )
    assert picture.table["Ensemble"].to_pylist() == [2, 2]


def test_a_band_of_the_mosaic_is_full(make, row):
    table = make(
        *(row(f"S{status}", "favourable", 80.0, 80.0, outcome_status=status) for status in ("realised", "waiting", "no_news"))
    )
    shares = Counter()
    for one in mosaic(table).data.to_pylist():
        shares[one["verdict"]] += one["share"]
    assert shares == {"favorable": pytest.approx(1)}


def test_a_curve_starts_at_nothing_and_ends_at_its_last_step():
    curve = Curve(Verdict.FAVOURABLE, 4, 2, ((3.0, 0.25, None, None), (15.0, 0.5, None, None)))
    picture = realisation([curve], left_out=2)
    assert picture.title == "Douze mois après un avis favorable, 25\u00a0% des idées sont réalisées ou engagées"
    assert picture.sentence.endswith(
        "favorable 25\u00a0% (n = 4). 2\u00a0sessions sans date, sans avis ou sans nouvelle sont laissées de côté."
    )
    points = [(one["months"], one["share"]) for one in picture.data.to_pylist()]
    assert points == [(0, 0), (3, 0.25), (15, 0.5), (24, 0.5)]


def test_a_curve_stops_where_nobody_is_followed_any_more():
    curve = Curve(Verdict.FAVOURABLE, 4, 1, ((3.0, 0.25, None, None),), known_until=9.5)
    picture = realisation([curve])
    assert picture.data["months"].to_pylist() == [0, 3, 9.5]
    assert picture.title == "Pas encore de quoi suivre les réalisations pendant douze mois"
    assert "favorable 25\u00a0% à 9\u00a0mois, sans recul au-delà (n = 4)" in picture.sentence
    assert picture.table.to_pylist()[0]["À 6 mois (%)"] == 25
    assert picture.table.to_pylist()[0]["À 12 mois (%)"] is None


def test_sessions_exactly_tied_share_their_place():
    tied = [Ranked(code, code, None, 80.0, 70.0, 90.0, 6) for code in ("S1", "S2")]
    ranked = order(*tied, Ranked("S3", "S3", None, 20.0, 10.0, 30.0, 6))
    assert caterpillar(Axis.IMPACT, ranked, fair=False).table["Rang"].to_pylist() == [1, 1, 3]


def test_a_session_ranked_alone_leads_nobody():
    picture = caterpillar(Axis.IMPACT, order(Ranked("S1", "S1", None, 80.0, 70.0, 90.0, 6, 1.0, 1)), fair=True)
    assert picture.title == "S1 est la seule session classée sur l'axe impact"
    assert "chances" not in picture.sentence


def test_the_sentence_says_how_sure_the_first_place_is():
    ranked = [Ranked("S1", "S1", None, 80.0, 70.0, 90.0, 6, 0.93, 1), Ranked("S2", "S2", None, 20.0, 10.0, 30.0, 6, 0.2, 2)]
    picture = caterpillar(Axis.IMPACT, order(*ranked), fair=True)
    assert "S1 a 93\u00a0% de chances d'être parmi les 5 premières." in picture.sentence


def test_an_order_without_anybody_says_so_and_tabulates_nobody(make, row):
    nobody = raw_order(make(row("S1", "inconclusive", 99.0, 99.0, n=4), row("S2")), Axis.IMPACT)
    picture = caterpillar(Axis.IMPACT, nobody, fair=False, left_out=1)
    assert picture.title == "Classement sur l'axe impact : pas encore de session avec assez de votes"
    assert (picture.data.num_rows, picture.table.num_rows) == (0, 0)


def test_the_equal_of_a_raw_order_come_by_code_and_a_session_without_a_verdict_has_its_place(make, row):
    table = make(row("S2", None, 60.0, 60.0), row("S0"), row("S1", "favourable", 60.0, 60.0), row("S3", "favourable", 61.0, 61.0))
    picture = caterpillar(Axis.IMPACT, raw_order(table, Axis.IMPACT), fair=False)
    assert picture.data["code"].to_pylist() == ["S3", "S1", "S2"]
    assert picture.data["verdict"].to_pylist() == ["favorable", "favorable", "votes inconnus"]
    assert picture.table["Rang"].to_pylist() == [1, 2, 2]


def test_a_fair_title_counts_the_neighbours_of_the_first_and_a_raw_one_the_intervals_that_meet():
    three = [Ranked(f"S{place}", "", None, 80.0 - place, 70.0, 90.0, 6, 0.5, band) for place, band in enumerate((1, 1, 2))]
    assert caterpillar(Axis.IMPACT, order(*three), fair=True).title.endswith("2\u00a0sessions ne se départagent pas")
    assert caterpillar(Axis.IMPACT, order(*three), fair=False).title.endswith("3\u00a0sessions ne se départagent pas")
    apart = order(Ranked("S1", "", None, 80.0, 70.0, 90.0, 6, 0.9, 1), Ranked("S2", "", None, 20.0, 10.0, 69.0, 6, 0.1, 2))
    assert caterpillar(Axis.IMPACT, apart, fair=False).title == "S1 est en tête sur l'axe impact, nettement"


@pytest.mark.parametrize(
    ("count", "codes"),
    [(1, "S0"), (3, "S0, S1, S2"), (4, "S0, S1, S2 et S3"), (6, "S0, S1, S2 et 3 autres")],
)
def test_a_pile_of_the_funnel_names_its_first_sessions(make, row, count, codes):
    names = [f"S{place}" for place in range(count)]
    table = make(*(row(name, "favourable", 80.0, 80.0) for name in ("T", *names)))
    picture = funnel(table, Axis.IMPACT, found(("T", 10, 9, 1), *((name, 10, 6, 0) for name in names)))
    points = [one for one in picture.data.to_pylist() if one["kind"] == "session"]
    assert [(one["codes"], one["sessions"], one["share"], one["state"]) for one in points] == [
        ("T", 1, 0.9, "au-dessus des limites à 95 %"),
        (codes, count, 0.6, "dans les limites à 95 %"),
    ]


def test_a_funnel_without_anybody_says_so(make):
    empty = Funnel(None, found(("S1", 10, 6, 0)).points.slice(0, 0), limits(0.0, 1.0).slice(0, 0))
    picture = funnel(make(), Axis.IMPACT, empty)
    assert picture.title == "Pas encore de session à comparer à l'ensemble"
    assert (picture.data.num_rows, picture.table.num_rows) == (0, 0)


def test_verdicts_over_time_take_the_day_itself_and_both_halves_of_a_year(make, row):
    days = (date(2024, 6, 30), date(2024, 7, 1), date(2024, 7, 2), date(2024, 7, 3))
    table = make(
        *(row(f"S{day}", "favourable", 80.0, 80.0, session_date=day) for day in days), row("S0", session_date=None, step="idea")
    )
    picture = verdicts(table, date(2024, 7, 2), by="semester")
    assert picture.table.to_pylist() == [{"Période": "2024 S1", "favorable": 1}, {"Période": "2024 S2", "favorable": 2}]
    assert "laissée" not in picture.sentence


def test_a_part_of_a_bar_too_thin_for_its_figure_keeps_it_in_the_table(make, row):
    many = [row(f"S{place}", "favourable", 80.0, 80.0) for place in range(30)]
    picture = verdicts(make(*many, row("T", "unfavourable", 20.0, 20.0)), date(2030, 1, 1))
    texts = {one["verdict"]: one["text"] for one in picture.data.to_pylist()}
    assert texts["favorable"].endswith("30")
    assert texts["défavorable"] is None
    assert picture.table.to_pylist()[0]["défavorable"] == 1
