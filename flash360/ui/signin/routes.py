"""The way to the provider, back, and out: our answers take the place of Streamlit's, which keep neither identity nor end.

Streamlit's cookie then carries one number; `st.user` gives it back only to a page of this very origin.
"""

from __future__ import annotations

import json
import logging
import secrets
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from flash360.access.identity import Identity
from flash360.access.sign_in import SignIn
from flash360.errors import Flash360Error, SignInRefused
from flash360.store import accounts
from flash360.store.database import now
from flash360.ui import address, data
from flash360.ui.signin import here, refusal
from flash360.ui.signin.provider import Provider

SIGNED_OUT: Final = "/deconnexion"
"""Where the provider leads back to once its own session is ended; registered with it, like the way in."""
_STATES: Final = "flash360.departures"
_TABS: Final = 5
"""Departures that one browser may have open."""
_LOG: Final = logging.getLogger("flash360")


def routes(settings: SignIn) -> list[BaseRoute]:
    """`/auth/login`, `/oauth2callback`, `/auth/logout` and `/deconnexion`."""
    provider = Provider(settings)

    async def depart(request: Request) -> Response:
        if _from_elsewhere(request):
            return RedirectResponse("/", 302)
        state, departure = here.SIGNED_IN.depart(_destination(request, settings), datetime.now(UTC))
        try:
            there = await provider.departure(state, departure)
        except SignInRefused as error:
            return refusal.page(error)
        request.session[_STATES] = [*request.session.get(_STATES, []), state][-_TABS:]
        return RedirectResponse(there, 302)

    async def arrive(request: Request) -> Response:
        try:
            return await _arrived(request)
        except SignInRefused as error:
            return refusal.page(error)

    async def _arrived(request: Request) -> Response:
        asked = request.query_params
        state, known = asked.get("state", ""), request.session.get(_STATES, [])
        request.session[_STATES] = [one for one in known if one != state]
        if state not in known:
            raise SignInRefused("state", "Cette connexion n'a pas été demandée ici, a déjà servi ou a expiré. Recommencez-la.")
        departure = here.SIGNED_IN.arrive(state, datetime.now(UTC))
        if asked.get("iss", settings.issuer).rstrip("/") != settings.issuer:
            raise SignInRefused("origin", "La réponse ne vient pas du fournisseur d'identité attendu. Recommencez la connexion.")
        if "error" in asked or not asked.get("code"):
            raise SignInRefused("declined", "La connexion n'a pas abouti chez le fournisseur d'identité. Recommencez-la.")
        identity, id_token = await provider.identity(asked["code"], departure)
        await run_in_threadpool(_hold, identity, settings.issuer)
        here.SIGNED_IN.end(_number(request))  # a sign-in takes the place of the one before
        response = RedirectResponse(departure.destination, 302)
        _give(response, here.SIGNED_IN.begin(identity, id_token, settings.hours), settings)
        return response

    async def leave(request: Request) -> Response:
        if _from_elsewhere(request):
            return RedirectResponse("/", 302)
        ended = here.SIGNED_IN.end(_number(request))
        back = settings.public_url + SIGNED_OUT
        there = None
        if ended:
            await run_in_threadpool(_left, ended.identity.email)
            there = await provider.end(ended.id_token, back, secrets.token_urlsafe(32))
        response = RedirectResponse(there or "/", 302)
        response.delete_cookie(USER_COOKIE_NAME, path="/", httponly=True, samesite="lax", secure=settings.secure)
        return response

    async def left(_request: Request) -> Response:
        return RedirectResponse("/", 302)

    return [
        Route("/auth/login", depart),
        Route("/oauth2callback", arrive),
        Route("/auth/logout", leave),
        Route(SIGNED_OUT, left),
    ]


def _hold(identity: Identity, issuer: str) -> None:
    """Record who signs in. Raises SignInRefused when another account holds this e-mail, or when nothing can be recorded."""
    try:
        held = accounts.sign_in(data.base(), email=identity.email, issuer=issuer, subject=identity.subject, at=now())
    except Flash360Error as error:
        raise SignInRefused("base", str(error)) from error
    if not held:
        raise SignInRefused(
            "account",
            "Cette adresse électronique est déjà tenue ici par un autre compte. Si elle est bien la vôtre, demandez à un "
            "administrateur du programme de la délier.",
        )


def _left(email: str) -> None:
    try:
        accounts.sign_out(data.base(), email=email, at=now())
    except Flash360Error as error:
        _LOG.error("a sign-out was not recorded: %s", error)


def number_in(cookies: dict[str, str]) -> str | None:
    """The number of the sign-in that a request's cookies hold, when this process signed them."""
    decoded = decode_signed_value(get_cookie_secret(), USER_COOKIE_NAME, cookies.get(USER_COOKIE_NAME, "").encode("latin-1"))
    try:
        found = json.loads(decoded or b"{}").get(here.NUMBER)
    except (ValueError, AttributeError):
        return None
    return found if isinstance(found, str) else None


def _number(request: Request) -> str | None:
    return number_in(dict(request.cookies))


def _give(response: Response, number: str, settings: SignIn) -> None:
    """Streamlit's own cookie, with our number and our duration: `st.user` reads it for pages of this origin only."""
    held = {"origin": settings.public_url, "is_logged_in": True, "provider": here.PROVIDER, here.NUMBER: number}
    signed = create_signed_value(get_cookie_secret(), USER_COOKIE_NAME, json.dumps(held)).decode()
    response.set_cookie(
        USER_COOKIE_NAME,
        signed,
        max_age=int(settings.hours * 3600),
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )


def _from_elsewhere(request: Request) -> bool:
    """Whether another site sent the browser here: nobody is signed in or out by a link that they follow."""
    return request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}


def _destination(request: Request, settings: SignIn) -> str:
    """The screen from which someone leaves, to bring them back to it; the home page when it is none of ours."""
    try:
        asked = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/"
    name = asked.path.strip("/")
    if f"{asked.scheme}://{asked.netloc}" != settings.public_url or name not in {screen.address for screen in address.SCREENS}:
        return "/"
    return f"/{name}" + (f"?{asked.query}" if asked.query else "")
