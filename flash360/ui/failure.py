"""An error that nobody expected: the reader gets a sentence and a number, the log gets the rest under the same number."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from flash360.errors import Flash360Error
from flash360.ui import text

_LOG = logging.getLogger("flash360")


def on_script_error(error: Exception) -> bool:
    """Tell the reader what happened, in French and without a trace. True: Streamlit shows nothing more."""
    if isinstance(error, Flash360Error):
        st.error(text.plain(error))
    else:
        st.error(
            f"Cette page a rencontré une erreur inattendue (n°\u00a0{logged(error)}). Rien n'a été enregistré par cette action. "
            "Rechargez la page\u00a0; si l'erreur revient, transmettez ce numéro à l'équipe du programme."
        )
    return True


def logged(error: Exception) -> str:
    """Write an error in the log; the number under which it is there, for those who are shown nothing more."""
    number = secrets.token_hex(4).upper()
    _LOG.error("error %s", number, exc_info=error)
    return number
