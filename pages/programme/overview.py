"""Vue d'ensemble: what the programme has done, for its leadership."""

from flash360.model import Role
from flash360.ui import data, empty, guard
from flash360.ui.programme import overview

viewer = guard.require(Role.DIRECTION, Role.ANALYSTE, Role.ADMINISTRATEUR)

programme = data.programme(viewer)
if programme.num_rows == 0:
    empty.first_steps(viewer)
overview.show(viewer, programme)
