"""The collèges compared in words: the sentences equal the statistics, and an inconclusive comparison is never « no gap »."""

from __future__ import annotations

import pytest

from flash360.model import Scale
from flash360.reports.session import comparison
from flash360.statistics.colleges import colleges

FIVE = Scale(1, 5, 4)


def question(**groups):
    return colleges({"q": groups}, {"q": FIVE})["q"]


@pytest.mark.parametrize(
    ("delta", "word"),
    [(0.0, "négligeable"), (-0.146, "négligeable"), (0.147, "faible"), (-0.4, "moyen"), (0.474, "fort"), (-1.0, "fort")],
)
def test_an_effect_has_a_word_whatever_its_sign(delta, word):
    assert comparison.effect(delta) == word


def test_an_established_gap_says_who_is_higher_and_how_sure():
    found = question(agent=(0, 0, 0, 2, 6), usager=(5, 3, 0, 0, 0))
    [pair] = found.pairs
    assert pair.conclusive
    assert comparison.sentence("impact", found) == (
        "En impact : les agents donnent de plus hautes notes que les usagers, écart fort et établi (p ajusté < 0,001 : le hasard "
        "ne l'explique presque jamais). Consensus entre collèges : 30\u00a0%."
    )


def test_a_comparison_that_proves_nothing_is_inconclusive():
    found = question(agent=(0, 0, 2, 2, 2), usager=(0, 1, 2, 2, 1))
    text = comparison.sentence("impact", found)
    assert text.startswith("En impact : non concluant pour agents–usagers.")
    assert "pas de divergence" not in text


def test_comparisons_too_small_to_test_are_named():
    found = question(agent=(0, 0, 0, 3, 3), expert=(1, 0, 0, 0, 0), usager=(3, 3, 0, 0, 0))
    assert (
        comparison.sentence("faisabilité", found)
        .split(" ; ")[-1]
        .startswith("trop peu de personnes ou de notes différentes pour tester agents–experts et experts–usagers.")
    )


def test_one_college_alone_is_not_compared():
    assert (
        comparison.sentence("impact", question(agent=(0, 0, 0, 3, 3)))
        == "En impact, seuls les agents ont une note : rien à comparer."
    )
    assert comparison.sentence("impact", question()) == "En impact, personne n'a de note."


def test_colleges_that_all_give_one_grade_are_said_to_do_so_rather_than_to_be_too_few():
    assert comparison.sentence("impact", question(agent=(0, 0, 0, 0, 8), usager=(0, 0, 0, 0, 8))) == (
        "En impact : même note partout pour tous les collèges. Consensus entre collèges : 90\u00a0%."
    )
