"""LimeSurvey: `id, submitdate, lastpage, startlanguage…`, then `CODE[SQ001]`; no date of sending, not finished."""

from __future__ import annotations

import re

from flash360.workbook.grid import Grid, headings_at
from flash360.workbook.layouts.form import Form, Role, roles_of
from flash360.workbook.reading import Layout
from flash360.workbook.wording import plain

_SENT = ("submitdate", "Date de soumission", "Date submitted")
_WORDS = {
    Role.PARTICIPANT: ("id", "ID de la réponse", "Response ID"),
    Role.TECHNICAL: (
        *_SENT, "lastpage", "startlanguage", "seed", "startdate", "datestamp", "interviewtime", "Dernière page",
        "Langue de départ", "Tête de série", "Date de lancement", "Date de la dernière action", "Temps total", "Last page",
        "Start language", "Date started", "Date last action", "Total time",
    ),
    Role.PERSONAL: ("ipaddr", "refurl", "token", "Adresse IP", "URL référente", "Jeton", "IP address", "Referrer URL", "Token"),
}  # fmt: skip
_OTHERS = {"lastpage", "startlanguage", "derniere page", "langue de depart", "last page", "start language", "seed"}
_TIMING = re.compile(
    r"(?:groupTime\d+|.+Time|interviewtime|Temps (?:total|pour|de la|du) ?.*|(?:Group|Question) time\b.*)", re.IGNORECASE
)


_CODE = re.compile(r"[A-Za-z]\w*(?:\[\w+\])?", re.ASCII)
_ANSWER_CODE = re.compile(r"AO?0*(\d{1,3})")


def form(grid: Grid) -> Form | None:
    """The form of a sheet whose first row has the identifier, the date of sending and one more of the tool's columns."""
    headings = headings_at(grid, 1)
    codes = {index: _code(text) for index, text in headings.items()}
    places = {plain(text): index for index, text in codes.items()}
    sent = next((places[plain(word)] for word in _SENT if plain(word) in places), None)
    identified = any(plain(word) in places for word in _WORDS[Role.PARTICIPANT])
    if sent is None or not identified or not _OTHERS & places.keys():
        return None
    roles = roles_of(codes, _WORDS)
    for index, text in codes.items():
        if index not in roles and _TIMING.fullmatch(text):
            roles[index] = Role.TECHNICAL
    return Form(Layout.LIMESURVEY, "export LimeSurvey", 1, headings, roles, sent, _cleaned, "numéro du code de réponse")


def _code(heading: str) -> str:
    """« lastpage » of « lastpage. Dernière page », where codes and texts are exported together."""
    code, _, text = heading.partition(". ")
    return code if text and _CODE.fullmatch(code) else heading


def _cleaned(answer: str) -> str:
    """« A4 » and « AO04 » are the fourth answer of a question whose answers bear the tool's own codes."""
    match = _ANSWER_CODE.fullmatch(answer)
    return match[1] if match else answer
