"""The codebook on screen: its themes and how much each is used, and the forms that change them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

import pyarrow as pa
import streamlit as st

from flash360 import labels
from flash360.coding import codebook
from flash360.coding.codebook import Description
from flash360.model import Aspect
from flash360.themes.codebook import Theme, assignable, of_one_name
from flash360.ui import data, table, text
from flash360.ui.coding import desk
from flash360.ui.coding.desk import Desk

_ADD: Final = "Ajouter"
_FIRST_LEVEL: Final = "Aucune (premier niveau)"
_NO_ASPECT: Final = "Aucun"
WORDS: Final = 8
"""Words of a theme that the table shows; all of them are in its form and in the download."""


def show(found: Desk) -> None:
    """The codebook as it is, then what can be done to it."""
    if not found.themes:
        st.warning(
            "La grille est vide\u00a0: aucun thème ne peut être donné ni suggéré. Reprenez la grille livrée, ou ajoutez un thème."
        )
    for twins in of_one_name(found.themes):
        st.warning(text.plain(f"{len(twins)} thèmes s'appellent « {twins[0].label} ». Renommez-les, ou fusionnez-les."))
    table.show(listed(found, WORDS), caption="Thèmes de la grille", key="grille", whole=lambda: listed(found))
    actions: dict[str, Callable[[Desk], None]] = {_ADD: _add}
    if found.themes:
        actions |= {"Modifier": _edit, "Fusionner": _merge, "Scinder": _split, "Retirer": _retire}
    action = st.segmented_control("Que faire de la grille ?", list(actions), default=_ADD, required=True, key="grille-action")
    actions[action or _ADD](found)
    if codebook.missing_from(found.themes):
        st.button("Reprendre les thèmes livrés qui manquent", key="reprendre", on_click=_bring_back, args=(found,))
    st.caption("Chaque changement garde les codages, figure dans « Historique » et s'annule.")


def listed(found: Desk, words: int | None = None) -> pa.Table:
    """The codebook, families followed by their themes, with the texts that each was given. words: at most so many of each."""
    used = Counter(one.theme for one in found.texts)
    rows = ordered(found.themes)
    return desk.as_table(
        {
            "Thème": [theme.label if not theme.parent else f"› {theme.label}" for theme in rows],
            "Aspect": [labels.ASPECT[Aspect(theme.aspect)] if theme.aspect in set(Aspect) else "–" for theme in rows],
            "Textes": [labels.french_number(used[theme.code]) for theme in rows],
            "Définition": [theme.definition or "–" for theme in rows],
            "Exemples": [" / ".join(theme.examples) or "–" for theme in rows],
            "Mots": [_first(theme.words, words) for theme in rows],
        }
    )


def _first(words: tuple[str, ...], most: int | None) -> str:
    left = len(words) - most if most is not None and len(words) > most + 1 else 0
    shown = ", ".join(words[: len(words) - left]) or "–"
    return f"{shown} et {labels.french_number(left)} autres" if left else shown


def ordered(themes: tuple[Theme, ...]) -> list[Theme]:
    """Families by name, each followed by its themes."""
    families = sorted((theme for theme in themes if not theme.parent), key=lambda theme: theme.label)
    known = {theme.code for theme in families}
    below = sorted((theme for theme in themes if theme.parent), key=lambda theme: theme.label)
    found = [one for family in families for one in (family, *(theme for theme in below if theme.parent == family.code))]
    return [*found, *(theme for theme in below if theme.parent not in known)]


def describe(found: Desk, theme: Theme, key: str, *, own: bool = True) -> Description:
    """The fields of a theme, in a form. own: the theme exists, and is not offered as its own family."""
    families = {"": _FIRST_LEVEL} | {one.code: one.label for one in ordered(found.themes) if not one.parent}
    if own:
        families.pop(theme.code, None)
    aspects = ["", *Aspect]
    label = st.text_input("Nom du thème", theme.label, key=f"{key}-nom")
    left, right = st.columns(2)
    parent = left.selectbox(
        "Famille", list(families), index=list(families).index(theme.parent) if theme.parent in families else 0,
        format_func=lambda code: families[code], key=f"{key}-famille",
    )  # fmt: skip
    aspect = right.selectbox(
        "Aspect", aspects, index=aspects.index(theme.aspect) if theme.aspect in aspects else 0,
        format_func=lambda one: labels.ASPECT[Aspect(one)] if one else _NO_ASPECT, key=f"{key}-aspect",
    )  # fmt: skip
    definition = st.text_area("Définition", theme.definition, key=f"{key}-definition", height=80)
    examples = st.text_area("Exemples, un par ligne (deux au moins)", "\n".join(theme.examples), key=f"{key}-exemples", height=90)
    words = st.text_area("Mots qui l'annoncent, séparés par des virgules", ", ".join(theme.words), key=f"{key}-mots", height=110)
    return Description(
        label or "",
        parent or "",
        Aspect(aspect) if aspect else None,
        definition or "",
        _parts(examples, "\n"),
        _parts((words or "").replace("\n", ","), ","),
    )


def _add(found: Desk) -> None:
    with st.form("ajouter", border=True):
        described = describe(found, Theme("", ""), "ajouter", own=False)
        sent = st.form_submit_button("Ajouter ce thème", type="primary")
    if sent:
        done(lambda: codebook.add(data.base(), described, author=found.viewer.name), f"Thème ajouté : {described.label}.")


def _edit(found: Desk) -> None:
    theme = _which("Thème à modifier", found, list(found.themes))
    if theme is None:
        return
    with st.form(f"modifier-{theme.code}", border=True):
        described = describe(found, theme, f"modifier-{theme.code}")
        sent = st.form_submit_button("Enregistrer ce thème", type="primary")
    if sent:
        change = f"Thème modifié : {described.label}. Ses codages restent."
        done(lambda: codebook.edit(data.base(), theme.code, described, author=found.viewer.name), change)


def _merge(found: Desk) -> None:
    theme = _which("Thème à fusionner", found, list(assignable(found.themes)))
    others = [one for one in assignable(found.themes) if theme is None or one.code != theme.code]
    into = _which("Dans le thème", found, others, key="fusion-dans")
    if theme is None or into is None:
        return
    count = labels.plural(sum(one.theme == theme.code for one in found.texts), "texte passera", "textes passeront")
    st.write(text.plain(f"{count} de « {theme.label} » à « {into.label} », qui en reçoit aussi les mots et les exemples."))
    st.button("Fusionner", type="primary", key="fusionner", on_click=_merged, args=(found, theme, into))


def _split(found: Desk) -> None:
    theme = _which("Thème à scinder", found, list(assignable(found.themes)))
    if theme is None:
        return
    own = [one for one in found.texts if one.theme == theme.code]
    if not own:
        st.info("Aucun texte n'a ce thème\u00a0: il n'y a rien à répartir. Ajoutez plutôt un thème.")
        return
    with st.form(f"scinder-{theme.code}", border=True):
        fresh = Theme("", "", theme.parent, theme.aspect)
        described = describe(found, fresh, f"scinder-{theme.code}", own=False)
        by_id = {one.id: one for one in own}
        moved = st.multiselect(
            f"Textes de « {text.plain(theme.label)} » qui passent dans le nouveau thème", list(by_id),
            format_func=lambda one: f"{by_id[one].beginning} ({by_id[one].code})", key=f"scinder-{theme.code}-textes",
            placeholder="Cherchez un mot, puis choisissez",
        )  # fmt: skip
        sent = st.form_submit_button("Scinder", type="primary")
    if sent:
        said = f"Nouveau thème : {described.label}, {labels.plural(len(moved), 'texte')} de « {theme.label} »."
        done(lambda: codebook.split(data.base(), theme.code, described, moved, author=found.viewer.name), said)


def _retire(found: Desk) -> None:
    theme = _which("Thème à retirer", found, list(found.themes))
    if theme is None:
        return
    count = labels.plural(sum(one.theme == theme.code for one in found.texts), "texte sera", "textes seront")
    st.write(text.plain(f"{count} de nouveau à coder. Pour garder leurs codages, fusionnez plutôt ce thème dans un autre."))
    st.button("Retirer ce thème", type="primary", key="retirer", on_click=_retired, args=(found, theme))


def _which(asked: str, found: Desk, themes: list[Theme], key: str = "grille-theme") -> Theme | None:
    by_code = {theme.code: theme for theme in ordered(tuple(themes))}
    families = {theme.code: theme.label for theme in found.themes}

    def name(code: str) -> str:
        theme = by_code[code]
        return f"{families[theme.parent]} › {theme.label}" if theme.parent in families else theme.label

    chosen = st.selectbox(asked, list(by_code), index=None, format_func=name, placeholder="Choisir", key=f"{key}-{asked}")
    return by_code.get(chosen) if chosen else None


def _merged(found: Desk, theme: Theme, into: Theme) -> None:
    said = f"« {theme.label} » est fusionné dans « {into.label} »."
    desk.record(lambda: codebook.merge(data.base(), theme.code, into.code, author=found.viewer.name), said)


def _retired(found: Desk, theme: Theme) -> None:
    desk.record(lambda: codebook.retire(data.base(), theme.code, author=found.viewer.name), f"Thème retiré : {theme.label}.")


def _bring_back(found: Desk) -> None:
    desk.record(lambda: codebook.bring_back_shipped(data.base(), author=found.viewer.name), "Les thèmes livrés sont de retour.")


def done(make: Callable[[], int], said: str) -> None:
    """Record what a form asks and draw the screen again, or say why it is refused and leave the form as it is."""
    if desk.record(make, said) is not None:
        st.rerun()
    desk.notice()


def _parts(words: str | None, between: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in (words or "").split(between) if part.strip())
