"""The dossier that a workbook probably continues, when its code says nothing: a near title of a near administration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from flash360.findings import Finding, NearDossier
from flash360.ingest.current import State, states
from flash360.model import Section
from flash360.store import content
from flash360.store.database import Queryable
from flash360.validation import session_code_key
from flash360.workbook.folding import fold
from flash360.workbook.reading import Reading

_NAMES = ("session_code", "title", "administration")
_TITLE, _ADMINISTRATION, _AHEAD = 80, 85, 5
"""Likeness, of 100, from which a dossier is proposed; and by how much the best must lead the second. Proposed, never chosen."""


@dataclass(frozen=True, slots=True)
class Near:
    """written: the code that the workbook gives. code, title, administration: of the dossier it looks like."""

    written: str
    code: str
    title: str
    administration: str

    @property
    def finding(self) -> Finding:
        """What is said of it where nobody is there to confirm it."""
        return NearDossier(
            session=self.written, details={"code": self.code, "title": self.title, "administration": self.administration}
        )


def near_dossiers(base: Queryable, reading: Reading) -> list[Near]:
    """For each fiche of an unknown code, the one dossier without votes that it looks like, if there is one."""
    codes = [fiche["session_code"] for fiche in _fiches(reading) if fiche["session_code"]]
    return near_among(base, [reading], states(base, codes))[0]


def near_among(base: Queryable, readings: Sequence[Reading], found: Mapping[str, State]) -> list[list[Near]]:
    """The same for each of some readings; found: the base's state of every session they name, by the key of its code."""
    known = {key for key, state in found.items() if state.current}
    fiches = [[one for one in _fiches(reading) if all(one.values())] for reading in readings]
    written = {session_code_key(one["session_code"]) for each in fiches for one in each}
    if written <= known:
        return [[] for _ in readings]
    dossiers = [row for row in content.open_dossiers(base).to_pylist() if session_code_key(row["code"]) not in written]
    unknown = [[one for one in each if session_code_key(one["session_code"]) not in known] for each in fiches]
    return [[near for fiche in each if (near := _nearest(fiche, dossiers))] for each in unknown]


def _fiches(reading: Reading) -> Iterator[dict[str, Any]]:
    """Code, title and administration of each fiche of a reading, as written."""
    for table in reading.tables:
        if table.section is Section.FICHE:
            cells = {column.key: column.cells.to_pylist() for column in table.columns if column.key in _NAMES}
            for row in range(len(table.rows)):
                yield {key: cells[key][row] if key in cells else None for key in _NAMES}


def _nearest(fiche: dict[str, Any], dossiers: list[dict[str, Any]]) -> Near | None:
    scored = [
        (_like(fiche["title"], row["title"]), number)
        for number, row in enumerate(dossiers)
        if _like(fiche["administration"], row["administration"]) >= _ADMINISTRATION
    ]
    scored.sort(reverse=True)
    if not scored or scored[0][0] < _TITLE or (len(scored) > 1 and scored[0][0] - scored[1][0] < _AHEAD):
        return None
    row = dossiers[scored[0][1]]
    return Near(fiche["session_code"], row["code"], row["title"], row["administration"])


def _like(one: str, other: str) -> float:
    """0 to 100: the same words, in whatever order and whatever their accents."""
    return fuzz.token_sort_ratio(fold(one), fold(other))
