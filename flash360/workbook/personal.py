"""Personal data: e-mails, telephone numbers, addresses of machines and named persons, found and masked in any text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from flash360.workbook.folding import fold
from flash360.workbook.person_names import is_person_name

_NUMBER_BEFORE, _NUMBER_AFTER = r"(?<![\w/.-])", r"(?![\w-]|\.\d)"
_EMAIL = re.compile(r"[\w.+%'’-]{1,64}@(?:[\w-]{1,63}\.){1,8}\w{2,24}")
_PHONE = re.compile(
    _NUMBER_BEFORE
    + r"(?:(?:\+|00)33[\s.-]?(?:\(0\)[\s.-]?)?[1-9](?:[\s.-]?\d{2}){4}"
    + r"|0[1-9](?:[\s.-]?\d{2}){4}|0[1-9]\d{2}(?:[\s.-]\d{3}){2}|\+\d{1,3}(?:[\s.-]?\d{2,4}){3,5})"
    + _NUMBER_AFTER,
    re.ASCII,
)
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_IP = re.compile(
    rf"(?<![\w.]){_OCTET}(?:\.{_OCTET}){{3}}(?![\w]|\.\d)|(?<![\w:])(?:[0-9a-f]{{1,4}}:){{3,7}}:?[0-9a-f]{{1,4}}(?![\w:])"
    rf"|(?<![\w:])[0-9a-f]{{1,4}}(?::[0-9a-f]{{1,4}}){{0,5}}::[0-9a-f]{{0,4}}(?![\w:])",
    re.ASCII | re.IGNORECASE,
)
_OFFICE = r"(?!(?:Maire|Mairie|Préfet|Préfète|Ministre|Président|Présidente|Directeur|Directrice|Tout|La|Le|Les)\b)"
_PERSON = re.compile(
    r"(?<!\w)(M\.|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|Mademoiselle|Dr|Docteur)[ \u00a0]" + _OFFICE
    + r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]+)(?:[ \u00a0][A-ZÀ-ÖØ-Þ][\w'’-]+){0,2}"
)  # fmt: skip


class _Kind(NamedTuple):
    """pattern: of a mention. instead: what masks it. words: what it is. may: whether a text may hold one, told by a few of its
    characters: most texts have none, and to search them for the pattern would cost ten times more.
    """

    pattern: re.Pattern[str]
    instead: str
    words: str
    may: Callable[[str], bool]

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text) if self.may(text) else None


_KINDS = (
    _Kind(_EMAIL, "[courriel]", "une adresse de courriel", lambda text: "@" in text),
    _Kind(_IP, "[adresse IP]", "une adresse IP", lambda text: text.count(".") > 2 or text.count(":") > 1),
    _Kind(_PHONE, "[téléphone]", "un numéro de téléphone", lambda text: "0" in text or "+" in text),
    _Kind(_PERSON, r"\1 [nom]", "le nom d'une personne", lambda text: "M" in text or "D" in text),
)
_WORDS_OF_CODES = frozenset((
    "participant", "participante", "personne", "votant", "votante", "panel", "paneliste", "membre", "invite", "invitee",
    "anonyme", "groupe", "equipe", "table", "code", "usager", "usagere", "expert", "experte", "agent", "agente", "decideur",
    "decideuse", "elu", "elue", "citoyen", "citoyenne", "habitant", "habitante", "beneficiaire", "fonctionnaire", "chercheur",
    "chercheuse", "part", "pers", "numero", "inconnu", "inconnue", "voter", "user", "guest",
))  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{3,}")
NAME_HIDDEN = "[nom masqué]"


def personal_data(text: str, *, names: bool = True) -> str:
    """What a text gives away, in words, or nothing: « une adresse de courriel et un numéro de téléphone ».

    names: whether the names of persons count; e-mails, telephone numbers and addresses of machines always do.
    """
    return " et ".join(kind.words for kind in _kinds(names=names) if kind.search(text))


def names_someone(text: str) -> bool:
    """Whether a text holds what looks like the name of a person."""
    return bool(_KINDS[-1].search(text))


def personal_column(heading: str, texts: Iterable[str]) -> str:
    """What a column gives away, in words, when at least half of its distinct texts are hardly anything else; or nothing."""
    every = [text for text in texts if text]
    for kind in _kinds(names=False):
        if 2 * sum(1 for text in every if (found := kind.search(text)) and 2 * len(found[0]) >= len(text)) >= len(every) > 0:
            several = kind.words.replace("une adresse", "des adresses").replace("un numéro", "des numéros")
            return f"la colonne « {heading} » contient {several}"
    if every and 2 * sum(map(is_person_name, every)) >= len(every):
        return f"la colonne « {heading} » contient des noms de personnes"
    return ""


def masked(text: str, *, names: bool = True) -> str:
    """The text with each such mention replaced by its kind in brackets. names: those of persons too."""
    for kind in _kinds(names=names):
        text = kind.pattern.sub(kind.instead, text) if kind.may(text) else text
    return text


def _kinds(*, names: bool) -> Sequence[_Kind]:
    return _KINDS if names else _KINDS[:-1]


@lru_cache(maxsize=10_000)
def looks_like_a_name(code: str) -> bool:
    """Whether a participant's code is rather a person's name or address.

    It is when it holds no digit and a word of three letters or more that is no usual word of a code (« usager A »,
    « élue »), or when it holds personal data. « P01 », « AB », « U-3 » and « agent 2 » are codes.
    """
    if personal_data(code):
        return True
    if any(character.isdigit() for character in code):
        return False
    words = _WORD.findall(fold(code))
    return any(word not in _WORDS_OF_CODES and word.rstrip("s") not in _WORDS_OF_CODES for word in words)
