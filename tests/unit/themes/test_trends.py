"""Themes that come and go, with what few sessions allow to say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from flash360.model import Kind
from flash360.themes.statements import Statement
from flash360.themes.trends import Direction, change_interval, middle_day, trends

START = date(2025, 1, 1)


def held(n: int) -> dict[str, date]:
    return {f"S{number:02}": START + timedelta(days=number) for number in range(n)}


def said(theme: str, *sessions: int, kind: Kind = Kind.FREIN) -> list[Statement]:
    return [Statement(f"S{number:02}", 1, kind, None, "…", theme) for number in sessions]


# Newcombe, Statistics in Medicine 17, 1998, table II, method 10.
@pytest.mark.parametrize(
    ("counts", "published"),
    [((48, 80, 56, 70), (0.0524, 0.3339)), ((3, 10, 9, 10), (0.1705, 0.8090)), ((0, 10, 10, 10), (0.6075, 1.0))],
)
def test_the_interval_of_a_change_is_the_published_one(counts, published):
    assert change_interval(*counts) == pytest.approx(published, abs=5e-4)


def test_a_theme_that_came_in_and_one_that_went_out_are_seen():
    texts = said("neuf", *range(10, 19)) + said("vieux", *range(9)) + said("constant", *range(0, 20, 2))

    found = {one.theme: one for one in trends(texts, held(20), START + timedelta(days=10))}

    assert {theme: one.direction for theme, one in found.items()} == {
        "neuf": Direction.EMERGING,
        "vieux": Direction.FADING,
        "constant": Direction.UNKNOWN,
    }
    assert (found["neuf"].before, found["neuf"].before_of, found["neuf"].since, found["neuf"].since_of) == (0, 10, 9, 10)


def test_a_theme_said_often_in_one_session_counts_once():
    found = trends(said("bavard", 11, 11, 11), held(20), START + timedelta(days=10))

    assert (found[0].since, found[0].direction) == (1, Direction.UNKNOWN)


def test_few_sessions_are_said_to_be_few():
    assert trends(said("neuf", 3, 4), held(5), START + timedelta(days=3))[0].few
    assert not trends(said("neuf", 13), held(20), START + timedelta(days=10))[0].few


def test_leviers_are_counted_when_asked():
    texts = said("appui", 12, kind=Kind.LEVIER)

    assert trends(texts, held(20), START + timedelta(days=10)) == []
    assert len(trends(texts, held(20), START + timedelta(days=10), (Kind.LEVIER,))) == 1


def test_without_a_before_or_a_since_there_is_no_trend():
    assert trends(said("neuf", 1), held(5), START) == []
    assert trends(said("neuf", 1), held(5), START + timedelta(days=99)) == []
    assert trends([], {}, START) == []


def test_the_middle_day_parts_the_sessions_in_halves():
    assert middle_day(held(4).values()) == START + timedelta(days=2)
    assert middle_day([]) is None
