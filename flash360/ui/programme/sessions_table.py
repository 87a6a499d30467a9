"""The table of the programme's sessions: search, sort, open, download."""

from __future__ import annotations

import unicodedata
from typing import Any

import pyarrow as pa
import streamlit as st

from flash360 import labels
from flash360.charts.theme import verdict_text
from flash360.model import OutcomeStatus, Step, Verdict
from flash360.ui import address, table


def folded(text: object) -> str:
    """A text without case nor accents, to search in."""
    parts = unicodedata.normalize("NFKD", str(text or "")).casefold()
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).replace("œ", "oe")


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
    rows: list[dict[str, Any]] = programme.select(["step", "verdict", "declared_verdict", "outcome_status"]).to_pylist()
    return pa.table(
        {
            "Session": programme["code"],
            "Titre": programme["title"],
            "Administration": programme["administration"],
            "Domaine": programme["domain"],
            "Date": programme["session_date"],
            "Étape": [labels.STEP[Step(row["step"])] for row in rows],
            "Avis du panel": [verdict_text(row["verdict"]) for row in rows],
            "Avis déclaré": [labels.VERDICT[Verdict(row["declared_verdict"])] if row["declared_verdict"] else "" for row in rows],
            "Faisabilité (0–100)": programme["feasibility_position"],
            "Impact (0–100)": programme["impact_position"],
            "Votants": programme["voters"],
            "Freins": programme["freins"],
            "Freins sans levier": programme["uncovered_freins"],
            "Suites": [labels.OUTCOME[OutcomeStatus(row["outcome_status"])] if row["outcome_status"] else "" for row in rows],
        }
    )


def show(programme: pa.Table, key: str) -> None:
    """The table with its search line; a row chosen opens its scorecard."""
    st.header("Toutes les sessions", anchor=False)
    search = st.text_input(
        "Chercher un code, un titre, une administration", key="recherche", bind="query-params", type="search", autocomplete="off"
    )
    found = matching(programme, search or "")
    if found.num_rows == 0:
        st.info("Aucune session ne répond à cette recherche. Essayez un seul mot, ou retirez un filtre.")
        return
    sessions = readable(found)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(f"{labels.plural(found.num_rows, 'session')}. Choisissez une ligne pour ouvrir sa fiche.")
        st.download_button(
            "Télécharger (CSV)", lambda: table.csv(sessions), "sessions.csv", "text/csv", key=f"{key}-csv", on_click="ignore"
        )
    one_decimal = st.column_config.NumberColumn(format="%.0f")
    chosen = table.grid(
        sessions,
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
        open_scorecard(found["code"][rows[0]].as_py())


def open_scorecard(code: str) -> None:
    """Go to a session's scorecard; ends the page."""
    st.switch_page(address.page(address.SCORECARD), query_params={"session": code})
