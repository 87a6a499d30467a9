"""The screens of the dossiers on a real base: open, follow, an outcome in two clicks, undo, a partner's proposal, the week."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from flash360 import ingest, paris
from flash360.access.scope import Sessions, Viewer, WholeProgramme
from flash360.model import Role, Section
from flash360.settings import ROOT
from flash360.store import Database, read
from flash360.ui import data
from tests.app.conftest import html_of

ANALYST = Viewer("Analyste", Role.ANALYSTE, WholeProgramme())
CODE = "F360-2024-01"
FICHE = {"session_code": CODE, "title": "Guichet mobile", "administration": "Ville de Lens", "session_date": date(2024, 6, 3)}


def page_script(page: str, who: object) -> None:
    """What the frame does before a page: admit who looks, then run the page."""
    import runpy

    from flash360.ui import guard

    guard.admit(who)  # type: ignore[arg-type]
    runpy.run_path(page, run_name="__main__")


@pytest.fixture
def held(path) -> str:
    """A base with one session held, of which nothing was heard; its id."""
    with Database.open(path) as base:
        ingest.enter(base, {Section.FICHE: [FICHE | {"declared_verdict": "favourable"}]}, author="ana", opening=True)
        found = read.session_id(base, WholeProgramme(), CODE)
    assert found is not None
    return found


def screen(page: str, who: Viewer = ANALYST, **query: str) -> AppTest:
    app = AppTest.from_function(page_script, args=(str(ROOT / "pages" / page), who), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def button(app: AppTest, label: str):
    return next(one for one in app.button if one.label == label)


def field(widgets, label: str):
    return next(one for one in widgets if one.label == label)


def test_a_dossier_is_opened_under_the_code_proposed_and_its_opening_undone(held):
    app = screen("workshop/dossier.py")
    button(app, "Ouvrir le dossier").click().run()
    assert app.error[0].value == "Il manque un titre et une administration. Rien n'est encore enregistré."
    field(app.text_input, "Titre de l'idée").set_value("Cantine ouverte")
    field(app.selectbox, "Administration").set_value("Ville de Lens")
    field(app.text_area, "L'idée en trois phrases").set_value("Une phrase de trop. " * 150)
    button(app, "Ouvrir le dossier").click().run()
    assert (
        app.error[0].value
        == "L'idée compte 3\u202f000 caractères\u00a0; il en faut 2\u202f000 au plus. Rien n'est encore enregistré."
    )
    field(app.text_area, "L'idée en trois phrases").set_value("Une phrase.")
    button(app, "Ouvrir le dossier").click().run()
    assert not app.exception
    assert app.query_params["session"] == f"F360-{paris.today().year}-01"
    assert app.title[0].value.startswith("Cantine ouverte")
    assert "Le dossier est ouvert" in app.success[0].value
    button(app, "Annuler cette saisie").click().run()
    assert app.title[0].value == "Un dossier s'ouvre dès la première idée"


def test_a_code_or_a_place_that_is_too_long_is_said_to_be_and_nothing_is_recorded(held):
    app = screen("workshop/dossier.py")
    field(app.text_input, "Titre de l'idée").set_value("Cantine ouverte")
    field(app.selectbox, "Administration").set_value("Ville de Lens")
    field(app.text_input, "Code proposé").set_value("F360-" * 9)
    button(app, "Ouvrir le dossier").click().run()
    assert [one.value for one in app.error] == [
        "Ce texte compte 45 caractères\u00a0; il en faut 40 au plus. Raccourcissez-le\u00a0: rien n'est enregistré."
    ]
    assert field(app.text_input, "Code proposé").value == "F360-" * 9
    app = screen("workshop/dossier.py", session=CODE, partie="Étapes et dates")
    field(app.text_input, "Lieu").set_value("Salle " * 40)
    field(app.date_input, "Cadrage").set_value(date(2024, 5, 13))
    button(app, "Enregistrer les étapes").click().run()
    assert [one.value for one in app.error] == [
        "Ce texte compte 240 caractères\u00a0; il en faut 200 au plus. Raccourcissez-le\u00a0: rien n'est enregistré."
    ]
    assert field(app.date_input, "Cadrage").value == date(2024, 5, 13)
    assert data.version() == 1


def test_an_outcome_takes_two_clicks_from_the_waiting_list_and_one_to_undo(held):
    app = screen("results/follow_up.py")
    app.button(key=f"saisir-attente-{CODE}").click().run()
    button(app, "Réalisation engagée").click().run()
    assert "réalisation engagée" in app.success[0].value
    assert "0\u00a0session en attente de nouvelles" in " ".join(one.value for one in app.header)
    button(app, "Annuler cette saisie").click().run()
    assert "1\u00a0session en attente de nouvelles" in " ".join(one.value for one in app.header)


def test_a_partner_proposes_and_only_the_analyst_changes_the_base(held):
    partner = Viewer("Ville de Lens", Role.PARTENAIRE, Sessions((held,)))
    app = screen("session/scorecard.py", partner)
    button(app, "Réalisée").click().run()
    assert "transmise" in app.success[0].value
    assert "en attente de confirmation" in " ".join(one.value for one in app.text)
    app = screen("results/follow_up.py")
    assert "1\u00a0proposition à confirmer" in [one.value for one in app.header]
    button(app, "Confirmer").click().run()
    assert "proposé par Ville de Lens" in app.success[0].value
    assert "1\u00a0proposition à confirmer" not in [one.value for one in app.header]


def test_the_panel_and_the_dates_of_a_dossier_are_entered_and_out_of_order_dates_told(held):
    app = screen("workshop/dossier.py", session=CODE, partie="Panel à composer")
    for number, one in enumerate(one for one in app.number_input if one.label == "Places prévues"):
        one.set_value((6, 0, 5, 3)[number])
    button(app, "Enregistrer le panel").click().run()
    assert "il manque le collège des experts" in " ".join(one.value for one in app.markdown)
    app = screen("workshop/dossier.py", session=CODE, partie="Étapes et dates")
    field(app.date_input, "Cadrage").set_value(date(2024, 7, 1))
    button(app, "Enregistrer les étapes").click().run()
    assert "précède" in app.warning[0].value


def test_the_week_says_what_the_base_holds_and_direction_reads_it_too(held):
    app = screen("programme/week.py", Viewer("Direction", Role.DIRECTION, WholeProgramme()))
    assert app.title[0].value == "1 en retard, 0 à faire sous 7 jours, 1\u00a0nouveauté"
    assert "Sans nouvelle depuis" in html_of(app)


def test_the_board_links_each_dossier_once(held):
    app = screen("programme/outcomes.py", vue="Tableau des dossiers en cours")
    assert html_of(app).count(f"session={CODE}") == 1
