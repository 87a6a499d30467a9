"""What the panels said, as a table: of which sessions, under which theme, aspect and year, with which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.model import Aspect, Kind
from flash360.themes.search import SearchIndex
from flash360.ui import data
from flash360.ui.programme import filters
from flash360.ui.programme.filters import Choice

UNCODED: Final = "Non codé"
NO_ASPECT: Final = "Sans aspect"
UNDATED: Final = "Sans date"
FEW: Final = 5_000
"""Statements that are searched without an index made beforehand."""

FIELDS: Final = (
    "session_id", "number", "code", "administration", "domain", "session_date", "kind", "aspect", "aspect_origin", "text",
    "theme", "theme_label", "answers_number", "answered",
)  # fmt: skip
_ASPECTS: Final = {aspect.value: labels.ASPECT[aspect] for aspect in Aspect}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader keeps; None keeps all. theme: its label, or its family's. open_only: freins that no levier answers."""

    theme: str | None = None
    aspect: str | None = None
    year: str | None = None
    kind: Kind | None = None
    open_only: bool = False


@data.kept(2)
def of_viewer(viewer: Viewer) -> pa.Table:
    """Everything said in the viewer's scope."""
    return told(data.statements(viewer), families(data.themes()))


@data.kept(4)
def of_choice(viewer: Viewer, choice: Choice) -> pa.Table:
    """What was said in the sessions that a choice keeps."""
    return of_sessions(of_viewer(viewer), filters.chosen(viewer, choice)) if choice != Choice() else of_viewer(viewer)


def told(statements: pa.Table, families: Mapping[str, str]) -> pa.Table:
    """The statements as screens count them: with their `place` among all, `family`, `theme_name`, `aspect_name` and `year`.

    families: the label of the family of each theme, by the theme's code. The names of what is missing say so.
    """
    rows = statements.select(FIELDS)
    aspects = _named(rows["aspect"], _ASPECTS, NO_ASPECT)
    years = pc.fill_null(pc.cast(pc.year(rows["session_date"]), pa.string()), UNDATED)
    more = {
        "place": pa.array(np.arange(rows.num_rows)),
        "family": pc.coalesce(_named(rows["theme"], families, None), rows["theme_label"]),
        "theme_name": pc.fill_null(rows["theme_label"], UNCODED),
        "aspect_name": aspects,
        "year": years,
    }
    for name, values in more.items():
        rows = rows.append_column(name, values)
    return rows


def of_sessions(said: pa.Table, programme: pa.Table) -> pa.Table:
    """The statements of the sessions of a programme table."""
    return said.filter(pc.is_in(said["session_id"], value_set=programme["session_id"].combine_chunks()))


def families(themes: pa.Table) -> dict[str, str]:
    """The label of the family of each theme of a codebook, its own where it has none, by its code."""
    rows = themes.select(["theme", "label", "parent"]).to_pylist()
    names = {row["theme"]: row["label"] for row in rows}
    return {row["theme"]: names.get(row["parent"], row["label"]) for row in rows}


def counts(rows: pa.Table, *names: str) -> Counter[tuple[str | None, ...]]:
    """How many statements have each combination of values of these columns, in the order in which they first come."""
    found = rows.group_by(list(names), use_threads=False).aggregate([([], "count_all")])
    keys = zip(*(found[name].to_pylist() for name in names), strict=True)
    return Counter(dict(zip(keys, found["count_all"].to_pylist(), strict=True)))


def open_freins(rows: pa.Table) -> pa.Table:
    """The freins that no levier answers."""
    return rows.filter(pc.and_(pc.equal(rows["kind"], Kind.FREIN.value), pc.invert(rows["answered"])))


def matching(rows: pa.Table, search: str, wanted: Wanted = Wanted(), index: SearchIndex | None = None) -> pa.Table:
    """The statements that are wanted and that a search finds, best first; without a search all of them, in their order.

    Accents, case and word forms aside; where none holds every word, those that hold most of them. index: of all statements,
    by their place, made beforehand.
    """
    chosen = _wanted(rows, wanted)
    if not search.strip():
        return chosen
    if index is not None:
        places = chosen["place"].to_numpy()
        hits = np.array(index.search(search), dtype=np.int64)
        ranks = np.full(1 + max(int(places.max(initial=-1)), int(hits.max(initial=-1))), -1)
        ranks[hits] = np.arange(len(hits))
        found = np.flatnonzero(ranks[places] >= 0)
        if len(found) or chosen.num_rows > FEW:
            return chosen.take(pa.array(found[np.argsort(ranks[places][found])]))
    own = SearchIndex(searchable(chosen))
    return chosen.take(pa.array(own.search(search), pa.int64()))


def searchable(rows: pa.Table) -> pa.ChunkedArray:
    """What a search looks at in each statement: its text, the code and administration of its session, its theme."""
    columns = rows.select(["text", "code", "administration", "theme_label"]).columns
    return pc.binary_join_element_wise(*columns, " ", null_handling="skip")


def verbatim_table(rows: pa.Table) -> pa.Table:
    """Statements to read: their nature, their words as written, their theme, aspect and session.

    An aspect that the sheet does not give is marked as given on screen.
    """
    marks = pc.if_else(pc.fill_null(pc.equal(rows["aspect_origin"], "screen"), False), labels.GIVEN_ON_SCREEN, "")
    return pa.table(
        {
            "Nature": _named(rows["kind"], {kind.value: labels.KIND[kind] for kind in Kind}, ""),
            "Texte": rows["text"],
            "Thème": rows["theme_name"],
            "Aspect": pc.binary_join_element_wise(rows["aspect_name"], marks, ""),
            "Session": rows["code"],
            "Administration": rows["administration"],
        }
    )


def distinct(rows: pa.Table, name: str) -> list[str]:
    """The values of a column, in order."""
    return sorted(pc.unique(rows[name]).to_pylist())


def _named(column: pa.ChunkedArray, names: Mapping[str, str], blank: str | None) -> pa.ChunkedArray:
    """The name of each code of a column, `blank` where there is none."""
    known: Sequence[str] = list(names)
    places = pc.index_in(column, value_set=pa.array(known, pa.string()))
    found = pa.array([names[code] for code in known], pa.string()).take(places.combine_chunks())
    return pa.chunked_array([found if blank is None else pc.fill_null(found, blank)])


def _wanted(rows: pa.Table, wanted: Wanted) -> pa.Table:
    if wanted.open_only:
        rows = open_freins(rows)
    if wanted.theme is not None:
        own, family = pc.equal(rows["theme_name"], wanted.theme), pc.fill_null(pc.equal(rows["family"], wanted.theme), False)
        rows = rows.filter(pc.or_(own, family))
    for name, value in (("aspect_name", wanted.aspect), ("year", wanted.year), ("kind", wanted.kind and wanted.kind.value)):
        if value is not None:
            rows = rows.filter(pc.equal(rows[name], value))
    return rows
