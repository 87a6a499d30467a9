"""Who a person is, from the grants: roles, sessions, ends, and addresses made to look like another's."""

from __future__ import annotations

from datetime import date

import pytest

from flash360.access import Grant, NamedPerson, Sessions, SubjectKind, WholeProgramme, viewer, viewers
from flash360.access.subjects import subject
from flash360.errors import AccessDenied, BadGrant
from flash360.model import Role

TODAY = date(2026, 11, 25)
ANA = NamedPerson("Ana@DDT23.gouv.fr", siret="11000201100044")
PARTNER = Role.PARTENAIRE


def grant(kind: SubjectKind, named: str, *session_ids: str, role: Role = PARTNER, **more: object) -> Grant:
    return Grant(kind, named, role, session_ids, **more)


def seen(person: NamedPerson, *grants: Grant, administrator: str | None = None):
    return [(one.role, one.scope) for one in viewers(person, grants, TODAY, administrator=administrator)]


def test_a_partner_sees_the_sessions_of_every_grant_that_names_them():
    found = seen(
        ANA,
        grant(SubjectKind.EMAIL, "ana@ddt23.gouv.fr", "b"),
        grant(SubjectKind.DOMAIN, "ddt23.gouv.fr", "a"),
        grant(SubjectKind.SIRET, "11000201100044", "c", "a"),
        grant(SubjectKind.EMAIL, "bob@ddt23.gouv.fr", "d"),
    )
    assert found == [(PARTNER, Sessions(("a", "b", "c")))]


def test_nothing_is_granted_to_a_stranger():
    assert seen(NamedPerson("eve@ailleurs.fr"), grant(SubjectKind.EMAIL, "ana@ddt23.gouv.fr", "a")) == []
    with pytest.raises(AccessDenied, match="Aucune habilitation"):
        viewer(NamedPerson("eve@ailleurs.fr"), (), TODAY, administrator=None)


@pytest.mark.parametrize(
    ("ends", "open_today"),
    [(date(2026, 11, 24), False), (date(2026, 11, 25), True), (None, True)],
)
def test_a_grant_counts_until_the_evening_of_its_last_day(ends, open_today):
    assert bool(seen(ANA, grant(SubjectKind.EMAIL, "ana@ddt23.gouv.fr", "a", until=ends))) is open_today


def test_a_revoked_grant_opens_nothing():
    assert seen(ANA, grant(SubjectKind.EMAIL, "ana@ddt23.gouv.fr", "a", revoked=True)) == []


def test_a_partner_grant_with_no_session_left_still_says_who_they_are_and_reads_nothing():
    assert seen(ANA, grant(SubjectKind.EMAIL, "ana@ddt23.gouv.fr")) == [(PARTNER, Sessions(()))]


def test_the_first_administrator_is_named_by_the_settings_alone():
    assert seen(ANA, administrator="ana@ddt23.gouv.fr") == [(Role.ADMINISTRATEUR, WholeProgramme())]
    assert seen(ANA, administrator=None) == []
    assert seen(ANA, administrator="") == []


def test_several_roles_are_held_at_once_the_most_useful_first():
    found = seen(
        ANA,
        grant(SubjectKind.EMAIL, "ana@ddt23.gouv.fr", "a"),
        grant(SubjectKind.EMAIL, "ana@ddt23.gouv.fr", role=Role.DIRECTION),
        administrator="ana@ddt23.gouv.fr",
    )
    assert [role for role, _ in found] == [Role.DIRECTION, Role.ADMINISTRATEUR, PARTNER]


@pytest.mark.parametrize(
    "forged",
    [
        "ana@ddt23.gouv.fr.pirate.fr",
        "ana@pirate.ddt23.gouv.fr",
        "ana@pirate.fr@ddt23.gouv.fr",
        "ana@ddt23.gouv.fr@pirate.fr",
        "ana@ddt23.gouv.fr\u200b",
        "an\u0430@ddt23.gouv.fr",
        "ana@ddt23.\uff47ouv.fr",
        "@ddt23.gouv.fr",
        "ddt23.gouv.fr",
        "",
    ],
)
def test_an_address_made_to_look_like_one_of_a_granted_domain_opens_nothing(forged):
    grants = (
        grant(SubjectKind.EMAIL, "ana@ddt23.gouv.fr", "a"),
        grant(SubjectKind.DOMAIN, "ddt23.gouv.fr", "a"),
        grant(SubjectKind.SIRET, "11000201100044", "a"),
    )
    assert seen(NamedPerson(forged), *grants, administrator="ana@ddt23.gouv.fr") == []


def test_the_kelvin_sign_is_not_the_letter_k():
    assert seen(NamedPerson("\u212aarl@x.fr"), grant(SubjectKind.EMAIL, "karl@x.fr", "a")) == []


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        (SubjectKind.EMAIL, " Ana.Roy@DDT23.gouv.fr ", "ana.roy@ddt23.gouv.fr"),
        (SubjectKind.DOMAIN, "@DDT23.gouv.fr", "ddt23.gouv.fr"),
        (SubjectKind.SIRET, "110 002 011 00044", "11000201100044"),
        (SubjectKind.SIRET, "35600000049837", "35600000049837"),
    ],
)
def test_whom_a_grant_names_is_kept_in_one_spelling(kind, written, kept):
    assert subject(kind, written, PARTNER) == kept


@pytest.mark.parametrize(
    ("kind", "written", "role"),
    [
        (SubjectKind.EMAIL, "ana", PARTNER),
        (SubjectKind.EMAIL, "ana roy@x.fr", PARTNER),
        (SubjectKind.EMAIL, "ana@localhost", PARTNER),
        (SubjectKind.DOMAIN, "gmail.com", PARTNER),
        (SubjectKind.DOMAIN, "fr", PARTNER),
        (SubjectKind.DOMAIN, "*.gouv.fr", PARTNER),
        (SubjectKind.SIRET, "11000201100045", PARTNER),
        (SubjectKind.SIRET, "110002011", PARTNER),
        (SubjectKind.DOMAIN, "ddt23.gouv.fr", Role.ADMINISTRATEUR),
    ],
)
def test_what_no_grant_may_name_is_refused_in_words(kind, written, role):
    with pytest.raises(BadGrant):
        subject(kind, written, role)
