"""The dossier that a workbook probably continues, when its code says nothing: a near title of a near administration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import pyarrow as pa
from rapidfuzz import fuzz, process

from flash360.findings import Finding, NearDossier
from flash360.ingest.current import State, states
from flash360.model import Section
from flash360.store import open_dossiers
from flash360.store.database import Queryable
from flash360.validation import session_code_key
from flash360.workbook.folding import fold
from flash360.workbook.reading import Reading

T = TypeVar("T")
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
    unknown = [[one for one in each if session_code_key(one["session_code"]) not in known] for each in fiches]
    candidates = _candidates(base, [one for each in unknown for one in each])
    rows = _confirmed(base, set().union(*candidates.values()))
    dossiers = {row["session_id"]: row for row in rows if session_code_key(row["code"]) not in written}

    def looked_like(fiche: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [dossiers[one.session_id] for one in candidates[_said(fiche)] if one.session_id in dossiers]

    return [[near for fiche in each if (near := _nearest(fiche, looked_like(fiche)))] for each in unknown]


def _fiches(reading: Reading) -> Iterator[dict[str, Any]]:
    """Code, title and administration of each fiche of a reading, as written."""
    for table in reading.tables:
        if table.section is Section.FICHE:
            cells = {column.key: column.cells.cast(pa.string()).to_pylist() for column in table.columns if column.key in _NAMES}
            for row in range(len(table.rows)):
                yield {key: cells[key][row] if key in cells else None for key in _NAMES}


_Said = tuple[str, str]
"""Title and administration, as a fiche writes them."""


def _said(fiche: Mapping[str, Any]) -> _Said:
    return fiche["title"], fiche["administration"]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """measured: something was once counted of its votes."""

    session_id: str
    measured: bool


def _candidates(base: Queryable, fiches: Sequence[Mapping[str, Any]]) -> dict[_Said, list[_Candidate]]:
    """By what is written, the sessions without a verdict that look like it, or did: few, and mostly none."""
    near = _near({one["administration"] for one in fiches}, open_dossiers.administrations(base))
    titles: dict[str, list[tuple[str, _Candidate]]] = defaultdict(list)
    if any(near.values()):
        for row in open_dossiers.titles(base, sorted({name for names in near.values() for name in names})).to_pylist():
            candidate = _Candidate(row["session_id"], row["measured"])
            titles[row["administration"]].append((_in_order(row["title"]), candidate))
    return {
        (title, administration): _like(title, [one for name in near[administration] for one in titles[name]])
        for title, administration in map(_said, fiches)
    }


def _confirmed(base: Queryable, candidates: Collection[_Candidate]) -> list[dict[str, Any]]:
    """Those that exist and have no votes: session_id, code, title, administration."""
    if not candidates:
        return []
    unmeasured, measured = (sorted(one.session_id for one in candidates if one.measured is so) for so in (False, True))
    return open_dossiers.dossiers(base, unmeasured, measured).to_pylist()


def _near(asked: Collection[str], names: Sequence[str]) -> dict[str, list[str]]:
    """Of each administration asked, the names that look like it."""
    ordered = [(_in_order(name), name) for name in names]
    return {one: _like(one, ordered, _ADMINISTRATION) for one in asked}


def _like(text: str, ordered: Sequence[tuple[str, T]], least: int = _TITLE - _AHEAD) -> list[T]:
    """What goes with each text, its words in order, that looks like this one."""
    likeness = process.extract_iter(_in_order(text), [one for one, _ in ordered], scorer=fuzz.ratio, score_cutoff=least)
    return [ordered[place][1] for _, _, place in likeness]


def _nearest(fiche: dict[str, Any], dossiers: list[dict[str, Any]]) -> Near | None:
    title, administration = map(_in_order, _said(fiche))
    scored = [
        (fuzz.ratio(title, _in_order(row["title"])), number)
        for number, row in enumerate(dossiers)
        if fuzz.ratio(administration, _in_order(row["administration"])) >= _ADMINISTRATION
    ]
    scored.sort(reverse=True)
    if not scored or scored[0][0] < _TITLE or (len(scored) > 1 and scored[0][0] - scored[1][0] < _AHEAD):
        return None
    row = dossiers[scored[0][1]]
    return Near(fiche["session_code"], row["code"], row["title"], row["administration"])


@lru_cache(maxsize=1 << 16)
def _in_order(text: str) -> str:
    """The same words in one order, whatever theirs and their accents: likeness is of these, 0 to 100."""
    return " ".join(sorted(fold(text).split()))
