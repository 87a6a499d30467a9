"""A partner says where its idea stands; nothing changes in the base until an analyst confirms it."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from flash360 import ingest, labels
from flash360.access.scope import Viewer
from flash360.errors import Flash360Error
from flash360.findings import Severity
from flash360.model import OutcomeStatus
from flash360.ui import data, text
from flash360.ui.dossiers import outcome
from flash360.ui.dossiers.entering import sentence

_STATE: Final = {"pending": "en attente de confirmation", "confirmed": "confirmée", "declined": "non retenue"}
_SENT: Final = "proposition.envoyee"


def propose(viewer: Viewer, session: dict[str, Any]) -> None:
    """What the partner proposed so far, and the form to propose."""
    st.header("Où en est l'idée\u00a0?", anchor=False)
    if st.session_state.pop(_SENT, None) == session["code"]:
        st.success("Votre proposition est transmise. L'équipe du programme la confirmera.")
    for row in data.proposals(viewer).to_pylist():
        if row["code"] == session["code"]:
            status = labels.OUTCOME[OutcomeStatus(row["status"])]
            st.text(text.typeset(f"« {status} » au {labels.french_date(row['date'])} : {_STATE[row['state']]}."))
    with st.expander("Proposer une nouvelle"):
        asked = outcome.ask(
            f"proposition-{session['session_id']}",
            "Ce que devient votre idée",
            "Un clic transmet\u00a0; rien ne change avant qu'un analyste confirme.",
        )
    if asked is None:
        return
    try:
        found = ingest.propose(data.base(), viewer.scope, session["code"], asked, author=viewer.name)
    except Flash360Error as refused:
        st.error(text.plain(refused))
        return
    if found.blocking:
        for finding in found:
            if finding.severity is Severity.ERROR:
                st.error(text.plain(sentence(finding)))
        return
    st.session_state[_SENT] = session["code"]
    st.rerun()
