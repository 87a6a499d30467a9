"""Nothing that the product writes begins a formula: every writer of cells, on a session whose every text is one."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from flash360 import ingest, workbook
from flash360.access import Viewer, WholeProgramme
from flash360.findings import CATALOGUE
from flash360.inert import begins_formula, inert
from flash360.ingest import Incoming
from flash360.ingest.summary import line, summary_workbook
from flash360.model import Role, Section
from flash360.reports.formats import PROGRAMME, SESSION, made
from flash360.reports.open_data import open_data
from flash360.reports.programme.content import programme_content
from flash360.reports.session.content import session_content
from flash360.settings import ROOT
from flash360.store import Database
from flash360.ui import table

HOSTILE = ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1", " =1", "\u00a0=1", "\u200b=1", "\n-1"]
DAY = date(2026, 1, 1)
VIEWER = Viewer("ana", Role.ANALYSTE, WholeProgramme())
SPREADSHEETS = {"write_string", "write_url", "write_csv", "writerow", "to_csv", "add_worksheet", "create_sheet"}


def session(formula: str = '=HYPERLINK("http://x")') -> bytes:
    people = [f"P{n:02}" for n in range(1, 9)]
    colleges = ("usager", "expert", "agent", "decideur")
    return workbook.write_workbook(
        {
            Section.FICHE: [
                {
                    "session_code": "F360-1", "title": formula, "administration": f"@{formula}", "idea": f"-{formula}",
                    "domain": f"+{formula}", "place": formula, "session_date": date(2024, 3, 5), "declared_verdict": "favourable",
                }
            ],
            Section.PARTICIPANTS: [
                {"participant": one, "college": colleges[n % 4], "organisation": formula} for n, one in enumerate(people)
            ],
            Section.CRITERIA: [
                {"criterion": f"C{n}", "label": f"{formula}{n}", "axis": axis, "scale_min": 1, "scale_max": 5}
                for n, axis in enumerate(("feasibility", "impact"), 1)
            ],
            Section.VOTES: [{"participant": one, "criterion": f"C{n}", "grade": 1 + n} for one in people for n in (1, 2)],
            Section.STATEMENTS: [{"number": 1, "kind": "frein", "text": f"{formula} du texte", "theme": formula}],
            Section.OUTCOMES: [{"date": date(2024, 9, 1), "status": "waiting", "comment": formula}],
        },
        workbook.Shape.SINGLE,
    )  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> dict[str, bytes]:
    """What each writer makes of that session, by name."""
    content = session()
    with Database.open(tmp_path_factory.mktemp("base") / "essai.duckdb") as base:
        given = [Incoming("=envoi.xlsx", len(content), lambda: content), Incoming("+2.xlsx", 2, lambda: b"=1")]
        lines = [
            line(one.name, receipt) for one, receipt in zip(given, ingest.import_each(base, given, author="=ana"), strict=True)
        ]
        programme = programme_content(base, VIEWER, DAY)
        files = {
            "template.xlsx": content,
            "annotated.xlsx": workbook.annotated(content, "=x.xlsx", [CATALOGUE["extra-cell"]("Votes", "A1", "=1+1")]),
            "annotated csv.xlsx": workbook.annotated(b"Participant;C1\n=1+1;@x\n", "x.csv", []),
            "summary.xlsx": summary_workbook(lines, title="=titre", scorecards="http://ici/fiche?session="),
            "scorecard.xlsx": made(SESSION["xlsx"], session_content(base, VIEWER, "F360-1", DAY)),
            "programme.xlsx": made(PROGRAMME["xlsx"], programme),
            "table.csv": table.csv(programme.programme.select(["code", "title", "administration"])),
            "texts.csv": table.csv(pa.table({"=titre": HOSTILE})),
        }
        with zipfile.ZipFile(io.BytesIO(open_data(base, VIEWER, DAY))) as package:
            files |= {f"open {name}": package.read(name) for name in package.namelist() if name.endswith(".csv")}
    return files


def texts_of(name: str, content: bytes) -> Iterator[tuple[str, bool]]:
    """Each text cell, and whether it would be computed."""
    if name.endswith(".csv"):
        words = content.decode("utf-8-sig")
        for row in csv.reader(io.StringIO(words, newline=""), delimiter=";" if ";" in words.partition("\n")[0] else ","):
            yield from ((cell, begins_formula(cell) and not _number(cell)) for cell in row)
        return
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    yield cell.value, cell.data_type == "f" or (begins_formula(cell.value) and not cell.quotePrefix)


def _number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return True


def test_no_cell_of_any_writer_begins_a_formula(written):
    for name, content in written.items():
        cells = list(texts_of(name, content))
        assert cells, name
        assert [text for text, live in cells if live] == [], name
        if name not in ("open themes.csv",):
            assert any("=" in text for text, _ in cells), f"{name} does not hold what it should make harmless"


@pytest.mark.parametrize("text", HOSTILE)
def test_each_way_to_begin_a_formula_is_known(text):
    assert begins_formula(text)
    assert not begins_formula(inert(text))


@pytest.mark.parametrize("text", ["", "Un guichet", "1+1", "a=b", "4,5", "«=»", "P01 - usager"])
def test_an_ordinary_text_is_left_alone(text):
    assert inert(text) == text


def test_whatever_writes_cells_goes_through_the_one_guard():
    for path in sorted(Path(ROOT / "flash360").rglob("*.py")):
        code = path.read_text("utf-8")
        if any(f".{call}(" in code for call in SPREADSHEETS):
            assert "inert import" in code or "workbook.book import" in code or "sheets import" in code, path
