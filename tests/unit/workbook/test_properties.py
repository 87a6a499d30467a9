"""Whatever the records, a written workbook reads back as the same; whatever the cell changed, the change is seen there alone."""

import io
from datetime import date

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flash360.model import Section
from flash360.workbook import Shape, write_workbook
from flash360.workbook.grid import WRITTEN_ERRORS
from flash360.workbook.parse import parse
from flash360.workbook.wording import trimmed

CALM = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=60).filter(
    lambda text: trimmed(text) == text and text not in WRITTEN_ERRORS
)
CODES = st.lists(st.integers(1, 99).map("P{:02}".format), min_size=1, max_size=6, unique=True)
GRADES = st.none() | st.integers(1, 5)


@st.composite
def sections(draw, codes=("F1",)):
    made = {section: [] for section in Section}
    for code in codes:
        common = {"session_code": code}
        days = draw(st.lists(st.none() | st.dates(date(1990, 1, 2), date(2090, 1, 1)), min_size=2, max_size=2))
        fiche = {"title": draw(TEXT), "idea": draw(TEXT), "idea_date": days[0], "session_date": days[1]}
        made[Section.FICHE].append({**common, **fiche, "session_hours": draw(st.none() | st.sampled_from([1, 1.5, 2.25]))})
        people = draw(CODES)
        made[Section.PARTICIPANTS] += [
            {**common, "participant": p, "college": "agent", "organisation": draw(TEXT)} for p in people
        ]
        for criterion in ("C1", "C2"):
            scale = {"axis": "impact", "scale_min": 1, "scale_max": 5, "label": draw(TEXT)}
            made[Section.CRITERIA].append({**common, "criterion": criterion, **scale})
            voters = draw(st.lists(st.sampled_from(people), unique=True))
            made[Section.VOTES] += [{**common, "participant": p, "criterion": criterion, "grade": draw(GRADES)} for p in voters]
    return made


def shown(value):
    """A record's value as the reader gives it."""
    known = {"agent": "Agent", "impact": "impact"}
    return None if value in (None, "") else known.get(str(value), str(value))


def read_back(reading, section, keys):
    for table in reading.tables:
        if table.section is section:
            columns = {column.key or column.criterion: column.cells.to_pylist() for column in table.columns}
            return [tuple(columns[key][row] for key in keys) for row in range(len(table.rows))]
    return []


def votes_of(reading, *, many):
    """{(session, participant, criterion): grade} of wide or long votes, blank cells left out."""
    found = {}
    for table in (table for table in reading.tables if table.section is Section.VOTES):
        columns = {column.key or column.criterion: column.cells.to_pylist() for column in table.columns}
        for row in range(len(table.rows)):
            who = (columns["session_code"][row] if many else "F1", columns["participant"][row])
            pairs = (
                [(columns["criterion"][row], columns["grade"][row])]
                if "criterion" in columns
                else [
                    (criterion, columns[criterion][row])
                    for criterion in columns
                    if criterion not in ("session_code", "participant")
                ]
            )
            found.update({(*who, criterion): grade for criterion, grade in pairs if grade is not None})
    return found


def check(records, reading, *, many):
    for section, keys in (
        (Section.FICHE, ("session_code", "title", "idea", "idea_date", "session_date", "session_hours")),
        (Section.PARTICIPANTS, ("participant", "college", "organisation")),
        (Section.CRITERIA, ("criterion", "label", "axis", "scale_min", "scale_max")),
    ):
        assert read_back(reading, section, keys) == [tuple(shown(row.get(key)) for key in keys) for row in records[section]]
    expected = {
        (row["session_code"], row["participant"], row["criterion"]): shown(row["grade"]) or "NSP"
        for row in records[Section.VOTES]
    }
    assert votes_of(reading, many=many) == expected
    assert {finding.code for finding in reading.findings} <= {"empty-sheet"}


@CALM
@given(records=sections(), votes=st.sampled_from(["wide", "long"]))
def test_one_session_reads_back_as_written(records, votes):
    check(records, parse(write_workbook(records, Shape.SINGLE, votes=votes), "x.xlsx", ""), many=False)


@CALM
@given(records=sections(codes=("F1", "F2", "F3")), votes=st.sampled_from(["wide", "long"]))
def test_many_sessions_read_back_as_written(records, votes):
    check(records, parse(write_workbook(records, Shape.MULTI, votes=votes), "x.xlsx", ""), many=True)


VALUES = st.sampled_from(
    ["", "x", 9, -1, 2.5, "#N/A", "=1+1", "Total", "Exemple", "2024-13-45", date(2024, 1, 1), "🙂", "Nom", "Code"]
)


def cells_of(reading):
    """Every cell read, by sheet and 0-based column and 1-based row; a fiche's by its address."""
    found = {}
    for table in reading.tables:
        for column in table.columns:
            for row, text in zip(table.rows.tolist(), column.cells.to_pylist(), strict=True):
                place = table.cell_of.get(column.key) or (row, column.index)
                if text is not None:
                    found[table.sheet, place] = text
    return found


@settings(CALM, max_examples=50)
@given(value=VALUES, place=st.floats(0, 1, exclude_max=True))
def test_a_changed_cell_changes_itself_alone_or_is_found(programme, value, place):
    original = write_workbook(programme, Shape.MULTI)
    book = openpyxl.load_workbook(io.BytesIO(original))
    filled = [
        cell
        for sheet in book
        if sheet.title not in ("Lisez-moi", "_flash360")
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    cell = filled[int(place * len(filled))]
    cell.value = value or None
    saved = io.BytesIO()
    book.save(saved)
    before, after = parse(original, "x.xlsx", ""), parse(saved.getvalue(), "x.xlsx", "")

    mine = (cell.parent.title, (cell.row, cell.column - 1))
    gone = {key: text for key, text in cells_of(before).items() if cells_of(after).get(key) != text and key != mine}
    new = {key: text for key, text in cells_of(after).items() if cells_of(before).get(key) != text and key != mine}
    assert not new
    if gone:
        assert {key[0] for key in gone} == {cell.parent.title}
        found = [finding for finding in after.findings if finding.sheet == cell.parent.title]
        assert found, (cell.coordinate, value, gone)
