"""Verdict against reality: rates, classes left out, and the forecast's score in words, from sessions written by hand."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from flash360.charts.reality import forecast_sentence, reality, skill_interval
from flash360.statistics.reality import reality as measured

TODAY = date(2026, 1, 1)
HELD = date(2024, 3, 1)
SOON = date(2024, 9, 1)


def found(*cases, held=HELD):
    """cases: (verdict, status six months later or None)."""
    sessions = pa.table(
        {
            "session_id": [f"s{n}" for n in range(len(cases))],
            "verdict": pa.array([verdict for verdict, _ in cases], pa.string()),
            "session_date": pa.array([held] * len(cases), pa.date32()),
        }
    )
    news = [(f"s{n}", SOON, status) for n, (_, status) in enumerate(cases) if status]
    columns = list(zip(*news, strict=True)) or [(), (), ()]
    kinds = (pa.string(), pa.date32(), pa.string())
    outcomes = pa.table(
        {
            name: pa.array(values, kind)
            for name, values, kind in zip(("session_id", "date", "status"), columns, kinds, strict=True)
        }
    )
    return measured(sessions, outcomes, TODAY)


GOOD, BAD = ("favourable", "engaged"), ("unfavourable", "abandoned")


def test_each_class_left_out_is_counted_and_silence_is_one_of_them():
    picture = reality(found(GOOD, GOOD, BAD, ("favourable", "waiting"), ("to_rework", None), (None, "engaged")))
    after = "12 mois après un avis favorable, avec ou sans réserves"
    assert picture.title == f"{after}, 2\u00a0idées sur 2 sont réalisées ou engagées"
    assert picture.sentence == (
        "Part des idées réalisées ou engagées 12 mois après la session, parmi celles dont l'issue est connue, avec son "
        "intervalle à 95 % : favorable 100\u00a0% (33\u00a0% à 100\u00a0%), n = 2 ; "
        "défavorable 0\u00a0% (0\u00a0% à 85\u00a0%), n = 1. "
        "Hors du compte : 1\u00a0session encore en cours, 1\u00a0session sans nouvelle et 1\u00a0session sans date ou sans avis."
    )
    rows = {row["Avis"]: row for row in picture.table.to_pylist()}
    assert rows["favorable"]["Réalisées ou engagées"] == 2
    assert rows["favorable"]["En cours"] == 1
    assert rows["à retravailler"]["Sans nouvelle"] == 1
    assert picture.data["rate"].to_pylist() == [1.0, 0.0]


def test_a_session_is_forecast_by_the_others_of_its_verdict():
    picture = reality(found(GOOD, GOOD, ("favourable", "abandoned"), BAD))
    rows = {row["Avis"]: row["Prévision, la session laissée de côté"] for row in picture.table.to_pylist()}
    assert rows == {"favorable": "50\u00a0% ou 100\u00a0%", "défavorable": "taux des autres avis"}


def test_too_recent_sessions_are_left_out():
    picture = reality(found(GOOD, held=date(2025, 12, 1)))
    assert picture.title == "Aucune suite n'est connue 12 mois après une session"
    assert (
        picture.sentence
        == "Aucune session n'a d'issue connue 12 mois après. Hors du compte : 1\u00a0session de moins de 12 mois."
    )


def test_the_skill_of_a_perfect_forecast_is_said_with_its_score():
    facts = found(*[GOOD] * 5, *[BAD] * 5)
    assert skill_interval(facts) == pytest.approx((1.0, 1.0))
    assert forecast_sentence(facts) == (
        "Prévoir chaque idée par le taux des autres idées du même avis donne un score de Brier de 0,000 "
        "(intervalle à 95 % : 0,000 à 0,000), n = 10\u00a0issues connues ; 0 serait parfait. "
        "Toujours prévoir le taux d'ensemble donnerait 0,250 : "
        "connaître l'avis réduit l'erreur de 100\u00a0% (intervalle : 100\u00a0% à 100\u00a0%)."
    )


def test_a_skill_whose_interval_holds_zero_is_inconclusive():
    text = forecast_sentence(found(GOOD, ("favourable", "abandoned"), BAD, ("unfavourable", "engaged"), GOOD))
    assert text.endswith("ce qui reste non concluant.") or "ne réduit pas l'erreur" in text


@pytest.mark.parametrize(
    ("cases", "end"),
    [([], "on ne peut pas juger si l'avis prédit la suite."), ([GOOD, GOOD], "l'avis n'a rien à prédire.")],
)
def test_without_two_kinds_of_outcomes_there_is_nothing_to_foretell(cases, end):
    assert forecast_sentence(found(*cases)).endswith(end)
