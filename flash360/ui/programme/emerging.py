"""Themes that come more often than before, and those that come less, with the doubt that few sessions leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import pyarrow as pa
import streamlit as st

from flash360 import labels
from flash360.model import Step
from flash360.themes.statements import statements
from flash360.themes.trends import LEVEL, Direction, Trend, middle_day, trends
from flash360.ui import table, text

_HELD: Final = {Step.SESSION, Step.REALISATION}
_WORD: Final = {Direction.EMERGING: "émergent", Direction.FADING: "en recul", Direction.UNKNOWN: "on ne sait pas"}


def show(said: pa.Table, programme: pa.Table) -> None:
    """The section of a screen: freins' themes before and since the middle day of the sessions of a programme table."""
    days = held_days(programme)
    since = middle_day(days.values())
    found = trends(statements(said), days, since) if since else []
    st.header(text.plain(text.typeset(title(found))), anchor=False)
    if since is None or not found:
        st.info("Il faut des sessions datées à deux époques, aux freins codés, pour voir ce qui change.")
        return
    st.caption(text.plain(text.typeset(doubt(found, since))))
    names = dict(zip(said["theme"].to_pylist(), said["theme_label"].to_pylist(), strict=True))
    clear = [one for one in found if one.direction is not Direction.UNKNOWN]
    if clear:
        table.show(rows(clear, names), caption="Thèmes émergents et en recul", key="emergents")
    with st.expander("Voir tous les thèmes, les plus grands écarts d'abord"):
        table.show(rows(found, names), caption="Tous les thèmes, avant et depuis", key="tendances")


def held_days(programme: pa.Table) -> dict[str, date]:
    """The day of each session held, by its id; those without a date are left out."""
    columns = programme.select(["session_id", "session_date", "step"]).to_pylist()
    return {row["session_id"]: row["session_date"] for row in columns if row["session_date"] and row["step"] in _HELD}


def title(found: Sequence[Trend]) -> str:
    """The finding: how many themes come more often, how many less, as far as their intervals tell."""
    more = sum(one.direction is Direction.EMERGING for one in found)
    less = sum(one.direction is Direction.FADING for one in found)
    if not found:
        return "Thèmes émergents ou en recul : pas assez de sessions"
    if not more and not less:
        return "Aucun thème ne progresse ni ne recule nettement"
    return f"{_counted(more, 'thème émergent', 'thèmes émergents')}, {less or 'aucun'} en recul"


def doubt(found: Sequence[Trend], since: date) -> str:
    """What is compared, and how little that says."""
    one = found[0]
    before, after = labels.plural(one.before_of, "session"), labels.plural(one.since_of, "session")
    few = "C'est très peu" if one.few else "C'est peu"
    chance = labels.french_number(len(found) * (1 - LEVEL), 1)
    lines = f"{few} : sur {labels.plural(len(found), 'thème')}, le hasard seul en ferait paraître {chance} en moyenne."
    return f"Freins de {before} avant le {labels.french_date(since)} et de {after} depuis. {lines}"


def rows(found: Sequence[Trend], names: Mapping[str | None, str | None]) -> pa.Table:
    """Themes before and since, counted in sessions, with the change in points and its 95 % interval."""
    columns = {
        "Thème": [names.get(one.theme) or one.theme for one in found],
        "Avant": [f"{one.before} sur {one.before_of}" for one in found],
        "Depuis": [f"{one.since} sur {one.since_of}" for one in found],
        "Écart en points (intervalle à 95\u00a0%)": [_change(one) for one in found],
        "Lecture": [_WORD[one.direction] for one in found],
    }
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _counted(count: int, one: str, many: str) -> str:
    return labels.plural(count, one, many) if count else f"Aucun {one}"


def _change(one: Trend) -> str:
    return f"{_points(one.change)} ({_points(one.low)} à {_points(one.high)})"


def _points(fraction: float) -> str:
    points = round(100 * fraction)
    return f"{'+' if points > 0 else '−' if points < 0 else ''}{abs(points)}"
