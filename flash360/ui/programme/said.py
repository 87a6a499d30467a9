"""What the panels said, in columns: of which sessions, under which theme, aspect and year, with which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.charts.values import named
from flash360.model import Aspect, Kind
from flash360.statistics.grades import Whole
from flash360.themes.search import SearchIndex
from flash360.ui import data
from flash360.ui.programme import filters
from flash360.ui.programme.filters import Choice
from flash360.ui.spliced import taken

UNCODED: Final = "Non codé"
NO_ASPECT: Final = "Sans aspect"
UNDATED: Final = "Sans date"
FEW: Final = 5_000
"""Statements that are searched without an index made beforehand."""

FIELDS: Final = (
    "session_id", "number", "code", "administration", "domain", "session_date", "kind", "aspect", "aspect_origin", "text",
    "theme", "theme_label", "answers_number", "answered",
)  # fmt: skip
_COUNTED: Final = ("kind", "theme", "aspect")
_OF_SESSIONS: Final = ("domain", "administration")
_ASPECTS: Final = {aspect.value: labels.ASPECT[aspect] for aspect in Aspect}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader keeps; None keeps all. theme: its label, or its family's. open_only: freins that no levier answers."""

    theme: str | None = None
    aspect: str | None = None
    year: str | None = None
    kind: Kind | None = None
    open_only: bool = False


@dataclass(frozen=True)
class Column:
    """A column of few values, to count. names: its values, None the last; codes: the place of each row's among them."""

    names: list[Any]
    codes: Whole

    @classmethod
    def of(cls, values: pa.ChunkedArray) -> Column:
        """A column as it is to be counted."""
        found = values.combine_chunks().dictionary_encode()
        last = len(found.dictionary)
        codes = pc.fill_null(found.indices, last).to_numpy().astype(np.min_scalar_type(last))
        return cls([*found.dictionary.to_pylist(), None], codes)

    def told(self, names: Sequence[str | None]) -> Column:
        """The same with other names, in the order of its own; values of one name become one."""
        own = [*dict.fromkeys(name for name in names if name is not None), None]
        return Column(own, np.array([own.index(name) for name in names], dtype=self.codes.dtype)[self.codes])

    def repeated(self, times: Whole) -> Column:
        """Each row so many times."""
        return Column(self.names, np.repeat(self.codes, times))

    def first(self, values: pa.ChunkedArray) -> list[Any]:
        """Of another column, the value in the first row of each of its own; None of what no row has."""
        rows = np.full(len(self.names), -1)
        rows[self.codes[::-1]] = np.arange(len(self.codes))[::-1]
        return [None if row < 0 else values[row].as_py() for row in rows.tolist()]

    def at(self, places: Whole) -> pa.Array:
        """The values of some rows."""
        return pa.array(self.names, pa.string()).take(pa.array(self.codes[places]))

    def equal(self, places: Whole, value: object) -> Any:
        """Whether each of some rows has this value."""
        return self.codes[places] == self.names.index(value) if value in self.names else np.zeros(len(places), dtype=bool)


@dataclass(frozen=True)
class Said:
    """Everything said in a scope, session by session. rows: as the base says it; columns: those that are counted, by name.

    starts: whether each row is the first of its session; times: how many rows each session has; open: the freins that no levier
    answers. Of a choice only the places among all rows are made, and no text is copied.
    """

    rows: pa.Table
    columns: Mapping[str, Column]
    starts: Any
    times: Whole
    open: Any

    @classmethod
    def of(cls, statements: pa.Table, families: Mapping[str, str]) -> Said:
        """What is told, ready to be counted, by `family`, `theme_name`, `aspect_name` and `year` too.

        families: the label of the family of each theme, by the theme's code. The names of what is missing say so.
        """
        rows = statements.select(FIELDS)
        starts = _starts(rows["session_id"])
        times = np.diff(np.append(np.flatnonzero(starts), len(starts)))
        found = {name: Column.of(rows[name]) for name in _COUNTED}
        found |= {name: Column.of(rows[name].filter(starts)).repeated(times) for name in _OF_SESSIONS}
        theme, aspect = found["theme"], found["aspect"]
        labelled = theme.first(rows["theme_label"])
        year = Column.of(pc.cast(pc.year(rows["session_date"].filter(starts)), pa.string()))
        found |= {
            "theme_label": theme.told(labelled),
            "family": theme.told([families.get(code, name) for code, name in zip(theme.names, labelled, strict=True)]),
            "theme_name": theme.told([name or UNCODED for name in labelled]),
            "aspect_name": aspect.told([_ASPECTS.get(code, NO_ASPECT) for code in aspect.names]),
            "year": year.told([name or UNDATED for name in year.names]).repeated(times),
        }
        freins = pc.and_(pc.equal(rows["kind"], Kind.FREIN.value), pc.invert(rows["answered"])).to_numpy()
        return cls(rows, found, starts, times, freins)


@data.kept(2)
def of_viewer(viewer: Viewer) -> Said:
    """Everything said in the viewer's scope."""
    return Said.of(data.statements(viewer), families(data.themes()))


@data.kept(2)
def sessions(viewer: Viewer) -> Whole:
    """Of each statement, the place of its session in the programme."""
    every, ids = of_viewer(viewer), data.programme(viewer)["session_id"].combine_chunks()
    places = pc.index_in(every.rows["session_id"].filter(every.starts), value_set=ids).to_numpy()
    return np.repeat(places.astype(np.int32), every.times)


@data.kept(8)
def of_choice(viewer: Viewer, choice: Choice) -> Whole:
    """The places of what was said in the sessions that a choice keeps."""
    return np.flatnonzero(filters.mask(viewer, choice)[sessions(viewer)])


def families(themes: pa.Table) -> dict[str, str]:
    """The label of the family of each theme of a codebook, its own where it has none, by its code."""
    rows = themes.select(["theme", "label", "parent"]).to_pylist()
    names = {row["theme"]: row["label"] for row in rows}
    return {row["theme"]: names.get(row["parent"], row["label"]) for row in rows}


def counts(said: Said, places: Whole, *names: str) -> Counter[tuple[Any, ...]]:
    """How many statements have each combination of values of these columns."""
    columns = [said.columns[name] for name in names]
    shape = tuple(len(column.names) for column in columns)
    pairs = np.zeros(len(places), dtype=np.int64)
    for column in columns:
        pairs = pairs * len(column.names) + column.codes[places]
    found = np.bincount(pairs, minlength=int(np.prod(shape)))
    some = np.flatnonzero(found)
    values = [[column.names[at] for at in part] for column, part in zip(columns, np.unravel_index(some, shape), strict=True)]
    return Counter(dict(zip(zip(*values, strict=True), found[some].tolist(), strict=True)))


def open_freins(said: Said, places: Whole) -> Whole:
    """The freins that no levier answers."""
    return places[said.open[places]]


def matching(said: Said, places: Whole, search: str, wanted: Wanted = Wanted(), index: SearchIndex | None = None) -> Whole:
    """The statements that are wanted and that a search finds, best first; without a search all of them, in their order.

    Accents, case and word forms aside; where none holds every word, those that hold most of them. index: of all statements,
    by their place, made beforehand.
    """
    chosen = _wanted(said, places, wanted)
    if not search.strip():
        return chosen
    if index is not None:
        hits = np.array(index.search(search), dtype=np.int64)
        ranks = np.full(said.rows.num_rows, -1)
        ranks[hits] = np.arange(len(hits))
        found = np.flatnonzero(ranks[chosen] >= 0)
        if len(found) or len(chosen) > FEW:
            return chosen[found[np.argsort(ranks[chosen][found])]]
    own = SearchIndex(searchable(taken(said.rows, chosen)))
    return chosen[np.array(own.search(search), dtype=np.int64)]


def searchable(rows: pa.Table) -> pa.ChunkedArray:
    """What a search looks at in each statement: its text, the code and administration of its session, its theme."""
    columns = rows.select(["text", "code", "administration", "theme_label"]).columns
    return pc.binary_join_element_wise(*columns, " ", null_handling="skip")


def verbatim_table(said: Said, places: Whole) -> pa.Table:
    """Statements to read: their nature, their words as written, their theme, aspect and session.

    An aspect that the sheet does not give is marked as given on screen.
    """
    rows, columns = taken(said.rows, places), said.columns
    marks = pc.if_else(pc.fill_null(pc.equal(rows["aspect_origin"], "screen"), False), labels.GIVEN_ON_SCREEN, "")
    return pa.table(
        {
            "Nature": named(rows["kind"], {kind.value: labels.KIND[kind] for kind in Kind}, ""),
            "Texte": rows["text"],
            "Thème": columns["theme_name"].at(places),
            "Aspect": pc.binary_join_element_wise(columns["aspect_name"].at(places), marks, ""),
            "Session": rows["code"],
            "Administration": rows["administration"],
        }
    )


def distinct(said: Said, places: Whole, name: str) -> list[str]:
    """The values of a column, in order."""
    column = said.columns[name]
    return sorted(column.names[code] for code in np.flatnonzero(np.bincount(column.codes[places])))


def _wanted(said: Said, places: Whole, wanted: Wanted) -> Whole:
    columns = said.columns
    if wanted.open_only:
        places = open_freins(said, places)
    if wanted.theme is not None:
        places = places[columns["theme_name"].equal(places, wanted.theme) | columns["family"].equal(places, wanted.theme)]
    for name, value in (("aspect_name", wanted.aspect), ("year", wanted.year), ("kind", wanted.kind and wanted.kind.value)):
        if value is not None:
            places = places[columns[name].equal(places, value)]
    return places


def _starts(session_ids: pa.ChunkedArray) -> Any:
    """Whether each row is the first of its session."""
    found = np.ones(len(session_ids), dtype=bool)
    found[1:] = pc.fill_null(pc.not_equal(session_ids.slice(1), session_ids.slice(0, max(0, len(session_ids) - 1))), True)
    return found
