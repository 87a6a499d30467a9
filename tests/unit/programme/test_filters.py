"""Filters keep the rows that answer them, blanks included, and searches forget accents and case."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from flash360.themes.search import SearchIndex
from flash360.ui.programme.filters import NO_DOMAIN, UNDATED, Choice, kept, years
from flash360.ui.programme.said import FIELDS, Said, Wanted, counts, distinct
from flash360.ui.programme.said import matching as matching_statements
from flash360.ui.programme.sessions_table import folded, matching

PROGRAMME = pa.table(
    {
        "code": ["S1", "S2", "S3"],
        "title": ["Écoles ouvertes", "Œuvres partagées", "Guichet unique"],
        "administration": ["DINUM", "CNRS", "DINUM"],
        "domain": ["Éducation", None, "Social"],
        "session_date": pa.array([date(2024, 3, 1), None, date(2023, 3, 1)], pa.date32()),
        "cadrage_date": pa.array([date(2023, 12, 1), None, None], pa.date32()),
        "contact_date": pa.array([None, None, None], pa.date32()),
        "idea_date": pa.array([None, None, None], pa.date32()),
        "verdict": ["favourable", None, "to_rework"],
        "step": ["realisation", "cadrage", "session"],
    }
)


@pytest.mark.parametrize(
    ("choice", "codes"),
    [
        (Choice(), ["S1", "S2", "S3"]),
        (Choice(years=("2024",)), ["S1"]),
        (Choice(years=(UNDATED,)), ["S2"]),
        (Choice(years=("2023", "2024")), ["S1", "S3"]),
        (Choice(administrations=("DINUM",), verdicts=("à retravailler",)), ["S3"]),
        (Choice(domains=(NO_DOMAIN,)), ["S2"]),
        (Choice(verdicts=("votes inconnus",)), ["S2"]),
        (Choice(steps=("Réalisation", "Session")), ["S1", "S3"]),
        (Choice(years=("2024",), administrations=("CNRS",)), []),
    ],
)
def test_a_choice_keeps_the_sessions_that_answer_all_of_it(choice, codes):
    assert kept(PROGRAMME, choice)["code"].to_pylist() == codes


def test_years_come_newest_first_and_the_undated_last():
    assert years(PROGRAMME) == ("2024", "2023", UNDATED)


def test_an_idea_without_a_session_is_of_the_year_of_its_last_step():
    waiting = {name: pa.array([None], pa.date32()) for name in ("session_date", "contact_date", "idea_date", "cadrage_date")}
    contact = waiting | {
        name: pa.array([date(year, 1, 1)], pa.date32()) for name, year in (("contact_date", 2022), ("idea_date", 2021))
    }
    assert years(pa.table(contact)) == ("2022",)
    assert years(pa.table(waiting)) == (UNDATED,)


@pytest.mark.parametrize(("search", "codes"), [("ecole", ["S1"]), ("OEUVRES", ["S2"]), ("dinum guichet", ["S3"]), ("rien", [])])
def test_a_search_forgets_accents_and_case_and_wants_every_word(search, codes):
    assert matching(PROGRAMME, search)["code"].to_pylist() == codes


def test_a_folded_text_keeps_its_letters():
    assert folded("Œuvre À Noël") == "oeuvre a noel"


EVERYTHING = Wanted()


def statements(*rows: dict[str, object]) -> Said:
    """Rows as the base gives them, and as screens count them."""
    blank: dict[str, object] = dict.fromkeys(FIELDS) | {"administration": "DINUM", "kind": "frein", "answered": False}
    types = {"number": pa.int64(), "answers_number": pa.int64(), "session_date": pa.date32(), "answered": pa.bool_()}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in FIELDS])
    return Said.of(pa.Table.from_pylist([blank | row for row in rows], schema=schema), {"droit": "Cadre"})


def everything(said: Said) -> np.ndarray:
    return np.arange(said.rows.num_rows)


def test_statements_are_found_by_theme_aspect_year_and_words():
    rows = statements(
        {"text": "Le décret manque", "code": "S1", "theme": "droit", "theme_label": "Droit", "aspect": "juridique"},
        {"text": "Le budget manque", "code": "S2", "answered": True, "session_date": date(2024, 3, 1)},
    )

    def found(search: str, wanted: Wanted = EVERYTHING) -> list[str]:
        return rows.rows["code"].take(matching_statements(rows, everything(rows), search, wanted)).to_pylist()

    assert found("decret") == ["S1"]
    assert found("budgets manquants") == ["S2"]
    assert found("", Wanted(theme="Non codé")) == ["S2"]
    assert found("", Wanted(theme="Cadre")) == ["S1"]
    assert found("manque", Wanted(theme="Droit")) == ["S1"]
    assert found("", Wanted(aspect="Juridique")) == ["S1"]
    assert found("", Wanted(year="2024")) == ["S2"]
    assert found("", Wanted(open_only=True)) == ["S1"]


def test_what_is_said_is_counted_by_names_that_several_values_share():
    rows = statements(
        {"session_id": "A", "theme": "droit", "theme_label": "Droit", "domain": "Culture", "session_date": date(2024, 3, 1)},
        {"session_id": "A", "theme": "norme", "theme_label": "Norme", "domain": "Culture", "session_date": date(2024, 3, 1)},
        {"session_id": "B", "theme": "cout", "theme_label": "Droit", "aspect": "juridique"},
        {"session_id": "B", "kind": "levier", "aspect": "?"},
    )

    def counted(name: str) -> dict[object, int]:
        return {value: count for (value,), count in counts(rows, everything(rows), name).items()}

    assert counted("theme") == {"droit": 1, "norme": 1, "cout": 1, None: 1}
    assert counted("theme_label") == {"Droit": 2, "Norme": 1, None: 1}
    assert counted("theme_name") == {"Droit": 2, "Norme": 1, "Non codé": 1}
    assert counted("family") == {"Cadre": 1, "Norme": 1, "Droit": 1, None: 1}
    assert counted("aspect_name") == {"Sans aspect": 3, "Juridique": 1}
    assert counted("year") == {"2024": 2, "Sans date": 2}
    assert counted("domain") == {"Culture": 2, None: 2}
    assert counted("kind") == {"frein": 3, "levier": 1}


def test_words_are_found_in_all_their_forms_however_many_statements_there_are():
    one = statements({"text": "Des règles juridiques", "code": "S"})
    many = Said.of(one.rows.take(pa.array([0] * 100_001)), {})

    assert len(matching_statements(many, everything(many), "regle juridique")) == 100_001


def test_an_index_of_all_statements_finds_only_those_wanted():
    texts = ["Le décret", "Un décret manque", "Le budget", "Deux décrets"]
    rows = statements(*({"text": text, "code": "S"} for text in texts))

    def found(places: list[int], search: str) -> list[int]:
        return matching_statements(rows, np.array(places), search, Wanted(), SearchIndex(texts)).tolist()

    assert sorted(found([1, 2, 3], "décret")) == [1, 3]
    assert found([2], "decret budget") == [2]


def test_statements_are_counted_with_those_without_a_value():
    rows = statements(
        {"text": "a", "theme": "t2", "theme_label": "Deux"},
        {"text": "b", "kind": "levier"},
        {"text": "c", "theme": "t1", "theme_label": "Un"},
        {"text": "d", "theme": "t2", "theme_label": "Deux"},
    )
    some = np.array([0, 1, 2, 3])
    assert counts(rows, some, "theme_label", "kind") == {("Deux", "frein"): 2, (None, "levier"): 1, ("Un", "frein"): 1}
    assert counts(rows, some[1:3], "theme") == {(None,): 1, ("t1",): 1}
    assert distinct(rows, some[:2], "theme_name") == ["Deux", "Non codé"]
    nobody = some[:0]
    assert (counts(rows, nobody, "theme"), distinct(rows, nobody, "theme_name")) == ({}, [])
    assert (counts(statements(), nobody, "kind", "theme"), distinct(statements(), nobody, "year")) == ({}, [])
