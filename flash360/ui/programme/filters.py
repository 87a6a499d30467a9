"""The filters of the programme's screens: one line of choices kept in the address, and the rows that answer them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.model import Axis, Step, Verdict
from flash360.ui import data

_VERDICTS: Final = {labels.VERDICT[verdict]: verdict.value for verdict in Verdict}
_STEPS: Final = {labels.STEP[step]: step.value for step in Step}
_MEASURES: Final = ("n", "share", "scale_min", "scale_max", "position", "position_variance", "mean_low", "mean_high")
_SHOWN: Final = (
    "session_id", "code", "title", "administration", "domain", "step", "verdict", "declared_verdict", "idea_date", "contact_date",
    "cadrage_date", "session_date", "days_cadrage_to_session", "deadline", "late", "outcome_status", "outcome_date",
    "next_review", "realised_date", "stopped_date", "freins", "uncovered_freins", "voters",
    *(f"{axis}_{measure}" for axis in Axis for measure in _MEASURES),
)  # fmt: skip
"""What the programme's screens look at: the words of the ideas, above all, are long to copy for each choice."""
UNDATED: Final = "sans date"
NO_DOMAIN: Final = "sans domaine"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader keeps; an empty tuple keeps everything. Verdicts and steps are in their French wording."""

    years: tuple[str, ...] = ()
    administrations: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen of a programme table."""

    years: tuple[str, ...]
    administrations: tuple[str, ...]
    domains: tuple[str, ...]


@data.kept(16)
def options(viewer: Viewer) -> Options:
    """What a viewer may choose of the programme."""
    return options_of(data.programme(viewer))


def options_of(programme: pa.Table) -> Options:
    """What may be chosen of a programme table."""
    return Options(years(programme), _distinct(programme, "administration"), _distinct(programme, "domain", NO_DOMAIN))


@data.kept(16)
def chosen(viewer: Viewer, choice: Choice) -> pa.Table:
    """The programme's rows that a choice keeps, with the columns that its screens show."""
    shown = _shown(viewer)
    return shown if choice == Choice() else shown.filter(pa.array(mask(viewer, choice)))


@data.kept(64)
def mask(viewer: Viewer, choice: Choice) -> Any:
    """Whether a choice keeps each row of the programme: an array of booleans."""
    programme = data.programme(viewer)
    return np.ones(programme.num_rows, dtype=bool) if choice == Choice() else answering(programme, choice).to_numpy()


@data.kept(4)
def _shown(viewer: Viewer) -> pa.Table:
    return data.programme(viewer).select(_SHOWN)


def choose(options: Options, *, verdicts: bool = True, steps: bool = True) -> Choice:
    """Show the line of filters and return what is chosen; the address keeps it."""
    texts = (*_VERDICTS, labels.UNKNOWN_VOTES)
    with st.container(horizontal=True, key="filtres"):
        return Choice(
            years=_multiple("Période", options.years, "periode", "Toutes les années"),
            administrations=_multiple("Administration", options.administrations, "administration", "Toutes"),
            domains=_multiple("Domaine", options.domains, "domaine", "Tous"),
            verdicts=_multiple("Avis", texts, "avis", "Tous") if verdicts else (),
            steps=_multiple("Étape atteinte", tuple(_STEPS), "etape", "Toutes") if steps else (),
        )


def years(programme: pa.Table) -> tuple[str, ...]:
    """The years of the sessions, or of the last step of the ideas without one, newest first, then « sans date »."""
    found = set(pc.unique(_year(programme)).to_pylist())
    dated = sorted((str(year) for year in found if year is not None), reverse=True)
    return (*dated, UNDATED) if None in found else tuple(dated)


def kept(programme: pa.Table, choice: Choice) -> pa.Table:
    """The rows of a programme table that answer a choice."""
    return programme if choice == Choice() else programme.filter(answering(programme, choice))


def answering(programme: pa.Table, choice: Choice) -> pa.ChunkedArray:
    """Whether each row of a programme table answers a choice that keeps less than everything."""
    verdicts = [_VERDICTS.get(text, text) for text in choice.verdicts]
    conditions = [
        _among(programme[name], values, blank)
        for name, values, blank in (
            ("administration", choice.administrations, None),
            ("domain", choice.domains, NO_DOMAIN),
            ("verdict", verdicts, labels.UNKNOWN_VOTES),
            ("step", [_STEPS[text] for text in choice.steps], None),
        )
        if values
    ]
    if choice.years:
        years: list[int | None] = [int(text) for text in choice.years if text != UNDATED]
        conditions.append(_among(_year(programme), years + [None] * (UNDATED in choice.years)))
    return reduce(pc.and_, conditions)


def _among(column: pa.ChunkedArray, values: Sequence[str | int | None], blank: str | None = None) -> pa.ChunkedArray:
    """Whether each value is one of those; `blank` among them stands for the nulls too."""
    wanted = [*values, None] if blank in values else list(values)
    return pc.is_in(column, value_set=pa.array(wanted, column.type))


def _year(programme: pa.Table) -> pa.ChunkedArray:
    """The year of each session; of the cadrage, contact or idea where no session was held."""
    return pc.year(pc.coalesce(*(programme[name] for name in ("session_date", "cadrage_date", "contact_date", "idea_date"))))


def _distinct(programme: pa.Table, name: str, blank: str = "") -> tuple[str, ...]:
    found = pc.unique(programme[name]).to_pylist()
    named = sorted(str(value) for value in found if value is not None)
    return (*named, blank) if blank and None in found else tuple(named)


def _multiple(label: str, options: Sequence[str], key: str, placeholder: str) -> tuple[str, ...]:
    return tuple(st.multiselect(label, options, key=key, bind="query-params", placeholder=placeholder, width=165))
