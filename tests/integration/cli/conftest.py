"""The command line as a person meets it: arguments in, exit code and two streams out; real workbooks, a real base."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flash360.cli import main
from flash360.model import Section
from flash360.workbook import Shape, write_workbook


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Where the base of the test is, or will be."""
    return tmp_path / "essai.duckdb"


@pytest.fixture
def flash360(base: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Run one command on the base of the test."""
    monkeypatch.setenv("FLASH360_DATABASE", str(base))
    monkeypatch.delenv("FLASH360_DEBUG", raising=False)

    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        streams = capsys.readouterr()
        return Answer(code, streams.out, streams.err)

    return run


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook of one session. grades: participant to grades on C1 (faisabilité) and C2 (impact); None abstains."""

    def write(
        name: str = "session.xlsx",
        *,
        code: str = "F360-2024-07",
        grades: Mapping[str, Sequence[int | None]] | None = None,
        participants: Sequence[str] | None = None,
        **fiche: object,
    ) -> Path:
        grades = FIVE_FOR if grades is None else grades
        people = list(grades) if participants is None else list(participants)
        scale = {"scale_min": 1, "scale_max": 5}
        sections: dict[Section, list[dict[str, object]]] = {
            Section.FICHE: [
                {"session_code": code, "title": "Un guichet mobile", "administration": "DDT 23", "session_date": date(2024, 3, 5)}
                | fiche
            ],
            Section.PARTICIPANTS: [{"participant": who, "college": college(place)} for place, who in enumerate(people)],
            Section.CRITERIA: [
                {"criterion": "C1", "label": "Moyens", "axis": "feasibility", **scale},
                {"criterion": "C2", "label": "Effet", "axis": "impact", **scale},
            ],
            Section.VOTES: [
                {"participant": who, "criterion": criterion, "grade": grade}
                for who, given in grades.items()
                for criterion, grade in zip(("C1", "C2"), given, strict=True)
            ],
            Section.STATEMENTS: [{"number": 1, "kind": "frein", "text": "Aucun véhicule disponible"}],
        }
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(write_workbook(sections, Shape.SINGLE))
        return path

    return write


FIVE_FOR: Mapping[str, Sequence[int | None]] = {
    "P1": (4, 5),
    "P2": (4, 4),
    "P3": (5, 4),
    "P4": (3, 5),
    "P5": (4, None),
    "P6": (2, 4),
}
"""Six people: faisabilité 2 3 4 4 4 5, impact 4 4 4 5 5 and an abstention. Favourable on both axes."""


def college(place: int) -> str:
    return ("usager", "expert", "agent", "decideur")[place % 4]
