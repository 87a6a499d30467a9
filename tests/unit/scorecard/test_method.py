"""The method's formulas hold the session's own numbers, and the coverage is that of the file."""

from __future__ import annotations

from fractions import Fraction

import pyarrow as pa
import pytest

from flash360.model import Axis, Scale, Verdict
from flash360.statistics import colleges, cumulative_incidence, measures
from flash360.ui.scorecard import coverage, formulas, worked_across, worked_gap, worked_times

A = Axis.IMPACT


FIVE = Scale(1, 5, 4)


def session(counts, scale=FIVE):
    """A row of the programme table with one axis measured."""
    found = measures(counts, scale)
    names = ("n", "grade", "grade_upper", "usual", "mean", "share", "share_low", "share_high", "median_low", "median_high",
             "agreement", "consensus", "disagreement", "disagreement_index", "position")  # fmt: skip
    row = {f"{A}_{name}": getattr(found, name) for name in names}
    return row | {
        f"{A}_counts": list(counts),
        f"{A}_scale_min": scale.min,
        f"{A}_scale_max": scale.max,
        f"{A}_favourable_from": scale.favourable_from,
    }


ROW = session((0, 1, 2, 6, 3))


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (formulas.majority, r"\alpha = g_{(\lceil 12/2 \rceil)} = g_{(6)} = 4"),
        (formulas.usual, r"4 + \tfrac12 \cdot \frac{3/12 - 3/12}{1 - 3/12 - 3/12} = 4"),
        (formulas.mean, r"\frac{\sum_k (c_k + \frac{1}{5})\, g_k}{n + 1} = \frac{47 + 3}{12 + 1} = 3{,}85"),
        (formulas.median, r"[g_{(3)} ;\, g_{(10)}] = [3 ;\, 5]"),
        (formulas.position, r"\frac{100}{12} \cdot \frac{35}{4} = 72{,}9"),
        (formulas.turning, r"m = \lceil 12/2 \rceil = 6,\; b = 3 : \quad m - b = 3"),
    ],
)
def test_a_formula_holds_the_sessions_numbers(formula, text):
    assert formula(ROW, A) == text


def test_the_mean_of_the_formula_is_the_measured_one():
    assert ROW[f"{A}_mean"] == pytest.approx(float(Fraction(50, 13)))


def test_the_share_names_its_beta_law():
    assert formulas.share(ROW, A).startswith(r"\frac{9}{12} = 75\,\%, \quad \mathrm{B\hat{e}ta}(9{,}5;\, 3{,}5)")


def test_the_layers_weigh_every_vote_once():
    text = formulas.layers(ROW, A)
    weights = [int(part.split("}")[0]) for part in text.split(r"\tfrac{")[1:]]
    assert sum(weights) == 12
    assert text.endswith(f"= {formulas.tex(ROW[f'{A}_agreement'])}")


def test_a_split_says_which_side_of_its_threshold_it_is_on():
    assert r"IPR = 8 \;>\; IPRAS = 2{,}35" in formulas.disagreement(session((6, 0, 0, 0, 6)), A)
    assert r"\le\; IPRAS" in formulas.disagreement(ROW, A)
    assert formulas.disagreement(session((4, 6), Scale(0, 1, 1)), A) == r"\text{minorité} = \frac{4}{10} = 40\,\%"


def test_below_six_grades_the_median_has_no_interval():
    assert formulas.median(session((0, 0, 0, 3, 2)), A) == r"n = 5 < 6 : \text{pas d'intervalle à 95\,\%}"


def test_the_widest_gap_between_colleges_is_worked_out():
    scale = Scale(1, 5, 4)
    question = colleges({"q": {"agent": (0, 0, 0, 2, 6), "usager": (5, 3, 0, 0, 0)}}, {"q": scale})["q"]
    gap, consensus = worked_across.of_colleges(question, scale)
    assert gap.instance == r"\delta = \frac{64 - 0}{8 \cdot 8} = 1"
    assert gap.example.startswith("L'écart le plus grand, agents et usagers : écart fort, p ajusté 0,000 : écart établi.")
    assert consensus.instance == r"\left( \tfrac{8 + 1}{8 + 2} \cdot \tfrac{0 + 1}{8 + 2} \right)^{1/2} = 0{,}30"


def test_where_a_college_is_hidden_no_number_is_worked_out():
    for measure in worked_across.of_colleges(None, None, "masqué"):
        assert (measure.example, measure.instance) == ("masqué", "")


def test_the_time_to_realisation_is_worked_out_on_the_sessions_own_verdict():
    own = cumulative_incidence([30, 60, 90, 100, 120, 400], [1, 1, 2, 1, 1, 1])
    times = {Verdict.TO_REWORK: own, Verdict.FAVOURABLE: cumulative_incidence([10] * 9, [1] * 9)}
    measure = worked_times.of_times({"verdict": "to_rework"}, times)
    assert measure.example.startswith(
        "Avis à retravailler : 6\u00a0sessions suivies, 5\u00a0réalisées ou engagées, 1\u00a0arrêtée ; "
        "au bout de 365 jours, 67\u00a0% ("
    )
    assert measure.instance == (
        r"F_1(365) = 1 \cdot \tfrac{1}{6} + 0{,}83 \cdot \tfrac{1}{5} + 0{,}50 \cdot \tfrac{1}{3} + \cdots = 0{,}67"
    )


def test_without_realisation_after_its_verdict_the_example_is_that_of_the_verdict_with_most():
    times = {
        Verdict.UNFAVOURABLE: cumulative_incidence([5, 6], [2, 2]),
        Verdict.FAVOURABLE: cumulative_incidence([10, 20], [1, 0]),
    }
    assert worked_times.of_times({"verdict": "unfavourable"}, times).example.startswith("Avis favorable : 2\u00a0sessions")
    assert worked_times.of_times(None, {}).instance == ""


def test_the_gap_is_worked_out_between_the_session_and_the_one_furthest_from_it():
    shared = {"impact_n": 6, "impact_scale_min": 1, "impact_scale_max": 5, "impact_favourable_from": 4}
    counts = {"A": [0, 0, 0, 0, 6], "B": [0, 0, 0, 6, 0], "C": [6, 0, 0, 0, 0]}
    places = {"A": 100.0, "B": 75.0, "C": 0.0}
    rows = [
        {"session_id": code, "code": code, "impact_counts": counts[code], "impact_position": places[code]}
        | {"impact_mean_low": 1.0, "impact_mean_high": 5.0}
        | shared
        for code in counts
    ]
    programme = pa.Table.from_pylist(rows)
    measure = worked_gap.of_pair(rows[0], programme, Axis.IMPACT)
    assert measure.example.startswith("A au-dessus de C, la plus éloignée du programme, de 100,0 points (")
    assert measure.example.endswith("l'écart est sûr.")
    assert worked_gap.of_pair(rows[2], programme, Axis.IMPACT).example.startswith(
        "A, la plus éloignée du programme, au-dessus de C"
    )
    assert worked_gap.of_pair(rows[0], programme.slice(0, 1), Axis.IMPACT).example == ""
    assert worked_gap.of_pair(None, programme, Axis.IMPACT).instance == ""


def test_the_coverage_table_is_that_of_the_file():
    found = coverage.rows()
    own = [float(row["mean"]) for row in found if row["shape"] == "deux camps"]
    spans = {row["Forme de l'opinion"]: row["Moyenne"] for row in coverage.by_shape(found).to_pylist()}
    numbers = [f"{100 * value:.1f}".replace(".", ",") + "\u00a0%" for value in (min(own), sum(own) / len(own), max(own))]
    assert spans["deux camps"] == " · ".join(numbers)
    assert coverage.whole(found).num_rows == len(found) == 80
    assert coverage.whole(found)["Médiane (%)"].to_pylist()[0] is None
