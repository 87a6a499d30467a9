"""Which collège each participant of a file of votes speaks for: a column of the file, or told person by person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from flash360 import labels
from flash360.model import College
from flash360.ui import text
from flash360.workbook.personal import looks_like_a_name

BY_COLUMN, BY_PERSON = "Une colonne du fichier le dit", "Je le dis personne par personne"
_ACROSS: Final = 4


@dataclass(frozen=True)
class CollegesTold:
    """column: heading of the column that says it. by_person: collège in French by participant's code."""

    column: str | None = None
    by_person: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def ask(voters: Sequence[str], columns: Sequence[str], key: str) -> CollegesTold:
    """Ask for the collèges. columns: headings of the columns that are not read, one of which may say it."""
    st.header("3. De quel collège est chaque participant\u00a0?", anchor=False)
    kind = BY_PERSON
    if columns:
        kind = st.segmented_control(
            "Le collège",
            [BY_COLUMN, BY_PERSON],
            default=BY_COLUMN,
            required=True,
            key=f"{key}-colleges",
            label_visibility="collapsed",
        )
    if kind == BY_COLUMN:
        column = st.selectbox(
            "Colonne du collège", columns, index=None, placeholder="Choisissez la colonne", key=f"{key}-colonne"
        )
        return CollegesTold(column, missing=() if column else ("la colonne du collège, ou le collège de chacun",))
    return _by_person(voters, key)


def _by_person(voters: Sequence[str], key: str) -> CollegesTold:
    usual = st.selectbox(
        "Le même collège pour tous ceux qui n'en ont pas ci-dessous (facultatif)",
        list(College),
        index=None,
        format_func=labels.COLLEGE.__getitem__,
        placeholder="Aucun",
        key=f"{key}-college-commun",
    )
    told: dict[str, str] = {}
    columns = st.columns(_ACROSS)
    for number, voter in enumerate(voters):
        chosen = columns[number % _ACROSS].selectbox(
            text.plain(_shown(voter, number)),
            list(College),
            index=None,
            format_func=labels.COLLEGE.__getitem__,
            placeholder=labels.COLLEGE[usual] if usual else "À choisir",
            key=f"{key}-college-{number}",
        )
        if college := chosen or usual:
            told[voter] = labels.COLLEGE[college]
    lacking = len(voters) - len(told)
    missing = (f"le collège de {labels.plural(lacking, 'participant')}",) if lacking else ()
    return CollegesTold(None, told, missing)


def _shown(voter: str, number: int) -> str:
    return f"Personne {number + 1} (nom masqué)" if looks_like_a_name(voter) else voter
