"""What an analyst types goes into the base as an import; what was done, and the way back, are said on the next run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from flash360 import ingest
from flash360.access.scope import Viewer
from flash360.errors import Flash360Error
from flash360.findings import Finding, Severity
from flash360.ingest import Outcome, Receipt
from flash360.model import Section
from flash360.ui import data, text
from flash360.workbook.entry import SHEET

_DONE: Final = "saisie.faite"

Record = Mapping[str, Any]


def enter(viewer: Viewer, sections: Mapping[Section, Sequence[Record]], said: str, *, opening: bool = False) -> Receipt | None:
    """Store what was typed; None, with the reasons shown, when it may not be.

    said: what was done, in a sentence: `done` shows it on the next run, with what the checks found to say and an undo.
    """
    return settle(lambda: ingest.enter(data.base(), sections, author=viewer.name, opening=opening), said)


def settle(act: Callable[[], Receipt], said: str) -> Receipt | None:
    """The same for any act that gives a receipt."""
    try:
        receipt = act()
    except Flash360Error as refused:
        st.error(text.plain(refused))
        return None
    if receipt.outcome is Outcome.REJECTED:
        for finding in receipt.findings:
            if finding.severity is Severity.ERROR:
                st.error(text.plain(sentence(finding)))
        return None
    told = [sentence(finding) for finding in receipt.findings if finding.severity is not Severity.ERROR]
    unchanged = receipt.outcome is Outcome.UNCHANGED
    remember("La base dit déjà tout cela : rien n'a changé." if unchanged else said, None if unchanged else receipt.number, told)
    return receipt


def remember(said: str, number: int | None = None, told: Sequence[str] = ()) -> None:
    """Keep what `done` will show: what was done, the import that did it, what is to be said of it."""
    st.session_state[_DONE] = (said, number, tuple(told))


def done(viewer: Viewer) -> None:
    """Say what was just stored, and offer to undo it; nothing when nothing was."""
    kept = st.session_state.get(_DONE)
    if kept is None:
        return
    said, number, told = kept
    with st.container(border=True, key="saisie-faite"):
        st.success(text.plain(text.typeset(said)))
        for one in told:
            st.warning(text.plain(text.typeset(one)))
        with st.container(horizontal=True):
            if number is not None and st.button("Annuler cette saisie", key="saisie-annuler"):
                _undo(viewer, number)
            if st.button("Fermer ce message", key="saisie-fermer"):
                st.session_state.pop(_DONE, None)
                st.rerun()


def sentence(finding: Finding) -> str:
    """A finding's sentence, its place being a field of the form: « Date session : la session (…) précède le cadrage (…). »."""
    return finding.message.replace(f"{SHEET}!", "")


def _undo(viewer: Viewer, number: int) -> None:
    try:
        ingest.undo(data.base(), number, author=viewer.name)
    except Flash360Error as refused:
        st.error(text.plain(refused))
        return
    remember(f"La saisie n°\u00a0{number} est annulée : le dossier est comme avant elle. Elle se rétablit depuis l'historique.")
    st.rerun()
