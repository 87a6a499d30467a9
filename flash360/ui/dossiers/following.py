"""Suivi: what the dossiers ask of the team today, late first, each with its way to do it; then who is awaited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360 import ingest, labels, paris
from flash360.access.scope import Viewer
from flash360.errors import Flash360Error
from flash360.model import OutcomeStatus
from flash360.reports.card import Card
from flash360.reports.dossiers import actions
from flash360.reports.dossiers.actions import Action, Kind
from flash360.ui import address, card, data, guard, text
from flash360.ui.dossiers import entering, outcome
from flash360.ui.programme import filters, freshness

SHOWN: Final = 12
"""Rows of each list before « Voir les suivants »."""
_OPEN: Final = "suivi.ouvert"
_MORE: Final = "suivi.suite"
_BADGE: Final = {True: "En retard", False: "À venir"}
Rows = Mapping[str, Mapping[str, Any]]


@guard.fragment
def show(viewer: Viewer, programme: pa.Table) -> None:
    """The whole screen, in a fragment: a click draws it again without its frame."""
    head = st.container()
    choice = filters.choose(filters.options_of(programme), verdicts=False, steps=False)
    kept = filters.kept(data.programme(viewer), choice)
    rows = {row["code"]: row for row in kept.to_pylist()}
    today = paris.today()
    proposals = {row["proposal_id"]: row for row in data.proposals(viewer).to_pylist() if row["state"] == "pending"}
    own = [row for row in proposals.values() if row["code"] in rows]
    todo = actions.actions(rows.values(), own, today)
    waiting = sorted(
        (row for row in rows.values() if actions.is_waiting(row)),
        key=lambda row: (-(actions.since(row, today) or 0), row["code"]),
    )
    with head:
        st.title(actions.headline(todo), anchor=False)
        freshness.show(kept.num_rows, programme.num_rows)
        entering.done(viewer)
    card.show(_cards(todo, own, len(waiting)))
    with st.container(horizontal=True):
        address.link(address.DOSSIER, "Ouvrir un nouveau dossier")
        address.link(address.WEEK, "La semaine en une page, et son calendrier")
    _proposals(viewer, own)
    _today(viewer, [one for one in todo if one.kind is not Kind.PROPOSAL], rows)
    _waiting(viewer, waiting, today)


def _cards(todo: Sequence[Action], proposals: Sequence[Any], waiting: int) -> list[Card]:
    count = labels.french_number
    return [
        Card("En retard", count(len(actions.late(todo)))),
        Card("À faire sous 7 jours", count(len(actions.due(todo)))),
        Card("Propositions à confirmer", count(len(proposals))),
        Card("Sessions en attente de nouvelles", count(waiting)),
    ]


def _proposals(viewer: Viewer, proposals: Sequence[Mapping[str, Any]]) -> None:
    if not proposals:
        return
    st.header(labels.plural(len(proposals), "proposition à confirmer", "propositions à confirmer"), anchor=False)
    for row in proposals:
        with st.container(border=True, key=f"proposition-{row['proposal_id']}"):
            status = labels.OUTCOME[OutcomeStatus(row["status"])]
            st.write(f"**{text.plain(row['code'])} · {text.plain(row['title'])}**")
            more = [f"Accompagnement : {row['accompaniment']}." if row["accompaniment"] else "", row["comment"] or ""]
            said = f"{row['author']} propose « {status} » au {labels.french_date(row['date'])}."
            st.write(_words(" ".join([said, *(one for one in more if one)])))
            st.caption("Rien n'est changé dans la base tant que vous n'avez pas confirmé.")
            with st.container(horizontal=True):
                if st.button("Confirmer", type="primary", key=f"confirmer-{row['proposal_id']}"):
                    _confirm(viewer, row, status)
                if st.button("Écarter", key=f"ecarter-{row['proposal_id']}"):
                    _decline(viewer, row, status)


def _confirm(viewer: Viewer, row: Mapping[str, Any], status: str) -> None:
    said = f"{row['code']} : « {status} », proposé par {row['author']}, est enregistré."
    if entering.settle(lambda: ingest.confirm(data.base(), row["proposal_id"], author=viewer.name), said):
        st.rerun()


def _decline(viewer: Viewer, row: Mapping[str, Any], status: str) -> None:
    try:
        ingest.decline(data.base(), row["proposal_id"], author=viewer.name)
    except Flash360Error as refused:
        st.error(text.plain(refused))
        return
    entering.remember(f"La proposition « {status} » pour {row['code']} est écartée ; rien n'a changé dans la base.")
    st.rerun()


def _today(viewer: Viewer, todo: Sequence[Action], rows: Rows) -> None:
    st.header("À faire, le plus pressant d'abord", anchor=False)
    if not todo:
        st.success("Rien d'autre n'attend aujourd'hui.")
        return
    for one in _first(todo, "actions"):
        key = f"action-{one.code}"
        with st.container(border=True, key=f"{key}-{one.kind.value}", gap="small"):
            said, buttons = _line(f"{one.code} · {one.title}", one.administration)
            badge = f":red-badge[{_BADGE[True]}]" if one.late else f":blue-badge[{_BADGE[False]}]"
            said.write(f"{badge} **{actions.NAME[one.kind]}.** {_words(one.sentence)}")
            with buttons:
                if one.kind in (Kind.REVIEW, Kind.SILENT):
                    _button(key, one.code)
                elif one.kind is Kind.RESULTS:
                    address.link(address.IMPORT, "Importer son classeur")
                else:
                    address.link(address.DOSSIER, f"Ouvrir {text.plain(one.code)}", session=one.code)
            _form(viewer, rows[one.code], key)


def _waiting(viewer: Viewer, waiting: Sequence[Mapping[str, Any]], today: date) -> None:
    st.header(f"{labels.plural(len(waiting), 'session')} en attente de nouvelles, la plus ancienne d'abord", anchor=False)
    if not waiting:
        st.info("Chaque session tenue a une suite connue.")
        return
    for row in _first(waiting, "attente"):
        key = f"attente-{row['code']}"
        with st.container(border=True, key=f"attente-{row['session_id']}", gap="small"):
            said, buttons = _line(f"{row['code']} · {row['title']}", row["administration"])
            said.write(_words(_news(row, today)))
            with buttons:
                _button(key, row["code"])
            _form(viewer, row, key)


def _line(name: str, administration: str) -> tuple[Any, Any]:
    """One dossier on two lines, and beside them where its button goes."""
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        said = st.container()
        st.caption(f"{text.plain(name)} – {text.plain(administration)}")
    return said, right


def _words(sentence: str) -> str:
    return text.plain(text.typeset(sentence))


def _news(row: Mapping[str, Any], today: date) -> str:
    days = actions.since(row, today)
    status = labels.OUTCOME[OutcomeStatus(row["outcome_status"])] if row["outcome_status"] else "aucune suite saisie"
    silent = f"sans nouvelle depuis {labels.plural(days, 'jour')}" if days is not None else "date de la session inconnue"
    review = f"point suivant le {labels.french_date(row['next_review'])}" if row["next_review"] else "aucun point prévu"
    return f"{status} ; {silent} ; {review}."


def _button(key: str, code: str) -> None:
    """The first of the two clicks: opens the form of a row, or closes it."""
    opened = st.session_state.get(_OPEN) == key
    hint = f"Suite du dossier {code}"
    st.button("Fermer" if opened else "Saisir la suite", key=f"saisir-{key}", on_click=_toggle, args=(key,), help=hint)


def _toggle(key: str) -> None:
    st.session_state[_OPEN] = None if st.session_state.get(_OPEN) == key else key


def _form(viewer: Viewer, row: Mapping[str, Any], key: str) -> None:
    if st.session_state.get(_OPEN) == key and outcome.entry(viewer, row, key):
        st.session_state[_OPEN] = None
        st.rerun()


def _first(rows: Sequence[Any], key: str) -> Iterator[Any]:
    """The rows to show, then, below them, the button that shows more."""
    shown: int = st.session_state.get(f"{_MORE}.{key}", SHOWN)
    yield from rows[:shown]
    if len(rows) > shown:
        more = f"Montrer aussi les {min(SHOWN, len(rows) - shown)} suivants"
        st.button(more, key=f"suivants-{key}", on_click=_more, args=(key,))


def _more(key: str) -> None:
    st.session_state[f"{_MORE}.{key}"] = st.session_state.get(f"{_MORE}.{key}", SHOWN) + SHOWN
