"""What may be served where: the demonstration to this machine, anything else to people who sign in."""

from __future__ import annotations

import pytest

from flash360 import demo
from flash360.access.sign_in import SignIn
from flash360.errors import NotConfigured
from flash360.store.database import Database
from flash360.ui.mode import check

SIGN_IN = SignIn("https://auth.exemple.gouv.fr/api/v2", "flash360", "secret", "https://flash360.exemple.gouv.fr")
CHEF = "chef@exemple.gouv.fr"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    path = tmp_path_factory.mktemp("base") / "demonstration.duckdb"
    with Database.open(path) as base:
        demo.load(base, sessions=1, seed=360)
    return path


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "programme.duckdb"
    Database.open(path).close()
    return path


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
def test_the_demonstration_is_served_to_this_machine(demonstration, address):
    assert check(None, "", address, demonstration) is None


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.20", "::", "flash360.example.fr", "", None])
def test_the_demonstration_is_refused_to_any_other_address(demonstration, address):
    with pytest.raises(NotConfigured, match="refuse de démarrer"):
        check(None, "", address, demonstration)


def test_a_base_of_ones_own_is_refused_without_sign_in_and_left_as_it_is(own):
    before = own.read_bytes()
    with pytest.raises(NotConfigured, match="n'est pas la démonstration") as refusal:
        check(None, "", "127.0.0.1", own)
    assert "FLASH360_OIDC_ISSUER" in str(refusal.value)
    assert own.read_bytes() == before


def test_a_base_that_another_server_holds_is_known_through_its_door(own, demonstration):
    """A second server on the same base: what the first one may serve to people signed in only, neither may this one."""
    with Database.open(own, door=True), pytest.raises(NotConfigured, match="n'est pas la démonstration"):
        check(None, "", "127.0.0.1", own)
    with Database.open(demonstration, door=True):
        assert check(None, "", "127.0.0.1", demonstration) is None


def test_a_base_that_is_not_there_is_not_made_without_sign_in(tmp_path):
    with pytest.raises(NotConfigured, match="Il n'y a pas de base"):
        check(None, "", "127.0.0.1", tmp_path / "rien.duckdb")
    assert list(tmp_path.iterdir()) == []


def test_a_base_emptied_of_the_demonstration_is_one_of_ones_own(tmp_path):
    from flash360 import ingest
    from flash360.access import WholeProgramme
    from flash360.store import read

    path = tmp_path / "videe.duckdb"
    with Database.open(path) as base:
        demo.load(base, sessions=1, seed=360)
        for row in read.history(base, WholeProgramme()).to_pylist():
            if row["active"] and row["author"] == "Démonstration":
                ingest.undo(base, row["number"], author="quelqu'un")
    with pytest.raises(NotConfigured, match="n'est pas la démonstration"):
        check(None, "", "127.0.0.1", path)


def test_with_sign_in_any_base_is_served_on_any_address(own):
    assert check(SIGN_IN, CHEF, "0.0.0.0", own) is None


@pytest.mark.parametrize("administrator", ["", "le chef"])
def test_with_sign_in_someone_must_be_able_to_give_the_first_grants(own, administrator):
    with pytest.raises(NotConfigured, match="FLASH360_ADMINISTRATOR"):
        check(SIGN_IN, administrator, "127.0.0.1", own)
