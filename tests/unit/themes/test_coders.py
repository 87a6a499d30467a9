"""Krippendorff's α, on the examples that he published."""

from __future__ import annotations

import pytest

from flash360.themes.coders import Alpha, krippendorff_alpha

N = None
# Computing Krippendorff's Alpha-Reliability, 2011, sections A, B and C.
TWO_VALUES = ([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0])
TWO_CODERS = (list("aabbdcccedda"), list("babbbccceddd"))
FOUR_CODERS = (
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
)


@pytest.mark.parametrize(("codes", "published"), [(TWO_VALUES, 0.095), (TWO_CODERS, 0.692), (FOUR_CODERS, 0.743)])
def test_alpha_is_the_published_one(codes, published):
    assert krippendorff_alpha(codes).value == pytest.approx(published, abs=5e-4)


def test_only_texts_with_two_codes_count():
    assert krippendorff_alpha(FOUR_CODERS).texts == 11


def test_the_interval_holds_the_value_and_narrows_with_more_texts():
    few = krippendorff_alpha(TWO_CODERS)
    many = krippendorff_alpha([codes * 10 for codes in TWO_CODERS])

    assert few.low < few.value < few.high
    assert many.high - many.low < (few.high - few.low) / 2


def test_the_interval_is_the_same_each_time():
    assert krippendorff_alpha(TWO_CODERS) == krippendorff_alpha(TWO_CODERS)


def test_full_agreement_is_one():
    assert krippendorff_alpha((list("abcab"), list("abcab"))).value == 1


@pytest.mark.parametrize("codes", [(), ([], []), (["a", N], [N, "b"]), (["a", "b"],)])
def test_without_a_text_coded_twice_alpha_is_undefined(codes):
    assert krippendorff_alpha(codes) == Alpha(None, None, None, 0)


def test_when_every_code_is_the_same_alpha_is_undefined():
    assert krippendorff_alpha((list("aaa"), list("aaa"))) == Alpha(None, None, None, 3)


def test_coders_of_different_texts_are_refused():
    with pytest.raises(ValueError, match="zip"):
        krippendorff_alpha((["a"], ["a", "b"]))
