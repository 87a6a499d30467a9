"""The settings of sign-in: complete or refused with what to set; TLS everywhere but on this machine; nothing secret shown."""

from __future__ import annotations

import pytest

from flash360.access.sign_in import SignIn
from flash360.errors import NotConfigured

COMPLETE = {
    "FLASH360_OIDC_ISSUER": "https://auth.exemple.gouv.fr/api/v2/",
    "FLASH360_OIDC_CLIENT_ID": "flash360",
    "FLASH360_OIDC_CLIENT_SECRET": "tres-secret",
    "FLASH360_PUBLIC_URL": "https://flash360.exemple.gouv.fr/",
    "FLASH360_ADMINISTRATOR": "chef@exemple.gouv.fr",
}


def test_nothing_set_is_the_demonstration():
    assert SignIn.from_environment({"FLASH360_DATABASE": "base.duckdb", "FLASH360_OIDC_ISSUER": ""}) is None


def test_complete_settings_say_where_people_sign_in():
    found = SignIn.from_environment(COMPLETE)
    assert found is not None
    assert found.issuer == "https://auth.exemple.gouv.fr/api/v2"
    assert found.redirect_uri == "https://flash360.exemple.gouv.fr/oauth2callback"
    assert (found.profile, found.acr, found.hours, found.secure) == ("proconnect", (), 12, True)
    assert "tres-secret" not in repr(found)


@pytest.mark.parametrize("missing", COMPLETE)
def test_what_is_missing_is_named(missing):
    with pytest.raises(NotConfigured, match=missing):
        SignIn.from_environment(COMPLETE | {missing: ""} | {"FLASH360_OIDC_PROFILE": "proconnect"})


def test_the_secret_may_stand_in_a_file(tmp_path):
    (tmp_path / "secret").write_text("du-fichier\n")
    found = SignIn.from_environment(
        COMPLETE | {"FLASH360_OIDC_CLIENT_SECRET": "", "FLASH360_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret")}
    )
    assert found is not None
    assert found.client_secret == "du-fichier"


def test_a_secret_file_that_is_not_there_is_said():
    with pytest.raises(NotConfigured, match="FLASH360_OIDC_CLIENT_SECRET_FILE"):
        SignIn.from_environment(COMPLETE | {"FLASH360_OIDC_CLIENT_SECRET_FILE": "/nulle/part"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FLASH360_OIDC_ISSUER", "http://auth.exemple.gouv.fr"),
        ("FLASH360_OIDC_ISSUER", "http://127.0.0.1.exemple.fr"),
        ("FLASH360_OIDC_ISSUER", "auth.exemple.gouv.fr"),
        ("FLASH360_PUBLIC_URL", "http://192.168.1.20:8501"),
        ("FLASH360_PUBLIC_URL", "https://exemple.gouv.fr/flash360"),
        ("FLASH360_PUBLIC_URL", "https://moi@exemple.gouv.fr"),
        ("FLASH360_PUBLIC_URL", "https://exemple.gouv.fr?x=1"),
        ("FLASH360_PUBLIC_URL", "https://[exemple"),
        ("FLASH360_OIDC_PROFILE", "google"),
        ("FLASH360_SESSION_HOURS", "0"),
        ("FLASH360_SESSION_HOURS", "toujours"),
        ("FLASH360_SESSION_HOURS", "1000"),
        ("FLASH360_SESSION_HOURS", "nan"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_its_name(name, value):
    with pytest.raises(NotConfigured, match=name):
        SignIn.from_environment(COMPLETE | {name: value})


def test_this_machine_does_without_tls_and_the_figures_may_be_french():
    found = SignIn.from_environment(
        COMPLETE
        | {"FLASH360_PUBLIC_URL": "http://127.0.0.1:8501", "FLASH360_SESSION_HOURS": "0,5", "FLASH360_OIDC_ACR": "eidas2  eidas3"}
    )
    assert found is not None
    assert (found.secure, found.hours, found.acr) == (False, 0.5, ("eidas2", "eidas3"))
