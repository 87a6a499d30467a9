"""Suivi: what needs doing today, and what became of the sessions held."""

from flash360.model import Role
from flash360.ui import data, empty, guard
from flash360.ui.dossiers import following

viewer = guard.require(Role.ANALYSTE)

programme = data.programme(viewer)
if programme.num_rows == 0:
    empty.first_steps(viewer)
following.show(viewer, programme)
