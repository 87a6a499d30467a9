"""`opinion` and `portfolio`: the measures, in words and in JSON."""

from __future__ import annotations

import pytest

MEASURES = {
    "criterion", "label", "axis", "aspect", "scale", "counts", "n", "abstentions", "majority_grade", "usual_judgment", "mean",
    "mean_interval", "median_interval", "share_favourable", "share_interval", "agreement", "consensus", "disagreement",
    "disagreement_index",
}  # fmt: skip


def test_the_measures_of_an_axis(flash360, workbook):
    flash360("import", workbook())
    document = flash360("opinion", "F360-2024-07", "--json").json
    feasibility = document["axes"]["faisabilité"]
    assert set(feasibility) >= MEASURES
    assert feasibility["scale"] == {"min": 1, "max": 5, "favourable_from": 4}
    assert (feasibility["counts"], feasibility["n"], feasibility["abstentions"]) == ([0, 1, 1, 3, 1], 6, 0)
    assert feasibility["majority_grade"] == 4
    assert feasibility["share_favourable"] == pytest.approx(4 / 6)
    impact = document["axes"]["impact"]
    assert (impact["counts"], impact["n"], impact["abstentions"]) == ([0, 0, 0, 3, 2], 5, 1)


def test_the_measures_of_each_criterion_and_collège(flash360, workbook):
    flash360("import", workbook())
    document = flash360("opinion", "F360-2024-07", "--json").json
    assert [(one["criterion"], one["axis"], one["counts"]) for one in document["criteria"]] == [
        ("C1", "faisabilité", [0, 1, 1, 3, 1]),
        ("C2", "impact", [0, 0, 0, 3, 2]),
    ]
    assert all(set(one) >= MEASURES for one in document["criteria"])
    assert [(one["college"], one["participants"]) for one in document["colleges"]] == [
        ("Usagers", 2),
        ("Experts", 2),
        ("Agents", 1),
        ("Décideurs", 1),
    ]
    assert document["colleges"][0]["axes"]["impact"]["counts"] == [0, 0, 0, 0, 1]


def test_the_verdict_beside_the_declared_one(flash360, workbook):
    flash360("import", workbook(declared_verdict="to_rework"))
    verdict = flash360("opinion", "F360-2024-07", "--json").json["verdict"]
    assert (verdict["value"], verdict["rule"], verdict["declared"]) == ("favorable", 1, "à retravailler")
    assert verdict["flips"] == 1


def test_the_protocol_says_what_was_kept_and_what_is_unknown(flash360, workbook):
    flash360("import", workbook(session_hours=4))
    protocol = flash360("opinion", "F360-2024-07", "--json").json["protocol"]
    assert [one["kept"] for one in protocol] == [True, False, None, True, True]
    assert protocol[1] == {"promise": "3 heures au plus", "kept": False, "found": "4\u00a0h"}


def test_a_session_without_votes_has_no_verdict(flash360, workbook):
    flash360("import", workbook(grades={}, participants=["P1", "P2"], declared_verdict="favourable"))
    verdict = flash360("opinion", "F360-2024-07", "--json").json["verdict"]
    assert (verdict["value"], verdict["wording"], verdict["declared"]) == (None, "votes inconnus", "favorable")
    assert "votes inconnus" in flash360("opinion", "F360-2024-07").out
    [line] = flash360("portfolio", "--json").json
    assert (line["verdict"], line["declared"]) == (None, "favorable")


@pytest.mark.parametrize("written", ["f360-2024-07", "F360 2024 07", "F360–2024–07"])
def test_a_session_is_found_under_another_spelling_of_its_code(flash360, workbook, written):
    flash360("import", workbook())
    assert flash360("opinion", written, "--json").json["session"] == "F360-2024-07"


def test_an_unknown_session_has_its_own_exit_code(flash360, workbook):
    flash360("import", workbook())
    answer = flash360("opinion", "F360-1999-01", "--json")
    assert (answer.code, answer.out) == (3, "")
    assert "F360-1999-01" in answer.err


def test_the_portfolio_has_a_line_per_session(flash360, workbook):
    flash360("import", workbook(), workbook("b.xlsx", code="F360-2024-08", grades={f"P{n}": (2, 2) for n in range(6)}))
    lines = flash360("portfolio", "--json").json
    assert [(one["session"], one["step"], one["verdict"]) for one in lines] == [
        ("F360-2024-07", "Session", "favorable"),
        ("F360-2024-08", "Session", "défavorable"),
    ]
    impact = lines[1]["axes"]["impact"]
    assert (impact["n"], impact["abstentions"], impact["majority_grade"], impact["share_favourable"]) == (6, 0, 2, 0)
    assert impact["scale"] == {"min": 1, "max": 5, "favourable_from": 4}
    assert impact["share_interval"][0] == 0
    assert impact["position"] == 25
    assert (lines[1]["voters"], lines[1]["flips"], lines[1]["pivotal_participants"]) == (6, 4, 0)
    words = flash360("portfolio").out
    assert "F360-2024-08" in words
    assert "2 sessions" in words.replace("\u00a0", " ")


def test_what_the_verdict_hangs_on_and_how_the_collèges_differ(flash360, workbook):
    flash360("import", workbook())
    document = flash360("opinion", "F360-2024-07", "--json").json
    assert document["verdict"]["absences_leaving_too_few"] == 5
    assert {one["college"] for one in document["verdict"]["without_college"]} == set(document["verdict"]["pivotal_colleges"])
    impact = document["between_colleges"]["axes"]["impact"]
    assert 0 < impact["consensus"] < 1
    assert {pair["conclusion"] for pair in impact["pairs"]} == {"non testé"}
    assert {pair["p_adjusted"] for pair in impact["pairs"]} == {None}
    assert set(document["between_colleges"]["criteria"]) == {"C1", "C2"}
    words = flash360("opinion", "F360-2024-07").out
    assert "trop peu de personnes ou de notes différentes" in words
