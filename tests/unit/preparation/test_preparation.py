"""What past sessions say of an idea, in sentences; and the agenda, sound without any of them."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
import pytest

from flash360.model import Aspect, College
from flash360.reports.preparation import agenda, wording
from flash360.reports.preparation.content import Preparation, ended_badly, preparation
from flash360.reports.preparation.pdf import preparation_pdf

IDEA = "Un bus de santé itinérant pour les communes"
EVERYONE = set(College)
THEMES = pa.Table.from_pylist(
    [
        {"theme": "cout", "label": "Coût", "parent": None, "aspect": "financier", "definition": "", "examples": "", "words": ""},
        {"theme": "soins", "label": "Soins", "parent": None, "aspect": "fond", "definition": "", "examples": "", "words": ""},
    ]
)


def session(session_id, title, *, step="session", verdict="favourable", outcome=None):
    return {
        "session_id": session_id,
        "code": f"F360-{session_id}",
        "title": title,
        "idea": None,
        "step": step,
        "verdict": verdict,
        "declared_verdict": None,
        "outcome_status": outcome,
    }


def said(session_id, number, kind, text, theme=None, answers=None):
    return {
        "session_id": session_id, "number": number, "kind": kind, "aspect": None, "text": text, "theme": theme,
        "answers_number": answers, "session_date": date(2024, 1, 1),
    }  # fmt: skip


PROGRAMME = [
    session("A", "Une maison de santé dans les communes rurales", outcome="realised"),
    session("B", "Un camion de santé itinérant", verdict="to_rework"),
    session("C", "Réduire l'éclairage public la nuit"),
    session("D", "Un bus de santé, idée à peine reçue", step="idea", verdict=None),
]
SAID = [
    said("A", 1, "frein", "Trop cher", "cout"),
    said("A", 2, "levier", "Partager la dépense", answers=1),
    said("B", 1, "frein", "Toujours trop cher", "cout"),
    said("B", 2, "frein", "Pas de médecin", "soins"),
    said("C", 1, "frein", "Des lampadaires trop vieux", "soins"),
]
STATEMENTS = pa.Table.from_pylist(SAID)


def found(idea=IDEA, programme=PROGRAMME, statements=STATEMENTS, panels=None) -> Preparation:
    sat = {"A": EVERYONE, "B": EVERYONE - {College.USAGER}} if panels is None else panels
    rows = pa.Table.from_pylist(programme, schema=pa.Table.from_pylist(PROGRAMME).schema)
    return preparation(idea, rows, statements, THEMES, lambda one: sat.get(one, set()))


def test_held_sessions_that_share_a_word_are_near_and_say_which():
    near = found().near

    assert {one.row["session_id"] for one in near} == {"A", "B"}
    assert {one.row["session_id"]: set(one.words) for one in near}["B"] == {"santé", "itinérant"}


def test_themes_come_with_the_sessions_near_and_everywhere():
    rows = wording.themes_table(found()).to_pylist()

    assert [list(row.values()) for row in rows] == [
        ["Fond", "Soins", "1 sur 2", "2 sur 3", "0 sur 1"],
        ["Financier", "Coût", "2 sur 2", "2 sur 3", "1 sur 2"],
    ]


def test_the_title_says_how_many_are_near_and_what_to_expect_first():
    assert wording.title(found()) == "2\u00a0sessions passées proches ; d'abord à attendre : Coût (2\u00a0sessions sur 2)"


def test_the_leviers_that_answered_come_with_what_became_of_the_session():
    assert wording.answers_table(found().answered).to_pylist() == [
        {
            "Thème": "Coût",
            "Frein entendu": "Trop cher",
            "Levier qui y a répondu": "Partager la dépense",
            "Session": "F360-A",
            "Ce qu'elle est devenue": "Avis favorable · suites : réalisée",
        }
    ]


def test_only_panels_of_sessions_that_ended_badly_are_asked_for():
    asked = []
    preparation(IDEA, pa.Table.from_pylist(PROGRAMME), STATEMENTS, THEMES, lambda one: asked.append(one) or EVERYONE)

    assert asked == ["B"]


def test_who_was_missing_is_said_and_invited_again():
    assert [wording.gap_sentence(gap) for gap in found().gaps] == ["Usagers : absents de 1\u00a0panel sur 1."]
    assert "absents de 1\u00a0panel sur 1 parmi les sessions mal terminées" in agenda.invitations(found())[0]
    assert "une cause" in wording.gaps_sentence(found())


def test_whole_panels_and_unknown_panels_are_two_different_sentences():
    assert "explique" in wording.gaps_sentence(found(panels={"B": EVERYONE}))
    assert wording.gaps_sentence(found(panels={})).startswith("Aucun panel connu")


@pytest.mark.parametrize(
    ("verdict", "outcome", "badly"),
    [("to_rework", "realised", True), ("favourable", "abandoned", True), ("favourable", None, False), (None, "no_news", False)],
)
def test_a_session_ends_badly_by_its_verdict_or_its_outcome(verdict, outcome, badly):
    assert ended_badly(session("X", "", verdict=verdict, outcome=outcome)) is badly


def test_without_a_past_session_it_says_so():
    nothing = found(programme=PROGRAMME[3:])

    assert (nothing.held, nothing.near, nothing.themes) == (0, (), ())
    assert wording.title(nothing) == "Aucune session passée à comparer : voici le protocole"
    assert "Aucune session n'a encore eu lieu" in wording.warning(nothing)


def test_with_one_past_session_it_says_that_one_is_little():
    alone = found(programme=PROGRAMME[:1])

    assert [one.row["session_id"] for one in alone.near] == ["A"]
    assert "Une seule session a eu lieu" in wording.warning(alone)


@pytest.mark.parametrize("idea", ["🙂🙂", "数据不足", "zzzzz"])
def test_an_idea_that_shares_no_word_asks_for_other_words(idea):
    assert found(idea).near == ()
    assert "avec d'autres mots" in wording.warning(found(idea))


def test_a_theme_that_came_once_is_left_out_only_among_enough_sessions():
    programme = [session(f"S{n}", "Un bus de santé") for n in range(5)]
    statements = pa.Table.from_pylist(
        [said("S0", 1, "frein", "Cher", "cout"), said("S1", 1, "frein", "Cher", "cout"), said("S2", 1, "frein", "Loin", "soins")]
    )
    many = found(programme=programme, statements=statements)

    assert [theme.label for theme in wording.shown_themes(many)] == ["Coût"]
    assert wording.themes_caption(many).endswith("Non montrés : 1\u00a0thème venu une seule fois.")


@pytest.mark.parametrize("past", [found("", programme=PROGRAMME[3:]), found()], ids=["none", "some"])
def test_the_agenda_fills_three_hours_without_a_hole(past):
    moments = agenda.agenda(past)

    assert (moments[0].start, moments[-1].end) == (0, agenda.MINUTES)
    assert [one.end for one in moments[:-1]] == [one.start for one in moments[1:]]
    assert moments[2].when == "0\u00a0h\u00a030 – 1\u00a0h\u00a020"


def test_expected_themes_are_asked_for_after_the_round_never_before():
    freins = agenda.agenda(found())[2].what

    assert "après le tour de table, jamais avant : Coût (2\u00a0sessions sur 2)" in freins


def test_the_checklist_invites_the_four_colleges_and_the_aspects_to_expect():
    lines = agenda.invitations(found())

    assert [line.split(" : ")[0] for line in lines] == ["Usagers", "Experts", "Agents", "Décideurs", "Fond", "Financier"]
    assert Aspect.FINANCIER in {theme.aspect for theme in wording.shown_themes(found())}


def test_the_document_is_the_same_for_the_same_content_and_takes_any_text():
    hostile = found('#panic("x") *gras* $x$ <b> 🎉 santé ' + "long " * 2000)
    moved, day = datetime(2026, 1, 15, 9), date(2026, 1, 16)

    first = preparation_pdf(hostile, moved, day, fictional=True)
    assert first.startswith(b"%PDF-")
    assert preparation_pdf(hostile, moved, day, fictional=True) == first


def test_the_document_cites_no_other_session():
    from io import BytesIO

    import pypdf

    pages = pypdf.PdfReader(BytesIO(preparation_pdf(found(), datetime(2026, 1, 15), date(2026, 1, 16), fictional=False))).pages
    words = " ".join(page.extract_text() for page in pages)
    assert "bus de santé itinérant" in words
    assert [past for past in ("F360-A", "Trop cher", "Partager la dépense", "maison de santé") if past in words] == []
