"""A file of votes alone on the import screen: what it does not say is asked, guesses in place, then the ordinary import."""

from __future__ import annotations

from flash360 import ingest
from flash360.access.scope import WholeProgramme
from flash360.model import Section
from flash360.store import Database, read
from flash360.workbook import Shape, write_workbook

FORMS = (
    "ID;Heure de début;Heure de fin;Adresse de messagerie;Nom;Votre collège;"
    "L'idée est faisable en un an;L'idée est utile aux usagers\n"
    "1;2024-03-05 10:00;2024-03-05 10:05;a@exemple.fr;;Agent;4;5\n"
    "2;2024-03-05 10:00;2024-03-05 10:05;b@exemple.fr;;Usager;2;NSP\n"
    "3;2024-03-05 10:00;2024-03-05 10:05;c@exemple.fr;;Décideur;5;\n"
)
ALONE = "Participant;Délai raisonnable;Besoin réel\nP01;4;5\nP02;3;NSP\n"


def session_of_base(code: str = "F360-2024-07") -> bytes:
    """A session that has its criteria and its people, and no vote yet."""
    return write_workbook(
        {
            Section.FICHE: [{"session_code": code, "title": "Un guichet unique", "administration": "Mairie fictive"}],
            Section.PARTICIPANTS: [{"participant": one, "college": "usager"} for one in ("P01", "P02")],
            Section.CRITERIA: [
                {"criterion": "F1", "label": "Délai raisonnable", "axis": "feasibility", "scale_min": 1, "scale_max": 5},
                {"criterion": "I1", "label": "Besoin réel", "axis": "impact", "scale_min": 1, "scale_max": 5},
            ],
        },
        Shape.SINGLE,
    )


def stored_votes(path) -> list[tuple[str, str, int | None]]:
    with Database.open(path) as base:
        found = read.session_id(base, WholeProgramme(), "F360-2024-07")
        return [
            (row["participant"], row["criterion"], row["grade"]) for row in read.votes(base, WholeProgramme(), found).to_pylist()
        ]


def test_an_export_says_what_was_recognised_and_what_remains_to_say(importing, button, words):
    app = importing(FORMS, "reponses.csv")
    assert app.title[0].value == "Ce fichier est à compléter"
    assert "Reconnu : export Microsoft Forms, 8 colonnes sur 8" in words(app)
    assert "Il reste à dire : son code, son titre, son administration." in words(app)
    assert button(app, "Importer").disabled


def test_an_export_of_a_new_session_is_completed_with_the_guesses_and_imported(importing, describe, keyed, button, path):
    app = describe(importing(FORMS, "reponses.csv"))
    assert app.title[0].value == "1\u00a0session prête à importer"
    assert [keyed(app.selectbox, f"{n}-axe").value for n in (0, 1)] == ["feasibility", "impact"]
    button(app, "Importer").click().run()
    assert app.title[0].value.endswith("enregistré")
    from flash360.ui import data

    data.release()
    assert stored_votes(path) == [("R01", "C1", 4), ("R02", "C1", 2), ("R03", "C1", 5), ("R01", "C2", 5), ("R02", "C2", None)]


def test_the_code_in_the_name_of_the_file_is_proposed(importing, keyed):
    assert keyed(importing(FORMS, "votes F360-2024-07.csv").text_input, "nouveau-code").value == "F360-2024-07"


def test_an_axis_that_nothing_says_and_the_collèges_are_asked(importing, describe, keyed, words):
    app = describe(importing(ALONE, "votes.csv"))
    assert "le collège de 2 participants" in words(app)
    keyed(app.selectbox, "0-axe").set_value("laisser de côté")
    keyed(app.selectbox, "college-commun").set_value("usager").run()
    assert app.title[0].value == "1\u00a0session prête à importer"


def test_two_global_criteria_on_an_axis_are_refused_before_the_preview(importing, describe, keyed, words):
    app = describe(importing(FORMS, "reponses.csv"))
    for number in (0, 1):
        keyed(app.selectbox, f"{number}-axe").set_value("impact")
        keyed(app.checkbox, f"{number}-global").set_value(True)
    app.run()
    assert "un seul critère global pour l'axe impact" in words(app)


def test_a_session_of_the_base_named_by_the_file_needs_no_question(importing, button, words, path):
    with Database.open(path) as base:
        ingest.import_workbook(base, session_of_base(), "session.xlsx", author="Analyste")
    app = importing(ALONE, "votes F360-2024-07.csv")
    assert "Rien à demander" in words(app)
    assert app.title[0].value == "1\u00a0session prête à importer"
    button(app, "Importer").click().run()
    from flash360.ui import data

    data.release()
    assert stored_votes(path) == [("P01", "F1", 4), ("P02", "F1", 3), ("P01", "I1", 5), ("P02", "I1", None)]


def test_the_columns_are_matched_with_the_criteria_of_a_session_chosen_in_the_list(importing, keyed, words, path):
    with Database.open(path) as base:
        ingest.import_workbook(base, session_of_base(), "session.xlsx", author="Analyste")
    app = importing(ALONE.replace("Besoin réel", "Question 2"), "votes.csv")
    keyed(app.selectbox, "-code").set_value("F360-2024-07").run()
    assert "le critère de « Question 2 »" in words(app)
    keyed(app.selectbox, "-critere-1").set_value("I1").run()
    assert app.title[0].value == "1\u00a0session prête à importer"


def test_the_next_file_of_the_same_questions_has_its_criteria_in_place(importing, describe, keyed, button, words):
    app = describe(importing(FORMS, "reponses.csv"))
    keyed(app.text_input, "0-libelle").set_value("Faisable en douze mois")
    keyed(app.selectbox, "0-aspect").set_value("juridique").run()
    button(app, "Importer").click().run()
    other = importing(FORMS.replace(";4;5\n", ";1;1\n"), "reponses bis.csv")
    assert "Repris de la dernière fois" in words(other)
    keyed(other.segmented_control, "-session").set_value("Une nouvelle session").run()
    assert keyed(other.text_input, "0-libelle").value == "Faisable en douze mois"
    assert keyed(other.selectbox, "0-aspect").value == "juridique"
