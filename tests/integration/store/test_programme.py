"""The programme's row of a session: its step, its deadline, what became of it."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
import pytest

from flash360.access import Sessions, WholeProgramme
from flash360.store import read, write

AT = datetime(2024, 5, 3, 10)
WHOLE = WholeProgramme()
TODAY = date(2024, 6, 15)


def row(base, today=TODAY):
    [one] = read.programme(base, WHOLE, today).to_pylist()
    return one


@pytest.mark.parametrize(
    ("fiche", "step"),
    [
        ({}, "idea"),
        ({"idea_date": date(2024, 1, 1)}, "idea"),
        ({"contact_date": date(2024, 6, 15)}, "contact"),
        ({"contact_date": date(2024, 6, 16)}, "idea"),
        ({"contact_date": date(2024, 1, 1), "cadrage_date": date(2024, 6, 1)}, "cadrage"),
        ({"cadrage_date": date(2024, 6, 1), "session_date": date(2024, 6, 30)}, "cadrage"),
        ({"session_date": date(2024, 6, 15)}, "session"),
        ({"declared_verdict": "favourable"}, "session"),
        ({"verdict": "favourable"}, "session"),
        ({"outcomes": [{"date": date(2024, 6, 1), "status": "engaged"}]}, "realisation"),
        ({"session_date": date(2024, 3, 1), "outcomes": [{"date": date(2024, 6, 1), "status": "waiting"}]}, "session"),
        ({"session_date": date(2024, 3, 1), "outcomes": [{"date": date(2024, 6, 16), "status": "realised"}]}, "session"),
    ],
)
def test_the_step_is_the_furthest_one_reached_by_the_day_asked(base, put, fiche, step):
    put(**fiche)

    assert row(base)["step"] == step


@pytest.mark.parametrize(
    ("cadrage", "deadline"),
    [
        (date(2024, 1, 15), date(2024, 2, 15)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2023, 1, 31), date(2023, 2, 28)),
        (date(2023, 12, 31), date(2024, 1, 31)),
        (date(2024, 2, 29), date(2024, 3, 29)),
    ],
)
def test_the_deadline_is_one_calendar_month_after_the_cadrage(base, put, cadrage, deadline):
    put(cadrage_date=cadrage)

    assert row(base)["deadline"] == deadline


@pytest.mark.parametrize(
    ("fiche", "late"),
    [
        ({"session_date": date(2024, 5, 30)}, False),
        ({"session_date": date(2024, 5, 31)}, True),
        ({"session_date": date(2024, 7, 1)}, True),
        ({}, True),
        ({"outcomes": [{"date": date(2024, 5, 10), "status": "abandoned"}]}, False),
        ({"declared_verdict": "favourable"}, False),
    ],
)
def test_a_session_is_late_when_held_after_its_deadline_or_still_awaited_beyond_it(base, put, fiche, late):
    put(cadrage_date=date(2024, 4, 30), **fiche)  # deadline: 30 May

    assert row(base)["late"] is late


def test_a_session_without_a_cadrage_has_no_deadline_and_is_not_late(base, put):
    put(session_date=date(2024, 1, 1))

    assert (row(base)["deadline"], row(base)["late"], row(base)["days_cadrage_to_session"]) == (None, False, None)


def test_what_became_of_an_idea_is_its_latest_outcome_by_the_day_asked(base, put):
    put(
        session_date=date(2024, 1, 10),
        outcomes=[
            {"date": date(2024, 2, 1), "status": "waiting", "next_review": date(2024, 3, 1)},
            {"date": date(2024, 3, 1), "status": "stopped_after_session", "next_review": None},
            {"date": date(2024, 5, 1), "status": "engaged", "next_review": None},
            {"date": date(2024, 6, 1), "status": "realised", "next_review": date(2024, 12, 1)},
        ],
    )

    now, earlier = row(base), row(base, date(2024, 2, 15))
    assert (now["outcome_status"], now["outcome_date"], now["next_review"]) == ("realised", date(2024, 6, 1), date(2024, 12, 1))
    assert (now["realised_date"], now["stopped_date"]) == (date(2024, 5, 1), date(2024, 3, 1))
    assert (earlier["outcome_status"], earlier["next_review"]) == ("waiting", date(2024, 3, 1))
    assert (earlier["realised_date"], earlier["stopped_date"], earlier["step"]) == (None, None, "session")


def test_freins_without_a_levier_are_counted(base, put):
    put(
        statements=[
            {"number": 1, "kind": "frein", "text": "Trop long", "answers_number": None},
            {"number": 2, "kind": "frein", "text": "Trop cher", "answers_number": None},
            {"number": 3, "kind": "levier", "text": "Simplifier", "answers_number": 1},
        ]
    )

    assert [row(base)[name] for name in ("freins", "leviers", "uncovered_freins")] == [2, 1, 1]
    assert [(one["text"], one["answered"]) for one in read.statements(base, WHOLE).to_pylist()] == [
        ("Trop long", True),
        ("Trop cher", False),
        ("Simplifier", False),
    ]


def test_a_session_never_measured_has_null_measures(base, put):
    put()

    assert [row(base)[name] for name in ("verdict", "panel", "feasibility_n", "impact_counts")] == [None] * 4


def test_a_session_is_found_by_its_code_as_written_or_normalised(base, put):
    session_id = put("F360-7")

    assert [read.session_id(base, WHOLE, code) for code in ("F360-7", "f360-7", "F360-8")] == [session_id, session_id, None]
    found = read.session(base, WHOLE, "f360-7", TODAY)
    assert found == row(base)


def test_the_head_moves_with_every_write(base, put):
    assert (base.version(), read.head(base, WHOLE)["sessions"]) == (0, 0)

    put("F360-1")
    put("F360-2")

    head = read.head(base, WHOLE)
    assert (base.version(), head["version"], head["last_import"], head["sessions"]) == (2, 2, 2, 2)
    assert read.head(base, Sessions(()))["sessions"] == 0


def test_a_new_version_of_a_theme_replaces_the_old_and_a_retired_one_leaves_the_codebook(base):
    def write_theme(**theme):
        with base.transaction() as tx:
            rows = pa.Table.from_pylist([{"retired": False} | theme])
            write.append_themes(tx, rows, author="ana", at=AT, head=write.move_head(tx, AT))

    write_theme(theme="essai-budget", label="Argent")
    write_theme(theme="essai-delais", label="Délais")
    write_theme(theme="essai-budget", label="Budget")
    write_theme(theme="essai-delais", label="Délais", retired=True)

    found = read.themes(base).select(["theme", "label", "version"]).to_pylist()
    assert [row for row in found if row["theme"].startswith("essai-")] == [
        {"theme": "essai-budget", "label": "Budget", "version": 3}
    ]
