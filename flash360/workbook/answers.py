"""What an answer to a vote looks like, on whatever scale: a number, stars, words of agreement, an abstention."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from flash360.workbook.folding import fold
from flash360.workbook.likert import is_likert
from flash360.workbook.symbols import is_symbol

ABSTENTIONS = frozenset({"nsp", "sans avis", "abstention", "ne se prononce pas"})
"""Folded words of an abstention, as the template says it."""
OTHER_ABSTENTIONS = frozenset(
    {"nspp", "n s p", "n.s.p", "ne sait pas", "je ne sais pas", "sans opinion", "pas d'avis", "abstenu", "abstenue", "s'abstient"}
    | {"ne se prononce", "aucun avis", "ne sais pas", "je ne me prononce pas", "no opinion", "don't know", "abstain"}
    | {"non concerne", "non concernee", "pas concerne", "pas concernee", "sans reponse", "pas de reponse", "no answer"}
    | {
        "nsp / abstention",
        "abstention / nsp",
        "ne sait pas / ne se prononce pas",
        "ne se prononce pas (nsp",
        "nsp (ne se prononce pas",
    }
    | {"ne sais pas / ne se prononce pas", "abst", "non repondu", "n'a pas repondu", "pas vote", "n'a pas vote", "non vote"}
    | {"sans objet", "non applicable", "not applicable", "n/a", "refus de vote", "vote blanc"}
)
_INITIALS = frozenset({"na", "nc", "nr", "s.o", "so"})
"""What stands for an abstention among grades, and for nothing in particular elsewhere."""
_UNIT = r"(?:pts?|points?|[ée]toiles?)\.?"
_COUNTED = re.compile(rf"(?:note\s*:?\s*)?(\d{{1,3}}(?:[.,]0*)?)(?:\s*{_UNIT})?", re.ASCII | re.IGNORECASE)
_NAMED = re.compile(r"([^\W\d_][^\d]{0,60}?)\s*(?:[-–—:=]\s*(\d{1,3})|\(\s*(\d{1,3})\s*\))")
_SPACED = re.compile(r"(\d{1,3})\s+([^\W\d_].{0,60})")
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[.,]\d*)?(?:\s*(?:/|sur)\s*\d{1,3})?", re.ASCII)
_LABELLED = re.compile(r"\d{1,3}\s*(?:[-–—:=.)]|\()\s*[^\W\d_].{0,60}")
_STARS = re.compile(r"[★⭐*✭✮🌟☆✩✰ ]+")


@lru_cache(maxsize=20_000)
def is_answer(text: str) -> bool:
    """Whether a text may be a vote: « 4 », « 4/5 », « ★★★ », « 4 - Bien », « Plutôt d'accord », « ++ », « oui », « NSP »."""
    plain = unicodedata.normalize("NFKC", text).replace("\ufe0f", "").strip()
    if _NUMBER.fullmatch(plain) or _LABELLED.fullmatch(plain) or _STARS.fullmatch(plain):
        return True
    if numbered_words(plain) is not None or is_symbol(text):
        return True
    folded = fold(text)
    return is_likert(folded) or folded in ("oui", "non") or folded in ABSTENTIONS or folded in OTHER_ABSTENTIONS


def is_abstention(text: str) -> bool:
    """Whether a cell among grades says, otherwise than the template, that there is none: « sans opinion », « n/a », « NC »."""
    folded = fold(text)
    return folded in OTHER_ABSTENTIONS or folded in _INITIALS


def numbered_words(text: str) -> tuple[int, str] | None:
    """The number of « Note 4 », « 4 pts », « Plutôt d'accord (4) » or « 4 plutôt d'accord », and the rule that says so.

    A number may follow any words that do not begin with it; words after a bare number must be an answer.
    """
    if match := _COUNTED.fullmatch(text.lstrip("'’")):
        return int(float(match[1].replace(",", "."))), "nombre écrit avec son unité"
    if match := _NAMED.fullmatch(text):
        return int(match[2] or match[3]), "nombre en fin de réponse"
    if (match := _SPACED.fullmatch(text)) and is_likert(fold(match[2])):
        return int(match[1]), "nombre en tête de la réponse"
    return None


def scale_maximum(text: str) -> int | None:
    """The 5 of « 4/5 »; None elsewhere."""
    match = re.fullmatch(r".+?\s*(?:/|sur)\s*(\d{1,3})", unicodedata.normalize("NFKC", text).strip(), re.ASCII)
    return int(match[1]) if match else None
