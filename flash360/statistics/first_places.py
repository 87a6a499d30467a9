"""Who is among the first, of many values that are each known to a normal distribution: by summing, without a draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.special import binom, ndtr

from flash360.statistics.grades import Flag, Real, Whole

_REACH: Final = 5.5
"""Deviations beyond which nothing counts: 4·10⁻⁸ of a normal distribution."""
_STEP: Final = 0.3
"""Of the smallest deviation, the step of the sum over places. What is summed is smooth: halving the step moves it by 10⁻⁶ for
the first 5 of up to 100,000 values, by 10⁻⁴ for the first 20 of 300.
"""
_NEVER: Final = 1e-8
"""A set whose values are above every place counted with a smaller probability is left out."""
_LEAST: Final = 1e-14
"""A value is never surely above a place: at least this much is left below, so that what divides by it stays finite."""


def among_first(mean: Real, deviation: Real, weight: Real, count: Whole, k: int) -> Real:
    """The probability that one value of each set is among the k highest of all the values, which are independent.

    mean, deviation: of the normal distribution that the values of a set share, in each of some cases, shape (cases, sets),
    deviations above 0. weight: of the cases, of sum 1. count: values in each set, from 1. At each place x, a value at x is among
    the first when fewer than k others are above it: how many are is a sum of independent trials, whose first k probabilities
    are the first terms of a product of polynomials.
    Source: Hong, Computational Statistics & Data Analysis 59, 2013 (the Poisson-binomial distribution).
    """
    if k >= count.sum():
        return np.ones(mean.shape[1])
    places = [_places(*case, count, k) for case in zip(mean, deviation, strict=True)]
    lows = np.array([x[0] for x, _ in places])
    above = ndtr((mean - lows[:, None]) / deviation)
    near = (above * count > _NEVER).any(axis=0)
    found = np.zeros(mean.shape[1])
    found[near] = _summed(places, mean[:, near], deviation[:, near], weight, count[near], (above[:, near] > 0.5).any(axis=0), k)
    return found * (k / (found @ count))  # what the sum over places leaves out


def _summed(
    places: Sequence[tuple[Real, float]], mean: Real, deviation: Real, weight: Real, count: Whole, high: Flag, k: int
) -> Real:
    """The same summed over the places of each case, given with their step. high: sets above the first place more often than not:
    one of their values is left out of the product, not divided out of it, which would lose digits.
    """
    case = np.repeat(np.arange(len(places)), [len(x) for x, _ in places])
    own = deviation[case].T
    z = (np.concatenate([x for x, _ in places]) - mean[case].T) / own
    above, below = ndtr(-z), np.maximum(ndtr(z), _LEAST)
    rest = _product_of_low(above[~high], below[~high], count[~high], k)
    fewer = np.empty_like(z)
    fewer[high], every = _without_each(above[high], below[high], count[high], rest)
    fewer[~high] = _divided(every, above[~high], below[~high])
    share = weight * [step for _, step in places]
    return (np.exp(-(z**2) / 2) * fewer / own) @ share[case] / np.sqrt(2 * np.pi)


def _places(mean: Real, deviation: Real, count: Whole, k: int) -> tuple[Real, float]:
    """Where the k-th highest may be, in even steps, and the step: from where k others surely are above, to where nothing is."""
    surely = 2 * (k + 12 + 3 * np.sqrt(k))  # half of so many are above the mean of the last of them: fewer than k, never (10⁻⁶)
    order = np.argsort(-mean, kind="stable")
    last = int(np.searchsorted(count[order].cumsum(), surely))
    low = mean[order[last]] if last < len(order) else (mean - _REACH * deviation).min()
    high, step = (mean + _REACH * deviation).max(), _STEP * deviation.min()
    places = int(np.ceil((high - low) / step)) + 1
    return low + step * np.arange(places), step


def _leaves(above: Real, below: Real, count: Whole, k: int) -> Real:
    """Of each set, the probabilities that 0 … k − 1 of its values are above each place, shape (k, sets, places)."""
    own = count[:, None]
    term = below**own
    leaves = [term]
    for number in range(1, k):
        term = term * (above / below)
        leaves.append(binom(own, number) * term)
    return np.stack(leaves)


def _product_of_low(above: Real, below: Real, count: Whole, k: int) -> Real:
    """The first k probabilities of how many are above, of values rarely above, shape (k, places): by sums of powers.

    Source: Newton's identities between the sums of powers of the odds and their elementary symmetric functions.
    """
    odds = above / below
    none = np.exp(count @ np.log(below))
    power, sums = np.ones_like(odds), list[Real]()
    for _ in range(1, k):
        power = power * odds
        sums.append(count @ power)
    terms = [np.ones_like(none)]
    for number in range(1, k):
        signed = sum((-1) ** (at - 1) * terms[number - at] * sums[at - 1] for at in range(1, number + 1))
        terms.append(np.maximum(signed / number, 0.0))
    return none * np.stack(terms)


def _without_each(above: Real, below: Real, count: Whole, rest: Real) -> tuple[Real, Real]:
    """The probability that fewer than k others are above each place, for a value of each set, shape (sets, places); and the
    first k probabilities of how many of all are. rest: those of the values that are in none of these sets.

    A tree of products: upwards all of them, downwards all but one's own.
    """
    k = len(rest)
    levels = [_leaves(above, below, count, k)]
    while levels[-1].shape[1] > 1:
        part = levels[-1]
        if part.shape[1] % 2:
            one = np.zeros_like(part[:, :1])
            one[0] = 1.0
            part = levels[-1] = np.concatenate([part, one], axis=1)
        levels.append(_times(part[:, ::2], part[:, 1::2]))
    outside = rest[:, None]
    every = _times(levels[-1], outside)[:, 0] if levels[-1].shape[1] else rest
    for part in reversed(levels[:-1]):
        parent, outside = outside[:, : part.shape[1] // 2], np.empty_like(part)
        _times(parent, part[:, 1::2], outside[:, ::2])
        _times(parent, part[:, ::2], outside[:, 1::2])
    own = _leaves(above, below, count - 1, k)
    return _times(outside[:, : len(count)], own).sum(axis=0), every


def _divided(every: Real, above: Real, below: Real) -> Real:
    """The probability that fewer than k others are above, for one value of each set rarely above: it is divided out."""
    term = every[0] / below
    fewer = term.copy()
    for whole in every[1:]:
        term = np.maximum(whole - above * term, 0.0) / below
        fewer += term
    return fewer


def _times(one: Real, other: Real, out: Real | None = None) -> Real:
    """The first k terms of the products of polynomials, whose terms are along the first axis."""
    out = np.empty(np.broadcast_shapes(one.shape, other.shape)) if out is None else out
    for number in range(len(one)):
        np.multiply(one[0], other[number], out=out[number])
        for at in range(1, number + 1):
            out[number] += one[at] * other[number - at]
    return out
