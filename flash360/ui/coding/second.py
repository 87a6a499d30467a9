"""A second coder, blind to the first, and how far the two agree."""

from __future__ import annotations

from typing import Final

import streamlit as st

from flash360 import labels
from flash360.coding import deciding
from flash360.coding.agreement import Agreement, agreement, to_code_again, words
from flash360.coding.deciding import TextCoding
from flash360.coding.operations import Action
from flash360.coding.texts import Text, TextId
from flash360.ui import data, field, table, text
from flash360.ui.coding import desk, one_by_one
from flash360.ui.coding.desk import Desk

_NAME: Final = "coder.second"
_PASSED: Final = "coder.second.passes"
SHOWN: Final = 10
"""Disagreements shown with their button at once; the table has all of them."""


def show(found: Desk) -> None:
    """The agreement in one sentence, the text to code a second time, then the disagreements to settle."""
    second = data.second_codings(found.viewer)
    measured = agreement(found.texts, second)
    st.header(text.plain(text.typeset(headline(measured))), anchor=False)
    st.write(text.plain(text.typeset(words(measured.alpha))))
    st.caption(
        "Le second codeur ne voit ni le premier codage ni la suggestion. Les textes lui viennent au hasard, parmi ceux qui sont "
        "codés par d'autres\u00a0: l'accord vaut ainsi pour tous. Son codage reste à part et ne change aucun écran. "
        "L'accord tient aux premières réponses de chacun\u00a0: trancher un désaccord ne l'augmente pas."
    )
    signed = found.viewer.name if found.viewer.name != labels.ROLE[found.viewer.role] else ""
    asked = "Qui code en second\u00a0? Un prénom ou des initiales suffisent"
    name = (field.line(asked, signed, most=40, key=_NAME, autocomplete="off", width=400) or "").strip()
    if name:
        _next(found, to_code_again(found.texts, second, name), name)
    _settle(found, measured)


def headline(measured: Agreement) -> str:
    """The finding: on how many texts the coders agree."""
    if not measured.alpha.texts:
        return "L'accord entre deux codeurs n'est pas encore mesuré"
    twice = labels.plural(measured.alpha.texts, "codé deux fois", "codés deux fois")
    return f"Même thème pour {labels.plural(measured.same, 'texte')} sur {twice}"


def _next(found: Desk, left: list[Text], coder: str) -> None:
    passed: list[TextId] = st.session_state.setdefault(_PASSED, [])
    waiting = [one for one in left if one.id not in passed] or left
    if not waiting:
        st.success("Tous les textes codés l'ont déjà été par cette personne, en premier ou en second.")
        return
    one = waiting[0]
    keys = st.session_state.get(one_by_one.KEYS, True)
    with st.container(border=True, key="second-texte"):
        st.caption(desk.about(one))
        desk.verbatim(one)
        one_by_one.theme_list(found, "Thème selon le second codeur", lambda theme: _decide(found, one, theme, coder))
        with st.container(horizontal=True):
            st.button(
                desk.NO_THEME, key="second-aucun", shortcut=one_by_one.NONE if keys else None, on_click=_decide,
                args=(found, one, None, coder),
            )  # fmt: skip
            st.button(
                "Suivant, sans coder",
                key="second-suivant",
                shortcut=one_by_one.NEXT if keys else None,
                on_click=_pass,
                args=(one,),
            )
            one_by_one.undo_button(found, coder, Action.SECOND)


def _settle(found: Desk, measured: Agreement) -> None:
    if not measured.disagreements:
        return
    st.header(f"{labels.plural(len(measured.disagreements), 'désaccord')} à trancher", anchor=False)
    for place, one in enumerate(measured.disagreements[:SHOWN]):
        with st.container(border=True, key=f"desaccord-{place}"):
            st.caption(desk.about(one.text))
            desk.verbatim(one.text)
            first, other = (text.plain(found.label(theme)) for theme in (one.text.theme, one.theme))
            st.markdown(f"Codage en vigueur\u00a0: **{first}** · {text.plain(one.coder)}\u00a0: **{other}**")
            choices = {f"Retenir celui de {text.plain(one.coder)}": one.theme, "Garder celui en vigueur": one.text.theme}
            with st.container(horizontal=True):
                for key, (words_of, theme) in zip(("retenir", "garder"), choices.items(), strict=True):
                    st.button(words_of, key=f"{key}-{place}", on_click=_retain, args=(found, one.text, theme))
    rows = measured.disagreements
    columns = {
        "Texte": [one.text.text for one in rows],
        "Session": [one.text.code for one in rows],
        "Codage en vigueur": [found.label(one.text.theme) for one in rows],
        "Second codage": [found.label(one.theme) for one in rows],
        "Second codeur": [one.coder for one in rows],
    }
    with st.expander("Voir tous les désaccords"):
        table.show(desk.as_table(columns), caption="Désaccords entre codeurs", key="desaccords")


def _decide(found: Desk, one: Text, theme: str | None, coder: str) -> None:
    codings = [TextCoding(*one.id, theme)]
    desk.record(lambda: deciding.code(data.base(), codings, author=coder, second=True), "Second codage enregistré.")


def _pass(one: Text) -> None:
    passed: list[TextId] = st.session_state.setdefault(_PASSED, [])
    st.session_state[_PASSED] = [*(other for other in passed if other != one.id), one.id]


def _retain(found: Desk, one: Text, theme: str | None) -> None:
    codings = [TextCoding(*one.id, theme)]
    said = f"1 texte codé : {found.label(theme)}."
    desk.record(lambda: deciding.code(data.base(), codings, author=found.viewer.name), said)
