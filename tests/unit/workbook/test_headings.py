import pytest

from flash360.model import Section
from flash360.workbook.columns import COLUMNS
from flash360.workbook.heading_row import is_total
from flash360.workbook.headings import Headings, is_personal
from flash360.workbook.wording import plain

FICHE = Headings(COLUMNS[Section.FICHE])


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Durée\u00a0cadrage (h)", "duree cadrage h"),
        ("  N° ", "n"),
        ("ＣＯＤＥ", "code"),
        ("Type d’administration", "type d administration"),
        ("Ti\u200btre\u00ad*", "titre"),
    ],
)
def test_headings_are_compared_by_their_words(written, words):
    assert plain(written) == words


def test_every_heading_of_the_template_means_its_own_column():
    for specs in COLUMNS.values():
        headings = Headings(specs)
        assert [headings.exact(spec.heading) for spec in specs] == list(specs)


def test_a_synonym_is_as_good_as_the_heading():
    assert FICHE.match("DATE DU CADRAGE").spec.key == "cadrage_date"


def test_a_slip_of_the_pen_is_recognised_and_said_to_be_close():
    match = FICHE.match("Adminstration")
    assert (match.spec.key, match.close) == ("administration", True)


def test_between_80_and_91_nothing_is_guessed():
    match = FICHE.match("Domaines A")
    assert match.spec is None
    assert "domain" in {spec.key for spec in match.choices}


def test_two_columns_as_close_are_not_chosen_between():
    match = FICHE.match("Date xession")
    assert match.spec is None or match.spec.key == "session_date"
    assert FICHE.match("Durée (h)").spec is None


@pytest.mark.parametrize(
    "heading",
    [
        "Nom",
        "Prénom",
        "NOM et prénom",
        "Courriel",
        "E-mail",
        "Adresse de messagerie",
        "Téléphone",
        "Tél.",
        "Nom du participant",
        "IP",
    ],
)
def test_a_heading_of_personal_data_is_known(heading):
    assert is_personal(heading)


@pytest.mark.parametrize("heading", ["Nombre", "Nom de l'organisation", "Code", "Collège", "Critère", "Telle quelle"])
def test_an_ordinary_heading_is_not_personal(heading):
    assert not is_personal(heading)


@pytest.mark.parametrize("text", ["Total", "MOYENNE", "Écart-type", "moyenne générale"])
def test_totals_are_known_by_their_word(text):
    assert is_total(text)


def test_a_participant_is_not_a_total():
    assert not is_total("P01")
    assert not is_total(None)
