"""Free texts: kept as text, rid of what must not be stored, and said so."""

from __future__ import annotations

import pytest

from flash360.validation import validate


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
    assert report.flat("cell", "code") == [("Freins et leviers!C2", "personal-data")]
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


def test_a_statement_is_cut_at_two_thousand_characters(workbook):
    found, kept = checked(workbook, "a" * 2_001)
    assert found == [("Freins et leviers!C2", "truncated-text")]
    assert kept == ["a" * 2_000]
    assert checked(workbook, "a" * 2_000) == ([], ["a" * 2_000])


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
