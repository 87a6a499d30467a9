"""Free texts: kept as text, rid of what must not be stored, and said so."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flash360.validation import validate
from flash360.validation.cells.texts import LONG, text, texts
from flash360.workbook.personal import _IP, _PHONE, masked, personal_data
from tests.unit.validation.conftest import make_workbook


def statement(text):
    return [{"number": "1", "kind": "Frein", "text": text}]


def checked(workbook, text):
    report = validate(workbook(statements=statement(text)))
    return report.flat("cell", "code"), report.records.statements["text"].to_pylist()


@pytest.mark.parametrize(
    "text",
    [
        "Le délai est de 3 à 6 mois, pour 1 200 000 €.",
        "- trop cher, - trop long",
        "<script>alert('x')</script>",
        "'; DROP TABLE votes; --",
        "{{ 7*7 }} $" + "{x} %s",
        "Ligne 1\nLigne 2",
        "Madame la Préfète l'a dit, Madame la Maire aussi",
        "Article 12.3.4 du code, version 2024.07.12",
        "עברית, العربية, 日本語, 👩‍👩‍👧",
    ],
)
def test_an_odd_text_is_kept_as_it_is(workbook, text):
    assert checked(workbook, text) == ([], [text])


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(("", "le ", "n°", "(", "- ", "à\n", "F360-2024-", "é")),
    st.from_regex(_PHONE, fullmatch=True) | st.from_regex(_IP, fullmatch=True),
    st.sampled_from(("", ".", " svp", ")")),
)
def test_what_personal_data_a_text_holds_is_masked_among_few_texts_and_among_many(before, mention, after):
    written = f"{before}{mention}{after}"
    for others in (0, 60):
        read = texts(pa.array([written, *(f"texte {number}" for number in range(others))]), LONG)
        assert read.values[0].as_py() == text(written, LONG).value


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+33", "@SUM(A1)", "-2+3", "＝1+1"])
def test_a_text_that_begins_like_a_formula_is_kept_and_told(workbook, text):
    assert checked(workbook, text) == ([("Freins et leviers!C2", "formula-like-text")], [text])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Écrire à jean.dupont@exemple.fr vite", "Écrire à [courriel] vite"),
        ("Appeler le 06 12 34 56 78", "Appeler le [téléphone]"),
        ("Appeler le +33 6 12 34 56 78.", "Appeler le [téléphone]."),
        ("au 0612345678", "au [téléphone]"),
        ("depuis 192.168.1.12", "depuis [adresse IP]"),
        ("depuis 2001:db8:0:1:0:0:0:2", "depuis [adresse IP]"),
        ("M. Durand s'y oppose", "M. [nom] s'y oppose"),
        ("Mme Marie Le Goff", "Mme [nom]"),
    ],
)
def test_personal_data_are_masked_and_never_shown(workbook, text, kept):
    report = validate(workbook(statements=statement(text)))
    code = "masked-name" if "[nom]" in kept else "personal-data"
    assert report.flat("cell", "code") == [("Freins et leviers!C2", code)]
    assert report.records.statements["text"].to_pylist() == [kept]
    (finding,) = report.findings
    assert finding.value == kept


def test_personal_data_do_not_show_in_the_findings_of_other_columns(workbook):
    (finding,) = validate(workbook(session_date="voir jean.dupont@exemple.fr")).findings
    assert finding.value == "voir [courriel]"
    assert "dupont" not in finding.message


def test_control_characters_are_removed_and_that_is_said(workbook):
    found, kept = checked(workbook, "trop\x07 cher\u202e")
    assert (found, kept) == ([("Freins et leviers!C2", "corrected-value")], ["trop cher"])


@pytest.mark.parametrize("text", ["Ã©tÃ© difficile", "lâ€™idÃ©e", "caf\ufffd"])
def test_broken_encodings_are_told(workbook, text):
    assert checked(workbook, text) == ([("Freins et leviers!C2", "mojibake")], [text])


def test_a_capital_with_an_accent_is_no_broken_encoding(workbook):
    assert checked(workbook, "ÂGE ET ÉTAT, « FRANÇOIS »") == ([], ["ÂGE ET ÉTAT, « FRANÇOIS »"])


def test_a_statement_is_kept_whole_as_far_as_a_cell_can_hold_it(workbook):
    found, kept = checked(workbook, "a" * 32_768)
    assert found == [("Freins et leviers!C2", "truncated-text")]
    assert kept == ["a" * 32_767]
    assert checked(workbook, "a" * 30_000) == ([], ["a" * 30_000])


def test_a_long_text_that_fills_thousands_of_cells_is_cut_in_each(workbook):
    rows = [{"number": number, "kind": "frein", "text": "a" * 30_000} for number in range(1, 702)]
    kept = validate(workbook(statements=rows)).records.statements["text"]
    assert {len(one) for one in kept.to_pylist()} == {2_000}


def test_a_title_is_cut_at_three_hundred_characters(workbook):
    report = validate(workbook(title="a" * 301))
    assert report.flat("cell", "code") == [("Fiche!B2", "truncated-text")]
    assert report.records.fiche["title"].to_pylist() == ["a" * 300]


def test_a_participant_s_name_becomes_a_code_in_both_sheets(workbook):
    people = [
        {"participant": "P01", "college": "Usager"},
        {"participant": "Marie Dupont", "college": "Agent"},
        {"participant": "Jean Durand", "college": "Expert"},
        {"participant": "P04", "college": "Décideur"},
    ]
    report = validate(workbook(participants=people, votes={"Jean Durand": [2, 2], "MARIE DUPONT": [5, 5], "P01": [1, 1]}))
    assert report.records.participants["participant"].to_pylist() == ["P01", "P02", "P03", "P04"]
    assert report.records.votes["participant"].to_pylist() == ["P03", "P03", "P02", "P02", "P01", "P01"]
    assert sorted(report.flat("cell", "code")) == [
        ("Participants!A3", "personal-data"),
        ("Participants!A4", "personal-data"),
        ("Votes!A2", "personal-data"),
        ("Votes!A3", "personal-data"),
    ]
    told = " ".join(finding.message + finding.value for finding in report.findings)
    assert "Dupont" not in told
    assert "Durand" not in told
    assert report.importable


def test_a_name_that_is_not_listed_is_an_unknown_participant_and_stays_hidden(workbook):
    report = validate(workbook(votes={"Marie Dupont": [4, 4]}))
    assert report.flat("cell", "code", "value") == [("Votes!A2", "unknown-participant", "[nom masqué]")]


@pytest.mark.parametrize("code", ["P01", "A", "AB", "U-3", "usager A", "Élue B", "agent 2", "Participant·e 4"])
def test_a_code_is_not_taken_for_a_name(workbook, code):
    report = validate(workbook(participants=[{"participant": code, "college": "Usager"}]))
    assert report.records.participants["participant"].to_pylist() == [code]


def test_what_looks_like_a_name_is_kept_where_the_analyst_says_that_it_is_none_and_there_only(workbook):
    text = "Mme Ville-Durable, écrire à jean@exemple.fr"
    twice = [{"number": str(n), "kind": "frein", "text": text} for n in (1, 2)]
    report = validate(replace(workbook(statements=twice), not_names=frozenset({("Freins et leviers", "C3")})))
    masked = "Mme [nom], écrire à [courriel]"
    assert report.records.statements["text"].to_pylist() == [masked, "Mme Ville-Durable, écrire à [courriel]"]
    assert sorted(report.flat("cell", "code")) == [
        ("Freins et leviers!C2", "masked-name"),
        ("Freins et leviers!C2", "personal-data"),
        ("Freins et leviers!C3", "kept-mention"),
        ("Freins et leviers!C3", "personal-data"),
    ]
    assert {one.value for one in report.findings} == {masked}


MENTIONS = st.sampled_from(("Mme Martin", "M. Paul Durand", "jean@exemple.fr", "06 12 34 56 78", "192.168.1.12", "trop cher"))


@settings(deadline=None)
@given(st.lists(st.lists(MENTIONS, min_size=1, max_size=3), min_size=1, max_size=4), st.data())
def test_no_mask_is_ever_lifted_but_that_of_a_name_where_it_is_said_to_be_none(written, data):
    texts = [", ".join(mentions) for mentions in written]
    spared = data.draw(st.sets(st.integers(0, len(texts) - 1)))
    rows = [{"number": str(n), "kind": "frein", "text": text} for n, text in enumerate(texts, 1)]
    reading = replace(make_workbook(statements=rows), not_names=frozenset(("Freins et leviers", f"C{n + 2}") for n in spared))
    report = validate(reading)
    for row, kept in enumerate(report.records.statements["text"].to_pylist()):
        assert kept == masked(texts[row], names=row not in spared)
        assert not personal_data(kept, names=False)
    assert not any(personal_data(one.value + one.message) for one in report.findings)
