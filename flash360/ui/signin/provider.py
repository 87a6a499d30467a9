"""What is asked of the identity provider: where it is, an identity for a code, and an end to its own session."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from httpx2 import AsyncClient, HTTPError, Response

from flash360.access.identity import Identity, identity_of
from flash360.access.sign_in import PROCONNECT, SignIn, web_address
from flash360.access.signed_in import Departure
from flash360.access.tokens import Keys, UnknownKey, claims_of, keys_of, refused
from flash360.errors import NotConfigured, SignInRefused

SCOPES: Final = {PROCONNECT: "openid given_name usual_name email siret uid organization_label"}
_STANDARD_SCOPES: Final = "openid profile email"
_ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
_SECONDS: Final = 10
"""How long the provider may take to answer."""
_FRESH: Final = 3600
"""Seconds after which its description and its keys are asked again."""
_UNREACHABLE: Final = "Le fournisseur d'identité ne répond pas, ou pas comme prévu. Réessayez dans quelques minutes."


class Provider:
    """The provider of some settings. Its description and its keys are kept an hour; a key not seen yet is asked for at once."""

    def __init__(self, settings: SignIn) -> None:
        self._settings = settings
        self._description: dict[str, Any] = {}
        self._keys: Keys | None = None
        self._read_at = 0.0

    async def departure(self, state: str, departure: Departure) -> str:
        """The address where someone signs in, and from which they come back with this state."""
        description = await self._described()
        asked = {
            "response_type": "code",
            "client_id": self._settings.client_id,
            "redirect_uri": self._settings.redirect_uri,
            "scope": SCOPES.get(self._settings.profile, _STANDARD_SCOPES),
            "state": state,
            "nonce": departure.nonce,
            "prompt": "login",
        }
        if self._settings.acr:
            asked["claims"] = json.dumps({"id_token": {"acr": {"essential": True, "values": list(self._settings.acr)}}})
        if _wants_proof(description):
            asked |= {"code_challenge": create_s256_code_challenge(departure.verifier), "code_challenge_method": "S256"}
        return f"{description['authorization_endpoint']}?{urlencode(asked)}"

    async def identity(self, code: str, departure: Departure) -> tuple[Identity, str]:
        """Who the code was given for, and the ID token. Raises SignInRefused for any answer that is not beyond doubt."""
        description = await self._described()
        client: Any = AsyncOAuth2Client(
            client_id=self._settings.client_id,
            client_secret=self._settings.client_secret,
            token_endpoint_auth_method="client_secret_post",  # noqa: S106 - the name of a method
            redirect_uri=self._settings.redirect_uri,
            leeway=0,  # ProConnect's access token lasts a minute, which by default is held for its last
            timeout=_SECONDS,
        )
        proof = {"code_verifier": departure.verifier} if _wants_proof(description) else {}
        try:
            async with client:
                tokens = await client.fetch_token(description["token_endpoint"], code=code, **proof)
                answer = await client.get(description["userinfo_endpoint"])
        except (HTTPError, OAuthError, ValueError) as error:
            raise SignInRefused("provider", _UNREACHABLE) from error
        now = datetime.now(UTC)
        id_token = tokens.get("id_token")
        if not isinstance(id_token, str):
            raise refused("id_token")
        claims = await self._claims(id_token, now, nonce=departure.nonce)
        if self._settings.acr and claims.get("acr") not in self._settings.acr:
            raise SignInRefused(
                "acr",
                "Votre connexion n'atteint pas le niveau d'authentification exigé ici. Reconnectez-vous avec un second facteur.",
            )
        userinfo = await self._userinfo(answer, now)
        vouched = self._settings.profile == PROCONNECT
        return identity_of(claims, userinfo, vouched=vouched, now=now), id_token

    async def end(self, id_token: str, back: str, state: str) -> str | None:
        """The address that ends the provider's own session and leads back here; None when the provider has none."""
        try:
            address = (await self._described()).get("end_session_endpoint")
        except SignInRefused:
            return None
        if not isinstance(address, str):
            return None
        return f"{address}?{urlencode({'id_token_hint': id_token, 'state': state, 'post_logout_redirect_uri': back})}"

    async def _userinfo(self, answer: Response, now: datetime) -> Mapping[str, Any]:
        """The identity: signed (`application/jwt`), or, where the profile allows it, as it is."""
        if answer.status_code != 200:
            raise SignInRefused("userinfo", _UNREACHABLE)
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/jwt":
            return await self._claims(answer.text.strip(), now)
        if self._settings.profile == PROCONNECT:
            raise refused("userinfo")
        try:
            found = answer.json()
        except ValueError as error:
            raise SignInRefused("userinfo", _UNREACHABLE) from error
        if not isinstance(found, dict):
            raise refused("userinfo")
        return found

    async def _claims(self, token: str, now: datetime, nonce: str | None = None) -> Mapping[str, Any]:
        issuer = (await self._described())["issuer"]
        keys = await self._known_keys()
        try:
            return claims_of(token, keys, issuer=issuer, audience=self._settings.client_id, now=now, nonce=nonce)
        except UnknownKey:
            keys = await self._known_keys(again=True)
            return claims_of(token, keys, issuer=issuer, audience=self._settings.client_id, now=now, nonce=nonce)

    async def _known_keys(self, *, again: bool = False) -> Keys:
        description = await self._described()
        if self._keys is None or again:
            self._keys = keys_of(await _document(description["jwks_uri"]))
        return self._keys

    async def _described(self) -> dict[str, Any]:
        """The provider's description of itself (OpenID Connect Discovery), which must be about the issuer of the settings."""
        if time.monotonic() - self._read_at < _FRESH and self._description:
            return self._description
        found = await _document(f"{self._settings.issuer}/.well-known/openid-configuration")
        if str(found.get("issuer", "")).rstrip("/") != self._settings.issuer:
            raise refused("issuer")
        for name in _ENDPOINTS:
            try:
                web_address(name, str(found.get(name, "")))
            except NotConfigured as error:
                raise refused(name) from error
        self._description, self._keys, self._read_at = found, None, time.monotonic()
        return found


def _wants_proof(description: Mapping[str, Any]) -> bool:
    """Whether the provider knows proof keys (RFC 7636); one that does not refuses a parameter it does not know."""
    return "S256" in (description.get("code_challenge_methods_supported") or [])


async def _document(address: str) -> dict[str, Any]:
    try:
        async with AsyncClient(timeout=_SECONDS) as client:
            answer = await client.get(address)
            answer.raise_for_status()
            found = answer.json()
    except (HTTPError, ValueError) as error:
        raise SignInRefused("provider", _UNREACHABLE) from error
    if not isinstance(found, dict):
        raise SignInRefused("provider", _UNREACHABLE)
    return found
