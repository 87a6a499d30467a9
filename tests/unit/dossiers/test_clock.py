"""The month of the protocol: calendar arithmetic by property, three implementations held to one another."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flash360.reports.dossiers.clock import clock, clocks, days_late, sentence
from flash360.statistics.follow_up import add_months
from flash360.validation.rules.steps import one_month_after
from tests.unit.dossiers.rows import row

DAYS = st.dates(date(1990, 1, 1), date(2100, 11, 30))
TODAY = date(2026, 11, 25)


@given(DAYS)
@settings(max_examples=300, deadline=None)
def test_one_month_later_is_the_same_day_or_the_last_day_of_the_next_month(day):
    after = one_month_after(day)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == 1
    assert after.day == min(day.day, calendar.monthrange(after.year, after.month)[1])
    assert add_months(day, 1) == after
    assert 28 <= (after - day).days <= 31


@given(st.lists(DAYS, min_size=1, max_size=40))
@settings(max_examples=10, deadline=None)
def test_the_base_counts_the_month_as_the_checks_do(days):
    with duckdb.connect() as base:
        counted = base.execute("SELECT (unnest($days::DATE[]) + INTERVAL 1 MONTH)::DATE", {"days": days}).fetchall()
    assert [found for (found,) in counted] == [one_month_after(day) for day in days]


@pytest.mark.parametrize(
    ("cadrage", "deadline"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 8, 31), date(2026, 9, 30)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_the_ends_of_months_are_handled(cadrage, deadline):
    assert one_month_after(cadrage) == deadline


@given(DAYS.filter(lambda day: day < date(2100, 10, 1)), st.integers(0, 400))
@settings(max_examples=200, deadline=None)
def test_a_dossier_is_late_from_the_day_after_its_deadline_and_by_as_many_days(cadrage, days):
    today = cadrage + timedelta(days=days)
    found = clock(row(cadrage_date=cadrage), today)
    assert found is not None
    assert (found.days_left, found.days_late) == ((found.deadline - today).days, max((today - found.deadline).days, 0))
    assert found.late == (today > one_month_after(cadrage))


def test_late_ones_come_first_then_the_nearest_to_their_deadline():
    rows = [
        row("A", cadrage_date=date(2026, 11, 20)),
        row("B", cadrage_date=date(2026, 10, 1)),
        row("C", cadrage_date=date(2026, 11, 2)),
        row("D", cadrage_date=date(2026, 10, 20)),
        row("E"),
    ]
    assert [one.code for one in clocks(rows, TODAY)] == ["B", "D", "C", "A"]


def test_the_clock_speaks_of_days_left_of_lateness_and_of_the_date_fixed():
    said = [
        sentence(found)
        for found in (
            clock(row(cadrage_date=date(2026, 11, 12)), TODAY),
            clock(row(cadrage_date=date(2026, 10, 19)), TODAY),
            clock(row(cadrage_date=date(2026, 10, 25)), TODAY),
            clock(row(cadrage_date=date(2026, 11, 12), session_date=date(2026, 12, 8)), TODAY),
            clock(row(cadrage_date=date(2026, 11, 12), session_date=date(2026, 12, 15)), TODAY),
        )
        if found
    ]
    assert said == [
        "Session à tenir au plus tard le 12 décembre 2026 : il reste 17\u00a0jours.",
        "La session devait se tenir au plus tard le 19 novembre 2026 : 6\u00a0jours de retard.",
        "La session doit se tenir aujourd'hui au plus tard (25 novembre 2026).",
        "Session fixée au 8 décembre 2026, dans le mois du protocole (limite : 12 décembre 2026).",
        "Session fixée au 15 décembre 2026, 3\u00a0jours après la limite du 12 décembre 2026.",
    ]


def test_the_clock_stops_when_the_session_is_held_or_the_idea_stopped():
    held = row(cadrage_date=date(2026, 9, 1), session_date=date(2026, 10, 20), step="session")
    stopped = row(cadrage_date=date(2026, 9, 1), outcome_status="abandoned")
    assert [clock(one, TODAY) for one in (held, stopped)] == [None, None]
    assert (days_late(held, TODAY), days_late(stopped, TODAY), days_late(row(), TODAY)) == (19, None, None)
