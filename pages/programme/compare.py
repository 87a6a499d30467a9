"""Comparer: two to six sessions side by side, for leadership and analysts."""

from flash360.model import Role
from flash360.ui import data, empty, guard
from flash360.ui.programme import compare

viewer = guard.require(Role.DIRECTION, Role.ANALYSTE, Role.ADMINISTRATEUR)

programme = data.programme(viewer)
if programme.num_rows == 0:
    empty.first_steps(viewer)
compare.show(viewer, programme)
