"""Whole files: what is written reads back as the same records, and one changed cell is neither lost nor silent."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flash360.findings import Severity
from flash360.model import Aspect, Axis, College, Kind, OutcomeStatus, Verdict
from flash360.validation import validate
from flash360.workbook import Shape, blank_template, read, write_workbook
from flash360.workbook.columns import TEMPLATE
from flash360.workbook.folding import fold

LETTERS = st.text("abcdefgéèàçœôî ’«»,.'", min_size=1, max_size=40)
TEXTS = LETTERS.map(lambda text: f"Un {text} b".replace("  ", " "))
DAYS = st.dates(min_value=date(2016, 1, 1), max_value=date(2026, 12, 31))
PLACES = ("sheet", "cell", "cells", "position")
FILES = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def optional(strategy):
    return st.none() | strategy


def codes(kind):
    return st.sampled_from([one.value for one in kind])


@st.composite
def one_session(draw, code):
    """Records of a valid session, by section."""
    session = {"session_code": code}
    fiche = session | {
        "title": draw(TEXTS),
        "administration": draw(TEXTS),
        "idea": draw(optional(TEXTS)),
        "cadrage_date": draw(optional(DAYS)),
        "session_date": draw(optional(DAYS)),
        "session_hours": draw(optional(st.sampled_from([2.0, 2.5, 3.0]))),
        "declared_verdict": draw(optional(codes(Verdict))),
        "reported_date": draw(optional(st.just("mi-octobre"))),
    }
    people = [session | {"participant": f"P{n:02}", "college": draw(codes(College))} for n in range(1, draw(st.integers(1, 6)))]
    low, high = draw(st.sampled_from([(1, 5), (0, 10), (1, 4), (0, 1)]))
    favourable = draw(st.integers(low + 1, high))
    criteria = [
        session
        | {"criterion": f"C{n}", "label": draw(TEXTS), "axis": draw(codes(Axis)), "aspect": draw(optional(codes(Aspect)))}
        | {"scale_min": low, "scale_max": high, "favourable_from": favourable, "is_global": False}
        for n in range(1, draw(st.integers(2, 5)))
    ]
    votes = [
        session | {"participant": person["participant"], "criterion": criterion["criterion"]} | {"grade": grade}
        for person in people
        for criterion in criteria
        if (grade := draw(st.just("blank") | optional(st.integers(low, high)))) != "blank"
    ]
    statements = [
        session | {"number": n, "kind": draw(codes(Kind)), "text": draw(TEXTS), "college": draw(optional(codes(College)))}
        for n in range(1, draw(st.integers(1, 5)))
    ]
    outcomes = [
        session | {"date": date(2024, 1, n), "status": draw(codes(OutcomeStatus)), "comment": draw(optional(TEXTS))}
        for n in range(1, draw(st.integers(1, 4)))
    ]
    rows = {"fiche": [fiche], "participants": people, "criteria": criteria, "votes": votes}
    return rows | {"statements": statements, "outcomes": outcomes}


def joined(sessions):
    return {section: [row for session in sessions for row in session[section.value]] for section in TEMPLATE}


def written(rows):
    """Rows as comparable sets of what is not null."""
    return {frozenset((key, value) for key, value in row.items() if value is not None and key not in PLACES) for row in rows}


def stored(report):
    return {section: written(report.records.of(section).to_pylist()) for section in TEMPLATE}


def check(content):
    return validate(read(content, "essai.xlsx"))


@FILES
@given(st.data(), st.integers(1, 3), st.sampled_from(["wide", "long"]))
def test_written_sessions_read_back_as_the_same_records(data, count, votes):
    sections = joined([data.draw(one_session(f"F360-2024-{n:02}")) for n in range(1, count + 1)])
    shape = Shape.SINGLE if count == 1 else Shape.MULTI
    report = check(write_workbook(sections, shape, votes=votes))
    assert [finding.message for finding in report.findings if finding.severity is not Severity.WARNING] == []
    assert stored(report) == {section: written(rows) for section, rows in sections.items()}


SESSION = {
    "fiche": [
        {
            "session_code": "F360-2024-01",
            "title": "Un guichet",
            "administration": "Un département",
            "session_date": date(2024, 3, 5),
        }
    ],
    "participants": [{"participant": f"P{n:02}", "college": list(College)[n % 4].value} for n in range(1, 9)],
    "criteria": [
        {"criterion": code, "label": f"Libellé {code}", "axis": axis, "scale_min": 1, "scale_max": 5, "favourable_from": 4}
        | {"is_global": False}
        for code, axis in (("F1", "feasibility"), ("F2", "feasibility"), ("I1", "impact"))
    ],
    "votes": [
        {"participant": f"P{n:02}", "criterion": code, "grade": 1 + (n + len(code)) % 5}
        for n in range(1, 9)
        for code in ("F1", "F2", "I1")
    ],
    "statements": [
        {"number": 1, "kind": "frein", "text": "Le coût"},
        {"number": 2, "kind": "levier", "text": "L'aide", "answers_number": 1},
    ],
    "outcomes": [{"date": date(2024, 9, 16), "status": "waiting", "comment": "Une étude"}],
}
ORIGINAL = write_workbook(joined([SESSION]), Shape.SINGLE)
CELLS = [
    (sheet.title, cell.coordinate)
    for sheet in openpyxl.load_workbook(BytesIO(ORIGINAL)).worksheets
    if sheet.sheet_state == "visible" and sheet.title != "Lisez-moi"
    for row in sheet.iter_rows()
    for cell in row
    if cell.value is not None and (cell.row > 1 if sheet.title != "Fiche" else cell.column == 2)
]
VALUES = st.one_of(
    st.none(),
    st.integers(-3, 12),
    st.floats(-5, 50_000, allow_nan=False).map(lambda number: round(number, 1)),
    st.dates(min_value=date(1950, 1, 1), max_value=date(2030, 1, 1)),
    st.booleans(),
    st.sampled_from(
        ["P01", "p 02", "P99", "Marie Dupont", "F1", "élu", "3,5", "4/5", "NSP", "réalisée", "oui", "=1+1", "mi-octobre"]
    ),
    st.sampled_from(["03/04/2024", "31/12/2023", "F360-2025-09", "jean@exemple.fr", "  ", "Ã©", "★★★", "x" * 2_500, "Moyenne"]),
    st.text(max_size=12).filter(
        lambda text: not any(ord(character) < 32 or 0xD800 <= ord(character) < 0xE000 for character in text)
    ),
)


@pytest.fixture(scope="module")
def untouched():
    return stored(check(ORIGINAL))


@settings(FILES, max_examples=40)
@given(st.sampled_from(CELLS), VALUES)
def test_one_changed_cell_is_told_or_changes_the_records_and_never_anything_else(untouched, place, value):
    book = openpyxl.load_workbook(BytesIO(ORIGINAL))
    book[place[0]][place[1]].value = value
    if isinstance(value, str):
        book[place[0]][place[1]].data_type = "s"
    content = BytesIO()
    book.save(content)
    report = check(content.getvalue())
    told = [finding.code for finding in report.findings]
    assert told or stored(report) != untouched or same_meaning(place, value)
    assert len(report.sections) <= 1


def same_meaning(place, value):
    """Whether the cell was given what it held, or lost a value that is the default one."""
    book = openpyxl.load_workbook(BytesIO(ORIGINAL))
    sheet = book[place[0]]
    before = sheet[place[1]].value
    heading = sheet.cell(1, sheet[place[1]].column).value
    if value is None or not str(value).strip():
        return heading in ("Favorable à partir de", "Global")
    return fold(str(before)) == fold(str(value)) or (heading == "Global" and value is False)


@pytest.mark.parametrize("shape", list(Shape))
def test_a_blank_template_has_no_session_and_says_so(shape):
    report = check(blank_template(shape))
    assert "no-session-found" in [finding.code for finding in report.findings]
    assert not report.importable


def test_a_file_that_is_no_workbook_has_the_reader_s_findings_only():
    report = check(b"bonjour")
    assert [finding.code for finding in report.findings] == ["not-a-workbook"]
    assert not report.sections
