"""Sessions side by side on one scale: positions, titles and sentences are those of the data."""

from __future__ import annotations

import pytest

from flash360.charts.side_by_side import Side, position, side_by_side
from flash360.model import Axis, Scale
from flash360.statistics import gaps

FIVE, TEN = Scale(1, 5, 4), Scale(0, 10, 6)


def side(code, counts, scale=FIVE, mean=50.0, low=40.0, high=60.0, split=False):
    return Side(code, f"Idée {code}", "favourable", scale, counts, split, mean, low, high)


HIGH = side("A", (0, 0, 0, 4, 2), mean=83.0, low=70.0, high=90.0)
LOW = side("B", (0, 0, 3, 0, 0, 3, 0, 0, 0, 0, 0), TEN, mean=35.0, low=22.0, high=48.0, split=True)


@pytest.mark.parametrize(("grade", "scale", "place"), [(1, FIVE, 0), (4, FIVE, 75), (5, TEN, 50), (1, Scale(0, 1, 1), 100)])
def test_grades_of_every_scale_share_one_ruler(grade, scale, place):
    assert position(grade, scale) == place


def test_each_grade_is_a_point_at_its_position_with_its_votes():
    data = side_by_side(Axis.IMPACT, [HIGH, LOW]).data.to_pylist()
    assert [(row["code"], row["x"], row["votes"]) for row in data] == [("A", 75, 4), ("A", 100, 2), ("B", 20, 3), ("B", 50, 3)]
    assert data[0]["zone"] == pytest.approx(62.5)


def test_the_title_claims_a_gap_only_when_other_panels_would_find_it_again():
    near = side("C", (0, 0, 3, 3, 0), mean=62.0, low=45.0, high=75.0)
    assert side_by_side(Axis.IMPACT, [LOW, HIGH]).title == "Impact : A au-dessus de B"
    assert side_by_side(Axis.IMPACT, [near, HIGH]).title == "Impact : aucun écart n'est sûr"


def test_the_sentence_gives_each_mean_with_its_interval_and_names_the_unknown():
    unknown = Side("D", "Idée D", None, None, (), False, float("nan"), float("nan"), float("nan"))
    picture = side_by_side(Axis.IMPACT, [HIGH, LOW, unknown])
    (gap,) = gaps([(HIGH.counts, FIVE), (LOW.counts, TEN)])
    assert picture.sentence == (
        "Notes sur l'axe impact, ramenées de 0 (le bas de l'échelle) à 100 (le haut) ; position moyenne avec l'intervalle à 95 % "
        "d'un autre panel comparable : A 83 (70 à 90), n = 6 ; B 35 (22 à 48), n = 6. Écart sûr (intervalle à 95 %) : "
        f"A au-dessus de B de {gap.value:.0f} ({gap.low:.0f} à {gap.high:.0f}) points. Votes inconnus : D."
    )
    assert picture.table["Favorables"].to_pylist() == [6, 0, None]
    assert [row["note"] for row in picture.data.to_pylist() if row["note"]] == [
        "échelle 1 à 5, 6 favorables sur 6",
        "échelle 0 à 10, 0 favorable sur 6, panel\ndivisé",
        "votes inconnus",
    ]


def test_a_gap_that_is_not_certain_says_so_and_counts_the_pairs():
    near = side("C", (0, 0, 3, 3, 0))
    sentence = side_by_side(Axis.IMPACT, [near, HIGH, near]).sentence
    widest = gaps([(near.counts, FIVE), (HIGH.counts, FIVE), (near.counts, FIVE)])[0]
    assert (
        f"n'est pas sûr (intervalle à 95 %, pour les 3 paires ensemble) : A au-dessus de C de {widest.value:.0f} (−" in sentence
    )
    assert sentence.endswith("d'autres panels pourraient dire l'inverse.")


def test_one_session_alone_is_not_compared():
    assert side_by_side(Axis.IMPACT, [HIGH]).title == "Impact : pas assez de sessions aux votes connus pour comparer"
