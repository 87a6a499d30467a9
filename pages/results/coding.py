"""Coder les textes: the theme of each frein and levier, the codebook they are coded with, and how sure that is."""

from flash360.model import Role
from flash360.ui import data, empty, guard
from flash360.ui.coding import screen

viewer = guard.require(Role.ANALYSTE)

programme = data.programme(viewer)
if programme.num_rows == 0:
    empty.first_steps(viewer)
screen.show(viewer, programme.num_rows)
