"""Two coders beside each other, and what is learnt of the texts left to code."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from flash360.coding.agreement import agreement, to_code_again, words
from flash360.coding.learning import learn, lesson
from flash360.coding.texts import Text, texts
from flash360.themes.codebook import Theme

ONE = Text("s1", "", "F360-1", "Ville", ("frein",), "", (), None, None, None, None, None, None)
BOOK = (Theme("budget", "Budget", words=("argent", "subvention")), Theme("droit", "Droit", words=("loi", "décret")))


def text(words: str, theme: str | None = None, *, coded: bool = True) -> Text:
    return replace(ONE, text_key=words.lower(), text=words, theme=theme, origin="screen" if coded else None)


NAMES = ("session_id", "text_key", "author", "theme", "first_theme", "compared", "settled")
BLANK = pa.schema([(name, pa.bool_() if name in NAMES[5:] else pa.string()) for name in NAMES])


def second(*rows: tuple[Text, str | None], coder: str = "bob", **more: object) -> pa.Table:
    """What a second coder says of texts whose coding nobody touched since, unless `more` says otherwise."""
    found = [dict(zip(NAMES, (*one.id, coder, theme, one.theme, True, False), strict=True)) | more for one, theme in rows]
    return pa.Table.from_pylist(found, schema=BLANK)


def test_texts_coded_twice_alike_and_not_are_told_apart():
    a, b, c = text("un", "budget"), text("deux", "droit"), text("trois", None)
    found = agreement([a, b, c, text("quatre", "droit")], second((a, "budget"), (b, "budget"), (c, None)))

    assert found.alpha.texts == 3
    assert found.same == 2
    assert [(one.text.text, one.coder, one.theme) for one in found.disagreements] == [("deux", "bob", "budget")]


def test_a_disagreement_that_was_settled_is_no_longer_to_settle_and_makes_nobody_agree():
    a, b = text("un", "droit"), text("deux", "droit")
    adopted = second((a, "droit"), (b, "droit"), first_theme="budget", settled=True)
    kept = second((a, "budget"), (b, "droit"), settled=True)

    assert (agreement([a, b], adopted).same, agreement([a, b], adopted).disagreements) == (0, ())
    assert (agreement([a, b], kept).same, agreement([a, b], kept).disagreements) == (1, ())


def test_a_first_coding_that_is_gone_is_compared_with_nothing():
    a = text("un", "droit")
    assert agreement([a], second((a, "budget"), compared=False)).alpha.texts == 0


def test_nobody_is_second_to_themselves():
    mine = replace(text("un", "droit"), author="bob")
    assert to_code_again([mine], second(), "bob") == []
    assert to_code_again([mine], second(), "eve") == [mine]


def test_an_alpha_says_what_it_allows():
    twenty = [text(str(number), "ab"[number % 2]) for number in range(40)]

    assert "accord solide" in words(agreement(twenty, second(*((one, one.theme) for one in twenty))).alpha)
    assert "insuffisant" in words(agreement(twenty, second(*((one, "a") for one in twenty))).alpha)
    assert "Aucun texte" in words(agreement(twenty, second()).alpha)
    assert "C'est peu" in words(agreement(twenty[:4], second(*((one, one.theme) for one in twenty[:4]))).alpha)
    same = [text(str(number), "a") for number in range(5)]
    assert "ne peut pas" in words(agreement(same, second(*((one, "a") for one in same))).alpha)


def test_a_second_coder_is_given_coded_texts_by_chance_and_each_once():
    found = [text(str(number), "budget") for number in range(20)] + [text("reste", coded=False)]
    order = to_code_again(found, second((found[3], None)), "bob")

    assert {one.text for one in order} == {str(number) for number in range(20)} - {"3"}
    assert [one.text for one in order] != sorted((one.text for one in order), key=int)
    assert order == to_code_again(found[::-1], second((found[3], None)), "bob")
    assert len(to_code_again(found, second((found[3], None)), "eve")) == 20


def test_what_is_learnt_orders_the_texts_left_and_puts_near_duplicates_together():
    left = [
        text("La subvention manque d'argent", coded=False),
        text("Il manque l'argent de la subvention", coded=False),
        text("Le décret", coded=False),
    ]
    learnt = learn(lesson(BOOK, [text("La loi et le décret", "droit"), *left]))

    assert set(learnt.order) == {one.id for one in left}
    assert learnt.alike[left[0].id] == (left[1].id,)
    assert learnt.suggestions[left[2].id].nearest == "droit"
    assert learnt.codings == 1


def test_the_same_lesson_gives_the_same_version_and_another_coding_another_mark():
    found = [text("La loi", "droit"), text("Le budget", coded=False)]

    assert learn(lesson(BOOK, found)) == learn(lesson(BOOK, found))
    assert lesson(BOOK, found).mark != lesson(BOOK, [text("La loi", "budget"), found[1]]).mark


def test_nothing_to_code_and_an_empty_codebook_are_no_trouble():
    assert learn(lesson((), [])).order == ()
    assert learn(lesson((), [text("Un texte", coded=False)])).suggestions[("s1", "un texte")].theme is None


def test_texts_that_have_no_word_stay_apart_from_those_that_have():
    columns = ("session_id", "text_key", "code", "administration", "kind", "text", "aspect", "aspect_origin", "theme")
    rows = [("s1", "", "F", "Ville", "frein", emoji, None, None, None) for emoji in ("🙂", "🙁")]
    table = pa.table({name: pa.array([row[n] for row in rows], pa.string()) for n, name in enumerate(columns)})
    for name in ("theme_label", "theme_origin", "theme_author"):
        table = table.append_column(name, pa.nulls(2, pa.string()))

    found = texts(table)
    assert [(one.text, one.more) for one in found] == [("🙂", ("🙁",))]
