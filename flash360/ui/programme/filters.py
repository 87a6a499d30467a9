"""The filters of the programme's screens: one line of choices kept in the address, and the rows that answer them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from flash360 import labels
from flash360.model import Step, Verdict

_VERDICTS: Final = {labels.VERDICT[verdict]: verdict.value for verdict in Verdict}
_STEPS: Final = {labels.STEP[step]: step.value for step in Step}
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


def choose(programme: pa.Table, *, verdicts: bool = True, steps: bool = True) -> Choice:
    """Show the line of filters of a programme table and return what is chosen; the address keeps it."""
    texts = (*_VERDICTS, labels.UNKNOWN_VOTES)
    with st.container(horizontal=True, key="filtres"):
        return Choice(
            years=_multiple("Période", years(programme), "periode", "Toutes les années"),
            administrations=_multiple("Administration", _distinct(programme, "administration"), "administration", "Toutes"),
            domains=_multiple("Domaine", _distinct(programme, "domain", NO_DOMAIN), "domaine", "Tous"),
            verdicts=_multiple("Avis", texts, "avis", "Tous") if verdicts else (),
            steps=_multiple("Étape atteinte", tuple(_STEPS), "etape", "Toutes") if steps else (),
        )


def years(programme: pa.Table) -> tuple[str, ...]:
    """The years of the sessions, newest first, then « sans date » when some have none."""
    found = set(pc.year(programme["session_date"]).to_pylist())
    dated = sorted((str(year) for year in found if year is not None), reverse=True)
    return (*dated, UNDATED) if None in found else tuple(dated)


def kept(programme: pa.Table, choice: Choice) -> pa.Table:
    """The rows of a programme table that answer a choice."""
    year = pc.fill_null(pc.cast(pc.year(programme["session_date"]), pa.string()), UNDATED)
    verdict = pc.fill_null(programme["verdict"], labels.UNKNOWN_VOTES)
    domain = pc.fill_null(programme["domain"], NO_DOMAIN)
    conditions: list[tuple[pa.ChunkedArray, Sequence[str]]] = [
        (year, choice.years),
        (programme["administration"], choice.administrations),
        (domain, choice.domains),
        (verdict, [_VERDICTS.get(text, text) for text in choice.verdicts]),
        (programme["step"], [_STEPS[text] for text in choice.steps]),
    ]
    mask = pa.array([True] * programme.num_rows, pa.bool_())
    for column, values in conditions:
        if values:
            mask = pc.and_(mask, pc.is_in(column, value_set=pa.array(list(values), pa.string())))
    return programme.filter(mask)


def _distinct(programme: pa.Table, name: str, blank: str = "") -> tuple[str, ...]:
    found = pc.unique(programme[name]).to_pylist()
    named = sorted(str(value) for value in found if value is not None)
    return (*named, blank) if blank and None in found else tuple(named)


def _multiple(label: str, options: Sequence[str], key: str, placeholder: str) -> tuple[str, ...]:
    return tuple(st.multiselect(label, options, key=key, bind="query-params", placeholder=placeholder, width=165))
