"""The outer wall: which requests reach Streamlit at all.

Without sign-in, only this machine's own: neither another machine through a relay nor a web site whose name leads here. With
sign-in, files that the pages made are for whoever they were made for, files go to a page of one's own that asks for one, and
cookies travel over TLS only, where there is TLS.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from flash360.access.sign_in import LOOPBACK, SignIn
from flash360.model import Action
from flash360.ui import audit
from flash360.ui.heard import hearing
from flash360.ui.signin import here
from flash360.ui.signin.routes import number_in

_MADE: Final = "/media/"
_FIGURES: Final = "/_stcore/metrics"
_SENT: Final = "/_stcore/upload_file/"
_YEAR: Final = 365 * 24 * 3600


class Wall:
    """Middleware. sign_in: how people sign in; None for the demonstration."""

    def __init__(self, app: ASGIApp, sign_in: SignIn | None) -> None:
        self.app = app
        self._sign_in = sign_in
        self._told: set[tuple[str, str]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        if refusal := self._refusal(request) or await self._of_a_file(request):
            await _refuse(refusal, scope, receive, send)
            return
        if scope["type"] == "websocket":
            here.ASKING.set(number_in(dict(request.cookies)))
            receive = hearing(receive)
        secure = self._sign_in is not None and self._sign_in.secure
        await self.app(scope, receive, _over_tls(send) if secure else send)

    def _refusal(self, request: HTTPConnection) -> str | None:
        """Why this request goes no further, in a French sentence; None when it does."""
        if request.scope["path"] == _FIGURES:
            return "Cette adresse n'est pas ouverte."
        if self._sign_in is None and (
            request.client is None or request.client.host not in LOOPBACK or request.url.hostname not in LOOPBACK
        ):
            return "La démonstration ne répond qu'à la machine sur laquelle elle tourne."
        return None

    async def _of_a_file(self, request: HTTPConnection) -> str | None:
        """The same for a file that a page made, or that one is sent."""
        path = PurePosixPath(request.scope["path"])
        if self._sign_in is None or not str(path).startswith((_MADE, _SENT)):
            return None
        number = number_in(dict(request.cookies)) or ""
        found = here.SIGNED_IN.find(number, datetime.now(UTC))
        if found is None:
            return "Connectez-vous pour obtenir ce fichier."
        named = path.stem if str(path).startswith(_MADE) else path.parent.name
        if await run_in_threadpool(here.SIGNED_IN.was_given, number, named):  # it may ask the base
            return None
        if (number, door := path.parts[1]) not in self._told:
            self._told.add((number, door))
            await run_in_threadpool(audit.event, found.identity.email, Action.ACCESS_REFUSED, f"/{door}")
        if str(path).startswith(_SENT):
            return "Cette page ne reçoit pas de fichier, ou n'est pas la vôtre."
        return "Ce fichier a été préparé pour quelqu'un d'autre. Demandez-le depuis le tableau de bord."


async def _refuse(sentence: str, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await WebSocketClose(code=1008, reason="refused")(scope, receive, send)
    else:
        await PlainTextResponse(sentence, 403, headers={"cache-control": "no-store"})(scope, receive, send)


def _over_tls(send: Send) -> Send:
    """`send`, for a dashboard that is reached over TLS: its cookies never travel without, and browsers remember to use it."""

    async def dressed(message: Message) -> None:
        if message["type"] in {"http.response.start", "websocket.accept"}:
            message.setdefault("headers", [])
            message["headers"] = [_secured(*one) for one in message["headers"]]
            MutableHeaders(scope=message)["strict-transport-security"] = f"max-age={_YEAR}; includeSubDomains"
        await send(message)

    return dressed


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    if name.lower() != b"set-cookie" or b"secure" in [part.strip().lower() for part in value.split(b";")]:
        return name, value
    return name, value + b"; Secure"
