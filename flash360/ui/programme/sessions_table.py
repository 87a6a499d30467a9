"""The table of the programme's sessions: search, sort, open, download."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import streamlit as st

from flash360 import labels
from flash360.accents import without_marks
from flash360.access.scope import Viewer
from flash360.charts.theme import VERDICT_TEXT
from flash360.charts.values import named
from flash360.model import OutcomeStatus, Step
from flash360.ui import address, data, guard, offer, table
from flash360.ui.programme import filters
from flash360.ui.programme.filters import Choice

_STEP: Final = {step.value: labels.STEP[step] for step in Step}
_OUTCOME: Final = {status.value: labels.OUTCOME[status] for status in OutcomeStatus}
SHOWN: Final = 500
"""Rows that the browser is given; a search reaches the others, the file has them all."""


def folded(text: object) -> str:
    """A text without case nor accents, to search in."""
    parts = unicodedata.normalize("NFKD", str(text or "")).casefold()
    return without_marks(parts).replace("œ", "oe")


def matching(programme: pa.Table, search: str) -> pa.Table:
    """The sessions whose code, title, administration or domain hold every word of a search, accents and case aside."""
    words = folded(search).split()
    if not words:
        return programme
    columns = (programme[name].to_pylist() for name in ("code", "title", "administration", "domain"))
    keep = [
        all(word in text for word in words) for text in (folded(" ".join(map(str, row))) for row in zip(*columns, strict=True))
    ]
    return programme.filter(pa.array(keep, pa.bool_()))


def readable(programme: pa.Table) -> pa.Table:
    """The sessions with French headings and wording; shares in percent, positions from 0 to 100."""
    return pa.table(
        {
            "Session": programme["code"],
            "Titre": programme["title"],
            "Administration": programme["administration"],
            "Domaine": programme["domain"],
            "Date": programme["session_date"],
            "Étape": named(programme["step"], _STEP, None),
            "Avis du panel": named(programme["verdict"], VERDICT_TEXT, labels.UNKNOWN_VOTES),
            "Avis déclaré": named(programme["declared_verdict"], VERDICT_TEXT, ""),
            "Faisabilité (0–100)": programme["feasibility_position"],
            "Impact (0–100)": programme["impact_position"],
            "Votants": programme["voters"],
            "Freins": programme["freins"],
            "Freins sans levier": programme["uncovered_freins"],
            "Suites": named(programme["outcome_status"], _OUTCOME, ""),
        }
    )


@dataclass(frozen=True)
class Found:
    """The sessions that a search finds. count: how many; codes: of those shown; rows: those shown, to read."""

    count: int
    codes: tuple[str, ...]
    rows: pa.Table


@data.kept(256)
def found(viewer: Viewer, choice: Choice, search: str) -> Found:
    """What a search finds among the sessions of a choice, the first `SHOWN` of them."""
    sessions = matching(filters.chosen(viewer, choice), search)
    shown = sessions.slice(0, SHOWN)
    return Found(sessions.num_rows, tuple(shown["code"].to_pylist()), readable(shown))


@guard.fragment
def show(viewer: Viewer, choice: Choice, key: str) -> None:
    """The table with its search line, which a search draws alone; a row chosen opens its scorecard."""
    st.header("Toutes les sessions", anchor=False)
    search = st.text_input(
        "Chercher un code, un titre, une administration", key="recherche", bind="query-params", type="search", autocomplete="off"
    )
    sessions = found(viewer, choice, search or "")
    if sessions.count == 0:
        st.info("Aucune session ne répond à cette recherche. Essayez un seul mot, ou retirez un filtre.")
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        more = f", dont les {SHOWN} premières ici\u00a0: cherchez ou filtrez les autres" if sessions.count > SHOWN else ""
        st.caption(f"{labels.plural(sessions.count, 'session')}{more}. Choisissez une ligne pour ouvrir sa fiche.")

        def csv() -> bytes:
            return table.csv(readable(matching(filters.chosen(viewer, choice), search or "")))

        offer.file("Télécharger (CSV)", csv, "sessions.csv", "text/csv", key=f"{key}-csv")
    one_decimal = st.column_config.NumberColumn(format="%.0f")
    chosen = table.grid(
        sessions.rows,
        caption="Les sessions du programme, une par ligne",
        key=key,
        columns={
            "Date": st.column_config.DateColumn(format="DD/MM/YYYY"),
            "Titre": st.column_config.TextColumn(width="large"),
            "Faisabilité (0–100)": one_decimal,
            "Impact (0–100)": one_decimal,
        },
        on_select="rerun",
        selection_mode="single-row",
    )
    if rows := chosen.selection.rows:
        open_scorecard(sessions.codes[rows[0]])


def open_scorecard(code: str) -> None:
    """Go to a session's scorecard; ends the page."""
    st.switch_page(address.page(address.SCORECARD), query_params={"session": code})
