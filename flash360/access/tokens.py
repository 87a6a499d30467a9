"""What the identity provider's tokens claim, once signature, issuer, audience and time are verified (RFC 7519, OpenID Connect).

Pure: keys, moment and expectations come in, claims come out. Only signatures that the provider alone can make are accepted:
neither « none » nor a shared secret.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import (
    ExpiredTokenError,
    InvalidClaimError,
    InvalidKeyIdError,
    JoseError,
    MissingClaimError,
)
from joserfc.jwk import Key, KeySet

from flash360.errors import SignInRefused

ALGORITHMS: Final = ("RS256", "PS256", "ES256", "RS384", "RS512", "PS384", "PS512", "ES384", "ES512")
LEEWAY: Final = 30
"""Seconds by which two clocks may differ."""
Keys = KeySet
"""The provider's public keys."""
_AGAIN: Final = "Recommencez\u00a0; si le refus revient, transmettez cette phrase à l'équipe du programme."


class UnknownKey(SignInRefused):
    """The token is signed by a key that is not among these; the provider may have changed its own since."""


def keys_of(document: Mapping[str, Any]) -> Keys:
    """The provider's public keys, from its JSON Web Key Set; those of a kind not known here are left out.

    Raises SignInRefused when no key is left.
    """
    found: list[Key] = []
    listed = document.get("keys")
    for one in listed if isinstance(listed, list) else []:
        with suppress(JoseError, KeyError, TypeError, ValueError):
            found.extend(KeySet.import_key_set({"keys": [one]}).keys)
    if not found:
        raise refused("keys")
    return KeySet(found)


def claims_of(
    token: str, keys: Keys, *, issuer: str, audience: str, now: datetime, nonce: str | None = None
) -> Mapping[str, Any]:
    """What a signed token claims. issuer, audience: who must have made it, for whom. now: UTC. nonce: of this very sign-in.

    Raises UnknownKey when none of the keys made it, SignInRefused for any other doubt.
    """
    try:
        decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
        jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            sub={"essential": True},
            exp={"essential": True},
        ).validate(decoded.claims)
    except InvalidKeyIdError as error:
        raise UnknownKey("key", _sentence("key")) from error
    except ExpiredTokenError as error:
        raise refused("expired") from error
    except (InvalidClaimError, MissingClaimError) as error:
        raise refused(str(getattr(error, "claim", "") or "claim")) from error
    except (JoseError, ValueError, TypeError) as error:
        raise refused("signature") from error
    claims = decoded.claims
    audiences = claims["aud"]
    if isinstance(audiences, list) and len(audiences) > 1 and claims.get("azp") != audience:
        raise refused("azp")
    if nonce is not None and not secrets.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise refused("nonce")
    return claims


def refused(reason: str) -> SignInRefused:
    """The refusal of a token; the word in it is what the log says too."""
    return SignInRefused(reason, _sentence(reason))


def _sentence(reason: str) -> str:
    return f"La réponse du fournisseur d'identité ne peut pas être vérifiée (motif\u00a0: {reason}). {_AGAIN}"
