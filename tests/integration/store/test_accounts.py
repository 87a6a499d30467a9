"""The first account that signs in with an e-mail holds it, until someone unties it; each attempt leaves its line."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from flash360.store import accounts
from flash360.store.database import Database

NOON = datetime(2026, 11, 25, 12)
ISSUER, EMAIL = "https://auth.exemple.gouv.fr", "camille@exemple.gouv.fr"


@pytest.fixture
def base(tmp_path):
    with Database.open(tmp_path / "programme.duckdb") as opened:
        yield opened


def sign_in(base: Database, subject: str, minutes: int, issuer: str = ISSUER, email: str = EMAIL) -> bool:
    return accounts.sign_in(base, email=email, issuer=issuer, subject=subject, at=NOON + timedelta(minutes=minutes))


def test_the_first_account_holds_the_email_and_another_is_refused(base):
    assert sign_in(base, "un", 0)
    assert not sign_in(base, "deux", 1)
    assert not sign_in(base, "un", 2, issuer="https://ailleurs.fr")
    assert sign_in(base, "un", 3)
    assert sign_in(base, "deux", 4, email="autre@exemple.gouv.fr")
    actions = base.query("SELECT action FROM base.audit_events ORDER BY recorded_at").column(0).to_pylist()
    assert actions == ["sign_in", "sign_in_refused", "sign_in_refused", "sign_in", "sign_in"]


def test_an_untied_email_goes_to_the_next_account(base):
    assert sign_in(base, "un", 0)
    assert accounts.untie(base, email=EMAIL, author="chef", at=NOON + timedelta(minutes=1))
    assert not accounts.untie(base, email=EMAIL, author="chef", at=NOON + timedelta(minutes=2))
    assert sign_in(base, "deux", 3)
    assert not sign_in(base, "un", 4)


def test_signing_in_leaves_the_version_of_the_base_alone(base):
    before = base.version()
    assert sign_in(base, "un", 0)
    accounts.sign_out(base, email=EMAIL, at=NOON + timedelta(minutes=1))
    assert base.version() == before
