"""Of which session a file of votes speaks: one of the base, or a new one that the analyst describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import streamlit as st

from flash360.access.scope import Viewer
from flash360.ui import data, field, text
from flash360.validation import session_code_key
from flash360.validation.cells.texts import CODE, SHORT
from flash360.workbook import guessed_code

KNOWN, NEW = "Une session de la base", "Une nouvelle session"
_DATE: Final = "DD/MM/YYYY"
_FIRST: Final = date(1990, 1, 1)


@dataclass(frozen=True)
class SessionTold:
    """code: empty while it is not told. session_id: of a session of the base. fiche: the fields of a new session.

    missing: what is still to say, each as the end of a sentence.
    """

    code: str = ""
    session_id: str | None = None
    fiche: Mapping[str, str] | None = None
    missing: tuple[str, ...] = ()


def ask(viewer: Viewer, file_name: str, key: str) -> SessionTold:
    """Ask for the session; the one that the file's name says is proposed."""
    st.header("1. De quelle session s'agit-il\u00a0?", anchor=False)
    sessions = {str(row["code"]): row for row in data.programme(viewer).to_pylist()}
    guess = guessed_code(file_name)
    known = next((code for code in sessions if session_code_key(code) == session_code_key(guess)), None) if guess else None
    if not sessions:
        return _new({}, guess, key)
    kind = st.segmented_control(
        "La session",
        [KNOWN, NEW],
        default=NEW if guess and known is None else KNOWN,
        required=True,
        key=f"{key}-session",
        label_visibility="collapsed",
    )
    return _new(sessions, guess, key) if kind == NEW else _known(sessions, known, key)


def _known(sessions: Mapping[str, Mapping[str, Any]], guess: str | None, key: str) -> SessionTold:
    """Sessions whose votes are not known come first: it is most often one of them."""
    codes = sorted(sessions, key=lambda code: (sessions[code]["verdict"] is not None, code))
    code = st.selectbox(
        "Session",
        codes,
        index=codes.index(guess) if guess else None,
        format_func=lambda code: _line(sessions[code]),
        placeholder="Choisissez la session",
        key=f"{key}-code",
    )
    if code is None:
        return SessionTold(missing=("la session",))
    if guess == code:
        st.caption(f"Proposée d'après le nom du fichier\u00a0: {text.plain(code)}.")
    return SessionTold(code, str(sessions[code]["session_id"]))


def _line(session: Mapping[str, Any]) -> str:
    votes = "" if session["verdict"] is not None else " (votes inconnus)"
    return f"{session['code']} – {session['title']}{votes}"


def _new(sessions: Mapping[str, Mapping[str, Any]], guess: str, key: str) -> SessionTold:
    left, right = st.columns(2)
    off = {"autocomplete": "off"}
    code = field.line("Code", guess, place=left, most=CODE, key=f"{key}-nouveau-code", placeholder="F360-2026-01", **off)
    title = field.line("Titre de l'idée", place=right, most=SHORT, key=f"{key}-titre", **off)
    administration = field.line("Administration", place=left, most=SHORT, key=f"{key}-administration", **off)
    domain = field.line("Domaine (facultatif)", place=right, most=SHORT, key=f"{key}-domaine", **off)
    days = {
        "cadrage_date": left.date_input("Date du cadrage (facultatif)", None, _FIRST, format=_DATE, key=f"{key}-cadrage"),
        "session_date": right.date_input("Date de la session (facultatif)", None, _FIRST, format=_DATE, key=f"{key}-tenue"),
    }
    st.caption("Le reste de la fiche (idée, lieu, durées, avis déclaré…) pourra être complété plus tard par un classeur.")
    fields = {"title": title, "administration": administration, "domain": domain}
    fiche = {name: words.strip() for name, words in fields.items() if words and words.strip()}
    fiche |= {name: day.isoformat() for name, day in days.items() if isinstance(day, date)}
    missing = [
        name for name, value in (("son code", code), ("son titre", title), ("son administration", administration)) if not value
    ]
    if domain is None:
        missing.append("un domaine plus court")
    taken = next((one for one in sessions if code and session_code_key(one) == session_code_key(code)), None)
    if taken is not None:
        st.warning(f"La session {text.plain(taken)} est déjà dans la base\u00a0: choisissez-la, ou donnez un autre code.")
        missing.append("un code qui ne soit pas déjà pris")
    return SessionTold(code.strip() if code else "", None, fiche, tuple(missing))
