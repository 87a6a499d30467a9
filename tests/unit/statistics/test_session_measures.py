"""The rows that the base keeps, from votes to verdict."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from flash360.model import Scale, Verdict
from flash360.statistics import axis_grades, measures, session_measures, session_opinion, solidity
from flash360.statistics.session_opinion import colleges_on_axes

SCHEMA = Path(__file__).parents[3] / "flash360" / "store" / "migrations" / "0001_initial.sql"
TWO = {"F": "feasibility", "I": "impact"}
FIVE = Scale(1, 5, 4)


def alike(n, f, i):
    return {f"P{place:02d}": {"F": f, "I": i} for place in range(1, n + 1)}


def row(base, session_id="s"):
    return session_measures([session_id], *base.tables).to_pylist()[0]


def test_the_columns_are_those_of_the_base_without_the_import(base):
    statement = SCHEMA.read_text().split("CREATE TABLE session_measures (")[1].split(");")[0]
    declared = [column.split()[0] for column in statement.replace("\n", " ").split(",")]
    found = session_measures(["s"], *base.session("s", TWO, alike(6, 4, 5)).tables)
    assert set(found.column_names) == set(declared) - {"import_id", "number"}
    assert found.schema.field("feasibility_counts").type == pa.list_(pa.int32())


def test_a_participants_grade_is_the_lower_median_of_theirs(base):
    axes = {"F1": "feasibility", "F2": "feasibility", "F3": "feasibility", "F4": "feasibility", "I": "impact"}
    base.session("s", axes, {
        "P01": {"F1": 1, "F2": 5, "F3": 4, "F4": 2, "I": 3},
        "P02": {"F1": 1, "F2": None, "F3": 4, "F4": 2, "I": None},
        "P03": {"F1": None, "F2": None, "I": 5},
    })  # fmt: skip
    _, criteria, votes = base.tables
    assert axis_grades(criteria, votes).select(["participant", "axis", "grade"]).to_pylist() == [
        {"participant": "P01", "axis": "feasibility", "grade": 2},
        {"participant": "P02", "axis": "feasibility", "grade": 2},
        {"participant": "P03", "axis": "feasibility", "grade": None},
        {"participant": "P01", "axis": "impact", "grade": 3},
        {"participant": "P02", "axis": "impact", "grade": None},
        {"participant": "P03", "axis": "impact", "grade": 5},
    ]
    found = row(base)
    assert (found["feasibility_n"], found["feasibility_abstentions"], found["feasibility_counts"]) == (2, 1, [0, 2, 0, 0, 0])
    assert (found["impact_n"], found["impact_abstentions"], found["panel"], found["voters"]) == (2, 1, 3, 3)


def test_a_global_criterion_alone_gives_the_grade_and_abstaining_on_it_means_none(base):
    axes = {"F1": "feasibility", "FG": "feasibility", "I": "impact"}
    votes = {"P01": {"F1": 1, "FG": 5, "I": 3}, "P02": {"F1": 2, "FG": None, "I": 3}, "P03": {"F1": 2, "I": 3}}
    found = row(base.session("s", axes, votes, is_global=("FG",)))
    assert (found["feasibility_counts"], found["feasibility_abstentions"]) == ([0, 0, 0, 0, 1], 1)
    assert found["impact_n"] == 3


def test_each_row_is_what_the_single_measures_say(base):
    generator = np.random.default_rng(7)
    scales = {"a": (1, 5, 4), "b": (0, 10, 6), "c": (0, 1, 1), "d": (1, 4, 3), "e": (-1, 1, 1)}
    votes = {}
    for name, (low, high, favourable) in scales.items():
        n = int(generator.integers(5, 20))
        votes[name] = [(int(f), int(i)) for f, i in generator.integers(low, high + 1, (n, 2))]
        people = {f"P{place}": {"F": f, "I": i} for place, (f, i) in enumerate(votes[name])}
        base.session(name, TWO, people, scale=(low, high, favourable))
    table = session_measures(list(scales), *base.tables)
    for found in table.to_pylist():
        scale = Scale(*scales[found["session_id"]])
        grades = votes[found["session_id"]]
        for axis, place in (("feasibility", 0), ("impact", 1)):
            one = measures(tuple(found[f"{axis}_counts"]), scale)
            assert one.n == len(grades) == sum(one.counts)
            assert one.counts[scale.favourable_from - scale.min] == sum(g[place] == scale.favourable_from for g in grades)
            for name in ("grade", "grade_upper", "usual", "mean_low", "mean_high", "share_low", "median_low", "agreement",
                         "consensus", "disagreement", "disagreement_index", "position", "position_variance"):  # fmt: skip
                assert found[f"{axis}_{name}"] == getattr(one, name), name
        solid = solidity(grades, scale, scale)
        assert (found["verdict"], found["flips"], found["pivotal"]) == (solid.verdict, solid.flips, solid.pivotal)


def test_a_session_without_any_vote_has_no_verdict(base):
    found = row(base.session("s", TWO, {f"P{n}": {} for n in range(8)}))
    assert (found["verdict"], found["flips"], found["pivotal"], found["panel"], found["voters"]) == (None, None, None, 8, 0)
    assert (found["feasibility_counts"], found["feasibility_grade"], found["feasibility_scale_max"]) == ([0] * 5, None, 5)


def test_a_session_of_which_nothing_is_known_has_a_row_too(base):
    found = row(base, "unknown")
    assert (found["verdict"], found["panel"], found["impact_n"], found["impact_counts"]) == (None, 0, 0, None)
    assert found["impact_scale_min"] is None


def test_a_panel_that_only_abstains_is_inconclusive(base):
    found = row(base.session("s", TWO, alike(9, None, None)))
    assert (found["verdict"], found["flips"], found["pivotal"], found["voters"]) == ("inconclusive", None, 0, 0)
    assert (found["impact_n"], found["impact_abstentions"]) == (0, 9)


def test_a_criterion_nobody_graded_changes_nothing(base):
    axes = {"F1": "feasibility", "F2": "feasibility", "I": "impact"}
    people = {f"P{n}": {"F1": 4, "F2": None, "I": 5} for n in range(6)}
    found = row(base.session("s", axes, people))
    assert (found["verdict"], found["feasibility_n"], found["feasibility_abstentions"]) == ("favourable", 6, 0)
    opinion = session_opinion(*base.tables)
    assert (opinion.criteria[1].measures.n, opinion.criteria[1].measures.abstentions) == (0, 6)


@pytest.mark.parametrize(("n", "verdict"), [(1, "inconclusive"), (4, "inconclusive"), (5, "favourable"), (6, "favourable")])
def test_five_grades_conclude_and_four_do_not(base, n, verdict):
    found = row(base.session("s", TWO, alike(n, 4, 5)))
    assert (found["verdict"], found["feasibility_median_low"]) == (verdict, 4 if n >= 6 else None)


def test_sessions_come_in_the_order_asked_and_others_are_left_out(base):
    for name in "abc":
        base.session(name, TWO, alike(6, 4 if name == "b" else 1, 5))
    found = session_measures(["c", "b"], *base.tables)
    assert found["session_id"].to_pylist() == ["c", "b"]
    assert found["verdict"].to_pylist() == ["to_rework", "favourable"]
    assert found["rework_axis"].to_pylist() == ["feasibility", None]


def test_no_session_asked_gives_no_row(base):
    assert session_measures([], *base.tables).num_rows == 0


def test_a_grade_off_the_scale_is_refused(base):
    with pytest.raises(ValueError, match="off its scale"):
        row(base.session("s", TWO, alike(6, 6, 5)))


def test_a_vote_on_an_unknown_criterion_is_refused(base):
    with pytest.raises(ValueError, match="criterion"):
        row(base.session("s", {"F": "feasibility"}, alike(6, 4, 5)))


def test_a_session_of_one_axis_is_inconclusive_in_the_row_and_on_the_scorecard(base):
    base.session("s", {"F": "feasibility"}, {f"P{n}": {"F": 4} for n in range(6)})
    assert row(base)["verdict"] == "inconclusive"
    opinion = session_opinion(*base.tables)
    assert (opinion.opinion.verdict, opinion.solidity.verdict) == (Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE)


def test_the_scorecard_has_the_rows_figures_and_the_colleges(base):
    people = {f"P{n:02d}": {"F": 5 if n < 6 else 2, "I": 4} for n in range(12)}
    base.session("s", TWO, people, colleges=["usager"] * 6 + ["agent"] * 6)
    opinion, stored = session_opinion(*base.tables), row(base)
    assert opinion.axes["feasibility"] == measures((0, 6, 0, 0, 6), FIVE)
    assert (opinion.panel, opinion.voters, opinion.opinion.verdict) == (12, 12, stored["verdict"])
    assert opinion.solidity.flips == stored["flips"]
    pair = opinion.axis_colleges["feasibility"].pairs[0]
    assert (pair.first, pair.second, pair.delta, pair.conclusive) == ("agent", "usager", -1.0, True)
    assert set(opinion.criterion_colleges) == {"F", "I"}


def test_the_colleges_alone_are_those_of_the_scorecard_but_for_the_test_of_all_at_once(base):
    people = {f"P{n:02d}": {"F": 5 if n < 6 else 2, "I": 1 + n % 5} for n in range(18)}
    base.session("s", TWO, people, colleges=["usager"] * 6 + ["agent"] * 6 + ["expert"] * 6)
    whole = session_opinion(*base.tables).axis_colleges
    assert whole["feasibility"].overall is not None
    assert colleges_on_axes(*base.tables) == {axis: replace(question, overall=None) for axis, question in whole.items()}


def test_a_scorecard_without_votes_has_neither_verdict_nor_solidity(base):
    opinion = session_opinion(*base.session("s", TWO, {"P1": {}}).tables)
    assert (opinion.opinion, opinion.solidity, opinion.axis_colleges["impact"].consensus) == (None, None, None)
