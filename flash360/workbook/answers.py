"""What an answer to a vote looks like, on whatever scale: a number, stars, words of agreement, an abstention."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from flash360.workbook.folding import fold
from flash360.workbook.likert import is_likert

ABSTENTIONS = frozenset({"nsp", "sans avis", "abstention", "ne se prononce pas"})
"""Folded words of an abstention, as the template says it."""
OTHER_ABSTENTIONS = frozenset(
    {"nspp", "n s p", "n.s.p", "ne sait pas", "je ne sais pas", "sans opinion", "pas d'avis", "abstenu", "abstenue", "s'abstient"}
    | {"ne se prononce", "aucun avis", "ne sais pas", "je ne me prononce pas", "no opinion", "don't know", "abstain"}
    | {"non concerne", "sans reponse", "no answer"}
)
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[.,]\d*)?(?:\s*(?:/|sur)\s*\d{1,3})?", re.ASCII)
_LABELLED = re.compile(r"\d{1,3}\s*(?:[-–—:=.)]|\()\s*[^\W\d_].{0,60}")
_STARS = re.compile(r"[★⭐*✭✮🌟☆✩✰ ]+")


@lru_cache(maxsize=20_000)
def is_answer(text: str) -> bool:
    """Whether a text may be a vote: « 4 », « 4/5 », « ★★★ », « 4 - Plutôt d'accord », « Plutôt d'accord », « oui », « NSP »."""
    plain = unicodedata.normalize("NFKC", text).replace("\ufe0f", "").strip()
    if _NUMBER.fullmatch(plain) or _LABELLED.fullmatch(plain) or _STARS.fullmatch(plain):
        return True
    folded = fold(text)
    return is_likert(folded) or folded in ("oui", "non") or folded in ABSTENTIONS or folded in OTHER_ABSTENTIONS


def scale_maximum(text: str) -> int | None:
    """The 5 of « 4/5 »; None elsewhere."""
    match = re.fullmatch(r".+?\s*(?:/|sur)\s*(\d{1,3})", unicodedata.normalize("NFKC", text).strip(), re.ASCII)
    return int(match[1]) if match else None
