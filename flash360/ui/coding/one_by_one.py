"""One text at a time, with keys for those who have a keyboard and the same buttons for everyone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from flash360 import labels
from flash360.coding import deciding
from flash360.coding.deciding import TextCoding
from flash360.coding.operations import Action
from flash360.coding.texts import TextId
from flash360.themes.suggester import Suggestion
from flash360.ui import data, text
from flash360.ui.coding import desk, past
from flash360.ui.coding.desk import Desk

ACCEPT, NEXT, UNDO, NONE, LIST = "V", "S", "D", "N", "T"
"""Keys that stand where they are on French and on English keyboards alike."""
_CURRENT: Final = "coder.courant"
_PASSED: Final = "coder.passes"
KEYS: Final = "coder.raccourcis"
"""Whether keys are listened to: the state of the switch."""
_LISTS: Final = "coder.listes"
_PATIENCE: Final = 6.0
"""Seconds that a first look waits for suggestions; beyond, texts come in their order until more is learnt."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is before the analyst's eyes until they decide: it does not change when more is learnt meanwhile.

    model: the version of what was learnt of this text, None as long as nothing was.
    """

    id: TextId
    suggestion: Suggestion
    model: str | None
    alike: tuple[TextId, ...]


def show(found: Desk) -> None:
    """The next text, what is suggested, those like it, and the buttons."""
    if found.learnt is None:  # the first look since the server began: the most useful text is not known yet
        with st.spinner("Les suggestions s'apprennent, pour commencer par le texte le plus utile…"):
            found.learner.wait(_PATIENCE)
        found = replace(found, learnt=found.learner.learnt)
    shown = _shown(found)
    if shown is None:
        _nothing_left(found)
        return
    one = found.by_id[shown.id]
    with st.container(border=True, key="texte"):
        st.caption(desk.about(one))
        desk.verbatim(one)
        _alike(found, shown)
        st.markdown(suggested(found, shown))
        _buttons(found, shown)


def suggested(found: Desk, shown: Shown) -> str:
    """What is suggested and how surely, ready for Markdown."""
    said = shown.suggestion
    if shown.model is None:
        return "**À coder\u00a0:** aucune suggestion n'est encore apprise pour ce texte."
    if said.nearest is None:
        return "**À coder\u00a0:** aucun mot connu, rien ne peut être suggéré."
    margin = f"{said.margin:.2f}".replace(".", ",")
    name = text.plain(found.label(said.nearest))
    if said.coded:
        return f"**Suggestion\u00a0: {name}** (marge {margin})"
    return f"**À coder\u00a0:** la marge est trop faible ({margin}) pour suggérer un thème. Le plus proche\u00a0: {name}."


def _shown(found: Desk) -> Shown | None:
    shown: Shown | None = st.session_state.get(_CURRENT)
    if shown is not None and shown.id in found.by_id and not found.by_id[shown.id].coded and shown.model is not None:
        return replace(shown, alike=_uncoded(found, shown.alike))
    passed: list[TextId] = st.session_state.setdefault(_PASSED, [])
    left = found.left
    waiting = [one for one in left if one.id not in passed] or left
    if not waiting:
        return None
    kept = shown is not None and any(one.id == shown.id for one in waiting)
    chosen = shown.id if shown is not None and kept else waiting[0].id
    return _look(found, chosen)


def _look(found: Desk, chosen: TextId) -> Shown:
    learnt = found.learnt if found.learnt and chosen in found.learnt.suggestions else None
    alike = _uncoded(found, learnt.alike.get(chosen, ())) if learnt else ()
    shown = st.session_state[_CURRENT] = Shown(chosen, found.suggestion(chosen), learnt.version if learnt else None, alike)
    return shown


def _uncoded(found: Desk, texts: tuple[TextId, ...]) -> tuple[TextId, ...]:
    return tuple(one for one in texts if one in found.by_id and not found.by_id[one].coded)


def _alike(found: Desk, shown: Shown) -> None:
    """The near-duplicates, each with its own box: the same words are ticked, the others are for the analyst to tick."""
    if not shown.alike:
        return
    st.caption(
        f"{labels.plural(len(shown.alike), 'texte proche', 'textes proches')}, à coder ensemble si vous le cochez. "
        "Rien n'est fusionné\u00a0: chacun garde son propre codage."
    )
    for other in shown.alike:
        one = found.by_id[other]
        same = other[1] == shown.id[1] and bool(other[1])
        st.checkbox(text.plain(f"{one.beginning} ({one.code})"), value=same, key=_box(shown, other))


def _box(shown: Shown, other: TextId) -> str:
    return f"coder.proche.{'.'.join(shown.id)}.{'.'.join(other)}"


def _buttons(found: Desk, shown: Shown) -> None:
    keys = st.session_state.get(KEYS, True)

    def key(wanted: str) -> str | None:
        return wanted if keys else None

    choices = found.choices
    said = shown.suggestion
    likeliest = [code for code in said.likeliest if code in choices]
    if said.coded and said.nearest in choices:
        name = text.plain(found.label(said.nearest))
        st.button(
            f"Accepter\u00a0: {name}", key="accepter", type="primary", shortcut=key(ACCEPT), on_click=_decide,
            args=(found, shown, said.nearest),
        )  # fmt: skip
    if likeliest:
        st.caption("Les thèmes les plus proches de ces mots\u00a0:")
        with st.container(horizontal=True):
            for number, code in enumerate(likeliest, start=1):
                st.button(
                    text.plain(found.label(code)), key=f"theme-{number}", shortcut=key(str(number)), on_click=_decide,
                    args=(found, shown, code),
                )  # fmt: skip
    theme_list(found, "Choisir un autre thème", lambda theme: _decide(found, shown, theme))
    with st.container(horizontal=True):
        st.button(desk.NO_THEME, key="aucun", shortcut=key(NONE), on_click=_decide, args=(found, shown, None))
        st.button("Suivant, sans coder", key="suivant", shortcut=key(NEXT), on_click=_pass, args=(shown,))
        undo_button(found, found.viewer.name, Action.CODE)
    st.toggle(
        "Raccourcis clavier", value=True, key=KEYS,
        help=f"{ACCEPT}\u00a0: accepter · 1 à 5\u00a0: un des thèmes proches · {LIST}\u00a0: la liste des thèmes "
        f"(Échap pour en sortir) · {NONE}\u00a0: aucun thème · {NEXT}\u00a0: suivant · {UNDO}\u00a0: défaire. "
        "Éteignez-les si vous dictez au clavier.",
    )  # fmt: skip


def theme_list(found: Desk, asked: str, decide: Callable[[str], None]) -> None:
    """Every theme, to choose by a few letters of its name, which records it. A key leads there; once chosen, keys work again."""
    keys = st.session_state.get(KEYS, True)
    used: int = st.session_state.setdefault(_LISTS, 0)
    key = f"coder.choix.{used}"  # a new list for each choice: the one before keeps the focus, and letters typed would go to it

    def chosen() -> None:
        st.session_state[_LISTS] = used + 1
        if (theme := st.session_state.get(key)) is not None:
            decide(theme)

    told = f"enregistré aussitôt, touche {LIST}" if keys else "enregistré aussitôt"
    with st.container(key=f"touche-{LIST.lower()}" if keys else None):
        st.selectbox(
            f"{asked} ({told})",
            list(found.choices),
            index=None,
            format_func=lambda code: found.choices[code],
            placeholder="Tapez quelques lettres (avec leurs accents), puis Entrée",
            filter_mode="contains",  # letters here and there would let « cout » and Entrée record « Conduite du projet »
            key=key,
            on_change=chosen,
        )


def undo_button(found: Desk, coder: str, action: Action) -> None:
    """What takes back the last coding of this coder. action: CODE, or SECOND for a second coder's."""
    shortcut = UNDO if st.session_state.get(KEYS, True) else None
    st.button("Défaire le dernier codage", key="defaire", shortcut=shortcut, on_click=_undo, args=(found, coder, action))


def _decide(found: Desk, shown: Shown, theme: str | None) -> None:
    """Record a theme for the text shown and for those ticked with it."""
    ticked = [other for other in shown.alike if st.session_state.get(_box(shown, other))]
    codings: list[TextCoding] = []
    for one in (shown.id, *ticked):
        said = shown.suggestion if one == shown.id else found.suggestion(one)
        codings.append(TextCoding(*one, theme, said.theme, said.margin if said.nearest else None, shown.model))
    texts = labels.plural(len(codings), "texte codé", "textes codés")
    name = found.label(theme) if theme else desk.NO_THEME
    author, seen = found.viewer.name, {shown.id, *ticked}
    recorded = desk.record(lambda: deciding.code(data.base(), codings, author=author, uncoded=seen), f"{texts} : {name}.")
    if recorded is not None:
        st.session_state.pop(_CURRENT, None)


def _pass(shown: Shown) -> None:
    passed: list[TextId] = st.session_state.setdefault(_PASSED, [])
    st.session_state[_PASSED] = [*(one for one in passed if one != shown.id), shown.id]
    st.session_state.pop(_CURRENT, None)


def _undo(found: Desk, coder: str, action: Action) -> None:
    """Take back the last coding that this person made, in this tab or before, and show its text again."""
    for row in desk.history(found.viewer):
        if row["author"] == coder and row["active"] and row["action"] == action:
            desk.undo(found.viewer, row["number"], once=True, what=past.sentence(row))
            _show_again(found)
            return
    desk.say("error", "Vous n'avez aucun codage à défaire.")


def _show_again(found: Desk) -> None:
    """Put the first text that is to code again before the analyst, even one that was passed before."""
    coded = {one.id for one in found.texts if one.coded}
    back = [one.id for one in data.coding_texts(found.viewer) if not one.coded and one.id in coded]
    if back:
        st.session_state[_CURRENT] = Shown(back[0], desk.UNKNOWN, None, ())
        st.session_state[_PASSED] = [one for one in st.session_state.get(_PASSED, []) if one not in back]


def _nothing_left(found: Desk) -> None:
    if not found.texts:
        st.info("Aucun frein ni levier n'est encore importé\u00a0: il n'y a rien à coder.")
        return
    st.success("Tous les textes sont codés. Revoyez-les dans le tableau, ou mesurez l'accord avec un second codeur.")
    undo_button(found, found.viewer.name, Action.CODE)
