"""A token is believed when the provider alone can have made it, for this service, now; one doubt is enough to refuse."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from flash360.access import identity_of
from flash360.access.tokens import UnknownKey, claims_of, keys_of
from flash360.errors import SignInRefused

ISSUER, SERVICE = "https://auth.exemple.gouv.fr", "flash360"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SOON, LONG_AGO = int(NOW.timestamp()) + 60, int(NOW.timestamp()) - 3600
OWN = RSAKey.generate_key(2048, {"kid": "a", "use": "sig", "alg": "RS256"}, private=True)
FOREIGN = RSAKey.generate_key(2048, {"kid": "a", "use": "sig", "alg": "RS256"}, private=True)
CURVE = ECKey.generate_key("P-256", {"kid": "e", "use": "sig", "alg": "ES256"}, private=True)
KEYS = keys_of({"keys": [OWN.as_dict(private=False), CURVE.as_dict(private=False), {"kty": "inconnu", "kid": "z"}]})
SOUND = {"iss": ISSUER, "aud": SERVICE, "sub": "s1", "exp": SOON, "nonce": "n" * 40}


def token(claims=SOUND, key=OWN, alg="RS256", kid="a") -> str:
    return jwt.encode({"alg": alg, "kid": kid}, dict(claims), key, algorithms=[alg])


def read(text, **expected):
    return claims_of(text, KEYS, **({"issuer": ISSUER, "audience": SERVICE, "now": NOW} | expected))


def test_a_sound_token_is_read():
    assert read(token(), nonce="n" * 40)["sub"] == "s1"
    assert read(token(key=CURVE, alg="ES256", kid="e"))["sub"] == "s1"
    assert read(token(SOUND | {"aud": [SERVICE]}))["sub"] == "s1"


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        (SOUND | {"iss": ISSUER + "/"}, "iss"),
        (SOUND | {"iss": [ISSUER]}, "iss"),
        (SOUND | {"aud": "autre"}, "aud"),
        (SOUND | {"aud": ["autre"]}, "aud"),
        (SOUND | {"aud": [SERVICE, "autre"]}, "azp"),
        (SOUND | {"exp": LONG_AGO}, "expired"),
        (SOUND | {"exp": "demain"}, "exp"),
        (SOUND | {"nbf": SOON + 3600}, "nbf"),
        ({name: value for name, value in SOUND.items() if name != "exp"}, "exp"),
        ({name: value for name, value in SOUND.items() if name != "iss"}, "iss"),
        ({name: value for name, value in SOUND.items() if name != "aud"}, "aud"),
        ({name: value for name, value in SOUND.items() if name != "sub"}, "sub"),
        (SOUND | {"sub": 3}, "sub"),
        (SOUND | {"nonce": "autre"}, "nonce"),
        ({name: value for name, value in SOUND.items() if name != "nonce"}, "nonce"),
    ],
)
def test_a_claim_that_is_not_as_expected_is_refused(claims, reason):
    with pytest.raises(SignInRefused) as refusal:
        read(token(claims), nonce="n" * 40)
    assert refusal.value.reason == reason


def test_a_token_that_the_provider_did_not_sign_is_refused():
    public = OWN.as_pem(private=False)
    shared = OctKey.import_key(public.replace(b"-----", b""), {"kid": "a"})
    forgeries = [
        token(key=FOREIGN),
        token(key=shared, alg="HS256"),  # the public key taken for a shared secret
        "eyJhbGciOiJub25lIn0." + token().split(".")[1] + ".",
        token()[:-4] + "AAAA",
        ".".join([token().split(".")[0], token(SOUND | {"sub": "s2"}).split(".")[1], token().split(".")[2]]),
        "", "a.b.c", "pas un jeton",
    ]  # fmt: skip
    for forgery in forgeries:
        with pytest.raises(SignInRefused):
            read(forgery)


def test_a_key_that_is_not_known_is_told_apart_so_that_it_may_be_asked_for():
    with pytest.raises(UnknownKey):
        read(token(kid="nouvelle"))


def test_a_provider_without_a_usable_key_is_refused():
    for document in ({}, {"keys": []}, {"keys": "a"}, {"keys": [{"kty": "inconnu"}]}):
        with pytest.raises(SignInRefused):
            keys_of(document)


PERSON = {
    "sub": "s1",
    "email": "Camille.Martin@Exemple.gouv.fr",
    "given_name": "Camille",
    "usual_name": "Martin",
    "siret": "130 025 265 00013",
    "organization_label": "Direction\n de l'exemple",
}


def person(changes: dict[str, object], *, vouched: bool = True):
    return identity_of({"sub": "s1"}, {**PERSON, **changes}, vouched=vouched, now=NOW)


def test_the_person_is_who_both_answers_describe():
    found = person({})
    assert (found.email, found.name, found.siret) == ("camille.martin@exemple.gouv.fr", "Camille Martin", "13002526500013")
    assert found.organisation == "Direction de l'exemple"


@pytest.mark.parametrize(
    ("changes", "vouched", "reason"),
    [
        ({"sub": "s2"}, True, "sub"),
        ({"sub": None}, True, "sub"),
        ({"email": None}, True, "email"),
        ({"email": ["camille@exemple.gouv.fr"]}, True, "email"),
        ({"email": "\u212aamille@exemple.gouv.fr"}, True, "email"),
        ({"email_verified": False}, True, "email_verified"),
        ({"email_verified": "true"}, True, "email_verified"),
        ({}, False, "email_verified"),
    ],
)
def test_an_email_that_cannot_be_relied_on_lets_nobody_in(changes, vouched, reason):
    with pytest.raises(SignInRefused) as refusal:
        person(changes, vouched=vouched)
    assert refusal.value.reason == reason


def test_a_standard_provider_that_marks_the_email_verified_is_believed():
    assert person({"email_verified": True}, vouched=False).email == "camille.martin@exemple.gouv.fr"
