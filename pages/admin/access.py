"""Accès: who may see what, for administrators."""

from flash360.model import Role
from flash360.ui import guard
from flash360.ui.admin import access

viewer = guard.require(Role.ADMINISTRATEUR)

access.show(viewer)
