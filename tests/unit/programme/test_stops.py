"""Ideas stopped after a verdict that did not carry them, and after how long."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from flash360.reports.programme import stops

HELD = date(2024, 3, 1)


def programme(*cases):
    """cases: (code, verdict, date of the stop or None)."""
    return pa.table(
        {
            "code": [code for code, _, _ in cases],
            "title": [f"Idée {code}" for code, _, _ in cases],
            "verdict": pa.array([verdict for _, verdict, _ in cases], pa.string()),
            "session_date": pa.array([HELD] * len(cases), pa.date32()),
            "stopped_date": pa.array([day for _, _, day in cases], pa.date32()),
        }
    )


CASES = programme(
    ("S1", "unfavourable", date(2024, 5, 30)),
    ("S2", "unfavourable", date(2024, 3, 11)),
    ("S3", "to_rework", None),
    ("S4", "favourable", date(2024, 4, 1)),
)


def test_bad_ideas_stopped_are_counted_by_verdict_with_their_median_delay():
    assert stops.title(stops.not_carried(CASES)) == "2\u00a0idées non portées par leur panel ont été arrêtées, sur 3"
    assert stops.sentence(stops.not_carried(CASES)) == (
        "Idées arrêtées : après un avis défavorable, 2 sur 2, 50\u00a0jours après la session (médiane) ; après un avis à "
        "retravailler, 0 sur 1. Arrêter tôt une idée qui ne convainc pas est un succès de la méthode."
    )


def test_the_quickest_stop_comes_first_and_favoured_ideas_are_not_there():
    rows = stops.stopped(stops.not_carried(CASES)).to_pylist()
    assert [(row["Session"], row["Jours après la session"]) for row in rows] == [("S2", 10), ("S1", 90)]


def test_without_such_a_verdict_the_screen_says_so():
    empty = stops.not_carried(programme(("S4", "favourable", None)))
    assert stops.title(empty) == "Aucune idée n'a encore d'avis défavorable ou à retravailler"
    assert stops.stopped(empty).num_rows == 0


def test_a_stop_without_the_day_of_its_session_comes_last_and_does_not_count_in_the_median():
    table = stops.not_carried(CASES.set_column(3, "session_date", pa.array([HELD, None, HELD, HELD], pa.date32())))
    assert stops.stopped(table)["Jours après la session"].to_pylist() == [90, None]
    assert "2 sur 2, 90\u00a0jours" in stops.sentence(table)


def test_ideas_stopped_before_their_session_count_from_the_first_step_known():
    def days(*given):
        return pa.array(given, pa.date32())

    table = pa.table(
        {
            "code": ["S1", "S2", "S3", "S4"],
            "title": ["", "", "", ""],
            "step": ["cadrage", "contact", "idea", "session"],
            "idea_date": days(None, date(2024, 1, 1), None, date(2024, 1, 1)),
            "contact_date": days(date(2024, 2, 1), date(2024, 2, 1), None, None),
            "cadrage_date": days(date(2024, 3, 1), None, None, None),
            "stopped_date": days(date(2024, 3, 2), date(2024, 1, 4), date(2024, 1, 4), date(2024, 5, 1)),
        }
    )
    found = stops.before_session(table)
    assert found["Session"].to_pylist() == ["S2", "S1", "S3"]
    assert found["Étape atteinte"].to_pylist() == ["Prise de contact", "Cadrage", "Idée"]
    assert found["Jours depuis la première étape"].to_pylist() == [3, 30, None]
    assert stops.early_sentence(found).startswith("Arrêtées 16\u00a0jours après leur première étape (médiane, n = 2).")
    assert stops.early_title(found.slice(0, 0)) == "Aucune idée n'a été arrêtée avant sa session"
