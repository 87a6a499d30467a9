"""The sign-in of this server: its settings, who is signed in, and who looks at this page."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from flash360.access.identity import Identity
from flash360.access.sign_in import SignIn
from flash360.access.signed_in import SignedIn

SIGNED_IN: Final = SignedIn()
NUMBER: Final = "session"
"""The one thing that Streamlit's signed cookie carries for us, and `st.user` gives back: the number of the sign-in."""
PROVIDER: Final = "fournisseur"
ASKING: Final[ContextVar[str | None]] = ContextVar("asking", default=None)
"""The number of the sign-in that the connection of a message holds; set by the wall, followed into what the message starts."""


@cache
def settings() -> SignIn | None:
    """Where people sign in, read once; None in the demonstration."""
    return SignIn.from_environment()


def number() -> str | None:
    """The number of the sign-in that this page's browser held when the page was opened."""
    found = st.user.to_dict().get(NUMBER)
    return found if isinstance(found, str) else None


def identity(held: str | None) -> Identity | None:
    """Who holds this number now; None when the sign-in is over or was ended."""
    found = SIGNED_IN.find(held, datetime.now(UTC))
    return found.identity if found else None


def receives(still: Callable[[], bool]) -> None:
    """Let this page, and no other sign-in's, be sent files for as long as `still` holds."""
    page = get_script_run_ctx()
    if page is not None:
        SIGNED_IN.give(number(), page.session_id, still)


def for_streamlit() -> dict[str, Any] | None:
    """What Streamlit wants to know before `st.login` and `st.user` work. The flow is ours: no secret is left with it.

    The cookie's key is drawn at each start, as sign-ins do not outlive the process: there is none to set, or to steal.
    """
    found = settings()
    if found is None:
        return None
    return {
        "auth": {
            "redirect_uri": found.redirect_uri,
            "cookie_secret": secrets.token_hex(32),
            PROVIDER: {
                "client_id": found.client_id,
                "client_secret": "-",
                "server_metadata_url": f"{found.issuer}/.well-known/openid-configuration",
            },
        }
    }
