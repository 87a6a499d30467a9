"""What a codebook must be after a change: names that readers tell apart, two levels, nothing left without its theme."""

from __future__ import annotations

from collections.abc import Sequence

from flash360.errors import CodingRefused, UndoBlocked
from flash360.model import Aspect
from flash360.store.database import Queryable
from flash360.themes.codebook import Theme, codebook, of_one_name
from flash360.themes.text import text_key

LONGEST_LABEL = 80
LONGEST = {"definition": 600, "examples": 1_500, "words": 3_000}
"""Characters of each field of a theme."""
_IN_FORCE = "SELECT theme, label, parent, aspect, definition, examples, words FROM current_themes"


def in_force(base: Queryable) -> tuple[Theme, ...]:
    """The themes of the codebook, as a transaction sees them."""
    return codebook(base.query(_IN_FORCE))


def check(base: Queryable) -> None:
    """Raise CodingRefused with the first reason why the codebook in force is not sound."""
    themes = in_force(base)
    for problem in (_labels(themes), _families(themes), _aspects(themes)):
        if problem:
            raise CodingRefused(problem)


def check_newest(base: Queryable, number: int) -> None:
    """Raise UndoBlocked when a theme that an operation wrote was changed since by another that counts: that one goes first."""
    later = base.query(
        """
        SELECT n.label, n.version AS number
        FROM base.themes t JOIN newest_themes n USING (theme)
        WHERE t.version = $number AND n.version > $number
        ORDER BY n.version DESC LIMIT 1
        """,
        {"number": number},
    ).to_pylist()
    if later:
        raise UndoBlocked(
            f"Le thème « {later[0]['label']} » a été modifié depuis, par l'opération n°\u00a0{later[0]['number']}. "
            "Annulez-la d'abord."
        )


def check_nothing_stranded(base: Queryable) -> None:
    """Raise UndoBlocked when a coding names a theme that the codebook never had."""
    stranded = base.query(
        """
        SELECT count(*) AS n FROM active_codings
        WHERE theme IS NOT NULL AND theme NOT IN (SELECT theme FROM newest_themes)
        """
    ).to_pylist()[0]["n"]
    if stranded:
        raise UndoBlocked(
            f"Des textes ({stranded}) ont été codés depuis avec ce thème : il ne peut pas disparaître. "
            "Retirez-le, ou fusionnez-le avec un autre."
        )


def _labels(themes: Sequence[Theme]) -> str:
    for theme in themes:
        if not text_key(theme.label):
            return "Un thème a besoin d'un nom : au moins un mot."
        if len(theme.label) > LONGEST_LABEL:
            return f"Le nom « {theme.label[:40]}… » est trop long : {LONGEST_LABEL} caractères au plus."
    for first, *_ in of_one_name(themes):
        return (
            f"Deux thèmes s'appelleraient « {first.label} » (aux majuscules et aux accents près) : un lecteur ne les "
            "distinguerait pas. Donnez un autre nom, ou fusionnez-les."
        )
    return ""


def _families(themes: Sequence[Theme]) -> str:
    known = {theme.code: theme for theme in themes}
    for theme in themes:
        if not theme.parent:
            continue
        family = known.get(theme.parent)
        if family is None:
            return f"Le thème « {theme.label} » n'aurait plus de famille. Rangez-le d'abord ailleurs."
        if family.parent:
            return (
                f"« {family.label} » est déjà rangé sous une famille : la grille n'a que deux niveaux. "
                f"Rangez « {theme.label} » ailleurs."
            )
    return ""


def _aspects(themes: Sequence[Theme]) -> str:
    for theme in themes:
        if theme.aspect and theme.aspect not in set(Aspect):
            return f"L'aspect du thème « {theme.label} » n'est pas l'un des quatre : fond, forme, juridique, financier."
    return ""
