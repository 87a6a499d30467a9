"""The administrator's screens: grants given and taken back, a partner's eyes, the audit trail, erasure."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from flash360 import ingest, paris
from flash360.access import Sessions, SubjectKind
from flash360.access.scope import Viewer, WholeProgramme
from flash360.model import Role
from flash360.settings import ROOT
from flash360.store import Database, read
from flash360.store.grants import Wanted, give, take_back
from flash360.ui import data
from tests.app.conftest import page_script
from tests.integration.ingest.workbooks import workbook

CHIEF = Viewer("cheffe@x.fr", Role.ADMINISTRATEUR, WholeProgramme())
ANA = "ana@ddt23.gouv.fr"


@pytest.fixture
def filled(path):
    """Two sessions of two administrations."""
    with Database.open(path) as base:
        ingest.import_workbook(base, workbook("F360-A", administration="DDT 23"), "a.xlsx", author="ana")
        ingest.import_workbook(base, workbook("F360-B", administration="Ville"), "b.xlsx", author="ana")
    return path


def opened(page: str, who: Viewer = CHIEF) -> AppTest:
    app = AppTest.from_function(page_script, args=(str(ROOT / "pages" / page), who), default_timeout=60).run()
    assert not app.exception
    return app


def events(path, action: str) -> list[dict[str, object]]:
    data.release()
    with Database.open(path) as base:
        return base.query("SELECT author, object FROM base.audit_events WHERE action = $a", {"a": action}).to_pylist()


def test_an_administrator_gives_a_grant_and_takes_it_back(filled, button, keyed):
    app = opened("admin/access.py")
    assert app.title[0].value == "0\u00a0habilitation en vigueur"
    keyed(app.text_input, "designe").set_value(ANA)
    keyed(app.selectbox, "session-ouverte").select_index(0)
    button(app, "Donner").click().run()
    assert app.title[0].value == "1\u00a0habilitation en vigueur"
    keyed(app.selectbox, "a-retirer").select_index(0).run()
    button(app, "Retirer").click().run()
    assert app.title[0].value == "0\u00a0habilitation en vigueur"
    assert events(filled, "grant") == [{"author": "cheffe@x.fr", "object": ANA}]
    assert events(filled, "revoke") == [{"author": "cheffe@x.fr", "object": ANA}]


def test_a_grant_that_names_nobody_is_explained(filled, button, keyed):
    app = opened("admin/access.py")
    keyed(app.text_input, "designe").set_value("ana")
    button(app, "Donner").click().run()
    assert "n'est pas une adresse" in app.error[0].value.replace("\\", "")


def test_an_address_or_a_reason_that_is_too_long_is_said_to_be_and_goes_nowhere(filled, button, keyed):
    app = opened("admin/access.py")
    keyed(app.text_input, "designe").set_value("a" * 254 + "@x.fr").run()
    assert (
        app.error[0].value
        == "Ce texte compte 259 caractères\u00a0; il en faut 254 au plus. Raccourcissez-le\u00a0: rien n'est enregistré."
    )
    assert button(app, "Donner").disabled
    app = opened("admin/privacy.py")
    keyed(app.selectbox, "a-effacer").select_index(0)
    keyed(app.text_input, "motif").set_value("demande " * 26)
    keyed(app.text_input, "confirmation").set_value("F360-A").run()
    assert (
        app.error[0].value
        == "Ce texte compte 208 caractères\u00a0; il en faut 200 au plus. Raccourcissez-le\u00a0: rien n'est enregistré."
    )
    assert button(app, "Effacer").disabled


@pytest.mark.parametrize("page", ["admin/access.py", "admin/audit.py"])
@pytest.mark.parametrize("role", [Role.PARTENAIRE, Role.ANALYSTE, Role.DIRECTION])
def test_nobody_else_opens_them(filled, page, role):
    scope = Sessions(()) if role is Role.PARTENAIRE else WholeProgramme()
    app = opened(page, Viewer("x", role, scope))
    assert app.title[0].value == "Accès réservé"
    assert not app.button


def test_the_register_is_for_everyone_and_erasure_for_administrators(filled):
    partner = opened("admin/privacy.py", Viewer("x", Role.PARTENAIRE, Sessions(())))
    assert partner.title[0].value == "Aucun nom n'est conservé, et tout s'efface"
    assert not partner.button
    assert opened("admin/privacy.py").header[0].value.startswith("Effacer")


def test_a_session_is_erased_once_its_code_is_typed(filled, button, keyed):
    app = opened("admin/privacy.py")
    keyed(app.selectbox, "a-effacer").select_index(0)
    keyed(app.text_input, "motif").set_value("demande")
    keyed(app.text_input, "confirmation").set_value("F360-B").run()
    assert button(app, "Effacer").disabled
    keyed(app.text_input, "confirmation").set_value("F360-A").run()
    button(app, "Effacer").click().run()
    assert "1\u00a0session" in app.success[0].value.replace("\\", "")
    assert [one["object"] for one in events(filled, "erase")] == ["F360-A"]
    with Database.open(filled) as base:
        assert read.programme(base, WholeProgramme(), paris.today()).column("code").to_pylist() == ["F360-B"]


def test_a_person_who_signed_in_is_erased_once_the_address_is_typed_twice_and_its_access_is_over(filled, button, keyed):
    with Database.open(filled) as base:
        session = read.programme(base, WholeProgramme(), paris.today()).column("session_id")[0].as_py()
        wanted = Wanted(SubjectKind.EMAIL, ANA, Role.PARTENAIRE, session_id=session)
        given = give(base, wanted, author="cheffe", today=paris.today())
    app = opened("admin/privacy.py")
    keyed(app.text_input, "personne-a-effacer").set_value(ANA)
    keyed(app.text_input, "personne-confirmee").set_value("autre@ddt23.gouv.fr").run()
    assert button(app, "Effacer cette personne").disabled
    keyed(app.text_input, "personne-confirmee").set_value(ANA.upper()).run()
    button(app, "Effacer cette personne").click().run()
    assert "est encore en vigueur" in app.error[0].value
    take_back(data.base(), given, author="cheffe")
    button(app, "Effacer cette personne").click().run()
    assert "une personne" in app.success[0].value
    data.release()
    assert ANA.encode() not in filled.read_bytes()
    with Database.open(filled) as base:
        assert base.query("SELECT count(*) AS n FROM base.grants WHERE subject = $a", {"a": ANA}).to_pylist() == [{"n": 0}]


def test_the_audit_trail_is_searched(filled, keyed):
    with Database.open(filled) as base:
        give(base, Wanted(SubjectKind.EMAIL, ANA, Role.DIRECTION), author="cheffe@x.fr", today=paris.today())
    app = opened("admin/audit.py")
    assert app.subheader[0].value == "3\u00a0événements, 2\u00a0personnes"
    keyed(app.text_input, "recherche-audit").set_value("ddt23").run()
    assert app.subheader[0].value == "1\u00a0événement, 1\u00a0personne"
