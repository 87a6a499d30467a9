"""Freins et leviers: which themes block, what carries, where, and the words behind each bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.charts.butterfly import SELECTION, butterfly
from flash360.charts.heat_map import heat_map
from flash360.model import Aspect, Kind
from flash360.themes.search import SearchIndex
from flash360.ui import chart, data, table, text
from flash360.ui.programme import emerging, filters, freshness

UNCODED: Final = "Non codé"
NO_ASPECT: Final = "Sans aspect"
MOST_SHOWN: Final = 50
_ACROSS: Final = {"Domaines": ("domain", "domaine"), "Administrations": ("administration", "administration")}
_KINDS: Final = {"Freins": Kind.FREIN, "Leviers": Kind.LEVIER}

_FIELDS: Final = ["code", "administration", "domain", "kind", "aspect", "text", "theme_label", "answered"]
Statement = dict[str, Any]


@st.fragment
def show(viewer: Viewer, programme: pa.Table) -> None:
    """The whole screen, in a fragment."""
    head = st.container()
    choice = filters.choose(programme, steps=False)
    kept = filters.kept(programme, choice)
    rows = of_sessions(data.statements(viewer), kept)
    with head:
        st.title(title(rows), anchor=False)
        freshness.show(viewer, kept.num_rows, programme.num_rows)
    if not rows:
        st.info("Aucun frein ni levier pour ces sessions. Retirez un filtre, ou importez leur feuille « Freins et leviers ».")
        return
    left, right = st.columns(2, gap="large")
    with left:
        by_theme = chart.show(
            butterfly(((row["theme_label"], Kind(row["kind"])) for row in rows), by="thème", blank=UNCODED),
            key="par-theme",
            on_select="rerun",
        )
    with right:
        chart.show(butterfly(((_aspect(row), Kind(row["kind"])) for row in rows), by="aspect", blank=NO_ASPECT), key="par-aspect")
        uncovered(rows)
    crossed(rows)
    emerging.show(data.statements(viewer), kept)
    clicked = (by_theme or {}).get(SELECTION)
    verbatims(rows, clicked[0]["name"] if clicked else None)


def of_sessions(statements: pa.Table, programme: pa.Table) -> list[Statement]:
    """The statements of the sessions of a programme table."""
    own = pc.is_in(statements["session_id"], value_set=programme["session_id"].combine_chunks())
    return statements.filter(own).select(_FIELDS).to_pylist()


def title(rows: Sequence[Statement]) -> str:
    """The finding: how many freins, and how many of them no levier answers."""
    freins = [row for row in rows if row["kind"] == Kind.FREIN]
    if not rows:
        return "Aucun frein ni levier à montrer"
    left = sum(not row["answered"] for row in freins)
    leviers = labels.plural(len(rows) - len(freins), "levier")
    return f"{labels.plural(len(freins), 'frein')}, {leviers} ; {labels.plural(left, 'frein')} sans levier"


def theme_of(row: Statement) -> str:
    """The label of a statement's theme."""
    return row["theme_label"] or UNCODED


def aspect_of(row: Statement) -> str:
    """The French wording of a statement's aspect."""
    return _aspect(row) or NO_ASPECT


def matching(rows: Sequence[Statement], search: str, *, theme: str | None = None, kind: Kind | None = None) -> list[Statement]:
    """The statements of a theme and a kind that a search finds, best first; all of them, in their order, without a search.

    Accents, case and word forms aside; where none holds every word, those that hold most of them.
    """
    chosen = [row for row in rows if (theme is None or theme_of(row) == theme) and (kind is None or row["kind"] == kind)]
    if not search.strip():
        return chosen
    index = SearchIndex([f"{row['text']} {row['code']} {row['administration']} {theme_of(row)}" for row in chosen])
    return [chosen[place] for place in index.search(search)]


def verbatim_table(rows: Sequence[Statement]) -> pa.Table:
    """Statements to read: their nature, their words as written, their theme, aspect and session."""
    columns = {
        "Nature": [labels.KIND[Kind(row["kind"])] for row in rows],
        "Texte": [row["text"] for row in rows],
        "Thème": [theme_of(row) for row in rows],
        "Aspect": [aspect_of(row) for row in rows],
        "Session": [row["code"] for row in rows],
        "Administration": [row["administration"] for row in rows],
    }
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def uncovered(rows: Sequence[Statement]) -> None:
    """The freins that no levier answers."""
    found = [row for row in rows if row["kind"] == Kind.FREIN and not row["answered"]]
    if not found:
        st.success("Chaque frein a au moins un levier.")
        return
    with st.expander(f"Les {labels.plural(len(found), 'frein')} sans levier"):
        table.show(
            verbatim_table(found).drop_columns(["Nature"]), caption="Freins sans levier", key="sans-levier", shown=MOST_SHOWN
        )


def crossed(rows: Sequence[Statement]) -> None:
    """Themes across administrations or domains."""
    with st.container(horizontal=True):
        kind = st.segmented_control("Compter", list(_KINDS), default="Freins", required=True, key="nature", bind="query-params")
        across = st.segmented_control(
            "Croiser avec", list(_ACROSS), default="Domaines", required=True, key="croise", bind="query-params"
        )
    field, noun = _ACROSS[across or "Domaines"]
    chosen = [row for row in rows if row["kind"] == _KINDS[kind or "Freins"] and row["theme_label"]]
    pairs = [(row["theme_label"], row[field] or filters.NO_DOMAIN) for row in chosen]
    chart.show(heat_map(pairs, across=noun, what=(kind or "Freins").lower()), key="croisement")


def verbatims(rows: Sequence[Statement], clicked: str | None) -> None:
    """What the panels said, behind a theme and a search."""
    st.header("Les mots des panels", anchor=False)
    if clicked:
        st.caption(f"Thème choisi dans le graphique : « {text.plain(clicked)} ».")
    themes = sorted({theme_of(row) for row in rows})
    with st.container(horizontal=True):
        theme = st.selectbox(
            "Thème", themes, index=None, placeholder="Tous les thèmes", key="theme", bind="query-params", width=320
        )
        search = st.text_input(
            "Chercher dans les textes", key="texte", bind="query-params", type="search", autocomplete="off", width=320
        )
    found = matching(rows, search or "", theme=theme or (clicked if clicked in themes else None))
    if not found:
        st.info("Aucun texte ne répond à cette recherche. Essayez un seul mot, ou un autre thème.")
        return
    st.caption(f"{labels.plural(len(found), 'texte')} sur {labels.french_number(len(rows))}.")
    table.show(verbatim_table(found), caption="Freins et leviers, tels qu'ils ont été dits", key="verbatims", shown=MOST_SHOWN)


def _aspect(row: Statement) -> str | None:
    return labels.ASPECT[Aspect(row["aspect"])] if row["aspect"] else None
