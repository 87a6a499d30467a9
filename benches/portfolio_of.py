"""One big workbook for the benches: many sessions, full panels, drawn from a seed. Its texts say nothing; its size does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from flash360.model import Aspect, Axis, College, Kind, Section
from flash360.workbook import Shape, write_workbook

PANEL, CRITERIA = 20, 8
COLLEGES, ASPECTS = list(College), list(Aspect)


def workbook(sessions: int, seed: int = 1) -> bytes:
    """A multi-session template workbook (.xlsx): 20 participants × 8 criteria a session, wide votes, five statements each."""
    draw = random.Random(seed)
    rows: dict[Section, list[dict[str, object]]] = {section: [] for section in Section if section is not Section.OUTCOMES}
    for number in range(sessions):
        for section, row in session(f"F360-{2015 + number % 10}-{number:04d}", draw):
            rows[section].append(row)
    return write_workbook(rows, Shape.MULTI)


def session(code: str, draw: random.Random) -> Iterator[tuple[Section, dict[str, object]]]:
    cadrage = date(2015, 1, 5) + timedelta(days=draw.randrange(3000))
    held = {"cadrage_date": cadrage, "session_date": cadrage + timedelta(days=21), "session_hours": 3}
    yield (
        Section.FICHE,
        {"session_code": code, "title": f"Idée {code}", "administration": f"Direction {draw.randrange(40)}"} | held,
    )
    people = [f"P{number:02d}" for number in range(1, PANEL + 1)]
    criteria = [f"C{number}" for number in range(1, CRITERIA + 1)]
    mood = draw.uniform(2, 4.5)
    for index, person in enumerate(people):
        yield Section.PARTICIPANTS, {"session_code": code, "participant": person, "college": COLLEGES[index % 4].value}
    for index, criterion in enumerate(criteria):
        axis = Axis.FEASIBILITY if index < CRITERIA // 2 else Axis.IMPACT
        scale = {"axis": axis.value, "aspect": ASPECTS[index % 4].value, "scale_min": 1, "scale_max": 5}
        yield Section.CRITERIA, {"session_code": code, "criterion": criterion, "label": f"Critère {index + 1}"} | scale
    for person in people:
        for criterion in criteria:
            grade = None if draw.random() < 0.03 else min(5, max(1, round(draw.gauss(mood, 1))))
            yield Section.VOTES, {"session_code": code, "participant": person, "criterion": criterion, "grade": grade}
    for number in range(1, 6):
        kind = Kind.FREIN if number < 4 else Kind.LEVIER
        text = f"Point n° {number} soulevé par le panel sur l'idée {code}"
        yield Section.STATEMENTS, {"session_code": code, "number": number, "kind": kind.value, "text": text}
