"""La semaine: what is late, what falls due, what is new; as a page, a file and a calendar."""

from flash360.model import Role
from flash360.ui import data, empty, guard
from flash360.ui.dossiers import week

viewer = guard.require(Role.DIRECTION, Role.ANALYSTE, Role.ADMINISTRATEUR)

if data.programme(viewer).num_rows == 0:
    empty.first_steps(viewer)
week.show(viewer)
