"""Données personnelles: what is kept of people, for everyone; erasure, for administrators."""

from flash360.ui import guard
from flash360.ui.admin import privacy

viewer = guard.require()

privacy.show(viewer)
