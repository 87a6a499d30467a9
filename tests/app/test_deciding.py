"""Deciding on the import screen: an order of dates, a cell, a whole column, a correction refused; each can be taken back."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from flash360 import ingest
from flash360.store import Database

SHEETS = {
    "Fiche": [["Code", "F360-1"], ["Titre", "Un guichet"], ["Administration", "Ville de Test"], ["Date session", "03/04/2024"]],
    "Participants": [["Code", "Collège"], ["P01", "Camp A"], ["P02", "Camp A"], ["P03", "Agent"]],
    "Critères": [["Code", "Libellé", "Axe", "Échelle min", "Échelle max"], ["C1", "Moyens", "impact", 1, 5]],
    "Votes": [["Participant", "C1"], ["P01", "4,0"], ["P02", 3], ["P03", 2]],
}


def book(**changed: list[list[object]]) -> bytes:
    """A template with faults: dates that read two ways, a collège of no list, a grade written « 4,0 »."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in {**SHEETS, **changed}.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


SURE = {"Fiche": SHEETS["Fiche"][:3]}
LISTED = {"Participants": [["Code", "Collège"], ["P01", "Usager"], ["P02", "Expert"], ["P03", "Agent"]]}


@pytest.fixture
def choose(keyed):
    """Choose the finding at a cell."""

    def chosen(app, cell: str):
        box = keyed(app.selectbox, "constat-choisi")
        return box.set_value(next(one for one in box.options if one.startswith(cell))).run()

    return chosen


def test_dates_that_read_two_ways_are_asked_once_for_the_sheet(importing, button, words):
    app = importing(book(**LISTED), "atelier.xlsx")
    assert "Comment lire les dates de la feuille « Fiche » ?" in words(app)
    button(app, "3 avril 2024").click().run()
    assert app.title[0].value == "1\u00a0session prête à importer"
    assert "Dates de la feuille « Fiche » : le jour, puis le mois." in words(app)
    button(app, "Retirer").click().run()
    assert app.title[0].value == "1\u00a0erreur à corriger avant l'import"


def test_a_whole_column_is_decided_at_once(importing, button, keyed, words, choose):
    app = choose(importing(book(**SURE), "atelier.xlsx"), "Participants!B2")
    assert app.title[0].value == "2\u00a0erreurs à corriger avant l'import"
    keyed(app.selectbox, "lire-Participants-B2-unknown-choice").set_value("Usager")
    keyed(app.checkbox, "colonne-Participants-B2-unknown-choice").set_value(True).run()
    button(app, "Appliquer").click().run()
    assert app.title[0].value == "1\u00a0session prête à importer"
    assert "décision de l'analyste pour toute la colonne" in words(app)
    button(app, "Retirer").click().run()
    assert app.title[0].value == "2\u00a0erreurs à corriger avant l'import"


def test_a_correction_refused_blocks_until_it_is_decided_otherwise(importing, button, keyed, choose):
    app = choose(importing(book(**SURE, **LISTED), "atelier.xlsx"), "Votes!B2")
    keyed(app.segmented_control, "faire-Votes-B2-corrected-value").set_value("refuser la correction").run()
    button(app, "Appliquer").click().run()
    assert app.title[0].value == "1\u00a0erreur à corriger avant l'import"
    app = choose(app, "Votes!B2")
    keyed(app.segmented_control, "faire-Votes-B2-refused-correction").set_value("laisser vide").run()
    button(app, "Appliquer").click().run()
    assert app.title[0].value == "1\u00a0session prête à importer"


def test_a_sound_workbook_asks_for_no_decision(importing):
    sound = book(**SURE, **LISTED, Votes=[["Participant", "C1"], ["P01", 4], ["P02", 3], ["P03", 2]])
    app = importing(sound, "atelier.xlsx")
    assert not [one for one in app.selectbox if one.key == "constat-choisi"]


def test_decisions_on_a_column_are_recalled_with_the_shape_of_the_file(importing, button, keyed, describe, words, choose):
    rows = "Auteur;Camp;Réalisable ?\nab12;Camp A;4\ncd34;Camp A;2\n"
    app = importing(rows, "sondage.csv")
    keyed(app.selectbox, "-college").set_value("Camp")
    keyed(app.selectbox, "-qui").set_value("Auteur")
    app = describe(app.run())
    keyed(app.selectbox, "0-axe").set_value("impact").run()
    app = choose(app, "sondage!B2")
    keyed(app.selectbox, "lire-sondage-B2-unknown-choice").set_value("Usager")
    keyed(app.checkbox, "colonne-sondage-B2-unknown-choice").set_value(True).run()
    button(app, "Appliquer").click().run()
    button(app, "Importer").click().run()
    assert app.title[0].value.endswith("enregistré")
    again = importing(rows.replace("cd34", "ef56"), "F360-2024-07.csv")
    assert "Rien à demander" in words(again)
    assert again.title[0].value == "1\u00a0session prête à importer"


HEADINGS = ["N°", "Type", "Aspect", "Texte"]


def test_frein_or_levier_is_suggested_where_the_sheet_does_not_say(importing, button, keyed, words, choose, path):
    freins = [[n, "Frein", None, f"Manque et blocage numéro {n}, rien ne va"] for n in range(1, 13)]
    leviers = [[n + 12, "Levier", None, f"Créer un appui numéro {n}, former l'équipe"] for n in range(1, 13)]
    known = book(**SURE, **LISTED, **{"Freins et leviers": [HEADINGS, *freins, *leviers]})
    with Database.open(path) as base:
        assert ingest.import_workbook(base, known, "avant.xlsx", author="ana").outcome == "committed"
    blank = [[1, None, None, "Former une équipe d'appui"], [2, None, None, "🙂"]]
    fiche = [["Code", "F360-2"], *SHEETS["Fiche"][1:3]]
    app = importing(book(**LISTED, **{"Fiche": fiche, "Freins et leviers": [HEADINGS, *blank]}), "atelier.xlsx")

    app = choose(app, "Freins et leviers!B3")
    assert "ne suffisent pas à suggérer frein ou levier" in words(app)
    app = choose(app, "Freins et leviers!B2")
    assert "Suggestion d'après les mots du texte : **levier**" in words(app)
    assert keyed(app.selectbox, "lire-Freins et leviers-B2-missing-value").value == "Levier"
    button(app, "Appliquer").click().run()
    assert app.title[0].value == "1\u00a0erreur à corriger avant l'import"


def test_a_name_masked_is_kept_when_the_analyst_says_that_it_is_none(importing, button, keyed, words, choose):
    said = {"Freins et leviers": [["N°", "Type", "Texte"], [1, "Frein", "Madame Durable ferme trop tôt"]]}
    app = choose(importing(book(**SURE, **LISTED, **said), "atelier.xlsx"), "Freins et leviers!C2")
    assert "Madame [nom] ferme trop tôt" in words(app)
    assert "Durable" not in words(app)
    keyed(app.segmented_control, "faire-Freins et leviers-C2-masked-name").set_value("ce n'est pas un nom").run()
    button(app, "Appliquer").click().run()
    assert "un nom, le texte est gardé" in words(app)
    assert app.title[0].value == "1\u00a0session prête à importer"
    button(app, "Retirer").click().run()
    assert "Madame [nom] ferme trop tôt" in words(app)
