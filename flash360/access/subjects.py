"""Whom a grant may name: an e-mail, a domain, an establishment, each in the one spelling that is compared."""

from __future__ import annotations

import re
from typing import Final

from flash360.access.grants import SubjectKind
from flash360.access.identity import normal_email, normal_siret
from flash360.errors import AccessDenied, BadGrant
from flash360.model import Role

_DOMAIN: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_LA_POSTE: Final = "356000000"
_PUBLIC: Final = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "live.fr", "live.com",
        "msn.com", "yahoo.com", "yahoo.fr", "icloud.com", "me.com", "mac.com", "proton.me", "protonmail.com", "orange.fr",
        "wanadoo.fr", "free.fr", "sfr.fr", "neuf.fr", "bbox.fr", "numericable.fr", "laposte.net", "gmx.com", "gmx.fr",
        "aol.com", "mailo.com", "zaclys.net", "tutanota.com", "yopmail.com",
    }
)  # fmt: skip
"""Domains where anyone opens a mailbox."""


def subject(kind: SubjectKind, written: str, role: Role) -> str:
    """What a grant keeps of what was written. Raises BadGrant with what to correct.

    An administrator is always named by an e-mail; a domain where anyone opens a mailbox is refused.
    """
    if role is Role.ADMINISTRATEUR and kind is not SubjectKind.EMAIL:
        raise BadGrant("Un administrateur est désigné par son adresse électronique, jamais par un domaine ou un établissement.")
    match kind:
        case SubjectKind.EMAIL:
            return _email(written)
        case SubjectKind.DOMAIN:
            return _domain(written)
        case SubjectKind.SIRET:
            return _siret(written)


def _email(written: str) -> str:
    try:
        found = normal_email(written)
    except AccessDenied:
        found = ""
    if not _DOMAIN.fullmatch(found.rpartition("@")[2]):
        raise BadGrant(f"« {written.strip()} » n'est pas une adresse électronique. Exemple : prenom.nom@ministere.gouv.fr.")
    return found


def _domain(written: str) -> str:
    found = written.strip().lower().removeprefix("@")
    if not (found.isascii() and _DOMAIN.fullmatch(found)):
        raise BadGrant(f"« {written.strip()} » n'est pas un domaine. Exemple : ministere.gouv.fr.")
    if found in _PUBLIC:
        raise BadGrant(f"N'importe qui peut ouvrir une adresse en « {found} ». Nommez plutôt chaque personne par son adresse.")
    return found


def _siret(written: str) -> str:
    found = normal_siret(written)
    if found is None or not _valid(found):
        raise BadGrant(f"« {written.strip()} » n'est pas un SIRET : 14 chiffres, le dernier étant une clé de contrôle.")
    return found


def _valid(siret: str) -> bool:
    """Luhn's key; the establishments of La Poste have one of their own (a sum of digits divisible by 5)."""
    digits = [int(digit) for digit in siret]
    doubled = [2 * digit if place % 2 == 0 else digit for place, digit in enumerate(digits)]
    luhn = sum(digit // 10 + digit % 10 for digit in doubled) % 10 == 0
    return luhn or (siret.startswith(_LA_POSTE) and sum(digits) % 5 == 0)
