"""Freins et leviers: what blocks ideas and what carries them, across the programme."""

from flash360.model import Role
from flash360.ui import data, empty, guard
from flash360.ui.programme import freins_leviers

viewer = guard.require(Role.DIRECTION, Role.ANALYSTE, Role.ADMINISTRATEUR)

programme = data.programme(viewer)
if programme.num_rows == 0:
    empty.first_steps(viewer)
freins_leviers.show(viewer, programme)
