"""The verdict, by rule 1."""

from __future__ import annotations

import pytest

from flash360.model import RULE, Axis, Scale, Verdict
from flash360.statistics import verdict

FIVE = Scale(1, 5, 4)
FOR, AGAINST = (0, 1, 2, 5, 3), (3, 5, 2, 1, 0)
SPLIT_FOR, SPLIT_AGAINST = (5, 0, 0, 0, 6), (6, 0, 0, 0, 5)
F, I = Axis.FEASIBILITY, Axis.IMPACT  # noqa: E741


@pytest.mark.parametrize(
    ("feasibility", "impact", "expected", "rework", "split"),
    [
        (FOR, FOR, Verdict.FAVOURABLE, None, ()),
        (SPLIT_FOR, FOR, Verdict.WITH_RESERVATIONS, None, (F,)),
        (FOR, SPLIT_FOR, Verdict.WITH_RESERVATIONS, None, (I,)),
        (SPLIT_FOR, SPLIT_FOR, Verdict.WITH_RESERVATIONS, None, (F, I)),
        (FOR, AGAINST, Verdict.TO_REWORK, I, ()),
        (AGAINST, FOR, Verdict.TO_REWORK, F, ()),
        (SPLIT_AGAINST, FOR, Verdict.TO_REWORK, F, (F,)),
        (AGAINST, AGAINST, Verdict.UNFAVOURABLE, None, ()),
        (SPLIT_AGAINST, AGAINST, Verdict.UNFAVOURABLE, None, (F,)),
        ((0, 0, 0, 0, 4), FOR, Verdict.INCONCLUSIVE, None, ()),
        (FOR, (0, 0, 0, 0, 4), Verdict.INCONCLUSIVE, None, ()),
        ((0, 0, 0, 0, 0), FOR, Verdict.INCONCLUSIVE, None, ()),
        ((0, 0, 0, 0, 5), (0, 0, 0, 5, 0), Verdict.FAVOURABLE, None, ()),
    ],
)
def test_every_line_of_the_rule(feasibility, impact, expected, rework, split):
    found = verdict(feasibility, FIVE, impact, FIVE)
    assert (found.verdict, found.rework_axis, found.split, found.rule) == (expected, rework, split, RULE)


def test_the_lower_middle_grade_decides_when_the_two_differ():
    ten = (0, 0, 5, 5, 0)
    assert verdict(ten, FIVE, ten, FIVE).verdict is Verdict.UNFAVOURABLE
    assert verdict(ten, Scale(1, 5, 3), ten, Scale(1, 5, 3)).verdict is Verdict.FAVOURABLE


def test_axes_may_have_different_scales():
    assert verdict((2, 8), Scale(0, 1, 1), (0, 0, 0, 0, 0, 1, 9, 0, 0, 0, 0), Scale(0, 10, 6)).verdict is Verdict.FAVOURABLE
