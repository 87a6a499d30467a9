"""Parcours et suites: how far ideas go, how fast, and what becomes of them."""

from flash360.model import Role
from flash360.ui import data, empty, guard
from flash360.ui.programme import outcomes

viewer = guard.require(Role.DIRECTION, Role.ANALYSTE, Role.ADMINISTRATEUR)

programme = data.programme(viewer)
if programme.num_rows == 0:
    empty.first_steps(viewer)
outcomes.show(viewer, programme)
