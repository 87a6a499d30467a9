"""What the blank template says to the person who fills it in: instructions, hints, example rows, prepared rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flash360.labels import SECTION
from flash360.model import MAX_PARTICIPANTS, Section
from flash360.workbook.book import Book
from flash360.workbook.columns import EXAMPLE

README = "Lisez-moi"

HINTS = {
    "session_code": "Obligatoire. Un code unique, par exemple F360-2024-07.",
    "title": "Obligatoire. L'idée en quelques mots.",
    "administration": "Obligatoire. L'administration partenaire qui porte l'idée.",
    "administration_type": "Par exemple : ministère, opérateur, collectivité.",
    "idea": "L'idée en deux ou trois phrases, telle qu'elle a été soumise au panel.",
    "domain": "Le domaine de politique publique.",
    "idea_date": "JJ/MM/AAAA. Laissez vide ce que vous ne savez pas.",
    "cadrage_date": "JJ/MM/AAAA. La session se tient au plus un mois après.",
    "cadrage_hours": "En heures, par exemple 2 ou 1,5.",
    "session_date": "JJ/MM/AAAA.",
    "session_hours": "En heures, par exemple 3 ou 2,5.",
    "facilitation": "Le service ou l'organisme qui anime. Pas de nom de personne.",
    "declared_verdict": "L'avis annoncé en fin de session, s'il y en a eu un.",
    "reported_date": "Seulement si la date exacte n'est pas connue, par exemple « mi-octobre ».",
    "reported_panel": "Seulement si le panel n'est connu qu'en gros, par exemple « une vingtaine d'agents ».",
    "source": "Où ces informations ont été publiées, le cas échéant.",
}

_PARTICIPANT = (EXAMPLE, "Usager", "Association de parents", "Bretagne")
_CRITERION = (EXAMPLE, "L'idée peut être mise en œuvre en un an", "faisabilité", "Fond", 1, 5, 4, "non")
_STATEMENT = (EXAMPLE, "Frein", "Juridique", "Le décret actuel impose un original papier.", "Agent", "", "")
_OUTCOME = (EXAMPLE, "en attente", "Appui juridique", "Le service étudie un texte.", date(2024, 9, 16))
_FICHE = (
    EXAMPLE, "Un guichet unique pour les aidants", "Département fictif", "Collectivité", "Réunir en un lieu les démarches.",
    "Solidarités", date(2024, 1, 8), date(2024, 1, 22), date(2024, 2, 12), 2, date(2024, 3, 5), 3, "Rennes",
    "Laboratoire d'innovation", "favorable", "", "", "",
)  # fmt: skip
EXAMPLES: dict[tuple[str, str], tuple[object, ...]] = {
    ("single", SECTION[Section.PARTICIPANTS]): _PARTICIPANT,
    ("single", SECTION[Section.CRITERIA]): _CRITERION,
    ("single", SECTION[Section.VOTES]): (EXAMPLE, 4, 2, "NSP"),
    ("single", SECTION[Section.STATEMENTS]): _STATEMENT,
    ("single", SECTION[Section.OUTCOMES]): _OUTCOME,
    ("multi", SECTION[Section.FICHE]): _FICHE,
    ("multi", SECTION[Section.PARTICIPANTS]): (EXAMPLE, "P01", *_PARTICIPANT[1:]),
    ("multi", SECTION[Section.CRITERIA]): (EXAMPLE, "C1", *_CRITERION[1:]),
    ("multi", SECTION[Section.VOTES]): (EXAMPLE, "P01", 4, 2, "NSP"),
    ("multi", SECTION[Section.STATEMENTS]): (EXAMPLE, 1, *_STATEMENT[1:]),
    ("multi", SECTION[Section.OUTCOMES]): (EXAMPLE, date(2024, 6, 3), *_OUTCOME[1:]),
}
"""By shape and sheet: the row under the heading that the reader leaves out."""

_COMMON = (
    ("Ce que contient ce classeur", ""),
    (SECTION[Section.PARTICIPANTS], "Une ligne par personne, désignée par un code (P01, P02…). Jamais de nom, de courriel ni de téléphone : "
     "ils ne seraient pas enregistrés. Une personne élue est un décideur."),
    (SECTION[Section.CRITERIA], "Une ligne par critère voté, avec son axe (faisabilité ou impact) et son échelle. « Favorable à partir de » est "
     "la plus petite note favorable. Écrivez « oui » dans « Global » pour le critère qui résume un axe."),
    (SECTION[Section.VOTES], "Une ligne par personne, une colonne par critère (son code en titre). Écrivez NSP quand la personne n'a pas d'avis ; "
     "laissez vide quand elle n'a pas voté. Vous pouvez aussi écrire un vote par ligne : Participant, Critère, Note."),
    (SECTION[Section.STATEMENTS], "Une ligne par frein ou levier, dans les mots du panel. « Répond au frein n° » relie un levier au frein qu'il lève."),
    (SECTION[Section.OUTCOMES], "Une ligne par point de suivi daté. Une suite ajoutée ne remplace pas les précédentes."),
    ("Ce qu'il faut savoir", ""),
    ("Ligne d'exemple", "La ligne en italique gris commence par « Exemple » : elle n'est pas importée, vous pouvez la laisser ou l'effacer."),
    ("Dates", "JJ/MM/AAAA. Laissez vide une date que vous ne connaissez pas."),
    ("Feuille vide", "Une feuille sans ligne n'apporte rien et n'efface rien : ce qui est déjà dans la base reste inchangé."),
    ("Titres", "Les titres en fond plus soutenu sont obligatoires. Vous pouvez changer l'ordre des colonnes, pas leur titre."),
    ("Import", "Déposez ce fichier sur l'écran « Importer ». Vous verrez ce qui sera enregistré avant de confirmer, et vous pourrez annuler."),
)  # fmt: skip
_FIRST = {
    "single": ("Fiche", "Une information par ligne, à écrire dans la colonne B. Le code de la session est obligatoire."),
    "multi": ("Fiche", "Une ligne par session. Le code de la session est repris dans la première colonne de chaque feuille."),
}


def write_instructions(book: Book, shape: str) -> None:
    """Add the sheet « Lisez-moi » for a shape, « single » or « multi »."""
    sheet = book.sheet(README)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100)
    book.write(sheet, 0, 0, "Modèle Flash 360", book.title)
    lines = (_COMMON[0], _FIRST[shape], *_COMMON[1:])
    for row, (name, text) in enumerate(lines, start=2):
        book.write(sheet, row, 0, name, book.strong)
        book.write(sheet, row, 1, text)


def is_untouched_example(sheet: str, texts: Iterable[str]) -> bool:
    """Whether a row that begins with « Exemple » holds nothing but the template's own words."""
    own = {str(value) for shape in ("single", "multi") for value in EXAMPLES.get((shape, sheet), ())}
    return own.issuperset(texts)


def prepared_rows(section: Section) -> tuple[str, ...]:
    """The codes written ahead in a blank template of one session, under the example row."""
    if section in (Section.PARTICIPANTS, Section.VOTES):
        return tuple(f"P{number:02}" for number in range(1, MAX_PARTICIPANTS + 1))
    return ()
