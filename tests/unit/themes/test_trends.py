"""Themes that come and go, with what few sessions allow to say."""

from __future__ import annotations

import pytest

from flash360.themes.trends import Direction, change_interval, trends


# Newcombe, Statistics in Medicine 17, 1998, table II, method 10.
@pytest.mark.parametrize(
    ("counts", "published"),
    [((48, 80, 56, 70), (0.0524, 0.3339)), ((3, 10, 9, 10), (0.1705, 0.8090)), ((0, 10, 10, 10), (0.6075, 1.0))],
)
def test_the_interval_of_a_change_is_the_published_one(counts, published):
    assert change_interval(*counts) == pytest.approx(published, abs=5e-4)


def test_a_theme_that_came_in_and_one_that_went_out_are_seen():
    found = {one.theme: one for one in trends({"neuf": (0, 9), "vieux": (9, 0), "constant": (5, 5)}, 10, 10)}
    assert {theme: one.direction for theme, one in found.items()} == {
        "neuf": Direction.EMERGING,
        "vieux": Direction.FADING,
        "constant": Direction.UNKNOWN,
    }
    assert (found["neuf"].before, found["neuf"].before_of, found["neuf"].since, found["neuf"].since_of) == (0, 10, 9, 10)


def test_few_sessions_are_said_to_be_few():
    assert trends({"neuf": (0, 2)}, 3, 2)[0].few
    assert not trends({"neuf": (0, 1)}, 10, 10)[0].few


def test_without_a_before_or_a_since_there_is_no_trend():
    assert trends({"neuf": (0, 1)}, 0, 5) == []
    assert trends({"neuf": (1, 0)}, 5, 0) == []
    assert trends({}, 3, 3) == []
