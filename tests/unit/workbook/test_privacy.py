"""Nobody's name, address or number goes past the reader: known by the heading, or by what the column holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flash360.model import Section
from flash360.validation import validate
from flash360.workbook import personal, read
from flash360.workbook.person_names import is_person_name

FICHE = {"Fiche": [["Code", "F1"], ["Titre", "x"], ["Administration", "y"]]}


@pytest.mark.parametrize(
    ("heading", "texts"),
    [
        ("Observation", ["jeanne@exemple.fr", "paul@exemple.fr"]),
        ("Observation", ["06 12 34 56 78", "+33 6 12 34 56 78"]),
        ("Observation", ["192.168.1.7", "2001:db8::1"]),
        ("Observation", ["Jeanne Fictive", "INVENTÉ Paul"]),
        ("Référente", ["bureau 12", "bureau 14"]),
        ("Nom et prénom", ["?", "?"]),
        ("N° de téléphone", ["612345678", "712345678"]),
        ("Adresse IP", ["-", "-"]),
        ("E-mail professionnel", ["non", "non"]),
    ],
)
@pytest.mark.parametrize("sheet", ["Participants", "Votes", "Suites"])
def test_a_column_of_personal_data_is_dropped_and_listed(reading, sheet, heading, texts):
    tables = {
        "Participants": [["Code", "Collège", heading], ["P01", "Usager", texts[0]], ["P02", "Agent", texts[1]]],
        "Votes": [["Participant", "C1", heading], ["P01", 4, texts[0]], ["P02", 2, texts[1]]],
        "Suites": [["Date", "Statut", heading], ["2024-03-05", "en attente", texts[0]], ["2024-03-06", "en attente", texts[1]]],
    }
    found = reading({**FICHE, sheet: tables[sheet]})
    assert found.dropped == (f"{sheet}!{heading}",)
    assert [one.code for one in found.findings] == ["personal-data"]
    kept = [column.cells.to_pylist() for table in found.tables for column in table.columns]
    assert not [text for texts_ in kept for text in texts_ if text in texts]


def test_the_facilitator_named_in_the_fiche_is_not_kept(reading):
    rows = [*FICHE["Fiche"], ["Animation", "Jeanne Fictive et Paul Inventé"], ["Lieu", "12 rue Victor Hugo, Lens"]]
    report = validate(reading({"Fiche": rows}))
    assert report.records.fiche.select(["facilitation", "place"]).to_pylist() == [
        {"facilitation": None, "place": "12 rue Victor Hugo, Lens"}
    ]
    assert [one.message for one in report.findings] == [
        "Fiche!B4 : « Animation » nomme une personne ; la valeur n'est pas importée. "
        "Aucun nom, courriel ou téléphone n'est enregistré."
    ]


def test_a_mention_in_a_text_is_masked_and_the_rest_kept(reading):
    rows = [["N°", "Type", "Texte"], [1, "Frein", "Écrire à Mme Fictive, jeanne@exemple.fr ou 06 12 34 56 78"]]
    report = validate(reading({**FICHE, "Freins et leviers": rows}))
    assert report.records.of(Section.STATEMENTS)["text"].to_pylist() == ["Écrire à Mme [nom], [courriel] ou [téléphone]"]


def test_the_name_of_the_file_keeps_no_address():
    assert read(b"x", "/tmp/votes jeanne@exemple.fr.csv").file_name == "votes [courriel].csv"


@pytest.mark.parametrize(
    "text", ["Jean Dupont", "DUPONT Jean", "Dupont, Jean-Marie", "Marie-Claude de La Tour", "Zoé Martin Petit"]
)
def test_a_name_is_told(text):
    assert is_person_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Saint Denis",
        "rue Victor Hugo",
        "Lycée Jean Moulin",
        "Val de Marne",
        "Jean",
        "usager 2",
        "plutôt pas d'accord",
        "Ville Martin",
    ],
)
def test_what_is_no_name_is_not(text):
    assert not is_person_name(text)


PEOPLE = [["Code", "Nom", "Prénom", "Collège"], ["P01", "Fictive", "Jeanne", "Agent"], ["P02", "PETIT", "Paul", "Usager"]]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Jeanne Fictive juge le délai trop court, Fictive insiste", "[nom] juge le délai trop court, [nom] insiste"),
        ("Selon Petit, c'est cher", "Selon [nom], c'est cher"),
        ("Petit budget, petite équipe, petit délai", "Petit budget, petite équipe, petit délai"),
        ("PAUL PETIT refuse", "[nom] refuse"),
        ("Une idée fictive", "Une idée fictive"),
    ],
)
def test_people_whom_the_file_names_are_masked_in_its_free_texts(reading, records, found, text, kept):
    statements = [["N°", "Type", "Texte"], [1, "Frein", text]]
    result = reading({"Participants": PEOPLE, "Freins et leviers": statements})
    (said,) = records(next(table for table in result.tables if table.section is Section.STATEMENTS))
    assert said["text"] == kept
    assert (("masked-name", "Freins et leviers!C2") in found(result)) is (text != kept)


def test_a_word_that_the_analyst_says_is_no_name_is_kept_in_that_cell_only(xlsx, records, found):
    statements = [["N°", "Type", "Texte"], [1, "Frein", "Selon Petit, c'est cher"], [2, "Frein", "Selon Petit, c'est long"]]
    content = xlsx({"Participants": PEOPLE, "Freins et leviers": statements})
    result = read(content, "votes.xlsx", not_names={("Freins et leviers", "C3")})
    said = records(next(table for table in result.tables if table.section is Section.STATEMENTS))
    assert [row["text"] for row in said] == ["Selon [nom], c'est cher", "Selon Petit, c'est long"]
    assert {("masked-name", "Freins et leviers!C2"), ("kept-mention", "Freins et leviers!C3")} <= set(found(result))
    assert "Petit" not in "".join(one.message for one in result.findings)


@pytest.mark.parametrize("kind", personal._KINDS, ids=[kind.words for kind in personal._KINDS])
def test_no_mention_escapes_the_first_look(kind):
    @given(st.from_regex(kind.pattern))
    def every_mention(text):
        if kind.pattern.search(text):
            assert kind.search(text)

    every_mention()
