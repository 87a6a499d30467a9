"""The page of a sign-in that did not succeed: a French sentence, a number that the log explains, the way back."""

from __future__ import annotations

import logging
import secrets
from typing import Final

from starlette.responses import HTMLResponse

from flash360.errors import SignInRefused
from flash360.model import Action
from flash360.ui import audit, web
from flash360.ui.text import escaped

UNKNOWN: Final = "inconnu"
"""Who is refused before it is sure who they are."""
_UNASKED: Final = frozenset({"state", "declined", "origin", "provider", "account"})
"""What anyone can provoke as often as they like, and what is recorded already: only the log has it."""
_LOG: Final = logging.getLogger("flash360")


def page(error: SignInRefused) -> HTMLResponse:
    """The answer (403). The log has the number, the word of the reason and where it was raised, neither token nor
    person; the audit trail has the number and the reason of an answer in doubt.
    """
    number = secrets.token_hex(4).upper()
    if error.reason not in _UNASKED:
        audit.event(UNKNOWN, Action.SIGN_IN_REFUSED, number, {"reason": error.reason})
    _LOG.warning("error %s: sign-in refused (%s)%s", number, error.reason, _cause(error))
    style = web.address("flash360.css")
    return HTMLResponse(
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>Connexion refusée – Flash 360</title><link rel="stylesheet" href="{style}"></head>'
        '<body class="f360-plain"><main><h1>La connexion n\'a pas abouti</h1>'
        f"<p>{escaped(error)}</p><p>Numéro à transmettre en cas de besoin\u00a0: {number}.</p>"
        '<p><a href="/">Revenir au tableau de bord</a></p></main></body></html>',
        403,
        headers={"cache-control": "no-store"},
    )


def _cause(error: SignInRefused) -> str:
    cause = error.__cause__
    return f", {type(cause).__name__}" if cause is not None else ""
