"""A file of no known layout: its first rows are shown, and the analyst points at what is where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Final

import pyarrow as pa
import streamlit as st

from flash360.ui import table
from flash360.workbook import Mapping
from flash360.workbook.mapping_guess import guess_mapping, headings_of
from flash360.workbook.outline import DEEPEST
from flash360.workbook.reading import Outline

PERSON, VOTE = "une personne, avec une colonne par critère", "un vote, avec le critère dans une colonne"
NOBODY, NONE = "Aucune\u00a0: numéroter les réponses R01, R02…", "Aucune"
_SHOWN: Final = 8


@dataclass(frozen=True)
class MappingTold:
    """mapping: None while something is missing."""

    mapping: Mapping | None
    missing: tuple[str, ...] = ()


def ask(sheets: Sequence[Outline], key: str, *, recognised: bool = False) -> MappingTold:
    """Show the first rows and ask where the headings, the people, the criteria and the grades are; guesses are in place.

    recognised: whether the file has a known layout, which is not the right one.
    """
    st.header("Où sont les votes dans ce fichier\u00a0?", anchor=False)
    why = "" if recognised else "Sa disposition n'est pas connue. "
    st.write(
        f"{why}Montrez-la une fois\u00a0: elle sera retenue, et le prochain fichier aux mêmes titres n'aura besoin d'aucun clic."
    )
    sheet = sheets[0]
    if len(sheets) > 1:
        name = st.selectbox("Feuille des votes", [one.sheet for one in sheets], key=f"{key}-feuille")
        sheet = next(one for one in sheets if one.sheet == name)
    _rows(sheet, key)
    place = f"{key}-{sheet.sheet}"
    row = int(st.number_input("Ligne des titres", 1, DEEPEST, sheet.header_row, key=f"{place}-ligne"))
    headings = headings_of(sheet, row)
    if len(headings) < 2:
        return MappingTold(None, ("la ligne des titres",))
    return _columns(sheet, row, headings, f"{place}-{row}", named=len(sheets) > 1)


def _rows(sheet: Outline, key: str) -> None:
    """The first rows as a spreadsheet shows them."""
    width = max((index for cells in sheet.rows.values() for index in cells), default=0) + 1
    rows = sorted(sheet.rows)[:_SHOWN]
    columns = {_letter(index): [sheet.rows[row].get(index, "") for row in rows] for index in range(min(width, 26))}
    shown = pa.table({"Ligne": pa.array([str(row) for row in rows]), **columns})
    table.show(shown, caption=f"Les premières lignes de la feuille {sheet.sheet}", key=f"{key}-lignes", download=False)


def _columns(sheet: Outline, row: int, headings: Sequence[str], key: str, *, named: bool) -> MappingTold:
    guess = guess_mapping(sheet, row)
    kind = st.segmented_control(
        "Sous les titres, chaque ligne est",
        [PERSON, VOTE],
        default=VOTE if guess.long else PERSON,
        required=True,
        key=f"{key}-forme",
    )
    left, right = st.columns(2)
    with left:
        participant = _one("Colonne du participant (un code, jamais un nom)", headings, guess.participant, NOBODY, f"{key}-qui")
    with right:
        college = _one("Colonne du collège", headings, guess.college, NONE, f"{key}-college")
    grade: str | None = None
    if kind == VOTE:
        with left:
            criterion = _one("Colonne du critère", headings, guess.criteria[0] if guess.long else None, "", f"{key}-critere")
        with right:
            grade = _one("Colonne de la note", headings, guess.grade, "", f"{key}-note")
        criteria = (criterion,) if criterion else ()
    else:
        proposed = [] if guess.long else list(guess.criteria)
        criteria = tuple(
            st.multiselect(
                "Colonnes de votes (une par critère)",
                list(headings),
                proposed,
                key=f"{key}-criteres",
                placeholder="Choisissez les colonnes",
            )
        )
    with st.expander("Le fichier contient plusieurs sessions\u00a0?"):
        session = _one("Colonne du code de la session", headings, guess.session, NONE, f"{key}-session")
    missing = [] if criteria else ["la colonne du critère" if kind == VOTE else "les colonnes de votes"]
    if kind == VOTE and not grade:
        missing.append("la colonne de la note")
    pointed = [one for one in (participant, college, grade, session, *criteria) if one]
    twice = sorted({one for one in pointed if pointed.count(one) > 1})
    missing += [f"un seul rôle pour la colonne «\u00a0{one}\u00a0»" for one in twice]
    if missing:
        return MappingTold(None, tuple(missing))
    return MappingTold(Mapping(row, criteria, participant, grade, college, None, sheet.sheet if named else None, session))


def _one(label: str, headings: Sequence[str], guess: str | None, none: str, key: str) -> str | None:
    """One column, or none of them. none: the wording of none, empty when one is needed."""
    options = ([none] if none else []) + list(headings)
    index = options.index(guess) if guess is not None and guess in headings else (0 if none else None)
    chosen = st.selectbox(label, options, index=index, placeholder="Choisissez la colonne", key=key)
    return None if chosen == none or chosen is None else str(chosen)


def _letter(index: int) -> str:
    return ascii_uppercase[index]
