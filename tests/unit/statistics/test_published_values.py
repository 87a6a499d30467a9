"""Our measures against figures that others have published, each source named."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from flash360.statistics import (
    agreement,
    binomial_limits,
    brier,
    cliffs_delta,
    consensus,
    cumulative_incidence,
    disagreement,
    false_discovery,
    majority_grade,
    median_ranks,
    rank_test,
    share,
    usual_judgment,
)
from flash360.statistics.disagreement import percentiles
from flash360.statistics.grades import one_panel
from flash360.statistics.hierarchy import hierarchy, moment_spread, posterior_spread

VAN_DER_EIJK_P331 = (30, 40, 210, 130, 530, 50, 10)
PVDA = (24, 28, 32, 62, 135, 304, 416)
D66 = (16, 26, 82, 210, 293, 270, 103)


def test_agreement_of_van_der_eijks_worked_example():
    """Van der Eijk 2001, p. 331; seven decimals as given by the R package agrmt."""
    assert agreement(VAN_DER_EIJK_P331) == pytest.approx(0.6113333, abs=1e-7)


@pytest.mark.parametrize(("counts", "published"), [(PVDA, 0.61), (D66, 0.48), ((6, 8, 5, 3, 2), 0.31)])
def test_agreement_of_dutch_parties_placed_on_seven_points(counts, published):
    """Van der Eijk 2001 (PvdA, D66, in thousandths) and the third example of the R package agrmt."""
    assert agreement(counts) == pytest.approx(published, abs=0.005)


def test_agreement_is_one_for_unanimity_zero_for_a_flat_histogram_minus_one_for_two_poles():
    """The three anchors of van der Eijk 2001."""
    assert [agreement(counts) for counts in [(0, 9, 0, 0, 0), (4, 4, 4, 4, 4), (10, 0, 0, 0, 10)]] == [1.0, 0.0, -1.0]


@pytest.mark.parametrize("yes", range(11))
def test_agreement_on_two_grades_is_twice_the_distance_from_one_half(yes):
    assert agreement((10 - yes, yes)) == pytest.approx(abs(2 * yes / 10 - 1))


def test_consensus_of_the_same_example():
    """Tastle & Wierman 2007, as computed by the R package agrmt."""
    assert consensus(VAN_DER_EIJK_P331) == pytest.approx(0.7256876, abs=1e-7)


def test_consensus_is_one_for_unanimity_and_zero_for_halves_at_the_ends():
    """The two anchors of Tastle & Wierman 2007; halves at 2 and 4 of 5 lie log2(4/3) lower than 1."""
    assert [consensus(counts) for counts in [(0, 0, 7, 0, 0), (5, 0, 0, 0, 5)]] == [1.0, 0.0]
    assert consensus((0, 5, 0, 5, 0)) == pytest.approx(1 - np.log2(4 / 3))


def test_percentiles_and_index_of_a_published_rand_ucla_rating():
    """Table 1 of BMJ Open 2012;2:e001431: p30 = 7, p70 = 8, IPR = 1, IPRAS = 6.1, no disagreement."""
    counts = (0, 0, 0, 1, 1, 1, 5, 5, 2)
    p30, p70 = percentiles(one_panel(counts))
    assert (p30[0] + 1, p70[0] + 1) == (7, 8)
    assert disagreement(counts) == (False, pytest.approx(1 / 6.1))


def test_a_split_of_nine_on_the_rand_scale_disagrees():
    """By hand, RAND MR-1269 chapter 8: grades 1 1 1 2 5 8 9 9 9, p30 = 1, p70 = 9, IPR = 8, IPRAS = 2.35."""
    assert disagreement((3, 1, 0, 0, 1, 0, 0, 1, 3)) == (True, pytest.approx(8 / 2.35))


@pytest.mark.parametrize("n", range(1, 21))
def test_percentiles_are_numpys_averaged_inverted_cdf(n):
    grades = np.random.default_rng(n).integers(0, 11, n)
    ours = percentiles(one_panel(tuple(np.bincount(grades, minlength=11))))
    assert [end[0] for end in ours] == np.percentile(grades, [30, 70], method="averaged_inverted_cdf").tolist()


BAYROU = (29, 45, 84, 148, 251, 307, 136)
ROYAL = (18, 108, 122, 168, 191, 227, 167)
SARKOZY = (17, 265, 71, 115, 143, 198, 191)


def test_majority_grades_and_order_of_the_orsay_experiment():
    """Balinski & Laraki 2007: Bayrou Good+ (44.3 % above, 30.6 % below), Royal Good−, Sarkozy Good−, in that order."""
    assert [majority_grade(counts)[0] for counts in (BAYROU, ROYAL, SARKOZY)] == [4, 4, 4]
    assert usual_judgment(BAYROU) == pytest.approx(4 + 0.5 * (0.443 - 0.306) / 0.251)
    assert usual_judgment(BAYROU) > 4 > usual_judgment(ROYAL) > usual_judgment(SARKOZY)


SIGN_TEST = {6: (1, 6), 8: (1, 8), 9: (2, 8), 11: (2, 10), 12: (3, 10), 15: (4, 12), 17: (5, 13), 20: (6, 15)}


@pytest.mark.parametrize(("n", "ranks"), SIGN_TEST.items())
def test_ranks_of_the_medians_interval_are_those_of_the_sign_test_tables(n, ranks):
    """The critical values of the two-sided sign test at 5 %, in any of its tables (9: 1; 12: 2; 15: 3; 17: 4; 20: 5)."""
    assert median_ranks(n) == ranks


@pytest.mark.parametrize("n", range(6))
def test_below_six_grades_the_median_has_no_interval_at_95_percent(n):
    assert median_ranks(n) is None


@pytest.mark.parametrize(("x", "n"), [(0, 5), (1, 5), (2, 5), (7, 20), (10, 20), (20, 20)])
def test_jeffreys_is_statsmodels_but_for_its_two_ends(x, n):
    low, high = proportion_confint(x, n, method="jeffreys")
    found = share(x, n)
    assert found.low == (0 if x == 0 else pytest.approx(low, abs=1e-8))
    assert found.high == (1 if x == n else pytest.approx(high, abs=1e-8))


@pytest.mark.parametrize(("x", "n", "low", "high"), [(2, 7, 0.065, 0.648), (2, 10, 0.044, 0.503)])
def test_jeffreys_of_the_published_table(x, n, low, high):
    """Brown, Cai & DasGupta 2001, table 5 (whose rows x = 0 and 1 are of a modified interval, not ours)."""
    found = share(x, n)
    assert (round(found.low, 3), round(found.high, 3)) == (low, high)


def test_exact_rank_sum_of_three_against_four_without_ties():
    """Lehmann 1975, table B: for 3 and 4, the 35 rank sums put 1/35 on the lowest; two-sided 2/35."""
    low, high = (1, 1, 1, 0, 0, 0, 0), (0, 0, 0, 1, 1, 1, 1)
    found = rank_test((low, high))
    assert (found.p, found.exact, found.tested) == (2 / 35, True, False)


def test_the_exact_rank_sum_is_scipys_when_there_is_no_tie():
    x, y = [1, 2, 5, 6, 11], [3, 4, 7, 8, 9, 10]
    counts = tuple(tuple(int(g in group) for g in range(1, 12)) for group in (x, y))
    assert rank_test(counts).p == pytest.approx(stats.mannwhitneyu(x, y, method="exact").pvalue)


def test_the_exact_rank_sum_with_ties_is_scipys_permutation_test():
    x, y = np.array([1, 2, 2, 3, 5]), np.array([3, 4, 4, 5, 5, 5])
    ranks = stats.rankdata(np.concatenate([x, y]))

    def distance(first, second, axis):
        return np.abs(first.sum(axis=axis) - 5 * 6.0)

    theirs = stats.permutation_test((ranks[:5], ranks[5:]), distance, n_resamples=np.inf, alternative="greater", vectorized=True)
    ours = rank_test(tuple(tuple(np.bincount(group, minlength=6)[1:].tolist()) for group in (x, y)))
    assert ours.p == pytest.approx(theirs.pvalue)


def test_kruskal_wallis_by_enumeration_of_three_pairs():
    """By hand: 2, 2 and 2 without ties, 90 arrangements; the 6 that keep 1–2, 3–4, 5–6 together are the farthest."""
    found = rank_test(((1, 1, 0, 0, 0, 0), (0, 0, 1, 1, 0, 0), (0, 0, 0, 0, 1, 1)))
    assert (found.p, found.smallest_p, found.exact) == (6 / 90, 6 / 90, True)


def test_kruskal_wallis_by_draws_is_near_its_chi_square_for_four_fives():
    groups = ((3, 1, 1, 0, 0), (1, 2, 1, 1, 0), (0, 1, 2, 1, 1), (0, 0, 1, 2, 2))
    grades = [np.repeat(np.arange(5), counts) for counts in groups]
    found = rank_test(groups)
    assert not found.exact
    assert found.p == pytest.approx(stats.kruskal(*grades).pvalue, abs=0.02)


def test_cliffs_delta_of_a_small_example_by_hand():
    """1 2 3 against 2 2 5: of 9 pairs, 2 higher (3 > 2 twice), 5 lower."""
    assert cliffs_delta((1, 1, 1, 0, 0), (0, 2, 0, 0, 1)) == pytest.approx((2 - 5) / 9)


FIFTEEN = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
]  # fmt: skip


def test_the_fifteen_p_values_of_benjamini_and_hochberg():
    """Benjamini & Hochberg 1995, section 3.2: their procedure rejects the first four at 0.05."""
    adjusted = false_discovery(FIFTEEN)
    assert [p <= 0.05 for p in adjusted] == [True] * 4 + [False] * 11
    assert adjusted == pytest.approx(multipletests(FIFTEEN, method="fdr_bh")[1])
    assert false_discovery(FIFTEEN[::-1]) == adjusted[::-1]
    assert false_discovery([]) == []


SCHOOLS_Y = np.array([28.0, 8, -3, 7, -1, 1, 18, 12])
SCHOOLS_SE = np.array([15.0, 10, 16, 11, 9, 11, 10, 18])


def test_the_eight_schools():
    """Gelman et al. 2013, 5.5: posterior medians 5 to 10 and quantiles (table 5.3, from 200 draws: within 3 points);
    the between-schools variance has the moment estimate 0, and its posterior mode is at 0.
    """
    model = hierarchy(SCHOOLS_Y, SCHOOLS_SE**2, 50.0)
    assert model.quantiles(0.5) == pytest.approx([10, 8, 7, 7, 5, 6, 10, 8], abs=1.5)
    assert model.quantiles(0.25) == pytest.approx([7, 3, 2, 4, 1, 2, 7, 3], abs=3)
    assert model.quantiles(0.75) == pytest.approx([16, 12, 11, 11, 10, 10, 15, 13], abs=3)
    assert posterior_spread(SCHOOLS_Y, SCHOOLS_SE**2, np.ones(8, dtype=int), 50.0)[1].argmax() == 0
    assert moment_spread(SCHOOLS_Y, SCHOOLS_SE**2) == 0.0


def test_the_eight_schools_against_quadrature_of_the_same_model():
    """An independent integration on a plain grid of 20,000 τ, from the formulas of 5.4."""
    tau = (np.arange(20_000) + 0.5) * 50 / 20_000
    total = SCHOOLS_SE[:, None] ** 2 + tau**2
    centre = (SCHOOLS_Y[:, None] / total).sum(0) / (1 / total).sum(0)
    likelihood = stats.norm.pdf(SCHOOLS_Y[:, None], centre, np.sqrt(total)).prod(0) / np.sqrt((1 / total).sum(0))
    mean = (tau**2 * SCHOOLS_Y[:, None] + SCHOOLS_SE[:, None] ** 2 * centre) / total
    expected = (mean * likelihood).sum(1) / likelihood.sum()
    assert hierarchy(SCHOOLS_Y, SCHOOLS_SE**2, 50.0).means() == pytest.approx(expected, abs=1e-3)


def test_dersimonian_laird_by_hand():
    """y = 0, 10 with v = 1: Q = 50, τ² = (50 − 1)/(2 − 1) = 49."""
    assert moment_spread(np.array([0.0, 10.0]), np.ones(2)) == pytest.approx(7.0)


def test_murphys_decomposition_by_hand():
    """Ten forecasts of 0.8 with 6 events, ten of 0.2 with 3: REL 0.025, RES 0.0225, UNC 0.2475, score 0.25."""
    found = brier([0.8] * 10 + [0.2] * 10, [1] * 6 + [0] * 4 + [1] * 3 + [0] * 7)
    parts = (found.reliability, found.resolution, found.uncertainty, found.score)
    assert parts == pytest.approx((0.025, 0.0225, 0.2475, 0.25))
    assert found.score == pytest.approx(found.reliability - found.resolution + found.uncertainty)
    assert found.skill == pytest.approx(1 - 0.25 / 0.2475)


def test_the_brier_parts_of_published_rain_forecasts():
    """Murphy & Daan 1985, as tabled by Wilks (*Statistical Methods in the Atmospheric Sciences*, table 7.3): forecasts, shares of
    their use in ten-thousandths, rates of rain in thousandths. Published: rain in 0.162 of the cases. The parts are the sums of
    the printed shares and rates, written out; the rounding of whole cases moves them by less than one in ten thousand.
    """
    forecast = np.array([0, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]) / 100
    share = np.array([4112, 671, 1833, 986, 616, 366, 303, 275, 245, 220, 170, 203]) / 10_000
    rate = np.array([6, 19, 59, 150, 277, 377, 511, 587, 723, 779, 934, 933]) / 1000
    cases = np.rint(share * 100_000).astype(int)
    rain = np.rint(cases * rate).astype(int)
    seen = np.concatenate([np.arange(n) < r for n, r in zip(cases, rain, strict=True)]).astype(int)
    found = brier(np.repeat(forecast, cases).tolist(), seen.tolist())
    assert found.events / found.n == pytest.approx(0.162, abs=0.001)  # the rates and the result are each printed to a thousandth
    assert found.uncertainty == pytest.approx(0.162 * 0.838, abs=0.001)
    assert found.reliability == pytest.approx((share * (forecast - rate) ** 2).sum(), abs=1e-4)
    assert found.resolution == pytest.approx((share * (rate - 0.1615) ** 2).sum(), abs=1e-4)
    assert found.score == pytest.approx((share * (rate * (1 - forecast) ** 2 + (1 - rate) * forecast**2)).sum(), abs=1e-4)


def test_the_cumulative_incidence_of_a_published_table():
    """Satagopan et al. 2004, *British Journal of Cancer* 91, table 2: 305 patients, deaths of the cancer (1) competing with other
    deaths (2), months of follow-up. The table rounds each line to a tenth of a percent before it adds them up.
    """
    days = [7, 10, 14, 16, 18, 23, 24, 26, 27] + [28] * 296
    events = [0, 1, 0, 1, 2, 1, 0, 2, 1] + [0] * 296
    found = cumulative_incidence(days, events)
    table = {10: (304, 0.003), 16: (302, 0.006), 23: (300, 0.009), 27: (297, 0.012)}
    for months, (followed, realised) in table.items():
        row = found.at(months)
        assert row["followed"] == followed
        assert row["realised"] == pytest.approx(realised, abs=0.0005 * len([one for one in table if one <= months]))
    surviving = {10: 0.997, 16: 0.993, 18: 0.990, 23: 0.987, 26: 0.983, 27: 0.980}
    for months, waiting in surviving.items():
        assert 1 - found.at(months)["realised"] - found.at(months)["stopped"] == pytest.approx(waiting, abs=0.0005)
    assert found.at(26)["stopped"] == pytest.approx(0.993 * 1 / 301 + 0.987 * 1 / 298, abs=1e-5)


@pytest.mark.parametrize("level", [0.95, 0.998])
@pytest.mark.parametrize("rate", [0.0, 0.3, 0.64, 1.0])
def test_binomial_limits_are_scipys_quantiles(rate, level):
    n = np.arange(1, 21)
    low, high = binomial_limits(n, rate, level)
    tail = (1 - level) / 2
    assert low.tolist() == stats.binom.ppf(tail, n, rate).clip(min=0).tolist()
    assert high.tolist() == stats.binom.ppf(1 - tail, n, rate).clip(min=0).tolist()


def test_binomial_limits_by_hand():
    """Binomial(5, ½): P(X ≤ 0) = 1/32 > 2.5 %, so the 95 % limits are 0 and 5; Binomial(6, ½): P(X ≤ 0) = 1/64, so 1 and 5."""
    low, high = binomial_limits(np.array([5, 6]), 0.5, 0.95)
    assert (low.tolist(), high.tolist()) == ([0, 1], [5, 5])


def test_a_scale_that_is_not_the_rand_one_is_stretched_onto_it():
    """Half at each end of 0–10 is half at each end of 1–9; on yes/no too, where A is 0 and the minority is 50 %."""
    assert disagreement((10, *[0] * 9, 10)) == disagreement((10, *[0] * 7, 10)) == disagreement((10, 10))
