"""Identity, role and scope: who may see what."""

from flash360.access.grants import Grant, NamedPerson, Person, SubjectKind, viewer, viewers
from flash360.access.identity import Identity, identity_of, normal_email, normal_siret
from flash360.access.scope import Scope, Sessions, Viewer, WholeProgramme, scope_parameters

__all__ = [
    "Grant",
    "Identity",
    "NamedPerson",
    "Person",
    "Scope",
    "Sessions",
    "SubjectKind",
    "Viewer",
    "WholeProgramme",
    "identity_of",
    "normal_email",
    "normal_siret",
    "scope_parameters",
    "viewer",
    "viewers",
]
