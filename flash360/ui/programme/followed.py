"""What became of each session of the programme, told once whatever is chosen of it later, and of those that a choice keeps."""

from __future__ import annotations

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from flash360 import paris
from flash360.access.scope import Scope, Viewer, WholeProgramme
from flash360.model import Step
from flash360.reports.programme import accompaniments
from flash360.statistics.follow_up import durations, states
from flash360.ui import data
from flash360.ui.asking import of_each
from flash360.ui.programme import filters
from flash360.ui.programme.filters import Choice

MONTHS: Final = (6, 12)
"""Ages at which the state of a session is told."""
_HELD: Final = pa.array([Step.SESSION.value, Step.REALISATION.value])


def of_viewer(viewer: Viewer) -> pa.Table:
    """One row per session, in the order of the programme; once it is known, those that moved are told again.

    step, verdict, outcome_status; days, event (`durations`); accompaniments (`kinds`); state_6, state_12 (`states`).
    """
    found = _by_session(viewer.eyes) if isinstance(viewer.scope, WholeProgramme) else _anew(viewer)
    return found.drop_columns(["session_id", "code"])


def _by_session(viewer: Viewer) -> pa.Table:
    def told(within: Scope) -> pa.Table:
        return _told(*(_among(rows, within) for rows in (data.programme(viewer), data.outcomes(viewer))))

    return of_each(("followed", viewer, paris.today()), viewer.scope, told)


@data.kept(4)
def _anew(viewer: Viewer) -> pa.Table:
    """What is hidden of a session from a smaller scope may depend on the others."""
    return _told(data.programme(viewer), data.outcomes(viewer))


def _among(rows: pa.Table, within: Scope) -> pa.Table:
    if isinstance(within, WholeProgramme):
        return rows
    return rows.filter(pc.is_in(rows["session_id"], value_set=pa.array(within.session_ids, pa.string())))


def _told(programme: pa.Table, outcomes: pa.Table) -> pa.Table:
    days, events = durations(programme, outcomes)
    told = {"days": days, "event": events, "accompaniments": accompaniments.kinds(programme, outcomes)}
    told |= {f"state_{months}": states(programme, outcomes, months, paris.today()) for months in MONTHS}
    found = programme.select(["session_id", "code", "step", "verdict", "outcome_status"])
    for name, column in told.items():
        found = found.append_column(name, column)
    return found


@data.kept(16)
def of_choice(viewer: Viewer, choice: Choice) -> pa.Table:
    """The same of the sessions that a choice keeps."""
    found = of_viewer(viewer)
    return found if choice == Choice() else found.filter(pa.array(filters.mask(viewer, choice)))


def held(viewer: Viewer, choice: Choice, *columns: str) -> pa.Table:
    """The verdict of those that were held, and these columns."""
    found = of_choice(viewer, choice)
    return found.select(["verdict", *columns]).filter(pc.is_in(found["step"], value_set=_HELD))
