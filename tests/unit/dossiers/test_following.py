"""What the dossiers ask: actions, checklist, panel, board, digest, calendar."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from flash360.model import College, Step
from flash360.reports.dossiers import actions
from flash360.reports.dossiers.actions import Kind
from flash360.reports.dossiers.board import board
from flash360.reports.dossiers.calendar import calendar
from flash360.reports.dossiers.checklist import checklist, left
from flash360.reports.dossiers.code import next_code
from flash360.reports.dossiers.digest import digest, headline
from flash360.reports.dossiers.digest_file import digest_pdf, digest_text
from flash360.reports.dossiers.document import documents
from flash360.reports.dossiers.panel import composition, sentence
from tests.unit.dossiers.rows import row

TODAY = date(2026, 11, 25)
MOVED = datetime(2026, 11, 24, 9)
HELD: dict[str, Any] = {"step": "session", "session_date": date(2026, 6, 1), "verdict": "favourable"}
LATE = row("F-LATE", cadrage_date=date(2026, 10, 1))
SOON = row("F-SOON", cadrage_date=date(2026, 10, 30))
CALM = row("F-CALM", cadrage_date=date(2026, 11, 20))
REVIEW = row("F-REVIEW", **HELD, outcome_status="waiting", outcome_date=date(2026, 8, 1), next_review=date(2026, 11, 3))
NEXT = row("F-NEXT", **HELD, outcome_status="waiting", outcome_date=date(2026, 8, 1), next_review=date(2026, 11, 30))
SILENT = row("F-SILENT", **HELD)
ASLEEP = row("F-ASLEEP", idea_date=date(2026, 8, 1))
EMPTY = row("F-EMPTY", step="session", session_date=date(2026, 11, 20))
DONE = row("F-DONE", **HELD, outcome_status="realised", outcome_date=date(2026, 8, 1), realised_date=date(2026, 8, 1))
STOPPED = row("F-STOPPED", cadrage_date=date(2026, 8, 1), outcome_status="abandoned", outcome_date=date(2026, 9, 1))
EVERY = [LATE, SOON, CALM, REVIEW, NEXT, SILENT, ASLEEP, EMPTY, DONE, STOPPED]
PROPOSAL = {
    "state": "pending", "code": "F-NEXT", "title": "Guichet mobile", "administration": "Ville de Lens", "author": "Ville de Lens",
    "status": "engaged", "recorded_at": datetime(2026, 11, 24, 9),
}  # fmt: skip


def test_actions_come_late_first_then_by_what_presses_most():
    found = actions.actions(EVERY, [PROPOSAL, PROPOSAL | {"state": "declined"}], TODAY)
    assert [(one.kind, one.code, one.late) for one in found] == [
        (Kind.PROPOSAL, "F-NEXT", True),
        (Kind.SESSION, "F-LATE", True),
        (Kind.RESULTS, "F-EMPTY", True),
        (Kind.REVIEW, "F-REVIEW", True),
        (Kind.SILENT, "F-SILENT", True),
        (Kind.ASLEEP, "F-ASLEEP", True),
        (Kind.SESSION, "F-SOON", False),
        (Kind.REVIEW, "F-NEXT", False),
    ]
    assert actions.headline(found) == "6\u00a0actions en retard, 2 à faire sous 7 jours"
    assert actions.headline([]) == "Rien n'attend aujourd'hui"


def test_silence_is_counted_in_days_since_the_last_news_or_the_session():
    assert (actions.since(SILENT, TODAY), actions.since(NEXT, TODAY)) == (177, 116)
    said = next(one.sentence for one in actions.actions([SILENT], [], TODAY))
    assert said == "Sans nouvelle depuis 177\u00a0jours : demandez où en est l'idée."


def test_the_panel_says_who_is_missing_and_who_has_not_answered():
    rows = [{"college": "usager", "planned": 8, "confirmed": 3}, {"college": "agent", "planned": 14, "confirmed": None}]
    found = composition(rows)
    assert (found.places, found.missing, found.fits) == (22, (College.EXPERT, College.DECIDEUR), False)
    assert sentence(found) == (
        "22\u00a0places prévues sur 20 au plus ; 2\u00a0places de trop ; il manque le collège des experts et décideurs ; "
        "3\u00a0places confirmées ; réponses attendues : 5 usagers et 14 agents."
    )
    assert "quatre collèges" in sentence(composition([]))


def test_the_checklist_is_read_from_the_data():
    dossier = row(
        idea="Une. Deux. Trois. Quatre.", idea_date=date(2026, 10, 1), contact_date=date(2026, 10, 9), domain="Mobilité",
        cadrage_date=date(2026, 11, 12), cadrage_hours=4.0,
    )  # fmt: skip
    tasks = checklist(dossier, composition([]), TODAY)
    lines = [task.line for task in left(tasks, Step.CADRAGE)]
    assert lines == [
        "✗ Cadrage de 2 heures : à corriger (4\u00a0h)",
        "○ Les obstacles à discuter : à faire",
        "○ Session un mois au plus après le cadrage : à faire (Session à tenir au plus tard le 12 décembre 2026 : il reste "
        "17\u00a0jours)",
        "○ Les quatre collèges, 20 personnes au plus : à faire",
        "○ Session de 3 heures : à faire",
        "○ Vote sur les deux axes, faisabilité et impact : à faire",
    ]
    assert [task.line for task in tasks[Step.IDEA]][1] == "✗ L'idée en 3 phrases : à corriger (4\u00a0phrases)"


def test_the_board_has_a_column_per_step_its_late_ones_first_and_leaves_out_what_is_over():
    columns = board(EVERY, TODAY)
    assert {step.value: [(slip.code, slip.late) for slip in slips] for step, slips in columns.items()} == {
        "idea": [("F-ASLEEP", False)],
        "contact": [],
        "cadrage": [("F-LATE", True), ("F-SOON", False), ("F-CALM", False)],
        "session": [("F-REVIEW", True), ("F-SILENT", False), ("F-EMPTY", False), ("F-NEXT", False)],
        "realisation": [],
    }


def history(number: int, day: date, code: str, *sections: str, active: bool = True) -> dict[str, Any]:
    return {
        "number": number, "recorded_at": datetime(day.year, day.month, day.day, 9), "layout": "template", "active": active,
        "codes": [code], "sections": list(sections),
    }  # fmt: skip


def test_the_digest_says_what_the_data_say():
    past = [
        history(1, date(2026, 10, 1), "F-LATE", "fiche"),
        history(2, date(2026, 11, 19), "F-CALM", "fiche"),
        history(3, date(2026, 11, 18), "F-SOON", "fiche"),
        history(4, date(2026, 11, 20), "F-LATE", "fiche"),
        history(5, date(2026, 11, 20), "F-SILENT", "fiche", "votes"),
        history(6, date(2026, 11, 21), "F-ASLEEP", "fiche", active=False),
    ]
    news = [
        {
            "code": "F-NEXT",
            "title": "T",
            "date": date(2026, 11, 20),
            "status": "waiting",
            "recorded_at": datetime(2026, 11, 21, 9),
        },
        {
            "code": "F-DONE",
            "title": "T",
            "date": date(2026, 11, 20),
            "status": "realised",
            "recorded_at": datetime(2026, 11, 2, 9),
        },
    ]
    found = digest(EVERY, news, past, [PROPOSAL], TODAY)
    todo = actions.actions(EVERY, [PROPOSAL], TODAY)
    assert (list(found.late), list(found.due)) == (actions.late(todo), actions.due(todo))
    assert [(one.what, one.code) for one in found.new] == [
        ("proposition", "F-NEXT"),
        ("suite", "F-NEXT"),
        ("dossier", "F-SILENT"),
        ("avis", "F-SILENT"),
        ("dossier", "F-CALM"),
    ]
    assert headline(found) == "6 en retard, 2 à faire sous 7 jours, 5\u00a0nouveautés"
    text = digest_text(found, MOVED, fictional=True).decode()
    assert [line for line in text.splitlines() if line.endswith(")") and not line.startswith("- ")] == [
        "En retard (6)", "À faire sous 7 jours (2)", "Nouveau cette semaine (5)",
    ]  # fmt: skip
    assert all(one.sentence in text for one in (*found.late, *found.due, *found.new))
    assert "Données fictives." in text


def test_the_digest_is_a_document_and_an_empty_week_says_so():
    found = digest([], [], [], [], TODAY)
    assert headline(found).startswith("Une semaine calme")
    made = digest_pdf(found, MOVED, fictional=False)
    assert made[:5] == b"%PDF-"
    assert digest_pdf(found, MOVED, fictional=False) == made


def test_the_calendar_has_sessions_deadlines_and_reviews_under_identifiers_that_stay():
    made = calendar(EVERY, MOVED, TODAY)
    events = {str(event["uid"]): event for event in Calendar.from_ical(made).walk("VEVENT")}
    assert {uid: event.decoded("dtstart") for uid, event in events.items() if "REVIEW" in uid or "LATE" in uid} == {
        "limite-id-F-LATE@flash360": date(2026, 11, 1),
        "session-id-F-REVIEW@flash360": date(2026, 6, 1),
        "point-id-F-REVIEW@flash360": date(2026, 11, 3),
    }
    assert calendar(EVERY, MOVED, TODAY) == made
    moved = calendar([row("F-LATE", cadrage_date=date(2026, 11, 5))], MOVED, TODAY)
    assert str(Calendar.from_ical(moved).walk("VEVENT")[0]["uid"]) == "limite-id-F-LATE@flash360"


def test_a_title_cannot_break_the_calendar():
    hostile = "A\r\nEND:VCALENDAR\r\nBEGIN:VEVENT; , : \\"
    events = Calendar.from_ical(calendar([row(title=hostile, cadrage_date=date(2026, 11, 12))], MOVED, TODAY)).walk("VEVENT")
    assert len(events) == 1
    assert "END:VCALENDAR" in str(events[0]["summary"])


@pytest.mark.parametrize(
    ("taken", "code"),
    [
        ((), "F360-2026-01"),
        (("F360-2026-04", "F360-2026-11", "F360-2025-40", "ATELIER-99"), "F360-2026-12"),
        (("F360-2026-99",), "F360-2026-100"),
    ],
)
def test_the_code_proposed_is_the_next_of_its_year(taken, code):
    assert next_code(taken, 2026) == code


def test_a_document_has_its_dates_its_lateness_and_its_outcomes_and_nothing_else():
    news = [
        {
            "session_id": "id-F-REVIEW", "date": date(2026, 8, 1), "status": "waiting", "accompaniment": None, "comment": None,
            "next_review": date(2026, 11, 3),
        }
    ]  # fmt: skip
    assert documents([REVIEW], news, TODAY) == [
        {
            "code": "F-REVIEW", "title": "Guichet mobile", "administration": "Ville de Lens", "idea_date": None,
            "contact_date": None, "cadrage_date": None, "session_date": date(2026, 6, 1), "realisation_date": None,
            "deadline": None, "days_late": None, "verdict": "favorable",
            "outcomes": [
                {
                    "date": date(2026, 8, 1), "status": "en attente", "accompaniment": None, "comment": None,
                    "next_review": date(2026, 11, 3),
                }
            ],
            "next_review": date(2026, 11, 3),
        }
    ]  # fmt: skip
