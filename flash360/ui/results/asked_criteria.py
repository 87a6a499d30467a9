"""What each column of votes is: a criterion of the session, or a new one with its axis, its aspect and its scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from zlib import crc32

import streamlit as st

from flash360 import labels
from flash360.model import Aspect, Axis
from flash360.ui import field, text
from flash360.validation.cells.texts import SHORT
from flash360.workbook import CriterionGiven, matched

LEFT_ASIDE: Final = "laisser de côté"
_SCALES: Final = range(-10, 101)


@dataclass(frozen=True)
class CriteriaTold:
    """given: new criteria. codes: heading to the criterion of the base. missing: what is still to say."""

    given: tuple[CriterionGiven, ...] = ()
    codes: Mapping[str, str] | None = None
    missing: tuple[str, ...] = ()


def ask_known(headings: Sequence[str], criteria: Sequence[Mapping[str, Any]], key: str) -> CriteriaTold:
    """Ask which criterion of the session each column is; nothing is asked when every column names one."""
    st.header("2. Que dit chaque colonne de votes\u00a0?", anchor=False)
    found = matched(headings, ((str(row["criterion"]), str(row["label"])) for row in criteria))
    sure = len(set(found.values())) == len(headings)
    if sure:
        st.write(f"Les {len(headings)} colonnes de votes sont des critères que la session a déjà dans la base. Rien à dire.")
    else:
        st.write("La session a déjà ses critères dans la base. Dites lequel est dans chaque colonne.")
    names = {str(row["criterion"]): f"{row['criterion']} – {row['label']}" for row in criteria}
    place = st.expander("Voir ou changer") if sure else st.container()
    codes: dict[str, str] = {}
    with place:
        for number, heading in enumerate(headings):
            options = [*names, LEFT_ASIDE]
            code = st.selectbox(
                text.plain(heading),
                options,
                index=options.index(found[heading]) if heading in found else None,
                format_func=lambda code: names.get(str(code), LEFT_ASIDE.capitalize()),
                placeholder="Quel critère\u00a0?",
                key=_of_column(key, heading, number),
            )
            if code is not None:
                codes[heading] = code
    kept = {heading: code for heading, code in codes.items() if code != LEFT_ASIDE}
    missing = [f"le critère de «\u00a0{heading}\u00a0»" for heading in headings if heading not in codes]
    if not kept and not missing:
        missing.append("une colonne de votes au moins")
    twice = sorted({code for code in kept.values() if list(kept.values()).count(code) > 1})
    missing += [f"une seule colonne pour le critère {code}" for code in twice]
    return CriteriaTold((), kept, tuple(missing))


def ask_new(proposed: Sequence[CriterionGiven], key: str, *, recalled: bool) -> CriteriaTold:
    """Ask the axis, aspect and scale of each column; the guesses are in place. recalled: they are what was once told."""
    st.header("2. Sur quoi vote-t-on dans chaque colonne\u00a0?", anchor=False)
    st.write(
        "Repris de la dernière fois que cette forme de fichier a été importée\u00a0: vérifiez."
        if recalled
        else "Proposé d'après les titres et les réponses\u00a0: vérifiez, et complétez ce qui manque."
    )
    kept: list[CriterionGiven] = []
    missing: list[str] = []
    for number, one in enumerate(proposed):
        told = _one(one, _of_column(key, one.heading, number))
        if told is None:
            continue
        kept.append(told)
        if not told.label:
            missing.append(f"un libellé plus court pour «\u00a0{told.heading}\u00a0»")
        if not told.axis:
            missing.append(f"l'axe de «\u00a0{told.label or told.heading}\u00a0»")
    if not kept:
        missing.append("une colonne de votes au moins")
    missing += [f"un seul critère global pour l'axe {labels.AXIS[axis]}" for axis in Axis if _globals(kept, axis) > 1]
    scales = {axis: _scale(axis, proposed, kept, key) for axis in Axis if any(one.axis == axis for one in kept)}
    missing += [f"une échelle possible pour l'axe {labels.AXIS[axis]}" for axis, scale in scales.items() if scale is None]
    given = tuple(_scaled(one, scales.get(Axis(one.axis)) if one.axis else None) for one in kept)
    return CriteriaTold(given, None, tuple(missing))


def _of_column(key: str, heading: str, number: int) -> str:
    """The key of what is asked of a column: when another takes its rank, its answers are not the other's."""
    return f"{key}-{crc32(heading.encode()):08x}-critere-{number}"


def _one(one: CriterionGiven, key: str) -> CriterionGiven | None:
    """The criterion of one column as told; None when it is left aside."""
    with st.container(border=True):
        st.markdown(f"**{text.plain(one.heading)}**")
        first, second, third, fourth = st.columns([4, 2, 2, 1.4], vertical_alignment="bottom")
        label = field.line("Libellé", one.label[:SHORT], place=first, most=SHORT, key=f"{key}-libelle", autocomplete="off")
        axes = [str(axis) for axis in Axis]
        axis = second.selectbox(
            "Axe",
            [*axes, LEFT_ASIDE],
            index=axes.index(one.axis) if one.axis in axes else None,
            format_func=lambda code: labels.AXIS[Axis(code)] if code in axes else code,
            placeholder="À choisir",
            key=f"{key}-axe",
        )
        aspects = ["", *(str(aspect) for aspect in Aspect)]
        aspect = third.selectbox(
            "Aspect",
            aspects,
            index=aspects.index(one.aspect) if one.aspect in aspects else 0,
            format_func=lambda code: labels.ASPECT[Aspect(code)] if code else "Aucun",
            key=f"{key}-aspect",
        )
        overall = fourth.checkbox("Global", one.is_global, key=f"{key}-global", help="Ce critère résume l'axe à lui seul.")
    if axis == LEFT_ASIDE:
        return None
    named = "" if label is None else label.strip() or one.label.strip()
    return replace(one, label=named, axis=axis or "", aspect=aspect or "", is_global=overall)


def _scale(
    axis: Axis, proposed: Sequence[CriterionGiven], kept: Sequence[CriterionGiven], key: str
) -> tuple[int, int, int] | None:
    """The scale that the criteria of an axis share; None when it is impossible."""
    first = next(one for one in kept if one.axis == axis)
    usual = first.favourable_from or (first.scale_min + first.scale_max) // 2 + 1
    named = labels.AXIS[axis]
    low, high, from_ = st.columns(3)
    least = low.number_input(f"Échelle {named}\u00a0: note minimale", -10, 100, first.scale_min, key=f"{key}-{axis}-min")
    most = high.number_input(f"Échelle {named}\u00a0: note maximale", -10, 100, first.scale_max, key=f"{key}-{axis}-max")
    favourable = from_.number_input(f"Favorable à partir de ({named})", -10, 100, usual, key=f"{key}-{axis}-seuil")
    return (int(least), int(most), int(favourable)) if least < favourable <= most else None


def _scaled(one: CriterionGiven, scale: tuple[int, int, int] | None) -> CriterionGiven:
    return one if scale is None else replace(one, scale_min=scale[0], scale_max=scale[1], favourable_from=scale[2])


def _globals(kept: Sequence[CriterionGiven], axis: Axis) -> int:
    return sum(one.is_global for one in kept if one.axis == axis)
