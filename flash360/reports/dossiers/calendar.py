"""The calendar file (.ics, RFC 5545): sessions, deadlines without a session yet, next reviews; to subscribe to or to open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event

from flash360.reports.dossiers.clock import Row, clock, is_stopped
from flash360.reports.dossiers.clock import sentence as clock_sentence

_DOMAIN: Final = "flash360"


def calendar(rows: Iterable[Row], moved: datetime, today: date) -> bytes:
    """The calendar of these dossiers, rows of `store.read.programme`; the same rows give the same bytes.

    Each event keeps its identifier for ever (what it is, and the id of its session), so that opening a newer file moves
    an event instead of adding one. moved: when the data last changed (UTC), the stamp of every event.
    """
    made = Calendar()
    made.add("prodid", "-//Flash 360//Suivi des dossiers//FR")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Flash 360")
    for row in rows:
        for kind, day, summary, description in _events(row, today):
            made.add_component(_event(row, kind, day, summary, description, moved))
    return made.to_ical()


def _events(row: Row, today: date) -> Iterable[tuple[str, date, str, str]]:
    """What the calendar says of one dossier: kind, day, summary, description."""
    title = row["title"]
    if row["session_date"] is not None:
        yield "session", row["session_date"], f"Session Flash 360 : {title}", "Session de 3 heures."
    elif running := clock(row, today):
        yield "limite", running.deadline, f"Dernier jour pour tenir la session : {title}", clock_sentence(running)
    if row["next_review"] is not None and not is_stopped(row):
        yield "point", row["next_review"], f"Point de suivi : {title}", "Demander où en est l'idée, puis saisir la suite."


def _event(row: Row, kind: str, day: date, summary: str, description: str, moved: datetime) -> Event:
    event = Event()
    event.add("uid", f"{kind}-{row['session_id']}@{_DOMAIN}")
    event.add("dtstamp", moved.replace(tzinfo=UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", f"{description}\nDossier {row['code']}, {row['administration']}.")
    if kind == "session" and row["place"]:
        event.add("location", row["place"])
    event.add("transp", "TRANSPARENT")
    return event
