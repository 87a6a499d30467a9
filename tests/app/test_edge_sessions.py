"""Sessions at the edges of the statistics, from a workbook to the scorecard: what their readers are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from flash360 import ingest
from flash360.access.scope import Sessions, Viewer, WholeProgramme
from flash360.model import Role, Section
from flash360.settings import ROOT
from flash360.store import Database
from flash360.workbook import Shape, write_workbook
from tests.app.conftest import words_of

ANALYST = Viewer("Analyste", Role.ANALYSTE, WholeProgramme())
COLLEGES = ("usager", "expert", "agent", "decideur")
Grades = Mapping[str, Sequence[int | None]]


def people(*pairs: tuple[int | None, int | None]) -> dict[str, tuple[int | None, int | None]]:
    """One participant per pair of grades (faisabilité, impact)."""
    return {f"P{place:02}": pair for place, pair in enumerate(pairs, start=1)}


def session(
    code: str,
    grades: Grades,
    *,
    scale: tuple[int, int] = (1, 5),
    colleges: Sequence[str] = COLLEGES,
    criteria: Sequence[tuple[str, str]] = (("C1", "feasibility"), ("C2", "impact")),
    **fiche: object,
) -> dict[Section, list[dict[str, object]]]:
    """One session's records. grades: participant to grades on each criterion, None for an abstention."""
    rows: dict[Section, list[dict[str, object]]] = {
        Section.FICHE: [{"title": f"Idée {code}", "administration": "Ville de Lens", "session_date": date(2024, 3, 5)} | fiche],
        Section.PARTICIPANTS: [{"participant": who, "college": colleges[n % len(colleges)]} for n, who in enumerate(grades)],
        Section.CRITERIA: [
            {"criterion": name, "label": f"Critère {name}", "axis": axis, "scale_min": scale[0], "scale_max": scale[1]}
            for name, axis in criteria
        ],
        Section.VOTES: [
            {"participant": who, "criterion": name, "grade": grade}
            for who, given in grades.items()
            for (name, _), grade in zip(criteria, given, strict=False)
        ],
    }
    return {section: [{"session_code": code} | row for row in found] for section, found in rows.items() if found and grades} or {
        Section.FICHE: [{"session_code": code} | rows[Section.FICHE][0]]
    }


def page_script(page: str) -> None:
    """What the frame does before a page: admit the viewer that the test put in the session, then run the page."""
    import runpy

    import streamlit as st

    from flash360.ui import guard

    guard.admit(st.session_state["who"])
    runpy.run_path(page, run_name="__main__")


@pytest.fixture
def told(tmp_path, monkeypatch):
    """Import sessions through their workbooks, then run a page as a viewer; what it says, as one text."""
    path = tmp_path / "flash360.duckdb"
    monkeypatch.setenv("FLASH360_DATABASE", str(path))

    def run(page: str, *sessions, viewer: Viewer = ANALYST, **query: str) -> str:
        from flash360.ui import data

        data.release()
        database = Database.open(path)
        for place, one in enumerate(sessions):
            ingest.import_workbook(database, write_workbook(one, Shape.SINGLE), f"{place}.xlsx", author="Analyste")
        database.close()
        app = AppTest.from_function(page_script, args=(str(ROOT / "pages" / page),), default_timeout=60)
        app.session_state["who"] = viewer
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        assert [error.value for error in app.exception] == []
        return words_of(app).replace("\u00a0", " ")

    return run


@pytest.fixture
def fiche(told):
    """The scorecard of one session."""
    return lambda grades, **more: told("session/scorecard.py", session("S1", grades, **more), session="S1")


def test_a_session_without_votes_has_unknown_votes_and_no_figure(fiche):
    text = fiche({}, declared_verdict="favourable")
    assert "Votes inconnus – Idée S1" in text
    assert "Les votes de cette session ne sont pas connus : aucun avis ne peut être calculé." in text
    assert "La fiche déclare un avis « favorable »." in text
    assert "non concluant" not in text
    assert "Un autre panel" not in text


@pytest.mark.parametrize("n", [1, 4])
def test_below_five_nothing_is_concluded_and_no_change_would_help(fiche, n):
    text = fiche(people(*[(4, 5)] * n))
    assert f"Moins de 5 participants ont une note sur les axes faisabilité ({n}) et impact ({n})" in text
    assert "Aucun changement de vote ne changerait cet avis : trop peu de participants ont exprimé une note." in text
    assert "avis serait" not in text


def test_with_one_voter_the_census_is_of_one(fiche):
    assert "Le participant qui a voté dit : 4 en faisabilité (favorable) ; 5 en impact (favorable)." in fiche(people((4, 5)))


def test_with_five_each_absence_leaves_too_few(fiche):
    text = fiche(people(*[(4, 5)] * 5))
    assert "Avis favorable – Idée S1" in text
    assert "Il suffirait que 2 participants sur 5 changent leur vote" in text
    assert (
        "L'absence d'un seul de 5 participants laisserait moins de 5 notes sur un axe : plus rien ne pourrait être conclu."
        in text
    )
    assert "pivot" not in text


def test_with_six_no_single_absence_matters_but_a_college_of_two_does(fiche):
    text = fiche(people(*[(4, 5)] * 6))
    assert "Aucune absence isolée n'aurait changé l'avis." in text
    assert "Sans les usagers, il resterait moins de 5 notes sur un axe : rien ne pourrait être conclu." in text
    assert "Sans les agents" not in text


def test_when_everyone_abstains_it_is_said_and_votes_are_not_unknown(fiche):
    text = fiche(people(*[(None, None)] * 7))
    assert "Avis non concluant – Idée S1" in text
    assert "Personne n'a exprimé de note, tous se sont abstenus : rien ne peut être conclu (règle 1)." in text
    assert "n = 0 votant." in text
    assert "Aucune note exprimée." in text
    assert "Personne n'a exprimé de note sur l'axe faisabilité. 7 abstentions au total, comptées à part." in text
    assert "En faisabilité, personne n'a de note." in text


def test_a_unanimous_panel_keeps_a_margin_for_another_panel(fiche):
    text = fiche(people(*[(5, 5)] * 8))
    assert "100 % de favorables" in text
    assert "intervalle à 95 % : 74 % à 100 %" in text
    assert "Un autre panel comparable donnerait sans doute une note moyenne entre 4," in text


def test_a_perfect_split_is_divided_beside_its_two_middle_grades(fiche):
    text = fiche(people(*[(1, 5)] * 10, *[(5, 5)] * 10))
    assert "1 ou 5" in text
    assert "sur 5, panel divisé" in text
    assert "à retravailler" in text
    assert "Panel divisé sur l'axe faisabilité." in text
    assert "Il suffirait que 1 participant sur 20 change son vote pour que l'avis change." in text
    assert "10 participants sont pivots : sans l'un d'eux, l'avis serait autre." in text
    assert "Le panel est divisé sur « Critère C1 »." in text


def test_with_two_middle_grades_the_lower_one_decides_and_both_are_shown(fiche):
    text = fiche(people(*[(3, 4)] * 4, *[(4, 4)] * 4))
    assert "Les 8 participants qui ont voté disent : 3 ou 4 en faisabilité (pas favorable) ; 4 en impact (favorable)." in text
    assert "panel divisé" not in text.lower()


def test_one_college_alone_is_compared_with_nobody(fiche):
    text = fiche(people(*[(4, 5)] * 7), colleges=("agent",))
    assert "Entre collèges : rien à comparer" in text
    assert "En faisabilité, seuls les agents ont une note : rien à comparer." in text
    assert "il manque : usagers, experts et décideurs" in text


def test_a_criterion_that_nobody_graded_says_so_and_does_not_weigh(fiche):
    grades = {f"P{n:02}": (4, 5, None) for n in range(1, 8)}
    criteria = (("C1", "feasibility"), ("C2", "impact"), ("C3", "impact"))
    text = fiche(grades, criteria=criteria)
    assert "Avis favorable" in text
    assert "Impact : 1 critère sur 1 recueille une majorité de votes favorables" in text
    assert "7 abstentions au total, comptées à part." in text


def test_an_axis_without_a_criterion_cannot_conclude(fiche):
    grades = {f"P{n:02}": (4,) for n in range(1, 8)}
    text = fiche(grades, criteria=(("C1", "feasibility"),))
    assert "Moins de 5 participants ont une note sur l'axe impact (0) : rien ne peut être conclu" in text
    assert "Aucun critère n'a été posé sur l'axe impact." in text


@pytest.mark.parametrize(
    ("scale", "high", "least", "reading"),
    [
        ((1, 3), 3, 3, "note majoritaire, 1 à 3 ; favorable : 3"),
        ((1, 4), 4, 3, "note majoritaire, 1 à 4 ; favorable : 3 à 4"),
        ((1, 5), 5, 4, "note majoritaire, 1 à 5 ; favorable : 4 à 5"),
        ((0, 10), 10, 6, "note majoritaire, 0 à 10 ; favorable : 6 à 10"),
        ((0, 1), 1, 1, "note majoritaire, non à oui ; favorable : oui"),
    ],
)
def test_every_scale_says_what_is_favourable_on_it(fiche, scale, high, least, reading):
    text = fiche(people(*[(least, high)] * 6), scale=scale)
    assert "Avis favorable – Idée S1" in text
    assert reading in text
    expected = "oui en faisabilité (favorable)" if scale == (0, 1) else f"{least} en faisabilité (favorable)"
    assert expected in text


def test_colleges_that_differ_for_sure_are_named_with_the_size_of_the_gap(fiche):
    grades = people(*[(5, 5), (1, 5)] * 8)
    text = fiche(grades, colleges=("agent", "usager"))
    assert "Entre collèges, un écart établi : agents–usagers en faisabilité" in text
    assert "les agents donnent de plus hautes notes que les usagers, écart fort et établi (p ajusté < 0,001" in text
    assert "En impact : même note partout pour tous les collèges." in text


def test_small_colleges_are_said_to_be_untestable(fiche):
    text = fiche(people(*[(4, 5), (3, 4)] * 3))
    assert "Entre collèges : non concluant" in text
    assert "En faisabilité : trop peu de personnes ou de notes différentes pour tester agents–décideurs" in text
    assert "pas de divergence" not in text


def test_a_partner_sees_nothing_that_derives_from_a_hidden_college(told, tmp_path):
    grades = people(*[(5, 5)] * 9, (1, 1), (1, 1))
    colleges = ("agent",) * 9 + ("usager",) * 2
    one = session("S1", grades, colleges=colleges)
    told("session/scorecard.py", one, session="S1")
    from flash360.ui import data

    mine = data.session(ANALYST, "S1")["session_id"]
    partner = Viewer("Ville de Lens", Role.PARTENAIRE, Sessions((mine,)))
    text = told("session/scorecard.py", viewer=partner, session="S1")
    assert "Les écarts entre collèges et leur consensus sont masqués" in text
    assert "Le poids de chaque collège est masqué" in text
    for secret in ("Cliff", "Consensus entre collèges", "Sans les", "plus hautes notes", "p ajusté"):
        assert secret not in text


def test_a_portfolio_of_one_session_is_ranked_alone(told):
    text = told("programme/overview.py", session("S1", people(*[(4, 5)] * 6)))
    assert "1 session tenue, 1 avis favorable, 0 réalisation engagée" in text
    assert "S1 est la seule session classée sur l'axe faisabilité" in text
    assert "aucune session ne change de place" in text


def test_two_sessions_exactly_tied_share_the_first_place(told):
    same = people(*[(4, 5)] * 6)
    text = told("programme/overview.py", session("S1", same), session("S2", same))
    assert "En tête sur l'axe faisabilité, 2 sessions ne se départagent pas" in text


def test_without_any_known_outcome_nothing_is_judged(told):
    text = told("programme/outcomes.py", session("S1", people(*[(4, 5)] * 6)))
    assert "Aucune suite n'est connue 12 mois après une session" in text
    assert "1 session sans nouvelle" in text


def test_sessions_on_different_scales_are_compared_on_one(told):
    five = session("S1", people(*[(5, 5)] * 6), title="Sur cinq")
    ten = session("S2", people(*[(2, 10)] * 6), scale=(0, 10), title="Sur dix")
    text = told("programme/compare.py", five, ten, sessions="S2,S1")
    assert "2 sessions côte à côte, 1 avis favorable sur 2" in text
    assert "Faisabilité : S1 au-dessus de S2" in text
    assert "Aucun thème commun aux sessions choisies" in text


def test_comparing_asks_for_at_least_two_sessions(told):
    text = told("programme/compare.py", session("S1", people(*[(5, 5)] * 6)), sessions="S1")
    assert "Choisissez de 2 à 6 sessions." in text


def test_a_partner_does_not_compare_sessions(told):
    partner = Viewer("Ville de Lens", Role.PARTENAIRE, Sessions(()))
    assert "Accès réservé" in told("programme/compare.py", session("S1", people(*[(5, 5)] * 6)), viewer=partner)


def test_the_order_of_the_address_is_the_raw_one_and_the_screen_says_why_they_differ(told):
    one, two = session("S1", people(*[(5, 5)] * 5)), session("S2", people(*[(4, 5)] * 10, *[(5, 5)] * 10))
    text = told("programme/overview.py", one, two, ordre="Moyennes brutes")
    assert "(moyenne brute, de 0 à 100" in text
    assert "L'ordre équitable rapproche du programme les sessions qui ont peu de votes" in text
    assert "(estimation qui tient compte du nombre de votes" not in text


def test_the_method_is_worked_on_the_session_of_the_address(told):
    text = told("about/method.py", session("S1", people(*[(4, 5)] * 6)), session="S1")
    assert "n = 6 : la note du milieu, la 3e, est 4." in text
    assert "Les intervalles tiennent-ils leur promesse ?" in text
    assert "Sessions mesurées" in text


def test_the_method_keeps_hidden_from_a_partner_what_the_scorecard_hides(told):
    one = session("S1", people(*[(5, 5)] * 9, (1, 1), (1, 1)), colleges=("agent",) * 9 + ("usager",) * 2)
    told("about/method.py", one, session="S1")
    from flash360.ui import data

    partner = Viewer("Ville de Lens", Role.PARTENAIRE, Sessions((data.session(ANALYST, "S1")["session_id"],)))
    text = told("about/method.py", viewer=partner, session="S1")
    assert "Les écarts entre collèges et leur consensus sont masqués" in text
    assert "L'écart le plus grand" not in text
    assert "Entre les sessions" not in text
