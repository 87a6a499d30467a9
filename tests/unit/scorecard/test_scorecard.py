"""The scorecard's sentences equal the session's figures; small groups cannot be guessed by subtraction."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
import pytest

from flash360.model import Axis, College, Role, Scale, Verdict
from flash360.reports.session import opinion, protocol, statements
from flash360.reports.session.panel import Panel, guarded, told
from flash360.statistics.solidity import CollegeAbsence, Solidity
from flash360.ui.scorecard import provenance, worked

AXIS = {
    "n": 12, "abstentions": 1, "counts": [0, 1, 2, 6, 3], "scale_min": 1, "scale_max": 5, "favourable_from": 4, "grade": 4,
    "usual": 4.0, "median_low": 3, "median_high": 5,
    "grade_upper": 4, "share": 0.75, "share_low": 0.47, "share_high": 0.92, "mean": 3.9, "mean_low": 3.4, "mean_high": 4.3,
    "disagreement": False, "disagreement_index": 0.2, "position": 72.9, "agreement": 0.5, "consensus": 0.7,
}  # fmt: skip


def session(verdict="favourable", **more):
    row = {f"{axis}_{name}": value for axis in Axis for name, value in AXIS.items()}
    row |= {"verdict": verdict, "rule": 1, "rework_axis": None, "flips": 3, "voters": 12, "pivotal": 0, "step": "session"}
    return row | {"title": "Guichet", "declared_verdict": None} | more


def test_the_title_says_the_verdict_before_the_idea():
    assert opinion.title(session("to_rework")) == "Avis à retravailler – Guichet"
    assert opinion.title(session(None)) == "Votes inconnus – Guichet"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (session(), "Le panel juge l'idée faisable et d'un impact suffisant (règle 1)."),
        (
            session("with_reservations", impact_disagreement=True),
            "Le panel juge l'idée faisable et d'un impact suffisant, mais ses votes s'opposent (règle 1). Panel "
            "divisé sur l'axe impact.",
        ),
        (
            session("to_rework", rework_axis="impact"),
            "Le panel est favorable sur l'axe faisabilité, pas sur l'axe impact, à retravailler (règle 1).",
        ),
        (session("unfavourable"), "Le panel n'est favorable ni sur la faisabilité ni sur l'impact (règle 1)."),
        (
            session("inconclusive", impact_n=4),
            "Moins de 5 participants ont une note sur l'axe impact (4) : rien ne peut être conclu (règle 1).",
        ),
        (
            session("inconclusive", feasibility_n=2, impact_n=0),
            "Moins de 5 participants ont une note sur les axes faisabilité (2) et impact (0) : "
            "rien ne peut être conclu (règle 1).",
        ),
        (
            session("inconclusive", feasibility_n=0, impact_n=0, voters=0),
            "Personne n'a exprimé de note, tous se sont abstenus : rien ne peut être conclu (règle 1).",
        ),
        (session(None), "Les votes de cette session ne sont pas connus : aucun avis ne peut être calculé."),
        (session(None, step="cadrage"), "La session n'a pas encore eu lieu : il n'y a pas encore de vote."),
    ],
)
def test_the_verdict_in_one_sentence(row, sentence):
    assert opinion.verdict_sentence(row) == sentence


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (session(), "Il suffirait que 3 participants sur 12 changent leur vote pour que l'avis change."),
        (
            session(flips=1, pivotal=1),
            "Il suffirait que 1 participant sur 12 change son vote pour que l'avis change. "
            "1 participant est pivot : sans lui, l'avis serait autre.",
        ),
        (
            session(flips=2, pivotal=3),
            "Il suffirait que 2 participants sur 12 changent leur vote pour que l'avis change. "
            "3 participants sont pivots : sans l'un d'eux, l'avis serait autre.",
        ),
        (session(flips=None), "Aucun changement de vote ne changerait cet avis : trop peu de participants ont exprimé une note."),
        (session(None), ""),
    ],
)
def test_solidity_in_one_sentence(row, sentence):
    assert opinion.solidity_sentence(row) == sentence


def test_a_declared_verdict_that_differs_is_shown_and_not_resolved():
    text, differs = opinion.declared_sentence(session("to_rework", declared_verdict="favourable"))
    assert differs
    assert text == (
        "La fiche déclare un avis « favorable » ; les votes, par la règle 1, donnent « à retravailler ». Les deux sont conservés."
    )


def test_a_declared_verdict_alone_or_equal_is_no_difference():
    assert opinion.declared_sentence(session(None, declared_verdict="favourable")) == (
        "La fiche déclare un avis « favorable ».",
        False,
    )
    assert opinion.declared_sentence(session(declared_verdict="favourable"))[1] is False
    assert opinion.declared_sentence(session()) == ("", False)


def test_both_middle_grades_are_shown_when_they_differ():
    assert opinion.axis_card(session(impact_grade=3, impact_grade_upper=4), Axis.IMPACT).value == "3 ou 4"
    assert opinion.axis_card(session(), Axis.IMPACT).value == "4"


def test_a_yes_or_no_axis_says_yes():
    row = session(impact_scale_min=0, impact_scale_max=1, impact_favourable_from=1, impact_grade=1, impact_grade_upper=1)
    card = opinion.axis_card(row, Axis.IMPACT)
    assert (card.value, card.unit, card.details[0]) == ("oui", "", "note majoritaire, non à oui ; favorable : oui")


def test_an_axis_card_has_its_n_its_interval_and_its_division():
    card = opinion.axis_card(session(impact_disagreement=True), Axis.IMPACT)
    assert card.details == (
        "note majoritaire, 1 à 5 ; favorable : 4 à 5", "n = 12\u00a0participants, 1\u00a0abstention",
        "75\u00a0% de favorables", "intervalle à 95\u00a0% : 47\u00a0% à 92\u00a0%",
    )  # fmt: skip
    assert card.unit == "sur 5, panel divisé"


def solid(**more):
    found = {"verdict": Verdict.FAVOURABLE, "voters": 12, "flips": 3, "pivotal": 0, "too_few": 0, "colleges": ()} | more
    return Solidity(**found)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (solid(), "Aucune absence isolée n'aurait changé l'avis. L'avis ne tient à aucun collège en particulier."),
        (solid(pivotal=2), "L'avis ne tient à aucun collège en particulier."),
        (
            solid(too_few=5, colleges=(CollegeAbsence("expert", Verdict.INCONCLUSIVE, True),)),
            "L'absence d'un seul de 5 participants laisserait moins de 5 notes sur un axe : plus rien ne pourrait être conclu. "
            "Sans les experts, il resterait moins de 5 notes sur un axe : rien ne pourrait être conclu.",
        ),
        (
            solid(colleges=(CollegeAbsence("agent", Verdict.TO_REWORK, False),)),
            "Aucune absence isolée n'aurait changé l'avis. Sans les agents, l'avis serait « à retravailler ».",
        ),
        (solid(flips=None), ""),
        (None, ""),
    ],
)
def test_what_absences_would_do_in_words(found, sentence):
    assert opinion.absence_sentence(found, colleges=True) == sentence


def test_what_a_college_weighs_is_hidden_with_a_hidden_college():
    found = solid(colleges=(CollegeAbsence("agent", Verdict.TO_REWORK, False),))
    text = opinion.absence_sentence(found, colleges=False)
    assert "agents" not in text
    assert text.endswith("Le poids de chaque collège est masqué : il laisserait deviner les votes d'un petit groupe.")


def test_the_census_says_what_this_panel_said_without_an_interval():
    assert opinion.census_sentence(session(impact_grade=3, impact_grade_upper=4)) == (
        "Les 12 participants qui ont voté disent : 4 en faisabilité (favorable) ; 3 ou 4 en impact (pas favorable)."
    )
    assert opinion.census_sentence(session(voters=0)) == ""


def test_another_panel_is_spoken_of_apart_from_this_one():
    assert opinion.other_panel_sentence(session()) == (
        "Un autre panel comparable donnerait sans doute une note moyenne entre 3,4 et 4,3 en faisabilité et entre "
        "3,4 et 4,3 en impact."
    )


def test_only_a_partner_is_kept_from_small_colleges_and_learns_neither_their_votes_nor_their_size():
    sizes = {College.USAGER: 8, College.EXPERT: 3, College.AGENT: 7}
    counts = {College.USAGER: (4, 4), College.EXPERT: (1, 2), College.AGENT: (4, 3)}
    found = Panel(sizes, {Axis.IMPACT: Scale(0, 1, 1)}, {Axis.IMPACT: counts}, {Axis.IMPACT: dict.fromkeys(sizes, 0)}, {})
    assert told(found, Role.DIRECTION, 5) is found
    seen = told(found, Role.PARTENAIRE, 5)
    assert seen.sizes == {College.USAGER: 8}
    assert seen.counts[Axis.IMPACT] == {College.USAGER: (4, 4)}
    assert seen.abstentions[Axis.IMPACT] == {College.USAGER: 0}


def test_a_panel_of_four_shows_a_partner_none_of_its_votes():
    row = {
        "session_id": "s",
        "panel": 4,
        "verdict": "inconclusive",
        "feasibility_n": 4,
        "feasibility_counts": [1, 3],
        "impact_share_low": 0.2,
        "flips": 1,
    }
    hidden = {
        "session_id": "s",
        "panel": 4,
        "verdict": "inconclusive",
        "feasibility_n": 4,
        "feasibility_counts": None,
        "impact_share_low": None,
        "flips": None,
    }
    assert guarded(row, Role.PARTENAIRE, 5) == hidden
    assert guarded(row, Role.DIRECTION, 5) == row
    assert guarded(row | {"panel": 5}, Role.PARTENAIRE, 5) == row | {"panel": 5}


def test_each_promise_of_the_protocol_is_kept_broken_or_unknown_in_words():
    row = {"panel": 21, "session_hours": 3.0, "days_cadrage_to_session": 20, "late": False, "reported_panel": None}
    found = protocol.promises(row, [College.AGENT, College.USAGER, College.EXPERT], [Axis.IMPACT])
    assert [promise.line for promise in found] == [
        "✗ 20 personnes au plus : non respecté (21\u00a0participants)",
        "✓ 3 heures au plus : respecté (3\u00a0h)",
        "✓ un mois au plus entre le cadrage et la session : respecté (20\u00a0jours)",
        "✗ les quatre collèges dans la salle : non respecté (il manque : décideurs)",
        "✗ des critères sur les deux axes : non respecté (il manque : faisabilité)",
    ]
    assert protocol.title(found) == "Protocole : 2 engagements respectés sur 5"


def test_a_session_of_which_nothing_is_known_breaks_no_promise():
    row = {"panel": 0, "session_hours": None, "days_cadrage_to_session": None, "late": False, "reported_panel": "une vingtaine"}
    found = protocol.promises(row, [], [])
    assert {promise.kept for promise in found} == {None}
    assert protocol.title(found) == "Protocole : rien de connu pour en juger"


def said(number, kind, aspect="fond", answers=None, answered=False, text="…"):
    return {
        "number": number, "kind": kind, "aspect": aspect, "aspect_origin": "sheet" if aspect else None, "text": text,
        "answers_number": answers, "answered": answered, "theme_label": None, "college": "agent", "code": "S1",
    }  # fmt: skip


def test_uncovered_freins_come_first_and_each_frein_has_its_leviers():
    rows = [said(1, "frein", answered=True), said(2, "frein", "juridique"), said(3, "levier", answers=1, text="Une convention")]
    table = statements.freins(rows, colleges=True).to_pylist()
    assert [(one["N°"], one["Levier qui y répond"]) for one in table] == [("2", "aucun"), ("1", "n° 3 Une convention")]
    assert statements.title(rows) == "1\u00a0frein sur 2 sans levier"


def test_an_aspect_that_an_analyst_gave_on_screen_is_marked_as_such():
    rows = [said(1, "frein"), said(2, "frein", "forme") | {"aspect_origin": "screen"}, said(3, "frein", None)]
    assert statements.freins(rows, colleges=False)["Aspect"].to_pylist() == ["Fond", "Forme (donné à l'écran)", "–"]


def test_a_partner_does_not_see_which_college_spoke():
    assert "Collège" not in statements.freins([said(1, "frein")], colleges=False).column_names


@pytest.mark.parametrize("colleges", [True, False])
def test_both_are_downloaded_as_one_table_that_says_which_is_which(colleges):
    rows = [said(1, "frein", text="Trop tôt"), said(2, "levier", answers=1, text="Attendre"), said(3, "levier", text="Le dire")]
    freins, leviers = (make(rows, colleges=colleges) for make in (statements.freins, statements.leviers))
    found = statements.together(freins, leviers).to_pylist()
    assert [(one["Nature"], one["N°"], one["Texte"], one["Levier qui y répond"], one["Répond au frein"]) for one in found] == [
        ("frein", "1", "Trop tôt", "n° 2 Attendre", None),
        ("levier", "2", "Attendre", None, "n° 1"),
        ("levier", "3", "Le dire", None, "–"),
    ]
    assert ("Collège" in found[0]) == colleges


def test_every_field_of_the_fiche_leads_to_its_cell():
    fiche = {
        "code": "S1", "title": "Guichet", "session_date": date(2024, 3, 1), "declared_verdict": "favourable", "sheet": "Fiche",
        "cell": "B1", "cells": '{"session_code": "B1", "title": "B2", "session_date": "B11"}',
        "file_name": "a.xlsx", "import_number": 4, "author": "Ana", "recorded_at": datetime(2024, 3, 5, 9, 5),
    }  # fmt: skip
    lines = [(one["Champ"], one["Valeur"], one["Cellule"], one["Import n°"]) for one in provenance.of_fiche(fiche).to_pylist()]
    assert lines == [
        ("Code", "S1", "Fiche!B1", "4"), ("Titre", "Guichet", "Fiche!B2", "4"), ("Date session", "01/03/2024", "Fiche!B11", "4"),
        ("Avis déclaré", "favorable", "Fiche!B1", "4"),
    ]  # fmt: skip


def test_an_abstention_keeps_its_cell():
    votes = pa.table(
        {
            "participant": ["P1"], "criterion": ["C1"], "axis": ["impact"], "grade": pa.array([None], pa.int32()),
            "sheet": ["Votes"], "cell": ["B2"], "import_number": [4], "file_name": ["a.xlsx"],
            "author": ["Ana"], "recorded_at": [datetime(2024, 3, 5, 9, 5)],
        }
    )  # fmt: skip
    line = provenance.of_votes(votes).to_pylist()[0]
    assert (line["Valeur"], line["Cellule"], line["Fichier"]) == ("abstention", "Votes!B2", "a.xlsx")
    assert (line["Import n°"], line["Par"], line["Le"]) == ("4", "Ana", "05/03/2024 à 10\u00a0h\u00a005")


def test_the_method_puts_the_sessions_own_numbers_in_each_measure():
    examples = [measure.example for measure in worked.of_axis(session(), Axis.IMPACT)]
    assert examples[:4] == [
        "n = 12 : la note du milieu, la 6e, est 4.",
        "Jugement usuel : 4,00.",
        "9 notes sur 12 valent 4 ou plus : 75\u00a0%, intervalle de 47\u00a0% à 92\u00a0%.",
        "K = 5 : moyenne 3,9 ; un autre panel comparable dirait sans doute entre 3,4 et 4,3.",
    ]
    assert worked.counts_sentence(session(), Axis.IMPACT) == (
        "Notes des participants en impact : 1 × note 2, 2 × note 3, 6 × note 4, 3 × note 5 ; 1\u00a0abstention."
    )
    assert worked.verdict_steps(session())[-1] == "Avis par la règle 1 : favorable."


def test_the_method_without_a_session_gives_no_example():
    assert {measure.example for measure in worked.of_axis(worked.EMPTY, Axis.IMPACT)} == {""}
