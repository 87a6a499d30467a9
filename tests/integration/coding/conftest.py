"""A real base with two sessions imported from workbooks, and a codebook of four themes in two families."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from flash360 import ingest
from flash360.access.scope import WholeProgramme
from flash360.coding.deciding import TextCoding
from flash360.coding.texts import Text, texts
from flash360.model import Section
from flash360.store import Database, read
from flash360.workbook import Shape, write_workbook

SAID = {
    "F360-1": ["Le budget manque.", "Le texte ne le permet pas.", "Personne n'a été formé."],
    "F360-2": ["LE BUDGET MANQUE", "Une formation par les pairs."],
}


def brought(base: Database, code: str, said: Sequence[str | tuple[str, str]]) -> None:
    """Import a session with its freins: texts, or pairs of a text and the theme that the workbook gives it."""
    fiche = {"session_code": code, "title": "Titre", "administration": "Ville"}
    rows = [
        {"session_code": code, "number": number, "kind": "frein", "text": one[0], "theme": one[1]}
        for number, one in enumerate(((one, None) if isinstance(one, str) else one for one in said), start=1)
    ]
    content = write_workbook({Section.FICHE: [fiche], Section.STATEMENTS: rows}, Shape.SINGLE)
    receipt = ingest.import_workbook(base, content, f"{code}-{base.version()}.xlsx", author="ana")
    assert receipt.outcome == "committed"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a base that holds the two sessions; each test has its own copy."""
    path = tmp_path_factory.mktemp("base") / "essai.duckdb"
    with Database.open(path) as base:
        for code, said in SAID.items():
            brought(base, code, said)
    return path


@pytest.fixture
def base(tmp_path: Path, filled: Path) -> Iterator[Database]:
    with Database.open(shutil.copy(filled, tmp_path / "essai.duckdb")) as database:
        yield database


@pytest.fixture
def bring(base: Database) -> Callable[..., None]:
    """Import a session with its freins."""
    return lambda code, said: brought(base, code, said)


@pytest.fixture
def said(base: Database) -> Callable[[], dict[tuple[str, str], Text]]:
    """The texts of the base, by session code and wording."""
    return lambda: {(one.code, one.text): one for one in texts(read.statements(base, WholeProgramme()))}


@pytest.fixture
def coding() -> Callable[..., TextCoding]:
    """A theme for a text."""
    return lambda text, theme, **more: TextCoding(*text.id, theme, **more)
