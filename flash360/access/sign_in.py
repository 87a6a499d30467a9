"""How people sign in: the settings of the identity provider, from the environment only; the secret may come from a file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from flash360.errors import NotConfigured

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
"""The names of this machine, for itself alone."""
PROCONNECT, STANDARD = "proconnect", "standard"
REQUIRED: Final = {
    "FLASH360_OIDC_ISSUER": "l'adresse du fournisseur d'identité (celle qui précède « /.well-known/openid-configuration »)",
    "FLASH360_OIDC_CLIENT_ID": "l'identifiant du tableau de bord chez ce fournisseur",
    "FLASH360_OIDC_CLIENT_SECRET": "son secret (ou FLASH360_OIDC_CLIENT_SECRET_FILE, le fichier qui le contient)",
    "FLASH360_PUBLIC_URL": "l'adresse du tableau de bord pour ses utilisateurs",
    "FLASH360_ADMINISTRATOR": "l'adresse électronique du premier administrateur",
}
"""What sign-in cannot do without, and what each is."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Where people sign in. Every address is https, unless it is this machine's.

    profile: `proconnect` (the identity is a signed userinfo, e-mails are vouched for by the federation) or `standard` (any
    OpenID Connect provider; e-mails must be marked verified). acr: accepted levels of authentication, empty for any.
    hours: how long a sign-in lasts.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    public_url: str
    profile: str = PROCONNECT
    acr: tuple[str, ...] = ()
    hours: float = 12

    @property
    def redirect_uri(self) -> str:
        return f"{self.public_url}/oauth2callback"

    @property
    def secure(self) -> bool:
        """Whether people reach the dashboard over TLS."""
        return self.public_url.startswith("https://")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> SignIn | None:
        """Sign-in of FLASH360_OIDC_ISSUER, _OIDC_CLIENT_ID, _OIDC_CLIENT_SECRET (or …_FILE), _PUBLIC_URL, _OIDC_PROFILE,
        _OIDC_ACR and _SESSION_HOURS; None when nothing of it is set. Raises NotConfigured when it is set by halves.
        """
        if not any(name.startswith("FLASH360_OIDC_") and value for name, value in environment.items()):
            return None
        secret = _secret(environment, "FLASH360_OIDC_CLIENT_SECRET")
        found = {name: environment.get(name, "").strip() for name in REQUIRED} | {"FLASH360_OIDC_CLIENT_SECRET": secret}
        missing = "".join(f"\n  {name}\u00a0: {what}" for name, what in REQUIRED.items() if not found[name])
        if missing:
            raise NotConfigured(f"La connexion des utilisateurs n'est réglée qu'à moitié. Il manque\u00a0:{missing}")
        return cls(
            issuer=web_address("FLASH360_OIDC_ISSUER", found["FLASH360_OIDC_ISSUER"]),
            client_id=found["FLASH360_OIDC_CLIENT_ID"],
            client_secret=secret,
            public_url=web_address("FLASH360_PUBLIC_URL", found["FLASH360_PUBLIC_URL"], path=False),
            profile=_one_of(
                "FLASH360_OIDC_PROFILE", environment.get("FLASH360_OIDC_PROFILE") or PROCONNECT, PROCONNECT, STANDARD
            ),
            acr=tuple(environment.get("FLASH360_OIDC_ACR", "").split()),
            hours=_hours("FLASH360_SESSION_HOURS", environment.get("FLASH360_SESSION_HOURS") or "12"),
        )


def _secret(environment: Mapping[str, str], name: str) -> str:
    """A secret given as it is, or in the file named by `…_FILE`."""
    path = environment.get(f"{name}_FILE")
    if not path:
        return environment.get(name, "").strip()
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NotConfigured(f"Le fichier nommé par {name}_FILE ne peut pas être lu\u00a0: «\u00a0{path}\u00a0».") from error


def web_address(name: str, text: str, *, path: bool = True) -> str:
    """An address of the web without its last « / ». Raises NotConfigured unless it is https, or this machine's."""
    address = text.rstrip("/")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = parts = None
    if parts is None or not host or parts.query or parts.fragment or parts.username is not None or (parts.path and not path):
        raise NotConfigured(f"{name} n'est pas une adresse\u00a0: «\u00a0{text}\u00a0». Attendu\u00a0: https://exemple.gouv.fr.")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOOPBACK):
        raise NotConfigured(f"{name} doit commencer par https\u00a0: «\u00a0{text}\u00a0». Seule cette machine se passe de TLS.")
    return address


def _one_of(name: str, text: str, *known: str) -> str:
    if text not in known:
        raise NotConfigured(f"{name} ne connaît pas «\u00a0{text}\u00a0». Valeurs possibles\u00a0: {', '.join(known)}.")
    return text


def _hours(name: str, text: str) -> float:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = 0.0
    if not 0 < found <= 24 * 7:
        raise NotConfigured(f"{name} doit être un nombre d'heures, de plus de 0 à 168\u00a0: «\u00a0{text}\u00a0».")
    return found
