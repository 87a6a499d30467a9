"""Préparer un cadrage: an idea pasted, what past sessions say of it, and the document that opens its session."""

from flash360.model import Role
from flash360.ui import guard
from flash360.ui.workshop import prepare

viewer = guard.require(Role.ANALYSTE)

prepare.show(viewer)
