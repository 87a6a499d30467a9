"""Sign-ins end when they must, everywhere at once; a departure serves once, soon, and a flood of them fills nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flash360.access import Identity
from flash360.access.signed_in import WAITING, SignedIn
from flash360.errors import SignInRefused

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
CAMILLE = Identity("s1", "camille@exemple.gouv.fr", True, None, None, "Camille Martin", NOON)


def test_a_sign_in_lasts_its_hours_and_no_longer():
    signed = SignedIn()
    number = signed.begin(CAMILLE, "jeton", hours=12)
    assert signed.find(number, NOON + 12 * HOUR - SECOND).identity == CAMILLE
    assert signed.find(number, NOON + 12 * HOUR) is None
    assert signed.find(number, NOON) is None  # once over, over for good


def test_an_ended_sign_in_is_found_nowhere_nor_its_files():
    signed = SignedIn()
    number = signed.begin(CAMILLE, "jeton", hours=12)
    signed.give(number, "fichier", lambda: True)
    assert signed.was_given(number, "fichier")
    assert signed.end(number).id_token == "jeton"
    assert signed.find(number, NOON) is None
    assert not signed.was_given(number, "fichier")
    assert signed.end(number) is None


@pytest.mark.parametrize("number", [None, "", "autre", 3, True])
def test_a_number_that_was_never_given_opens_nothing(number):
    signed = SignedIn()
    signed.begin(CAMILLE, "jeton", hours=12)
    assert signed.find(number, NOON) is None


def test_a_file_of_one_is_not_anothers():
    signed = SignedIn()
    mine, theirs = signed.begin(CAMILLE, "a", hours=1), signed.begin(CAMILLE, "b", hours=1)
    signed.give(mine, "fichier", lambda: True)
    assert not signed.was_given(theirs, "fichier")


def test_a_departure_serves_once():
    signed = SignedIn()
    state, departure = signed.depart("/fiche", NOON)
    assert signed.arrive(state, NOON + SECOND) == departure
    with pytest.raises(SignInRefused, match="déjà servi"):
        signed.arrive(state, NOON + SECOND)


def test_a_departure_that_took_too_long_is_refused():
    signed = SignedIn()
    state, _ = signed.depart("/", NOON)
    with pytest.raises(SignInRefused):
        signed.arrive(state, NOON + WAITING)


def test_what_a_departure_is_compared_with_cannot_be_guessed():
    signed = SignedIn()
    drawn = [signed.depart("/", NOON) for _ in range(50)]
    parts = {part for state, one in drawn for part in (state, one.nonce, one.verifier)}
    assert len(parts) == 150
    assert min(map(len, parts)) >= 43


def test_a_flood_of_departures_pushes_out_the_oldest():
    signed = SignedIn()
    first, _ = signed.depart("/", NOON)
    for _ in range(10_000):
        last, _ = signed.depart("/", NOON)
    with pytest.raises(SignInRefused):
        signed.arrive(first, NOON)
    assert signed.arrive(last, NOON).destination == "/"
