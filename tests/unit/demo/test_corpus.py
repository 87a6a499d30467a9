"""The corpus: enough texts, all different, all coded with themes that exist, nobody in them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from flash360.demo import corpus
from flash360.model import Aspect, College, Kind, OutcomeStatus

CORPUS = Path(corpus.__file__).with_suffix("")
STATEMENTS = [statement for exchange in corpus.exchanges() for statement in exchange.statements]
PERSONAL = {
    "courriel": r"\S+@\S+\.\w+",
    "téléphone": r"(?:\+33|0)\s?[1-9](?:[ .-]?\d{2}){4}",
    "civilité": r"\b(?:M\.|Mme|Mlle|Monsieur|Madame|Dr|Me)\s+[A-ZÉÈ]\w+",
}


def every_text() -> list[str]:
    files = [*sorted(CORPUS.glob("*.csv")), corpus.CODEBOOK]
    return [cell for file in files for row in csv.reader(file.read_text("utf-8").splitlines()) for cell in row]


def test_there_are_sixty_ideas_and_four_hundred_statements():
    assert len(corpus.ideas()) >= 60
    assert len(STATEMENTS) >= 400


def test_no_statement_is_written_twice():
    def bare(text: str) -> str:
        return re.sub(r"\W+", " ", re.sub(r"\d+", "#", text.casefold())).strip()

    assert [text for text, times in Counter(bare(statement.text) for statement in STATEMENTS).items() if times > 1] == []


def test_statements_do_not_all_begin_alike():
    first_words = Counter(" ".join(statement.text.split()[:3]) for statement in STATEMENTS)
    assert first_words.most_common(1)[0][1] <= 8


def test_statements_are_short_and_long():
    lengths = sorted(len(statement.text) for statement in STATEMENTS)
    assert lengths[0] < 25
    assert lengths[len(lengths) // 2] in range(50, 110)
    assert lengths[-1] > 120


def test_no_idea_is_told_twice():
    assert len({idea.title for idea in corpus.ideas()}) == len({idea.idea for idea in corpus.ideas()}) == len(corpus.ideas())
    assert len({idea.key for idea in corpus.ideas()}) == len(corpus.ideas())


def test_every_idea_takes_two_or_three_sentences():
    assert {idea.key for idea in corpus.ideas() if len(re.findall(r"[.?!](?:\s|$)", idea.idea)) not in (2, 3)} == set()


def test_every_domain_has_several_ideas_and_its_own_statements():
    domains = Counter(idea.domain for idea in corpus.ideas())
    assert len(domains) >= 12
    assert min(domains.values()) >= 4
    assert {exchange.subject for exchange in corpus.exchanges()} == {"", *domains, *(idea.key for idea in corpus.ideas())}


def test_every_statement_has_a_theme_of_the_codebook_that_is_no_family():
    themes = {theme.theme for theme in corpus.themes() if theme.parent}
    assert {statement.theme for statement in STATEMENTS} == themes


def test_freins_and_leviers_and_collèges_are_all_heard():
    assert {statement.kind for statement in STATEMENTS} == set(Kind)
    heard = Counter(statement.college for statement in STATEMENTS)
    assert set(heard) == set(College)
    assert min(heard.values()) > 70


def test_many_leviers_answer_a_frein():
    pairs = [exchange for exchange in corpus.exchanges() if exchange.frein and exchange.levier]
    assert len(pairs) > 150


def test_the_codebook_has_two_levels_and_no_hole():
    themes = corpus.themes()
    families = {theme.theme for theme in themes if not theme.parent}
    assert 25 <= len(themes) <= 45
    assert {theme.parent for theme in themes if theme.parent} == families
    assert len({theme.theme for theme in themes}) == len({theme.label for theme in themes}) == len(themes)
    for theme in themes:
        assert Aspect(theme.aspect)
        assert theme.definition.endswith(".")
        assert len(theme.examples.split(" | ")) == 2
        assert len(theme.words.split(" | ")) >= 5


def test_every_idea_has_an_administration_to_carry_it():
    assert {idea.administration_kind for idea in corpus.ideas()} == {found.kind for found in corpus.administrations()}


def test_every_outcome_has_something_to_say():
    assert min(Counter(comment.status for comment in corpus.comments()).values()) >= 3
    assert {comment.status for comment in corpus.comments()} == set(OutcomeStatus)


@pytest.mark.parametrize("what", PERSONAL)
def test_nobody_can_be_reached_or_recognised(what):
    assert [text for text in every_text() if re.search(PERSONAL[what], text)] == []


def test_french_punctuation_keeps_its_no_break_spaces():
    assert [text for text in every_text() if re.search(r" [;:?!»]|« |\u00a0\u00a0|’", text)] == []
