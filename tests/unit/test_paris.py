"""The day is that of Paris, wherever the server stands."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from flash360 import paris


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 25, 22, 59), date(2026, 11, 25)),
        (datetime(2026, 11, 25, 23, 0), date(2026, 11, 26)),  # winter: one hour ahead
        (datetime(2026, 7, 13, 22, 0), date(2026, 7, 14)),  # summer: two
    ],
)
def test_today_and_a_moment_of_the_base_are_read_on_a_clock_in_paris(moment, day, monkeypatch):
    class Frozen(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment.replace(tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(paris, "datetime", Frozen)
    assert paris.today() == day
    assert paris.local(moment).date() == day
