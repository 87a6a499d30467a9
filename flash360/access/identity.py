"""Who a person is, as the sign-in vouches for it: read from the provider once, verified, never from an address or a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flash360.errors import AccessDenied, SignInRefused

_EMAIL = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=[^@]{4,190}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+"
)
_SIRET = re.compile(r"\d{14}")
_NEEDED = "et c'est par elle que les habilitations sont données. Adressez-vous à l'équipe informatique qui gère ce compte."


@dataclass(frozen=True, slots=True)
class Identity:
    """A signed-in person. subject: the provider's own identifier of the account. email: as `normal_email` gives it.

    email_verified: the provider vouches for the address; nobody is admitted without. siret: 14 digits, or None.
    organisation: its name, or None. name: given name and usual name. signed_in_at: UTC.
    """

    subject: str
    email: str
    email_verified: bool
    siret: str | None
    organisation: str | None
    name: str
    signed_in_at: datetime

    @property
    def domain(self) -> str:
        """What follows « @ » in the e-mail."""
        return self.email.rpartition("@")[2]


def identity_of(id_claims: Mapping[str, Any], userinfo: Mapping[str, Any], *, vouched: bool, now: datetime) -> Identity:
    """The person whom both answers of the provider describe. id_claims: of the verified ID token. now: UTC.

    vouched: the federation answers for the e-mails it gives, so one that is not marked is accepted; marked false, never.
    Raises SignInRefused when the answers are about two subjects, or give no e-mail that can be relied on.
    """
    if userinfo.get("sub") != id_claims["sub"]:
        raise SignInRefused("sub", "Le fournisseur d'identité a répondu pour deux comptes différents. Recommencez la connexion.")
    given = userinfo.get("email")
    if not isinstance(given, str) or not given.strip():
        raise SignInRefused("email", f"Votre compte ne transmet pas d'adresse électronique, {_NEEDED}")
    verified = userinfo.get("email_verified", vouched)
    if verified is not True:
        raise SignInRefused("email_verified", f"L'adresse électronique de votre compte n'est pas vérifiée, {_NEEDED}")
    try:
        email = normal_email(given)
    except AccessDenied as error:
        raise SignInRefused("email", str(error)) from error
    names = (_text(userinfo, "given_name"), _text(userinfo, "usual_name") or _text(userinfo, "family_name"))
    return Identity(
        subject=id_claims["sub"],
        email=email,
        email_verified=True,
        siret=normal_siret(_text(userinfo, "siret")),
        organisation=_text(userinfo, "organization_label") or None,
        name=" ".join(filter(None, names)) or _text(userinfo, "name") or email,
        signed_in_at=now,
    )


def _text(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name)
    return " ".join(found.split())[:200] if isinstance(found, str) else ""


def normal_email(text: str) -> str:
    """An e-mail as it is compared everywhere: without spaces around, in lower case.

    Raises AccessDenied for anything else than a plain ASCII address: outside ASCII, two addresses that look alike are two.
    """
    stripped = text.strip()
    found = stripped.lower()
    if not stripped.isascii() or not _EMAIL.fullmatch(found):
        raise AccessDenied(
            "L'adresse électronique n'est pas valable\u00a0: attendue sous la forme prenom.nom@administration.gouv.fr."
        )
    return found


def normal_siret(text: str) -> str | None:
    """A SIRET without its spaces, or None when it is not fourteen digits."""
    found = re.sub(r"\s", "", text)
    return found if found.isascii() and _SIRET.fullmatch(found) else None
