"""Themes that come more often than before, and those that come less, with the doubt that few sessions leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.model import Kind, Step
from flash360.statistics.grades import Whole
from flash360.themes.trends import LEVEL, Direction, Trend, trends
from flash360.ui import data, fold, table, text
from flash360.ui.programme import filters, said
from flash360.ui.programme.filters import Choice
from flash360.ui.programme.said import Said

_HELD: Final = pa.array([Step.SESSION.value, Step.REALISATION.value])
_WORD: Final = {Direction.EMERGING: "émergent", Direction.FADING: "en recul", Direction.UNKNOWN: "on ne sait pas"}


def show(viewer: Viewer, choice: Choice) -> None:
    """The section of a screen: freins' themes before and since the middle day of the sessions of a choice."""
    since, found, clear, everything = _found(viewer, choice)
    st.header(text.plain(text.typeset(title(found))), anchor=False)
    if since is None or not found:
        st.info("Il faut des sessions datées à deux époques, aux freins codés, pour voir ce qui change.")
        return
    st.caption(text.plain(text.typeset(doubt(found, since))))
    if clear.num_rows:
        table.show(clear, caption="Thèmes émergents et en recul", key="emergents")
    fold.show(
        "Voir tous les thèmes, les plus grands écarts d'abord",
        lambda: table.show(everything, caption="Tous les thèmes, avant et depuis", key="tendances"),
        key="tendances",
    )


@data.kept(128)
def _found(viewer: Viewer, choice: Choice) -> tuple[date | None, list[Trend], pa.Table, pa.Table]:
    """The middle day, the trends, and their tables: of those that are clear, and of all."""
    since, found = between(_met(viewer), filters.mask(viewer, choice))
    names = {row["theme"]: row["label"] for row in data.themes().to_pylist()}
    clear = [one for one in found if one.direction is not Direction.UNKNOWN]
    return since, found, rows(clear, names), rows(found, names)


@dataclass(frozen=True)
class Met:
    """The sessions held of a programme table and the themes of their freins, whatever is chosen of them later.

    days: of each row, since 1970, of a session held; missing where none was (`held`). themes: their codes; theme, session: a
    place in `themes` and a row, once for each theme that a session met.
    """

    held: Any
    days: Whole
    themes: list[str]
    theme: Whole
    session: Whole


@data.kept(2)
def _met(viewer: Viewer) -> Met:
    return met(said.of_viewer(viewer), said.sessions(viewer), data.programme(viewer))


def met(every: Said, sessions: Whole, programme: pa.Table) -> Met:
    """What is compared, of everything said in the sessions of a programme table. sessions: the row of each statement's."""
    held = pc.and_(pc.is_valid(programme["session_date"]), pc.is_in(programme["step"], value_set=_HELD)).to_numpy()
    days = pc.fill_null(programme["session_date"].cast(pa.int32()), 0).to_numpy()
    theme, freins = every.columns["theme"], every.columns["kind"].equal(np.arange(len(sessions)), Kind.FREIN)
    names = theme.names[:-1]
    known = freins & (theme.codes < len(names))
    came = np.zeros((programme.num_rows, len(names)), dtype=bool)
    came[sessions[known], theme.codes[known]] = True
    session, own = np.nonzero(came)
    return Met(held, days, names, own, session)


def between(found: Met, chosen: Any) -> tuple[date | None, list[Trend]]:
    """The day that parts the sessions held in two halves, and the freins' themes before it and since. chosen: a mask of rows."""
    held = found.held & chosen
    days = found.days[held]
    if not len(days):
        return None, []
    middle = int(np.partition(days, len(days) // 2)[len(days) // 2])
    early = held & (found.days < middle)
    size, period = len(found.themes), np.where(held, np.where(early, 1, 2), 0)[found.session]
    before, after = np.bincount(found.theme + size * period, minlength=3 * size).reshape(3, size)[1:]
    came = {
        theme: (int(first), int(then)) for theme, first, then in zip(found.themes, before, after, strict=True) if first or then
    }
    before_of = int(early.sum())
    return date(1970, 1, 1) + timedelta(middle), trends(came, before_of, len(days) - before_of)


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
