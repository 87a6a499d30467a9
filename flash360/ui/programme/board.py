"""The board of the dossiers under way: one column per step, side by side or one below the other."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from flash360 import labels, paris
from flash360.access.scope import Viewer
from flash360.model import Role, Step
from flash360.reports.dossiers.board import Slip, board, rows, sentence
from flash360.ui import address
from flash360.ui.text import escaped, typeset

SHOWN = 40
"""Dossiers of a column; the others are counted."""


def show(viewer: Viewer, programme: pa.Table) -> None:
    """Draw the board, its sentence first."""
    columns = board(rows(programme), paris.today())
    st.caption(typeset(sentence(columns)))
    screen = address.DOSSIER if viewer.role is Role.ANALYSTE else address.SCORECARD
    drawn = "".join(_column(step, slips, screen) for step, slips in columns.items())
    st.html(f'<div class="f360-board">{drawn}</div>')


def _column(step: Step, slips: list[Slip], screen: address.Screen) -> str:
    name = f"{escaped(labels.STEP[step])} ({labels.french_number(len(slips))})"
    items = "".join(_slip(slip, screen) for slip in slips[:SHOWN]) or '<li class="f360-none">Aucun dossier</li>'
    more = f'<li class="f360-none">et {labels.french_number(len(slips) - SHOWN)} autres</li>' if len(slips) > SHOWN else ""
    return f'<section aria-label="{name}"><h3>{name}</h3><ul>{items}{more}</ul></section>'


def _slip(slip: Slip, screen: address.Screen) -> str:
    link = escaped(address.href(screen, session=slip.code))
    late = "<strong>En retard · </strong>" if slip.late else ""
    return (
        f'<li class="f360-slip{" f360-late" if slip.late else ""}"><a href="{link}" target="_self">{escaped(slip.code)}</a> '
        f"<span>{escaped(slip.title)}</span><small>{escaped(slip.administration)}</small>"
        f"<small>{late}{escaped(typeset(slip.said))}</small></li>"
    )
