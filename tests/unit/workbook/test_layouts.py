"""Exports of voting tools, reconstituted from public documentation (writers.py): recognised, with the reason; read the same."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from flash360.model import Section
from flash360.validation import Known, KnownSession, validate
from flash360.workbook import Completion, CriterionGiven, Layout, Need, complete, guess_completion, read
from flash360.workbook.parse import parse

SPEC = importlib.util.spec_from_file_location("writers", Path(__file__).parent / "writers.py")
writers = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(writers)

REASONS = {
    "microsoft-forms": "Reconnu : export Microsoft Forms, 8\u00a0colonnes sur 8",
    "microsoft-forms-en": "Reconnu : export Microsoft Forms, 8\u00a0colonnes sur 8",
    "google-forms": "Reconnu : export Google Forms, 5\u00a0colonnes sur 5, participants numérotés R01, R02… "
    "dans l'ordre des lignes",
    "limesurvey": "Reconnu : export LimeSurvey, 11\u00a0colonnes sur 11",
    "mentimeter": "Reconnu : export Mentimeter (feuille des votants), 6\u00a0colonnes sur 6",
    "wooclap": "Reconnu : export Wooclap, 6\u00a0colonnes sur 6",
    "framaforms": "Reconnu : export Framaforms, 9\u00a0colonnes sur 9",
    "sphinx": "Reconnu : export Sphinx, 6\u00a0colonnes sur 6",
    "plain": "Reconnu : tableau de participants et de votes, 4\u00a0colonnes sur 4",
}
NEW = {"title": "Un guichet unique", "administration": "Mairie fictive"}


@pytest.mark.parametrize("name", writers.WRITERS)
def test_an_export_is_recognised_with_the_reason_and_what_it_lacks(name, reading):
    read = reading(writers.WRITERS[name]())
    assert read.layout is Layout(name.removesuffix("-en"))
    assert read.reason == REASONS[name]
    assert read.needs == (Need.SESSION, Need.CRITERIA)
    assert [finding.code for finding in validate(read).findings if finding.severity == "error"] == ["incomplete-export"]


@pytest.mark.parametrize("name", writers.WRITERS)
def test_an_export_completed_with_the_guesses_gives_the_votes_written(name, reading):
    read = reading(writers.WRITERS[name]())
    guess = guess_completion(read)
    report = validate(complete(read, replace(guess, session_code="F360-2024-07", fiche=NEW)))
    assert [f.code for f in report.findings if f.severity == "error"] == []
    votes = report.records.votes
    assert [tuple(row.values()) for row in votes.select(["participant", "criterion", "grade"]).to_pylist()] == [
        ("R01", "C1", 4), ("R01", "C2", 5), ("R02", "C1", 2), ("R02", "C2", None), ("R03", "C1", 5),
    ]  # fmt: skip
    assert report.records.participants["college"].to_pylist() == ["agent", "usager", "decideur"]
    assert report.records.criteria["axis"].to_pylist() == ["feasibility", "impact"]
    assert set(report.sections) == {"F360-2024-07"}


def test_each_criterion_of_an_export_leads_to_the_heading_of_its_column(reading):
    read = reading(writers.microsoft_forms_fr())
    report = validate(complete(read, replace(guess_completion(read), session_code="F1", fiche=NEW)))
    criteria = report.records.criteria
    assert list(zip(criteria["sheet"].to_pylist(), criteria["cell"].to_pylist(), strict=True)) == [
        ("Sheet1", "G1"),
        ("Sheet1", "H1"),
    ]
    assert report.records.votes["cell"].to_pylist()[0] == "G2"
    assert report.records.fiche["sheet"].to_pylist() == ["Saisie à l'import"]


def test_an_export_of_a_session_of_the_base_takes_its_criteria_by_their_labels(reading, table):
    read = reading(writers.google_forms())
    guess = replace(guess_completion(read), session_code="F1", fiche=NEW)
    base = validate(complete(read, guess)).records
    known = Known({"F1": KnownSession("id", frozenset({"R01", "R02", "R03"}), base.criteria)})
    report = validate(complete(read, Completion("F1")), known)
    assert [f.code for f in report.findings if f.severity == "error"] == []
    assert report.records.votes["criterion"].to_pylist() == base.votes["criterion"].to_pylist()


def test_no_name_nor_address_of_an_export_leaves_the_reader(reading):
    read = reading(writers.microsoft_forms_en())
    assert read.dropped == ("Form1!Email", "Form1!Name")
    assert [f.address for f in read.findings if f.code == "personal-data"] == ["Form1!D1", "Form1!E1"]
    said = str(read.findings) + str([column.cells.to_pylist() for each in read.tables for column in each.columns])
    assert "exemple.fr" not in said
    assert "Jeanne" not in said


def test_an_answer_that_was_not_sent_is_told(reading, found):
    sheets = writers.limesurvey()
    sheets["results-survey"][2][1] = None
    read = reading(sheets)
    assert ("unfinished-row", "results-survey!B3") in found(read)
    assert [each.rows.tolist() for each in read.tables] == [[2, 4], [2, 4]]


def test_totals_alone_are_refused_with_the_reason(reading):
    read = reading({"Résultats": writers.mentimeter()["Résultats"]})
    assert read.layout is None
    assert [f.code for f in read.findings] == ["aggregated-votes", "no-session-found"]
    assert "totaux par réponse" in read.findings[1].message


def test_two_runs_of_a_tool_do_not_mix_their_voters(reading):
    sheets = writers.mentimeter()
    sheets["Voters"].append(["2024-03-06", "2", "1", "Expert", "3", "3"])
    votes = reading(sheets).tables[0]
    assert votes.columns[0].cells.to_pylist() == ["1/1", "1/2", "1/3", "2/1"]


def test_likert_words_of_a_form_are_grades_and_each_is_listed(reading):
    words = {
        "1": ("Agent", ["Tout à fait d'accord", "Plutôt d'accord"]),
        "2": ("Usager", ["Pas du tout d'accord", "Sans opinion"]),
    }
    read = reading(writers.microsoft_forms_fr(words))
    report = validate(complete(read, replace(guess_completion(read), session_code="F1", fiche=NEW)))
    assert report.records.votes["grade"].to_pylist() == [5, 4, 1, None]
    assert [f.address for f in report.findings if f.code == "corrected-value"] == [
        "Sheet1!G2",
        "Sheet1!H2",
        "Sheet1!G3",
        "Sheet1!H3",
    ]


def test_a_free_answer_is_not_a_vote_and_is_told(reading, found):
    sheets = writers.google_forms()
    sheets["Réponses au formulaire 1"][0].append("Un commentaire ?")
    for row, words in enumerate(["Trop long à mettre en place", "Rien à dire", "Bravo"], 1):
        sheets["Réponses au formulaire 1"][row].append(words)
    read = reading(sheets)
    assert ("extra-header", "Réponses au formulaire 1!F1") in found(read)
    assert read.reason.startswith("Reconnu : export Google Forms, 5\u00a0colonnes sur 6")


def test_one_odd_answer_does_not_hide_a_column_of_votes(reading, found):
    sheets = writers.google_forms()
    sheets["Réponses au formulaire 1"][2][3] = "bof"
    read = reading(sheets)
    report = validate(complete(read, replace(guess_completion(read), session_code="F1", fiche=NEW)))
    assert [(f.code, f.address) for f in report.findings if f.severity == "error"] == [
        ("wrong-type", "Réponses au formulaire 1!D3")
    ]


def test_a_table_that_names_people_numbers_them_and_drops_the_names(reading):
    read = reading({"Votes": [["Nom", "C1", "C2"], ["Jeanne Fictive", 4, 5], ["Paul Inventé", 2, 3]]})
    assert (read.layout, read.dropped) == (Layout.PLAIN, ("Votes!Nom",))
    assert read.tables[0].columns[0].cells.to_pylist() == ["R01", "R02"]


def test_long_votes_under_any_name_and_synonym_are_recognised(reading, records):
    read = reading({"Feuil1": [["Votant", "Code critère", "Valeur"], ["P1", "C1", 4], ["P2", "C1", 5]]})
    assert (read.layout, read.reason) == (Layout.PLAIN, "Reconnu d'après ses titres : « Votes », 3\u00a0colonnes sur 3")
    assert records(read.tables[0])[0] == {"participant": "P1", "criterion": "C1", "grade": "4"}
    assert [given.heading for given in guess_completion(read).criteria] == ["C1"]


def test_sections_under_other_names_are_recognised_by_their_headings(reading):
    read = reading(
        {
            "Infos": [["Code", "F1"], ["Titre", "x"], ["Administration", "y"]],
            "Gens": [["Participant", "Groupe"], ["P1", "Agent"]],
            "Barème": [["Critère", "Question", "Axe", "Min", "Max"], ["C1", "x", "impact", 1, 5]],
            "Feuil4": [["Code", "C1"], ["P1", 4]],
        }
    )
    assert {each.section for each in read.tables} == {Section.FICHE, Section.PARTICIPANTS, Section.CRITERIA, Section.VOTES}
    assert validate(read).importable


def test_an_export_beside_the_sheets_of_the_template_completes_them(reading):
    sheets = {
        "Fiche": [["Code", "F1"], ["Titre", "x"], ["Administration", "y"]],
        "Critères": [
            ["Code", "Libellé", "Axe", "Échelle min", "Échelle max"],
            ["C1", writers.QUESTIONS[0], "faisabilité", 1, 5],
            ["C2", writers.QUESTIONS[1], "impact", 1, 5],
        ],
        **writers.microsoft_forms_fr(),
    }
    read = reading(sheets)
    assert (read.layout, read.needs) == (Layout.MICROSOFT_FORMS, ())
    report = validate(read)
    assert report.importable
    assert report.records.votes["criterion"].to_pylist() == ["C1", "C2", "C1", "C2", "C1"]


def test_the_collège_can_be_pointed_at(xlsx):
    sheets = writers.google_forms()
    sheets["Réponses au formulaire 1"][0][2] = "D'où parlez-vous ?"
    sheets["Réponses au formulaire 1"][1][2] = "du terrain"
    content = xlsx(sheets)
    without = read(content, "votes.xlsx")
    assert Need.COLLEGES in without.needs
    completed = read(content, "votes.xlsx", completion=Completion("F1", college_column="D'où parlez-vous ?"))
    assert [each.section for each in completed.tables] == [Section.VOTES, Section.PARTICIPANTS]
    typed = complete(
        without, Completion("F1", NEW, (CriterionGiven(writers.QUESTIONS[0], "C1", "x", "impact"),), None, {"R01": "Agent"})
    )
    assert [f.code for f in validate(typed).findings if f.severity == "error"] == ["missing-value", "missing-value"]


@pytest.mark.parametrize(
    ("answers", "scale"),
    [(["1", "7"], (1, 10)), (["0", "3"], (0, 5)), (["3/4", "2/4"], (1, 4)), (["oui", "non"], (0, 1)), (["15", "20"], (1, 20))],
)
def test_the_scale_is_guessed_from_every_answer(reading, answers, scale):
    read = reading({"Feuil1": [["Participant", "Question"], *([f"P{n}", text] for n, text in enumerate(answers))]})
    [given] = guess_completion(read).criteria
    assert (given.scale_min, given.scale_max) == scale


def test_the_code_of_the_session_is_guessed_from_the_name_of_the_file(xlsx):
    read = parse(xlsx(writers.google_forms()), "Votes F360_2024-07 (réponses).xlsx", "")
    assert guess_completion(read).session_code == "F360-2024-07"


def test_a_sheet_of_votes_that_says_the_collège_needs_no_sheet_of_participants(reading):
    read = reading(
        {
            "Fiche": [["Code", "F1"], ["Titre", "x"], ["Administration", "y"]],
            "Critères": [["Code", "Libellé", "Axe", "Échelle min", "Échelle max"], ["C1", "x", "impact", 1, 5]],
            "Votes": [["Participant", "Collège", "C1"], ["P01", "Agent", 4], ["P02", "Usager", 3]],
        }
    )
    report = validate(read)
    assert report.importable
    assert report.records.participants.select(["participant", "college", "cell"]).to_pylist() == [
        {"participant": "P01", "college": "agent", "cell": "A2"},
        {"participant": "P02", "college": "usager", "cell": "A3"},
    ]


def test_a_table_of_votes_of_many_sessions_keeps_the_session_of_each_row(reading, records):
    read = reading({"Feuil1": [["Session", "Participant", "C1"], ["F1", "P01", 4], ["F2", "P01", 5]]})
    assert read.layout is Layout.PLAIN
    assert records(read.tables[0]) == [
        {"session_code": "F1", "participant": "P01", "C1": "4"},
        {"session_code": "F2", "participant": "P01", "C1": "5"},
    ]
    assert read.needs == ()


def test_the_answer_codes_of_limesurvey_are_grades_and_the_column_is_told(reading):
    votes = {"1": ("Agent", ["A4", "AO05"]), "2": ("Usager", ["A2", None])}
    read = reading(writers.limesurvey(votes))
    assert [column.cells.to_pylist() for column in read.tables[0].columns[1:]] == [["4", "2"], ["5", None]]
    [one, _] = [finding for finding in read.findings if finding.code == "corrected-value"]
    assert one.message.startswith("results-survey!H1 : « A4 » a été lu « 4 » (numéro du code de réponse")


def test_participants_written_by_name_are_numbered_and_the_names_stay_in_the_reader(reading):
    read = reading({"Feuil1": [["Participant", "C1"], ["Jeanne Fictive", 4], ["Paul Inventé", 5], ["Moyenne", 4.5]]})
    assert read.dropped == ("Feuil1!Participant",)
    assert read.tables[0].columns[0].cells.to_pylist() == ["R01", "R02"]
    assert [finding.code for finding in read.findings] == ["personal-data", "total-row"]
    assert "Jeanne" not in str(read)


def test_a_row_of_means_does_not_make_a_table_of_totals(reading, found):
    read = reading({"Feuil1": [["Participant", "C1"], ["P01", 4], ["P02", 5], ["Moyenne", 4.5]]})
    assert (read.layout, found(read)) == (Layout.PLAIN, [("total-row", "Feuil1!A4")])


def test_an_export_without_any_grade_is_refused_with_the_reason(reading):
    read = reading({"F": [["Horodateur", "Votre avis ?"], ["05/03/2024 10:00", "Trop cher"], ["05/03/2024 10:01", "Trop long"]]})
    assert read.layout is None
    assert "export Google Forms reconnu, mais sans aucune colonne de notes" in read.findings[-1].message
