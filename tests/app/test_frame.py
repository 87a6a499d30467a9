"""The frame around the pages, and what a reader sees when something fails."""

from __future__ import annotations

import logging
import re

from streamlit.testing.v1 import AppTest

from flash360 import demo
from flash360.settings import ROOT
from flash360.store import Database
from flash360.ui.signin import here

FRAME = str(ROOT / "flash360" / "ui" / "frame.py")


def failing(error: Exception) -> None:
    from flash360.ui import failure

    assert failure.on_script_error(error)


def test_an_unexpected_error_is_a_number_on_the_screen_and_the_rest_in_the_log(caplog):
    with caplog.at_level(logging.ERROR, logger="flash360"):
        app = AppTest.from_function(failing, args=(ValueError("mot de passe"),)).run()
    number = re.search(r"n°\u00a0([0-9A-F]{8})", app.error[0].value).group(1)
    assert "mot de passe" not in app.error[0].value
    assert number in caplog.text
    assert "mot de passe" in caplog.text


def test_an_error_of_the_product_says_its_own_sentence():
    from flash360.errors import UnknownSession

    app = AppTest.from_function(failing, args=(UnknownSession("Aucune session X."),)).run()
    assert app.error[0].value == "Aucune session X\\."


def test_a_base_that_is_not_one_is_said_in_french_and_left_alone(tmp_path, monkeypatch):
    base = tmp_path / "lettre.duckdb"
    base.write_bytes(b"Ceci est une lettre." * 500)
    monkeypatch.setenv("FLASH360_DATABASE", str(base))
    app = AppTest.from_file(FRAME, default_timeout=60).run()
    assert app.title[0].value == "Le tableau de bord ne peut pas ouvrir sa base"
    assert not app.exception
    assert base.read_bytes() == b"Ceci est une lettre." * 500


def test_where_people_sign_in_a_base_that_cannot_be_opened_is_a_number_and_no_place(tmp_path, monkeypatch, caplog):
    base = tmp_path / "lettre.duckdb"
    base.write_bytes(b"Ceci est une lettre." * 500)
    monkeypatch.setenv("FLASH360_DATABASE", str(base))
    for name, value in {
        "OIDC_ISSUER": "https://fournisseur.exemple.fr", "OIDC_CLIENT_ID": "flash", "OIDC_CLIENT_SECRET": "s" * 32,
        "PUBLIC_URL": "https://flash.exemple.fr", "ADMINISTRATOR": "chef@exemple.fr",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"FLASH360_{name}", value)
    here.settings.cache_clear()
    try:
        app = AppTest.from_file(FRAME, default_timeout=60).run()
    finally:
        here.settings.cache_clear()
    assert not app.exception
    shown = app.error[0].value
    assert "lettre" not in shown
    assert re.search(r"numéro\u00a0([0-9A-F]{8})", shown).group(1) in caplog.text
    assert "lettre.duckdb" in caplog.text


def test_the_frame_shows_the_role_switch_the_banner_and_the_freshness_of_the_data(tmp_path, monkeypatch):
    base = tmp_path / "flash360.duckdb"
    with Database.open(base) as opened:
        demo.load(opened, sessions=1, seed=360)
    monkeypatch.setenv("FLASH360_DATABASE", str(base))
    app = AppTest.from_file(FRAME, default_timeout=60).run()
    assert app.selectbox[0].label == "Voir comme"
    assert app.selectbox[0].options[0] == "Voir comme\u00a0: Analyste"
    assert "Données fictives" in " ".join(one.proto.body for one in app.get("html"))
    assert any(one.value.startswith("Données au ") for one in app.caption)


def test_without_sign_in_a_base_that_is_no_demonstration_shows_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("FLASH360_DATABASE", str(tmp_path / "flash360.duckdb"))
    app = AppTest.from_file(FRAME, default_timeout=60).run()
    assert app.title[0].value == "Cette base ne s'ouvre qu'à des personnes connectées"
    assert len(app.title) == 1
    assert not app.selectbox
    assert not app.exception
