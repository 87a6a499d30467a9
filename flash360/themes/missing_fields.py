"""Aspect and kind, suggested only where the sheet left them empty, and marked as suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flash360.model import Aspect
from flash360.themes.codebook import Coding, Theme
from flash360.themes.statements import Statement
from flash360.themes.suggester import ENOUGH, Suggester, train


@dataclass(frozen=True, slots=True)
class FieldSuggestion:
    """What the field of a statement may hold. index: of the statement. field: `aspect` or `kind`.

    by_theme: it comes from the theme that the statement was given (margin 1), not from its words.
    """

    index: int
    field: str
    value: str
    margin: float
    by_theme: bool


def missing_aspects(statements: Sequence[Statement], codebook: Sequence[Theme]) -> list[FieldSuggestion]:
    """Suggestions for the statements that have no aspect; those with narrow margins get none, a filled one is never touched.

    An aspect comes from the statement's theme where it has one, otherwise from the words of statements whose aspect is
    known and of the codebook.
    """
    of_theme = {theme.code: theme.aspect for theme in codebook if theme.aspect}
    found: list[FieldSuggestion] = []
    asked: list[int] = []
    for index, one in enumerate(statements):
        if one.aspect is None and one.theme in of_theme:
            found.append(FieldSuggestion(index, "aspect", of_theme[one.theme or ""], 1.0, True))
        elif one.aspect is None:
            asked.append(index)
    if asked:
        found += _from_words(statements, asked, "aspect", train(_aspects(codebook), _known(statements, "aspect")))
    return sorted(found, key=lambda one: one.index)


def missing_kinds(statements: Sequence[Statement]) -> list[FieldSuggestion]:
    """The same for the statements that do not say whether they are a frein or a levier, from the words of those that do.

    None as long as these are not enough to tell how often a suggestion would be right.
    """
    asked = [index for index, one in enumerate(statements) if one.kind is None]
    known = _known(statements, "kind")
    return _from_words(statements, asked, "kind", train((), known)) if asked and len(known) >= ENOUGH else []


def _from_words(statements: Sequence[Statement], asked: list[int], field: str, suggester: Suggester) -> list[FieldSuggestion]:
    suggestions = suggester.suggest([statements[index].text for index in asked])
    return [
        FieldSuggestion(index, field, one.theme, one.margin, False)
        for index, one in zip(asked, suggestions, strict=True)
        if one.theme is not None
    ]


def _known(statements: Sequence[Statement], field: str) -> list[Coding]:
    return [Coding(one.text, str(value)) for one in statements if (value := getattr(one, field)) is not None]


def _aspects(codebook: Sequence[Theme]) -> list[Theme]:
    """The codebook seen as four themes, one per aspect, with all that their themes say."""
    return [
        Theme(
            code=aspect,
            label="",
            definition=" ".join(theme.definition for theme in codebook if theme.aspect == aspect),
            examples=tuple(example for theme in codebook if theme.aspect == aspect for example in theme.examples),
            words=tuple(word for theme in codebook if theme.aspect == aspect for word in theme.words),
        )
        for aspect in (Aspect if codebook else ())
    ]
