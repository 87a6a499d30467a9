"""Comparer: two to six sessions side by side, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.charts.side_by_side import LEAST, MOST, side_by_side, sides
from flash360.charts.theme import verdict_text
from flash360.model import Axis, Verdict
from flash360.reports.card import Card
from flash360.ui import address, card, chart, data, table, text
from flash360.ui.programme import freshness, offered, shared_themes

_KEY: Final = "comparer.sessions"
_PARAMETER: Final = "sessions"
_FIELDS: Final = ["code", "kind", "theme_label"]


def show(viewer: Viewer, programme: pa.Table) -> None:
    """The whole screen."""
    head = st.container()
    codes = pick(viewer, programme)
    kept = chosen(programme, codes)
    with head:
        st.title(title(kept.to_pylist()), anchor=False)
        freshness.show(kept.num_rows, programme.num_rows)
    if len(codes) < LEAST:
        st.info(f"Choisissez de {LEAST} à {MOST} sessions. L'adresse garde votre choix : elle se copie et s'envoie.")
        return
    card.show([summary(row) for row in kept.to_pylist()])
    with chart.side_by_side("comparer") as beside:
        for axis in Axis:
            beside.show(side_by_side(axis, sides(kept, axis)), key=f"comparer-{axis}")
    themes(viewer, codes)
    with st.container(horizontal=True):
        for code in codes:
            address.link(address.SCORECARD, f"Fiche {code}", session=code)


def chosen(programme: pa.Table, codes: Sequence[str]) -> pa.Table:
    """The rows of these sessions, in the order of the codes."""
    places = pc.index_in(pa.array(list(codes), pa.string()), value_set=programme["code"].combine_chunks())
    return programme.take(places)


def asked(programme: pa.Table, address_value: str) -> list[str]:
    """The codes of the programme that an address names, « A,B », case aside, at most six and each once."""
    known = {code.casefold(): code for code in programme["code"].to_pylist()}
    named = [known.get(part.strip().casefold()) for part in address_value.split(",")]
    return list(dict.fromkeys(code for code in named if code))[:MOST]


def title(rows: Sequence[dict[str, Any]]) -> str:
    """The finding: how many of the sessions are favourable."""
    if len(rows) < LEAST:
        return "Comparer des sessions"
    judged = [row for row in rows if row["verdict"]]
    kept = sum(row["verdict"] in (Verdict.FAVOURABLE, Verdict.WITH_RESERVATIONS) for row in judged)
    if not judged:
        return f"{len(rows)} sessions, aucun avis calculé"
    return f"{len(rows)} sessions côte à côte, {labels.plural(kept, 'avis favorable', 'avis favorables')} sur {len(judged)}"


def summary(row: dict[str, Any]) -> Card:
    """One session as a card: its verdict, its idea, and how solid it is."""
    details = [row["title"], row["administration"]]
    if row["verdict"]:
        details.append(f"n = {labels.plural(row['voters'], 'votant')}")
    if row["flips"] is not None:
        word = "participant suffirait" if row["flips"] == 1 else "participants suffiraient"
        details.append(f"{row['flips']} {word} à changer l'avis")
    split = [labels.AXIS[axis] for axis in Axis if row[f"{axis}_disagreement"]]
    if split:
        details.append(f"panel divisé en {' et en '.join(split)}")
    return Card(row["code"], verdict_text(row["verdict"]), details=tuple(details))


def pick(viewer: Viewer, programme: pa.Table) -> list[str]:
    """The sessions to compare: those of the address, kept there as others are chosen."""
    titles = offered.titles(viewer, False)
    if _KEY not in st.session_state or set(st.session_state[_KEY]) - titles.keys():
        st.session_state[_KEY] = asked(programme, st.query_params.get(_PARAMETER, ""))
    return st.multiselect(
        f"Sessions à comparer, de {LEAST} à {MOST}",
        offered.codes(viewer, titles, "comparer", held=st.session_state[_KEY]),
        format_func=offered.named(titles),
        key=_KEY,
        max_selections=MOST,
        placeholder="Choisir des sessions",
        on_change=_keep,
    )


def themes(viewer: Viewer, codes: Sequence[str]) -> None:
    """The themes of freins and leviers that the sessions share."""
    statements = data.statements(viewer)
    rows = statements.filter(pc.is_in(statements["code"], value_set=pa.array(list(codes)))).select(_FIELDS).to_pylist()
    st.header(shared_themes.title(rows, codes), anchor=False)
    st.caption(text.plain(shared_themes.sentence(rows, codes)))
    found = shared_themes.shared(rows, codes)
    if found.num_rows:
        table.show(found, caption="Thèmes des freins et leviers, session par session", key="themes-communs")


def _keep() -> None:
    """Write the choice in the address, so that it can be sent."""
    if codes := st.session_state.get(_KEY):
        st.query_params[_PARAMETER] = ",".join(codes)
    else:
        st.query_params.pop(_PARAMETER, None)
