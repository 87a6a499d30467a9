"""Wooclap: a question per column, `Q1 - texte (N pts)`; answers `V - x` when right, `X - x` when wrong."""

from __future__ import annotations

import re

from flash360.workbook.grid import Grid, headings_at
from flash360.workbook.layouts.form import Form, Role, roles_of
from flash360.workbook.reading import Layout

_QUESTION = re.compile(r"Q\d+\s*[-–—]\s*(.+?)(?:\s*\(\s*\d+(?:[.,]\d+)?\s*(?:pts?|points?)\.?\s*\))?")
_POINTS = re.compile(r"Q\d+\s*[-–—].+\(\s*\d+(?:[.,]\d+)?\s*(?:pts?|points?)\.?\s*\)")
_DECORATED = re.compile(r"[VX✓✗]\s*-\s*(.+)", re.DOTALL)
_WORDS = {
    Role.PARTICIPANT: ("Participant", "Participants", "N°", "#", "Identifiant"),
    Role.TECHNICAL: ("Score", "Total", "Total des points", "Points", "Note", "Note finale", "Rang", "Score total", "%"),
    Role.PERSONAL: ("Nom d'utilisateur", "Username", "Pseudo", "Surnom", "Nom", "Prénom", "E-mail", "Email", "Adresse e-mail"),
}
_DEEPEST = 6


def form(grid: Grid) -> Form | None:
    """The form of a sheet with a row of numbered questions, one at least with its points."""
    for row in range(1, _DEEPEST + 1):
        headings = headings_at(grid, row)
        if not any(_POINTS.fullmatch(text) for text in headings.values()):
            continue
        roles = roles_of(headings, _WORDS)
        texts = {index: (match[1] if (match := _QUESTION.fullmatch(text)) else text) for index, text in headings.items()}
        return Form(Layout.WOOCLAP, "export Wooclap", row, texts, roles, None, _cleaned, "réponse sans la marque de Wooclap")
    return None


def _cleaned(answer: str) -> str:
    match = _DECORATED.fullmatch(answer)
    return match[1].strip() if match else answer
