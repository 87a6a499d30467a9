"""`--as`: the command line's answers obey the same walls as the screens."""

from __future__ import annotations

import pytest

from flash360 import paris
from flash360.access import SubjectKind
from flash360.model import Role
from flash360.store.database import Database
from flash360.store.grants import Wanted, give

ANA = "ana@ddt23.gouv.fr"


@pytest.fixture
def two_sessions(flash360, workbook, base):
    """Ana may see F360-A of the DDT 23, not F360-B; her director sees both."""
    flash360("import", workbook("a.xlsx", code="F360-A"), workbook("b.xlsx", code="F360-B", administration="Ville"))
    with Database.open(base) as opened:
        wanted = Wanted(SubjectKind.EMAIL, ANA, Role.PARTENAIRE, administration="DDT 23")
        give(opened, wanted, author="chef", today=paris.today())
        give(opened, Wanted(SubjectKind.EMAIL, "dir@x.fr", Role.DIRECTION), author="chef", today=paris.today())


@pytest.mark.usefixtures("two_sessions")
def test_the_portfolio_of_a_partner_holds_their_sessions_alone(flash360):
    assert [one["session"] for one in flash360("portfolio", "--json", "--as", ANA).json] == ["F360-A"]
    assert [one["session"] for one in flash360("portfolio", "--json", "--as", "dir@x.fr").json] == ["F360-A", "F360-B"]


@pytest.mark.usefixtures("two_sessions")
def test_another_session_is_unknown_to_a_partner(flash360):
    refused = flash360("opinion", "F360-B", "--json", "--as", ANA)
    assert (refused.code, refused.out) == (3, "")
    assert "Ce périmètre ne contient aucune session" in refused.err


@pytest.mark.usefixtures("two_sessions")
def test_small_groups_are_hidden_from_a_partner_with_all_that_derives_from_them(flash360):
    document = flash360("opinion", "F360-A", "--json", "--as", ANA).json
    assert {(one["hidden"], bool(one["axes"])) for one in document["colleges"]} == {(True, False)}
    assert document["between_colleges"] is None
    assert (document["verdict"]["pivotal_colleges"], document["verdict"]["without_college"]) == ([], [])
    assert flash360("opinion", "F360-A", "--json", "--as", "dir@x.fr").json["between_colleges"]


@pytest.mark.usefixtures("two_sessions")
@pytest.mark.parametrize("command", [("opinion", "F360-A"), ("portfolio",), ("history",)])
def test_a_stranger_is_told_so_and_nothing_else(flash360, command):
    refused = flash360(*command, "--as", "eve@ailleurs.fr")
    assert (refused.code, refused.out) == (1, "")
    assert "Aucune habilitation en vigueur" in refused.err


@pytest.mark.usefixtures("two_sessions")
def test_the_history_is_for_analysts(flash360):
    assert flash360("history", "--as", ANA).code == 1
    assert flash360("history").code == 0


@pytest.mark.usefixtures("two_sessions")
def test_what_was_shown_is_in_the_audit_trail(flash360, base):
    flash360("opinion", "F360-A", "--as", ANA)
    with Database.open(base) as opened:
        events = opened.query("SELECT object, details FROM base.audit_events WHERE action = 'consultation'").to_pylist()
    assert [event["object"] for event in events] == ["F360-A"]
    assert ANA in events[0]["details"]
