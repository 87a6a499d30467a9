"""A base whose sessions are as awkward as real ones: no vote, sixty freins, a long title, signs of every alphabet."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from flash360 import ingest
from flash360.access import Sessions, Viewer, WholeProgramme
from flash360.model import Role, Section
from flash360.reports.session.content import SessionContent, session_content
from flash360.reports.session.pdf import scorecard
from flash360.store import Database, read
from flash360.workbook import Shape, write_workbook

DAY = date(2026, 1, 15)
GRADES = {
    "P01": (4, 5), "P02": (4, 4), "P03": (5, 4), "P04": (3, 5), "P05": (4, 3), "P06": (5, 5), "P07": (4, 4), "P08": (2, 4),
    "P09": (4, 2), "P10": (5, 4), "P11": (4, 5), "P12": (3, None),
}  # fmt: skip
COLLEGES = ["usager"] * 5 + ["expert"] * 5 + ["agent", "decideur"]
HOSTILE = '#panic("x") *gras* $x$ <b> 🎉 👩‍👩‍👧 שלום مرحبا 漢字'
FORMULA = '=HYPERLINK("http://exemple.fr";"clic")'


def session(code: str, *, title: str = "Un guichet mobile", voted: bool = True, freins: tuple[str, ...] = ("Aucun véhicule",)):
    """The sections of one session of twelve people: faisabilité and impact on 1–5, freins, one levier for the first."""
    fiche = {
        "title": title,
        "administration": "Ville de Lens",
        "idea": "Aller vers les habitants.",
        "cadrage_date": date(2025, 2, 10),
    }
    sections = {
        Section.FICHE: [fiche | {"session_date": date(2025, 3, 5), "session_hours": 2.5}],
        Section.STATEMENTS: [
            *(
                {"number": n, "kind": "frein", "aspect": "fond", "text": text, "college": "agent"}
                for n, text in enumerate(freins, 1)
            ),
            {"number": 99, "kind": "levier", "text": "Louer un camion", "answers_number": 1},
        ],
    }
    if voted:
        sections |= {
            Section.PARTICIPANTS: [{"participant": who, "college": own} for who, own in zip(GRADES, COLLEGES, strict=True)],
            Section.CRITERIA: [
                {
                    "criterion": "C1",
                    "label": "Les moyens sont là",
                    "axis": "feasibility",
                    "aspect": "fond",
                    "scale_min": 1,
                    "scale_max": 5,
                },
                {
                    "criterion": "C2",
                    "label": "L'effet est réel",
                    "axis": "impact",
                    "aspect": "forme",
                    "scale_min": 1,
                    "scale_max": 5,
                },
            ],
            Section.VOTES: [
                {"participant": who, "criterion": criterion, "grade": grade}
                for who, given in GRADES.items()
                for criterion, grade in zip(("C1", "C2"), given, strict=True)
            ],
        }
    return {name: [{"session_code": code} | row for row in rows] for name, rows in sections.items()}


@pytest.fixture(scope="session")
def base_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the base, closed: for the command line."""
    path = tmp_path_factory.mktemp("reports") / "essai.duckdb"
    sessions = [
        session("F360-2025-01"),
        session("F360-2025-02", voted=False),
        session(
            "F360-2025-03",
            freins=tuple(f"Frein numéro {n}, dit longuement pour tenir sur deux lignes de la fiche" for n in range(1, 61)),
        ),
        session("F360-2025-04", title="Une très longue idée " * 14),
        session("F360-2025-05", title=HOSTILE, freins=(FORMULA, HOSTILE)),
    ]
    return stored(path, sessions)


def stored(path: Path, sessions: Iterable[dict[Section, list[dict[str, object]]]]) -> Path:
    """Make a base of these sessions, and close it."""
    rows: dict[Section, list[dict[str, object]]] = {}
    for one in sessions:
        for section, found in one.items():
            rows.setdefault(section, []).extend(found)
    with Database.open(path) as base:
        preview = ingest.preview(base, write_workbook(rows, Shape.MULTI), "essai.xlsx", author="ana")
        assert preview.importable, preview.findings
        ingest.commit(base, preview, author="ana")
    return path


@pytest.fixture(scope="session")
def base(base_path: Path) -> Iterator[Database]:
    own = Path(shutil.copy(base_path, base_path.with_name("ouverte.duckdb")))
    with Database.open(own) as database:
        yield database


@pytest.fixture(scope="session")
def analyst() -> Viewer:
    return Viewer("ana", Role.ANALYSTE, WholeProgramme())


@pytest.fixture(scope="session")
def partner(base: Database) -> Viewer:
    """Sees the first session only, its small groups hidden."""
    session_id = read.session_id(base, WholeProgramme(), "F360-2025-01")
    assert session_id is not None
    return Viewer("ville", Role.PARTENAIRE, Sessions((session_id,)))


@pytest.fixture(scope="session")
def content(base: Database, analyst: Viewer) -> Callable[[str], SessionContent]:
    """The content of a session for an analyst, on a fixed day."""
    return cache(lambda code: session_content(base, analyst, code, DAY))


@pytest.fixture(scope="session")
def printed(content: Callable[[str], SessionContent]) -> Callable[[str], bytes]:
    """The scorecard of a session for an analyst, as a PDF made once."""
    return cache(lambda code: scorecard(content(code)))
