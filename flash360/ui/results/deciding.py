"""Deciding on the screen what a doubtful cell says, without opening the workbook again: one cell, or its whole column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

import streamlit as st

from flash360.findings import Finding, Severity
from flash360.ingest import Preview
from flash360.labels import french_date, french_number, plural
from flash360.ui import field, text
from flash360.ui.results import decided, suggested_kind
from flash360.validation.cells.texts import SHORT
from flash360.workbook.choices import CHOICES
from flash360.workbook.decisions import Cell, beside, cell_at, same_text
from flash360.workbook.personal import masked

_DATE: Final = "ambiguous-date"
_MISSING: Final = "missing-value"
_NAME: Final = "masked-name"
_OURS: Final = "décision de l'analyste"
_PARTS: Final = re.compile(r"\D*(\d{1,2})\D+(\d{1,2})\D+(\d{2,4})\D*", re.ASCII)
READ, BLANK, REFUSE = "lire autre chose", "laisser vide", "refuser la correction"
NOT_A_NAME = "ce n'est pas un nom"


def dates(preview: Preview, file_id: str) -> None:
    """Ask, once per sheet, in which order the dates that can be read two ways are written."""
    told = decided.of(file_id).day_first
    first: dict[str, Finding] = {}
    for one in preview.findings:
        if one.code == _DATE and one.sheet not in told:
            first.setdefault(one.sheet, one)
    for sheet, one in first.items():
        readings = _readings(one.value)
        if readings is None:
            continue
        with st.container(border=True):
            st.markdown(
                f"**Comment lire les dates de la feuille «\u00a0{text.plain(sheet)}\u00a0»\u00a0?** "
                f"{text.plain(one.cell)} dit «\u00a0{text.plain(one.value)}\u00a0»."
            )
            with st.container(horizontal=True):
                for day_first, day in readings.items():
                    order = "jour, puis mois" if day_first else "mois, puis jour"
                    st.button(
                        f"{french_date(day)} ({order})",
                        key=f"dates-{sheet}-{day_first}",
                        on_click=decided.order_dates,
                        args=(file_id, sheet),
                        kwargs={"day_first": day_first},
                    )


def ask(preview: Preview, file_id: str) -> None:
    """Every cell that can be decided here, one at a time; then the decisions taken, each with the way back."""
    found = _decidable(preview)
    taken = decided.listed(decided.of(file_id))
    if not found and not taken:
        return
    with st.expander(
        "Décider ici, sans rouvrir le classeur", expanded=bool(taken) or preview.findings.blocking, key="decider-ici"
    ):
        if found:
            _one(found, preview, file_id)
        if taken:
            st.markdown(f"**{plural(len(taken), 'décision prise', 'décisions prises')}**")
        for number, (what, sentence) in enumerate(taken):
            words, place = st.columns([5, 1], vertical_alignment="center")
            words.write(text.plain(masked(sentence)))
            place.button(
                "Retirer", key=f"retirer-{number}", on_click=decided.take_back, args=(file_id, what), help=masked(sentence)
            )


def _decidable(preview: Preview) -> dict[str, tuple[Finding, Cell | None]]:
    """By its line in the list: the findings whose cell can be read otherwise, and the corrections, which can be refused."""
    found: dict[str, tuple[Finding, Cell | None]] = {}
    for one in preview.findings:
        if one.severity is Severity.WARNING or not one.cell or one.code == _DATE or _OURS in one.message:
            continue
        cell = cell_at(preview.reading, one.sheet, one.cell)
        if cell is not None or one.severity is Severity.CORRECTION:
            found.setdefault(one.message, (one, cell))
    return found


def _one(found: Mapping[str, tuple[Finding, Cell | None]], preview: Preview, file_id: str) -> None:
    chosen = st.selectbox("Constat", list(found), key="constat-choisi", help="Erreurs d'abord, puis les corrections déjà faites.")
    finding, cell = found[chosen]
    actions = [READ, BLANK] if cell is not None else []
    if finding.code == _NAME:
        actions.insert(0, NOT_A_NAME)
    elif finding.severity is Severity.CORRECTION:
        actions.append(REFUSE)
    key = f"{finding.sheet}-{finding.cell}-{finding.code}"
    action = st.segmented_control("Que faire\u00a0?", actions, default=actions[0], required=True, key=f"faire-{key}")
    instead = ""
    if action == READ and cell is not None:
        said = None
        if cell.key == "kind" and finding.code == _MISSING:
            said = suggested_kind.suggest(beside(preview.reading, finding.sheet, finding.cell, "text"))
        instead = _instead(cell, key, said)
    whole = False
    if (
        action != NOT_A_NAME and cell is not None and cell.same > 1 and (cell.text or finding.code == _MISSING)
    ):  # other blanks are no votes
        same = f"les {french_number(cell.same)} cellules qui disent «\u00a0{masked(cell.text) or 'rien'}\u00a0»"
        whole = st.checkbox(f"Appliquer à toute la colonne ({text.plain(same)})", key=f"colonne-{key}")
    st.button(
        "Appliquer",
        key="appliquer",
        disabled=action == READ and not instead,
        on_click=_apply,
        args=(preview, file_id, finding, cell, str(action), instead),
        kwargs={"whole": whole},
    )


def _instead(cell: Cell, key: str, suggested: str | None) -> str:
    """The text to read: a choice of the list, where the column has one. suggested: the choice in place to begin with."""
    if cell.key in CHOICES:
        wording = list(dict.fromkeys(CHOICES[cell.key].values()))
        first = next((place for place, word in enumerate(wording) if word == suggested), None)
        return st.selectbox("Lire", wording, index=first, placeholder="Choisissez", key=f"lire-{key}") or ""
    return (field.line("Lire", most=SHORT, key=f"lire-{key}", autocomplete="off") or "").strip()


def _apply(
    preview: Preview, file_id: str, finding: Finding, cell: Cell | None, action: str, instead: str, *, whole: bool
) -> None:
    if action == NOT_A_NAME:
        decided.keep_mention(file_id, (finding.sheet, finding.cell))
    elif action == REFUSE:
        places = {(finding.sheet, finding.cell)}
        if whole and cell is not None:
            places |= set(same_text(preview.reading, cell.heading, cell.text))
        decided.refuse(file_id, places)
    elif cell is not None:
        decided.read_as(file_id, finding, cell, instead if action == READ else "", whole_column=whole)


def _readings(written: str) -> dict[bool, date] | None:
    """Both days that a date may be: by whether the day comes first."""
    match = _PARTS.fullmatch(written)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    year += 2000 if year < 100 else 0
    try:
        return {True: date(year, second, first), False: date(year, first, second)}
    except ValueError:
        return None
