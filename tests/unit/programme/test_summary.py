"""The programme's sentence and cards, and the lists of what became of the ideas, equal their rows."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from flash360.reports.freshness import line
from flash360.reports.programme.follow_up import curves, headline, late, waiting
from flash360.reports.programme.summary import cards, summary
from flash360.reports.programme.summary import headline as summary_headline
from flash360.statistics.follow_up import durations
from flash360.ui.programme.freins_leviers import Totals
from flash360.ui.programme.freins_leviers import title as statements_title

TODAY = date(2025, 6, 1)
DATES = ("session_date", "cadrage_date", "realised_date", "outcome_date", "next_review")


def programme(*rows):
    blank = {
        "session_id": None, "code": "S", "title": "", "administration": "", "step": "session", "verdict": None, "late": False,
        "days_cadrage_to_session": None, "outcome_status": None, **dict.fromkeys(DATES),
    }  # fmt: skip
    kinds = {"days_cadrage_to_session": pa.int32(), "late": pa.bool_()} | dict.fromkeys(DATES, pa.date32())
    full = [blank | row for row in rows]
    return pa.table({name: pa.array([row[name] for row in full], kinds.get(name, pa.string())) for name in blank})


def test_the_headline_counts_sessions_favourable_verdicts_and_realisations():
    table = programme(
        {"verdict": "favourable", "step": "realisation", "realised_date": date(2024, 9, 1), "outcome_status": "engaged"},
        {"verdict": "with_reservations"},
        {"verdict": "unfavourable"},
        {"step": "idea"},
    )
    assert summary_headline(summary(table)) == "3\u00a0sessions tenues, 2\u00a0avis favorables, 1\u00a0réalisation engagée"


def test_a_programme_without_any_verdict_claims_none():
    assert summary_headline(summary(programme({}))) == "1\u00a0session tenue, 0\u00a0réalisation engagée"


def test_the_favourable_card_has_its_n_and_its_interval():
    table = programme(*[{"verdict": "favourable"}] * 7, *[{"verdict": "to_rework"}] * 3)
    card = cards(summary(table))[1]
    assert (card.value, card.unit) == ("70", "%")
    assert card.details == ("7 sur n = 10 avis", "intervalle à 95\u00a0% : 39\u00a0% à 91\u00a0%")


def test_the_delay_card_has_its_median_its_n_and_the_late_ones():
    table = programme(
        {"days_cadrage_to_session": 20}, {"days_cadrage_to_session": 25}, {"days_cadrage_to_session": 60, "late": True}
    )
    card = cards(summary(table))[2]
    assert (card.value, card.unit) == ("25", "jours")
    assert card.details == ("n = 3\u00a0sessions datées, 1 dépasse un mois",)


def test_cards_without_figures_say_why():
    _, favourable, delay, _ = cards(summary(programme({"step": "idea"})))
    assert (favourable.value, favourable.details) == ("–", ("Aucun avis calculé : les votes sont inconnus.",))
    assert (delay.value, delay.details) == ("–", ("Aucune session n'a ses deux dates.",))


def test_the_freshness_line_is_the_day_in_paris_with_n():
    assert line(datetime(2025, 5, 31, 23, 30), 3, 12) == "Données au 1er juin 2025. n = 3\u00a0sessions sur 12."


def test_late_sessions_come_by_delay_and_those_not_held_count_until_today():
    table = programme(
        {"code": "S1", "late": True, "cadrage_date": date(2025, 1, 1), "session_date": date(2025, 3, 1)},
        {"code": "S2", "late": True, "cadrage_date": date(2025, 1, 1), "step": "cadrage"},
        {"code": "S3"},
    )
    assert list(zip(*(late(table, TODAY)[name].to_pylist() for name in ("Session", "Jours")), strict=True)) == [
        ("S2", 151),
        ("S1", 59),
    ]


def test_news_are_awaited_of_open_silent_and_unknown_outcomes_the_oldest_first():
    table = programme(
        {"code": "S1", "outcome_status": "waiting", "outcome_date": date(2025, 2, 1), "next_review": date(2025, 5, 1)},
        {"code": "S2", "outcome_status": "no_news", "outcome_date": date(2024, 2, 1)},
        {"code": "S3", "session_date": date(2025, 1, 1)},
        {"code": "S4", "outcome_status": "abandoned"},
        {"code": "S5", "step": "idea"},
    )
    found = waiting(table, TODAY)
    assert found["Session"].to_pylist() == ["S2", "S3", "S1"]
    assert found["Échéance"].to_pylist() == ["aucun point prévu", "aucun point prévu", "dépassée"]
    assert headline(table) == "0\u00a0réalisation engagée, 1\u00a0arrêt, 3\u00a0sessions en attente de nouvelles"


def test_a_curve_rises_at_each_realisation_and_counts_whom_it_leaves_out():
    held = {"verdict": "favourable", "session_date": date(2024, 1, 1)}
    table = programme(
        {"session_id": "a", **held}, {"session_id": "b", **held}, {"session_id": "c"}, {"session_id": "d", "step": "idea"}
    )
    outcomes = pa.table(
        {"session_id": ["a", "b"], "date": [date(2024, 3, 1), date(2024, 9, 1)], "status": ["engaged", "abandoned"]},
    )
    days, events = durations(table, outcomes)
    held = table.append_column("days", days).append_column("event", events).filter(pc.equal(table["step"], "session"))
    found, left_out = curves(held)
    assert left_out == 1
    assert [(curve.sessions, curve.events) for curve in found] == [(2, 1)]
    assert found[0].steps == ((pytest.approx(60 / 30.4375), pytest.approx(0.5), None, None),)


def test_the_statements_title_counts_freins_without_a_levier():
    found = Totals(count=3, freins=2, uncovered=1, sessions=1, themes=(), aspects=())
    assert statements_title(found) == "2\u00a0freins, 1\u00a0levier ; 1\u00a0frein sans levier"
