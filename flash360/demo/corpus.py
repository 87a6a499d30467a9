"""The demonstration's French texts and situations, read from the files of `corpus/`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flash360.model import Axis, College, Kind, OutcomeStatus
from flash360.store.codebook import CODEBOOK

_FOLDER = Path(__file__).resolve().parent / "corpus"


@dataclass(frozen=True, slots=True)
class Theme:
    """One row of the codebook. parent: a theme's family, empty for a family. examples, words: separated by « | »."""

    theme: str
    label: str
    parent: str
    aspect: str
    definition: str
    examples: str
    words: str


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea to crash-test, and the kind of administration that would carry it."""

    key: str
    title: str
    idea: str
    domain: str
    administration_kind: str


@dataclass(frozen=True, slots=True)
class Administration:
    """A fictional administration."""

    kind: str
    type: str
    administration: str
    territory: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A frein or a levier in the words of a panel member of a collège."""

    kind: Kind
    theme: str
    college: College
    text: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a panel says of one subject: a frein, a levier, or a frein and the levier that answers it.

    subject: an idea's key, a domain, or empty for what may be said of any idea.
    """

    subject: str
    frein: Statement | None
    levier: Statement | None

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(statement for statement in (self.frein, self.levier) if statement)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of the library. weight: how often it is chosen. shift: how much kinder or harder panels are on it."""

    label: str
    axis: Axis
    aspect: str | None
    weight: int
    shift: float
    is_global: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """What a follow-up says when an idea has that status."""

    status: OutcomeStatus
    accompaniment: str | None
    comment: str


@cache
def themes() -> tuple[Theme, ...]:
    """The codebook as shipped: families, each followed by its themes."""
    return tuple(Theme(**row) for row in _rows(CODEBOOK))


@cache
def ideas() -> tuple[Idea, ...]:
    """The ideas, each with the kind of administration that would carry it."""
    return tuple(Idea(**row) for row in _rows(_FOLDER / "ideas.csv"))


@cache
def administrations() -> tuple[Administration, ...]:
    """The partner administrations, all invented."""
    return tuple(Administration(**row) for row in _rows(_FOLDER / "administrations.csv"))


@cache
def exchanges() -> tuple[Exchange, ...]:
    """What panels say: freins, leviers, and freins with the levier that answers them."""
    return tuple(
        Exchange(row["subject"], _statement(Kind.FREIN, row), _statement(Kind.LEVIER, row))
        for row in _rows(_FOLDER / "statements.csv")
    )


@cache
def criteria() -> tuple[Criterion, ...]:
    """The criteria that a session may choose from."""
    return tuple(
        Criterion(
            label=row["label"],
            axis=Axis(row["axis"]),
            aspect=row["aspect"] or None,
            weight=int(row["weight"]),
            shift=float(row["shift"]),
            is_global=row["is_global"] == "oui",
        )
        for row in _rows(_FOLDER / "criteria.csv")
    )


@cache
def comments() -> tuple[Comment, ...]:
    """What a follow-up may say, by status."""
    return tuple(
        Comment(OutcomeStatus(row["status"]), row["accompaniment"] or None, row["comment"])
        for row in _rows(_FOLDER / "outcomes.csv")
    )


@cache
def organisations(college: College) -> tuple[str, ...]:
    """Where the people of a collège come from."""
    return tuple(row["organisation"] for row in _rows(_FOLDER / "organisations.csv") if row["college"] == college)


@cache
def places() -> tuple[str, ...]:
    """Where a session may be held."""
    return tuple(row["place"] for row in _rows(_FOLDER / "places.csv"))


@cache
def facilitations() -> tuple[str, ...]:
    """Who may run a session."""
    return tuple(row["facilitation"] for row in _rows(_FOLDER / "facilitation.csv"))


@cache
def situation_rows() -> tuple[dict[str, str], ...]:
    """The raw rows of situations.csv, which `situations.py` gives their meaning."""
    return tuple(_rows(_FOLDER / "situations.csv"))


def _statement(kind: Kind, row: dict[str, str]) -> Statement | None:
    text = row[kind.value]
    if not text:
        return None
    return Statement(kind, row[f"{kind}_theme"], College(row[f"{kind}_college"]), text)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
