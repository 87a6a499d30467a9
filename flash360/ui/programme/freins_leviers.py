"""Freins et leviers: which themes block, what carries, where and when, what unblocked, and the words behind each bar.

What a choice shows is counted once for everyone with the same rights (`data.kept`), in columns, never text by text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.charts import butterfly as butterflies
from flash360.charts import heat_map as heat_maps
from flash360.charts.picture import Picture
from flash360.model import Kind
from flash360.statistics.grades import Whole
from flash360.themes.search import SearchIndex
from flash360.ui import chart, data, fold, guard, table, text
from flash360.ui.programme import emerging, filters, freshness, overcome, said
from flash360.ui.programme.filters import Choice
from flash360.ui.programme.said import NO_ASPECT, UNCODED, UNDATED, Wanted

MOST_SHOWN: Final = 50
_LEVELS: Final = {"Thèmes": ("theme_label", "thème"), "Familles": ("family", "famille")}
_ACROSS: Final = {"Domaines": ("domain", "domaine"), "Administrations": ("administration", "administration")}
_KINDS: Final = {"Freins": Kind.FREIN, "Leviers": Kind.LEVIER}


@guard.fragment
def show(viewer: Viewer, programme: pa.Table) -> None:
    """The whole screen, in a fragment."""
    head = st.container()
    choice = filters.choose(filters.options(viewer), steps=False)
    found = totals(viewer, choice)
    with head:
        st.title(title(found), anchor=False)
        freshness.show(found.sessions, programme.num_rows)
    if not found.count:
        st.info("Aucun frein ni levier pour ces sessions. Retirez un filtre, ou importez leur feuille « Freins et leviers ».")
        return
    clicked = counted(viewer, choice)
    uncovered(viewer, choice, found)
    overcome.show(viewer, choice, clicked.theme)
    crossed(viewer, choice)
    emerging.show(viewer, choice)
    verbatims(viewer, choice, found, clicked)


@dataclass(frozen=True)
class Totals:
    """How many statements, freins, freins without a levier, and sessions; the themes and aspects that are met."""

    count: int
    freins: int
    uncovered: int
    sessions: int
    themes: tuple[str, ...]
    aspects: tuple[str, ...]


@data.kept(256)
def totals(viewer: Viewer, choice: Choice) -> Totals:
    """The figures of a choice."""
    every, found = said.of_viewer(viewer), said.of_choice(viewer, choice)
    freins, uncovered = said.counts(every, found, "kind")[Kind.FREIN,], len(said.open_freins(every, found))
    names = (tuple(said.distinct(every, found, name)) for name in ("theme_name", "aspect_name"))
    return Totals(len(found), freins, uncovered, int(filters.mask(viewer, choice).sum()), *names)


def title(found: Totals) -> str:
    """The finding: how many freins, and how many of them no levier answers."""
    if not found.count:
        return "Aucun frein ni levier à montrer"
    leviers = labels.plural(found.count - found.freins, "levier")
    return f"{labels.plural(found.freins, 'frein')}, {leviers} ; {labels.plural(found.uncovered, 'frein')} sans levier"


def counted(viewer: Viewer, choice: Choice) -> Wanted:
    """Butterflies by theme (or family), by aspect and by year; what was clicked in them."""
    level = st.segmented_control("Compter par", list(_LEVELS), default="Thèmes", required=True, key="niveau", bind="query-params")
    field, noun = _LEVELS[level or "Thèmes"]
    left, right = st.columns(2, gap="large")
    with left:
        theme = _clicked(butterfly(viewer, choice, field, noun, UNCODED), f"par-{noun}")
    with right:
        aspect = _clicked(butterfly(viewer, choice, "aspect_name", "aspect", NO_ASPECT), "par-aspect")
        year = _clicked(butterfly(viewer, choice, "year", "année", UNDATED), "par-annee")
    return Wanted(theme, aspect, year)


@data.kept(256)
def butterfly(viewer: Viewer, choice: Choice, field: str, noun: str, blank: str) -> Picture:
    """Freins and leviers by the values of a column; those named `blank` have none."""
    counts = said.counts(said.of_viewer(viewer), said.of_choice(viewer, choice), field, "kind")
    named = {(None if name == blank else name, Kind(str(kind))): count for (name, kind), count in counts.items()}
    return butterflies.butterfly(named, by=noun, blank=blank, in_order=field == "year")


def uncovered(viewer: Viewer, choice: Choice, found: Totals) -> None:
    """The freins that no levier answers."""
    if not found.uncovered:
        st.success("Chaque frein a au moins un levier.")
        return
    fold.show(
        f"Les {labels.plural(found.uncovered, 'frein')} sans levier",
        lambda: table.show(
            first_uncovered(viewer, choice), caption="Freins sans levier", key="sans-levier", count=found.uncovered,
            whole=lambda: _uncovered(viewer, choice, None),
        ),
        key="sans-levier",
    )  # fmt: skip


@data.kept(256)
def first_uncovered(viewer: Viewer, choice: Choice) -> pa.Table:
    """The first freins without a levier, to read."""
    return _uncovered(viewer, choice, MOST_SHOWN)


def _uncovered(viewer: Viewer, choice: Choice, most: int | None) -> pa.Table:
    every = said.of_viewer(viewer)
    found = said.open_freins(every, said.of_choice(viewer, choice))[:most]
    return said.verbatim_table(every, found).drop_columns(["Nature"])


def crossed(viewer: Viewer, choice: Choice) -> None:
    """Themes across administrations or domains."""
    with st.container(horizontal=True):
        kind = st.segmented_control("Compter", list(_KINDS), default="Freins", required=True, key="nature", bind="query-params")
        across = st.segmented_control(
            "Croiser avec", list(_ACROSS), default="Domaines", required=True, key="croise", bind="query-params"
        )
    chart.show(heat_map(viewer, choice, kind or "Freins", across or "Domaines"), key="croisement")


@data.kept(256)
def heat_map(viewer: Viewer, choice: Choice, kind: str, across: str) -> Picture:
    """Statements of a kind by theme and by administration or domain."""
    field, noun = _ACROSS[across]
    counts = said.counts(said.of_viewer(viewer), said.of_choice(viewer, choice), "theme_label", field, "kind")
    pairs = {
        (str(name), group or filters.NO_DOMAIN): n
        for (name, group, one), n in counts.items()
        if name is not None and one == _KINDS[kind]
    }
    return heat_maps.heat_map(pairs, across=noun, what=kind.lower())


def verbatims(viewer: Viewer, choice: Choice, totals: Totals, clicked: Wanted) -> None:
    """What the panels said, behind a bar of a chart or the reader's own choices, and a search."""
    st.header("Les mots des panels", anchor=False)
    names = [name for name in (clicked.theme, clicked.aspect, clicked.year) if name]
    if names:
        st.caption(text.plain(text.typeset("Choisi dans les graphiques : " + ", ".join(f"« {name} »" for name in names) + ".")))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        theme = _one("Thème", totals.themes, "theme", "Tous les thèmes", 300)
        aspect = _one("Aspect", totals.aspects, "aspect", "Tous", 160)
        kind = _one("Nature", list(_KINDS), "verbatims-nature", "Freins et leviers", 180)
        search = st.text_input(
            "Chercher dans les textes", key="texte", bind="query-params", type="search", autocomplete="off", width=260
        )
        alone = st.checkbox("Freins sans levier seulement", key="seuls", bind="query-params")
    wanted = Wanted(theme or clicked.theme, aspect or clicked.aspect, clicked.year, _KINDS.get(kind or ""), alone)
    asked = (search or "").strip()
    with st.spinner("Recherche dans les textes…"):
        count, first = found(viewer, choice, wanted, asked)
    if not count:
        st.info("Aucun texte ne répond à cette recherche. Essayez un seul mot, ou un autre thème.")
        return
    st.caption(f"{labels.plural(count, 'texte')} sur {labels.french_number(totals.count)}.")
    caption = "Freins et leviers, tels qu'ils ont été dits"
    table.show(
        first, caption=caption, key="verbatims", count=count,
        whole=lambda: said.verbatim_table(said.of_viewer(viewer), _matching(viewer, choice, wanted, asked)),
    )  # fmt: skip


@data.kept(256)
def found(viewer: Viewer, choice: Choice, wanted: Wanted, search: str) -> tuple[int, pa.Table]:
    """How many texts are wanted and found, and the first of them to read."""
    matching = _matching(viewer, choice, wanted, search)
    return len(matching), said.verbatim_table(said.of_viewer(viewer), matching[:MOST_SHOWN])


def _matching(viewer: Viewer, choice: Choice, wanted: Wanted, search: str) -> Whole:
    index = _index(viewer) if search else None
    return said.matching(said.of_viewer(viewer), said.of_choice(viewer, choice), search, wanted, index)


@data.kept(4)
def _index(viewer: Viewer) -> SearchIndex:
    """The words of everything said in the viewer's scope, by their place."""
    return SearchIndex(said.searchable(said.of_viewer(viewer).rows))


def _clicked(picture: Picture, key: str) -> str | None:
    """Draw a butterfly; the group whose bar was clicked."""
    drawn: Any = chart.show(picture, key=key, on_select="rerun")
    clicked = (drawn or {}).get(butterflies.SELECTION)
    return clicked[0]["name"] if clicked else None


def _one(label: str, options: Sequence[str], key: str, everything: str, width: int) -> str | None:
    return st.selectbox(label, list(options), index=None, placeholder=everything, key=key, bind="query-params", width=width)
