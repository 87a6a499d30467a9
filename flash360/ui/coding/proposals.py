"""Themes that the codebook may lack: groups of texts that no theme suits, for the analyst to accept or to leave."""

from __future__ import annotations

from typing import Final

import streamlit as st

from flash360 import labels
from flash360.coding import codebook, deciding
from flash360.coding.deciding import TextCoding
from flash360.coding.texts import Text, unsuited
from flash360.themes.codebook import Theme
from flash360.themes.proposals import Proposal, proposals
from flash360.ui import data, text
from flash360.ui.coding import themes
from flash360.ui.coding.desk import Desk

SHOWN: Final = 8
_EXAMPLES: Final = 2


def show(found: Desk) -> None:
    """The groups, the largest first, each with its words, its texts, and two ways to keep it."""
    left = [one for one in unsuited(found.texts) if not found.suggestion(one.id).theme]
    groups = _proposed(tuple(one.text for one in left), data.version())
    if not groups:
        st.info(
            "Aucun thème à proposer\u00a0: les textes restés sans thème ne se ressemblent pas assez entre eux. "
            "Il faut au moins trois textes qui partagent un mot."
        )
        return
    count = labels.plural(len(groups), "groupe de textes", "groupes de textes")
    st.write(
        f"{count} sans thème sûr se ressemblent. Rien n'est créé sans vous\u00a0: un groupe n'est qu'une proposition, "
        "et ses textes restent à coder tant que vous ne l'acceptez pas."
    )
    for group in groups[:SHOWN]:
        _one(found, group, [left[place] for place in group.texts])


@st.cache_resource(show_spinner="Recherche de groupes parmi les textes sans thème…", max_entries=4)
def _proposed(words: tuple[str, ...], version: int) -> list[Proposal]:
    return proposals(words)


def _one(found: Desk, group: Proposal, texts: list[Text]) -> None:
    words = ", ".join(group.words)
    key = f"proposition-{'-'.join(group.words)}"
    with st.expander(text.plain(f"{labels.plural(len(texts), 'texte')} : {words}")):
        with st.form(key, border=False):
            st.caption("Décochez les textes qui n'en sont pas.")
            boxes = [text.plain(f"{one.beginning} ({one.code})") for one in texts]
            kept = [one for one, box in zip(texts, boxes, strict=True) if st.checkbox(box, value=True, key=f"{key}.{one.id}")]
            examples = tuple(one.beginning for one in kept[:_EXAMPLES])
            fresh = Theme("", group.words[0].capitalize(), examples=examples, words=group.words)
            described = themes.describe(found, fresh, key, own=False)
            created = st.form_submit_button("Créer ce thème et y ranger ces textes", type="primary")
            existing = st.selectbox(
                "Ou les ranger dans un thème de la grille", list(found.choices), index=None,
                format_func=lambda code: found.choices[code], placeholder="Choisir", key=f"{key}-existant",
            )  # fmt: skip
            filed = st.form_submit_button("Ranger dans ce thème")
        ids = [one.id for one in kept]
        if created:
            said = f"Thème créé : {described.label}, {labels.plural(len(ids), 'texte')}."
            themes.done(lambda: codebook.add(data.base(), described, author=found.viewer.name, texts=ids), said)
        elif filed and existing:
            said = f"{labels.plural(len(ids), 'texte codé', 'textes codés')} : {found.label(existing)}."
            codings = [TextCoding(*one, existing) for one in ids]
            seen = {one.id for one in kept if not one.coded}
            themes.done(lambda: deciding.code(data.base(), codings, author=found.viewer.name, uncoded=seen), said)
        elif filed:
            st.error("Choisissez d'abord un thème de la grille.")
