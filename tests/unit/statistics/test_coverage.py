"""How often the intervals hold the truth; the figures of docs/method come from the same simulation."""

from __future__ import annotations

import csv

import pytest

from benches.interval_coverage import FOLDER, SHAPES, SIZES, simulated

PUBLISHED = {
    (row["shape"], int(row["n"])): row
    for row in csv.DictReader((FOLDER / "coverage.csv").read_text(encoding="utf-8").splitlines())
}


def test_the_published_table_has_every_shape_and_every_size():
    assert set(PUBLISHED) == {(shape, n) for shape in SHAPES for n in SIZES}


@pytest.mark.parametrize(("shape", "n"), [("penchant", 5), ("deux camps", 12), ("presque unanime", 20)])
def test_a_row_of_the_published_table_is_found_again(shape, n):
    found, published = simulated(shape, SHAPES[shape], n, 4_000), PUBLISHED[shape, n]
    assert [f"{found.share:.4f}", f"{found.mean:.4f}"] == [published["share"], published["mean"]]
    assert published["median"] == ("" if found.median is None else f"{found.median:.4f}")


@pytest.mark.parametrize("shape", SHAPES)
def test_the_medians_interval_keeps_its_promise_everywhere(shape):
    assert all(float(PUBLISHED[shape, n]["median"]) >= 0.95 for n in SIZES if n >= 6)
    assert PUBLISHED[shape, 5]["median"] == ""


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("interval", ["share", "mean"])
def test_the_other_intervals_keep_theirs_on_average_over_sizes(shape, interval):
    held = [float(PUBLISHED[shape, n][interval]) for n in SIZES]
    assert 0.93 <= sum(held) / len(held) <= 0.97
    assert min(held) >= 0.88
