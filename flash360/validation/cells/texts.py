"""Free texts: kept as text whatever they look like, rid of control characters and personal data, cut beyond a limit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from flash360.findings import CATALOGUE
from flash360.validation.cells.parsed import CorrectedValue, Distinct, Note, Parsed, wrong
from flash360.workbook.personal import masked, names_someone, personal_data

FormulaLikeText = CATALOGUE["formula-like-text"]
Mojibake = CATALOGUE["mojibake"]
KeptMention = CATALOGUE["kept-mention"]
MaskedName = CATALOGUE["masked-name"]
PersonalData = CATALOGUE["personal-data"]
TruncatedText = CATALOGUE["truncated-text"]

CELL, LONG, SHORT, CODE = 32_767, 2_000, 300, 60
"""Characters kept of a statement (all that a cell may hold), an idea or a comment; of any other text; and of a code."""
LIMITS = {"text": CELL, "idea": LONG, "comment": LONG}

_INVISIBLE = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
)
_CONTROLS = re.compile(f"[{_INVISIBLE}]")
_BROKEN = re.compile("[ÃÂ][\u0080-\u00bf]|Ã[©¨ª«®´¢§¼¹¶‰ ]|â€|â‚¬|Å“|\ufffd|ï¿½|ï»¿")
_FORMULA = re.compile(r"[=@＝＠\t]|[+＋-－-](?!\s)")
_SUSPECT = (
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\uffff@ÃÂ€Å]"
    r"|^[=+\-\t＝＋－＠]|[0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]|:.{0,4}:"
    r"|(?:^|[^0-9A-Za-z_/.-])[0+][0-9](?:[^0-9]{0,2}[0-9]){5}"
    r"|\bM\.[  ]|\b(MM\.|Mmes?|Mlle|Monsieur|Madame|Mademoiselle|Dr|Docteur)[  ]"
)
"""A cheap first look, in the common part of Arrow's and Python's regular expressions: most texts have none of this."""
_SUSPECT_HERE = re.compile(_SUSPECT)
_FEW = 40
"""Texts below which Python's own look costs less than Arrow's."""


def texts(written: pa.StringArray, limit: int, not_names: Collection[int] = ()) -> Distinct:
    """Read the distinct texts of a column; all but a few are kept as they are (in Unicode's composed form).

    not_names: numbers of those of which the analyst said that what looks like a name is none.
    """
    composed, numbers = _few(written, limit) if len(written) <= _FEW else _many(written, limit)
    if not numbers:
        return Distinct(composed, {})
    values = composed.to_pylist()
    notes: dict[int, tuple[Note, ...]] = {}
    for number in numbers:
        parsed = text(values[number], limit, names=number not in not_names)
        values[number] = parsed.value
        if parsed.notes:
            notes[number] = parsed.notes
    return Distinct(pa.array(values, pa.string()), notes)


def _many(written: pa.StringArray, limit: int) -> tuple[pa.StringArray, list[int]]:
    """The texts in composed form, and the numbers of those that deserve a second look."""
    composed = pc.utf8_normalize(written, form="NFC")
    suspect = pc.or_(pc.match_substring_regex(composed, _SUSPECT), pc.greater(pc.utf8_length(composed), limit))
    return composed, pc.indices_nonzero(suspect).to_pylist()


def _few(written: pa.StringArray, limit: int) -> tuple[pa.StringArray, list[int]]:
    """The same, one text at a time."""
    texts = [unicodedata.normalize("NFC", text) for text in written.to_pylist()]
    return pa.array(texts, pa.string()), [n for n, text in enumerate(texts) if len(text) > limit or _SUSPECT_HERE.search(text)]


def text(written: str, limit: int, *, names: bool = True) -> Parsed:
    """One text as it will be kept, with a note for each change and each doubt; never shown with its personal data.

    names: whether what looks like the name of a person is masked.
    """
    plain = written.replace("\r\n", "\n").replace("\r", "\n")
    kept = _CONTROLS.sub("", plain).strip()
    notes: list[Note] = []
    found, named = personal_data(kept, names=False), names_someone(kept)
    shown = masked(kept, names=names) if found or named else kept
    if kept != plain:
        notes.append(Note(CorrectedValue, {"read": _short(shown), "rule": "caractères invisibles retirés"}, shown))
    if found:
        notes.append(Note(PersonalData, {"what": f"le texte contient {found}", "done": "la mention est masquée"}, shown))
    if named:
        notes.append(Note(MaskedName, {"what": "le texte contient le nom d'une personne"}, shown) if names else Note(KeptMention))
    if len(shown) > limit:
        notes.append(Note(TruncatedText, {"length": len(shown), "limit": limit}, shown))
        shown = shown[:limit].rstrip()
    if _FORMULA.match(shown):
        notes.append(Note(FormulaLikeText, {}, shown))
    if _BROKEN.search(shown):
        notes.append(Note(Mojibake, {}, shown))
    return Parsed(shown or None, tuple(notes))


@lru_cache(maxsize=100_000)
def code(written: str) -> Parsed:
    """The code of a session, a participant or a criterion: one line, at most CODE characters, with a letter or a digit."""
    kept = " ".join(_CONTROLS.sub("", written).split())
    if len(kept) > CODE or not any(character.isalnum() for character in kept):
        return wrong(f"un code (au plus {CODE} caractères, avec une lettre ou un chiffre)")
    notes: list[Note] = []
    if kept != written:
        notes.append(Note(CorrectedValue, {"read": kept, "rule": "espaces et caractères invisibles retirés"}, kept))
    if _FORMULA.match(kept):
        notes.append(Note(FormulaLikeText, {}, kept))
    return Parsed(kept, tuple(notes))


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "…"
