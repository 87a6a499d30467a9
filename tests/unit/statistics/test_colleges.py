"""What the collèges think, side by side."""

from __future__ import annotations

import pytest

from flash360.model import Scale
from flash360.statistics import cliffs_delta, colleges, consensus_between, false_discovery, rank_test

FIVE = Scale(1, 5, 4)
LOW, HIGH, TIED = (4, 2, 0, 0, 0), (0, 0, 0, 2, 4), (0, 0, 6, 0, 0)


def test_two_opposed_colleges_of_six_differ():
    pair = colleges({"impact": {"usager": HIGH, "agent": LOW}}, {"impact": FIVE})["impact"].pairs[0]
    assert (pair.first, pair.second, pair.delta, pair.conclusive) == ("usager", "agent", 1.0, True)
    assert pair.test.p == pytest.approx(2 / 924)


def test_a_comparison_that_could_never_be_significant_is_not_tested():
    question = colleges({"impact": {"usager": (0, 0, 0, 0, 3), "agent": (3, 0, 0, 0, 0)}}, {"impact": FIVE})["impact"]
    pair = question.pairs[0]
    assert (pair.test.smallest_p, pair.test.tested, pair.adjusted, pair.conclusive) == (pytest.approx(0.1), False, None, False)


def test_when_everybody_gives_the_same_grade_nothing_is_tested():
    pair = colleges({"impact": {"usager": TIED, "agent": TIED}}, {"impact": FIVE})["impact"].pairs[0]
    assert (pair.delta, pair.test.p, pair.test.tested) == (0.0, 1.0, False)


def test_one_college_has_nothing_to_be_compared_with():
    question = colleges({"impact": {"usager": HIGH}}, {"impact": FIVE})["impact"]
    assert (question.pairs, question.overall) == ((), None)
    assert question.consensus == pytest.approx(7 / 8)


def test_an_empty_college_is_left_out():
    question = colleges({"impact": {"usager": HIGH, "expert": (0,) * 5, "agent": LOW}}, {"impact": FIVE})["impact"]
    assert set(question.groups) == {"usager", "agent"}
    assert question.overall is None


def test_more_than_two_colleges_are_first_compared_together():
    question = colleges(
        {"impact": {"usager": (0, 0, 0, 0, 3), "expert": (0, 0, 3, 0, 0), "agent": (3, 0, 0, 0, 0)}}, {"impact": FIVE}
    )
    overall = question["impact"].overall
    assert (overall.p, overall.exact) == (pytest.approx(6 / 1680), True)
    assert len(question["impact"].pairs) == 3


def test_all_questions_of_a_session_are_one_family():
    questions = {
        name: {"usager": HIGH, "agent": other} for name, other in {"a": LOW, "b": (2, 2, 2, 0, 0), "c": (0, 1, 2, 2, 1)}.items()
    }
    found = colleges(questions, dict.fromkeys(questions, FIVE))
    pairs = [question.pairs[0] for question in found.values()]
    assert [pair.adjusted for pair in pairs] == false_discovery([pair.test.p for pair in pairs])


def test_without_comparisons_the_colleges_are_still_measured():
    question = colleges({"impact": {"usager": HIGH, "agent": LOW}}, {"impact": FIVE}, compared=False)["impact"]
    assert (question.pairs, question.overall, question.groups["usager"].grade) == ((), None, 5)


def test_the_consensus_between_colleges_is_a_geometric_mean():
    assert consensus_between({"usager": HIGH, "agent": LOW}, FIVE) == pytest.approx((7 / 8 * 1 / 8) ** 0.5)


def test_the_consensus_does_not_fall_with_the_number_of_colleges_alone():
    assert consensus_between(dict.fromkeys("abcd", HIGH), FIVE) == pytest.approx(consensus_between({"a": HIGH}, FIVE))


def test_nobodys_consensus_is_unknown():
    assert consensus_between({"usager": (0,) * 5}, FIVE) is None


def test_a_rank_test_wants_two_groups_of_somebody():
    for groups in [(HIGH,), (HIGH, (0,) * 5)]:
        with pytest.raises(ValueError, match="two groups"):
            rank_test(groups)


def test_ten_against_ten_is_fully_enumerated():
    found = rank_test(((6, 3, 1, 0, 0), (1, 2, 3, 3, 1)))
    assert found.exact
    assert 0 < found.smallest_p < found.p < 0.05


def test_the_delta_changes_sign_with_the_order():
    assert cliffs_delta(HIGH, TIED) == -cliffs_delta(TIED, HIGH) == 1.0


def test_more_people_than_a_byte_counts_are_drawn_each_once():
    apart = ((60, 40, 30, 20, 10), (10, 20, 30, 40, 60))
    found = rank_test(apart)
    assert (found.exact, found.p) == (False, 1 / 100_001)
