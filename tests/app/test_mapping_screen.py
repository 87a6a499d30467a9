"""A file of no known layout: shown, pointed at, remembered; the next one of the same headings needs no click."""

from __future__ import annotations

from pathlib import Path

import pytest

from flash360 import ingest
from flash360.cli.application import main
from flash360.store import Database

SLIDO = "Sondage fictif;;;\nAuteur;Camp;Réalisable ?;Souhaitable ?\nab12;Usager;4;5\ncd34;Agent;2;3\nef56;Expert;5;4\n"
LONG = "Sondage fictif;;;\nAuteur;Camp;Sujet;Points\nab12;Usager;Délai;4\nab12;Usager;Besoin;5\n"
NEXT = SLIDO.replace("ab12;Usager;4;5", "zz99;Usager;1;1").replace("Sondage fictif;;;\n", "Autre titre;;;\nDate;;;\n")


@pytest.fixture
def mapped(importing, describe, keyed):
    """The unknown file, pointed at and completed, ready to import."""
    app = importing(SLIDO, "sondage.csv")
    keyed(app.selectbox, "-qui").set_value("Auteur")
    return describe(app.run())


def test_an_unknown_file_is_shown_with_the_guesses_in_place(importing, keyed, words):
    app = importing(SLIDO, "sondage.csv")
    assert keyed(app.number_input, "-ligne").value == 2
    assert keyed(app.multiselect, "-criteres").value == ["Réalisable ?", "Souhaitable ?"]
    assert keyed(app.selectbox, "-college").value == "Camp"
    assert "ab12" in words(app)
    assert app.title[0].value == "Ce fichier est à compléter"


def test_nothing_pointed_at_is_nothing_to_preview(importing, keyed, words):
    app = importing(SLIDO, "sondage.csv")
    keyed(app.multiselect, "-criteres").set_value([]).run()
    assert app.title[0].value == "Ce fichier n'est pas reconnu"
    assert "les colonnes de votes" in words(app)


def test_what_is_told_too_long_is_said_to_be_and_waits_for_shorter_words(mapped, button, keyed, words):
    label = next(one for one in mapped.text_input if one.label == "Libellé")
    label.set_value("Réalisable ? " * 24)
    keyed(mapped.text_input, "titre").set_value("Un guichet " * 28)
    keyed(mapped.text_input, "domaine").set_value("Accueil " * 40).run()
    lengths = [
        f"Ce texte compte {length} caractères\u00a0; il en faut 300 au plus. Raccourcissez-le\u00a0: rien n'est enregistré."
        for length in (308, 320, 312)
    ]
    assert [one.value for one in mapped.error] == lengths
    assert "un domaine plus court" in words(mapped)
    assert "un libellé plus court" in words(mapped)
    assert button(mapped, "Importer").disabled
    next(one for one in mapped.text_input if one.label == "Libellé").set_value("  ").run()
    assert "un libellé plus court" not in words(mapped)  # a blank one is the heading's


def test_a_file_pointed_at_is_imported_and_its_shape_listed_then_forgotten(mapped, importing, button, words):
    assert mapped.title[0].value == "1\u00a0session prête à importer"
    button(mapped, "Importer").click().run()
    assert mapped.title[0].value.endswith("enregistré")
    assert "Auteur, Camp, Réalisable ?, Souhaitable ?" in words(mapped)
    button(mapped, "Oublier").click().run()
    assert "Réalisable" not in words(mapped)
    again = importing(NEXT, "sondage 2.csv")
    assert any(one.value.startswith("Où sont les votes") for one in again.header)


def test_the_next_file_of_that_shape_needs_no_click(mapped, importing, button, words):
    button(mapped, "Importer").click().run()
    app = importing(NEXT, "votes F360-2024-07.csv")
    assert "correspondance indiquée" in words(app)
    assert "Rien à demander" in words(app)
    assert app.title[0].value == "1\u00a0session prête à importer"


def test_neither_does_it_at_the_command_line(mapped, button, path, tmp_path, capsys):
    from flash360.ui import data

    button(mapped, "Importer").click().run()
    data.release()
    file = Path(tmp_path / "votes F360-2024-07.csv")
    file.write_text(NEXT, encoding="utf-8")
    assert main(["--database", str(path), "check", str(file)]) == 0
    assert main(["--database", str(path), "import", str(file)]) == 0
    assert "Importé" in capsys.readouterr().out
    with Database.open(path) as base:
        assert len(ingest.shapes_remembered(base)) == 1


def test_votes_of_one_row_each_can_be_pointed_at(importing, describe, keyed, words):
    app = importing(LONG, "points.csv")
    keyed(app.segmented_control, "-forme").set_value("un vote, avec le critère dans une colonne").run()
    for ending, column in (("-qui", "Auteur"), ("-critere", "Sujet"), ("-note", "Points")):
        keyed(app.selectbox, ending).set_value(column)
    app = describe(app.run())
    assert app.title[0].value == "1\u00a0session prête à importer"
    assert "Délai" in words(app)


RONDES = "Participant;Collège;Ronde;Réalisable ?;Souhaitable ?\nab12;Usager;1;4;5\ncd34;Agent;2;2;3\nef56;Expert;1;5;4\n"


def test_a_file_wrongly_recognised_is_pointed_at_and_remembered(importing, describe, keyed, button, words):
    app = importing(RONDES, "rondes.csv")
    assert "tableau de participants et de votes" in words(app)
    keyed(app.toggle, "autre-format").set_value(True).run()
    keyed(app.multiselect, "-criteres").set_value(["Réalisable ?", "Souhaitable ?"])
    app = describe(app.run())
    assert "correspondance indiquée" in words(app)
    button(app, "Importer").click().run()
    again = importing(RONDES.replace("ab12;Usager;1;4;5", "zz99;Usager;2;1;1"), "votes F360-2024-07.csv")
    assert "correspondance indiquée" in words(again)
