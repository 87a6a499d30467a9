"""Whatever the votes and the tool that wrote them, they read back the same; a cell changed is told there."""

import copy
import importlib.util
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flash360.model import Section
from flash360.validation import validate
from flash360.workbook import Completion, CriterionGiven, Shape, complete, write_workbook
from flash360.workbook.addresses import address
from flash360.workbook.parse import parse

SPEC = importlib.util.spec_from_file_location("writers", Path(__file__).parent / "writers.py")
writers = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(writers)

CALM = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
COLLEGES = {"Usager": "usager", "Agent": "agent", "Expert": "expert", "Décideur": "decideur"}
GRADES = st.none() | st.integers(1, 5).map(str) | st.just("NSP")
NEW = {"title": "Un guichet unique", "administration": "Mairie fictive"}


@st.composite
def panels(draw):
    """Votes and questions: each person votes at least once, each question has an expressed grade."""
    questions = tuple(f"Question {number} de l'idée" for number in range(1, draw(st.integers(1, 4)) + 1))
    people = draw(st.integers(1, 8))
    votes = {}
    for number in range(1, people + 1):
        grades = draw(st.lists(GRADES, min_size=len(questions), max_size=len(questions)).filter(any))
        votes[str(number)] = (draw(st.sampled_from(sorted(COLLEGES))), grades)
    first = votes["1"]
    votes["1"] = (first[0], [grade if grade not in (None, "NSP") else "3" for grade in first[1]])
    return votes, questions


def xlsx(sheets):
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def csv(sheets):
    """The last sheet, which holds the votes, as a text table."""
    quoted = (
        [f'"{str(value).replace(chr(34), chr(34) * 2)}"' if value else "" for value in row] for row in list(sheets.values())[-1]
    )
    return "\n".join(";".join(row) for row in quoted).encode()


def completed(content, name, questions):
    """The report of an export of votes, completed with criteria C1, C2… in the order of the questions."""
    reading = parse(content, name, "")
    headings = {
        column.criterion.rpartition("::")[2]: column.criterion for column in reading.tables[0].columns if column.criterion
    }
    criteria = tuple(
        CriterionGiven(headings.get(question, question), f"C{number}", question, "impact")
        for number, question in enumerate(questions, 1)
    )
    return validate(complete(reading, Completion("F1", NEW, criteria)))


def told(report):
    rows = report.records.votes.select(["participant", "criterion", "grade"]).to_pylist()
    return {(row["participant"], row["criterion"]): row["grade"] for row in rows}


def expected(votes):
    return {
        (f"R{int(person):02}", f"C{number}"): None if grade == "NSP" else int(grade)
        for person, (_, grades) in votes.items()
        for number, grade in enumerate(grades, 1)
        if grade is not None
    }


@pytest.mark.parametrize("name", writers.WRITERS)
@CALM
@given(panels())
def test_the_votes_of_an_export_read_back_the_same(name, panel):
    votes, questions = panel
    sheets = writers.WRITERS[name](votes, questions)
    for content, file in ((xlsx(sheets), "votes.xlsx"), (csv(sheets), "votes.csv")):
        report = completed(content, file, questions)
        assert [finding.message for finding in report.findings if finding.severity == "error"] == []
        assert told(report) == expected(votes)
        colleges = dict(zip(*(report.records.participants[key].to_pylist() for key in ("participant", "college")), strict=True))
        assert colleges == {f"R{int(person):02}": COLLEGES[college] for person, (college, _) in votes.items()}


ODD = st.sampled_from(
    ["9", "2,5", "bof", "#N/A", "", "NSP", "=1+1", "3/4", "★★", "0", "-1", "Agent", "x@exemple.fr", "06 12 34 56 78"]
)


@pytest.mark.parametrize("name", writers.WRITERS)
@CALM
@given(st.data())
def test_one_answer_changed_is_told_at_its_cell_or_changes_nothing_else(name, data):
    sheets = copy.deepcopy(writers.WRITERS[name]())
    sheet = list(sheets)[-1]
    rows = sheets[sheet]
    width = len(writers.QUESTIONS)
    line = data.draw(st.integers(len(rows) - len(writers.VOTES), len(rows) - 1))
    question = data.draw(st.integers(0, width - 1))
    heading_row = rows[len(rows) - len(writers.VOTES) - 1]
    column = next(index for index, text in enumerate(heading_row) if text and writers.QUESTIONS[question] in text)
    rows[line][column] = data.draw(ODD) or None
    before = told(completed(xlsx(writers.WRITERS[name]()), "votes.xlsx", writers.QUESTIONS))
    report = completed(xlsx(sheets), "votes.xlsx", writers.QUESTIONS)
    after = told(report)
    person, criterion = list(dict.fromkeys(who for who, _ in before))[line - (len(rows) - len(writers.VOTES))], f"C{question + 1}"
    here = f"{sheet}!{address(line + 1, column)}"
    assert {key: grade for key, grade in after.items() if key != (person, criterion)} == {
        key: grade for key, grade in before.items() if key != (person, criterion)
    }
    cell = rows[line][column]
    at_the_cell = [finding for finding in report.findings if finding.address == here]
    plain = cell is None or cell == "NSP" or cell.isdigit()
    assert at_the_cell or (plain and cell not in ("9", "0"))


FICHE = {"session_code": "F1", **NEW}


@CALM
@given(panels(), st.sampled_from(["wide", "long"]))
def test_valid_records_are_validated_as_written_in_both_arrangements_of_the_template(panel, arrangement):

    votes, questions = panel
    records = {
        Section.FICHE: [FICHE],
        Section.PARTICIPANTS: [{"participant": f"R{int(p):02}", "college": COLLEGES[c]} for p, (c, _) in votes.items()],
        Section.CRITERIA: [
            {"criterion": f"C{n}", "label": q, "axis": "impact", "scale_min": 1, "scale_max": 5}
            for n, q in enumerate(questions, 1)
        ],
        Section.VOTES: [
            {"participant": who, "criterion": what, "grade": grade} for (who, what), grade in expected(votes).items()
        ],
    }
    report = validate(parse(write_workbook(records, Shape.SINGLE, votes=arrangement), "session.xlsx", ""))
    assert [finding.message for finding in report.findings if finding.severity == "error"] == []
    assert told(report) == expected(votes)
    again = validate(replace(parse(write_workbook(records, Shape.SINGLE), "session.xlsx", ""), sha256="0"))
    assert told(again) == told(report)
