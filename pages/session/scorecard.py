"""Fiche de session: what a panel said of one idea, for everyone within their scope."""

from flash360.ui import data, empty, guard
from flash360.ui.scorecard import screen

viewer = guard.require()

if data.programme(viewer).num_rows == 0:
    empty.first_steps(viewer)
screen.chosen(viewer)
