"""How long whoever writes many files rests between two of them."""

from __future__ import annotations

import pytest

from flash360.store.giving_way import rest


@pytest.mark.parametrize(
    ("pages", "worked", "seconds"),
    [(0, 5.0, 0.0), (1, 0.04, 0.04), (4, 0.04, 0.08), (25, 0.04, 0.2), (100, 0.04, 0.4), (400, 0.04, 0.4), (400, 60.0, 2.0)],
)
def test_the_rest_grows_with_those_who_look_up_to_ten_times_the_work_and_two_seconds(pages, worked, seconds):
    assert rest(pages, worked) == pytest.approx(seconds)
