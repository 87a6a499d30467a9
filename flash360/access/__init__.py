"""Identity, role and scope: who may see what."""

from flash360.access.scope import Scope, Sessions, Viewer, WholeProgramme, scope_parameters

__all__ = ["Scope", "Sessions", "Viewer", "WholeProgramme", "scope_parameters"]
