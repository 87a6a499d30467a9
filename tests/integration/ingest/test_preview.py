"""What a preview says before anything is stored."""

from __future__ import annotations

from datetime import date

from flash360 import ingest
from flash360.ingest import Nature
from flash360.model import Axis, Section, Verdict
from tests.integration.ingest.workbooks import FAVOURABLE, everything, sections, workbook, workbook_of


def counts(preview):
    return {one.section: (one.added, one.changed, one.removed, one.identical) for one in preview.differences}


def test_a_new_session_is_all_additions(base):
    preview = ingest.preview(base, workbook(), "session.xlsx", author="ana")

    assert preview.importable
    assert not preview.nothing_to_do
    assert preview.codes == ("F360-2024-07",)
    assert counts(preview) == {
        Section.FICHE: (1, 0, 0, 0),
        Section.PARTICIPANTS: (6, 0, 0, 0),
        Section.CRITERIA: (2, 0, 0, 0),
        Section.VOTES: (12, 0, 0, 0),
    }
    assert all(one.is_new for one in preview.differences)
    assert [one.sentence for one in preview.conclusions] == [
        "faisabilité médiane inconnue → 4 ; impact médiane inconnue → 5 ; l'avis est « favorable » ; "
        "2\u00a0participants suffiraient à changer l'avis"
    ]


def test_a_preview_writes_nothing(base):
    before = base.version(), everything(base)

    ingest.preview(base, workbook(), "session.xlsx", author="ana")

    assert (base.version(), everything(base)) == before


def test_the_same_file_again_is_already_imported(base):
    content = workbook()
    number = ingest.import_workbook(base, content, "session.xlsx", author="ana").number

    preview = ingest.preview(base, content, "copie.xlsx", author="bob")

    assert preview.already is not None
    assert (preview.already.number, preview.already.author) == (number, "ana")
    assert preview.already.sentence.endswith(f"(import n°\u00a0{number}), rien à faire")
    assert preview.nothing_to_do


def test_a_file_that_was_replaced_since_is_not_already_imported(base):
    content = workbook(title="Premier titre")
    ingest.import_workbook(base, content, "un.xlsx", author="ana")
    ingest.import_workbook(base, workbook(title="Second titre"), "deux.xlsx", author="ana")

    preview = ingest.preview(base, content, "un.xlsx", author="ana")

    assert preview.already is None
    assert [(change.heading, change.before, change.after) for one in preview.differences for change in one.changes] == [
        ("Titre", "Second titre", "Premier titre")
    ]


def test_corrected_votes_are_shown_with_their_cell_and_what_they_change_in_the_conclusions(base):
    ingest.import_workbook(base, workbook(), "session.xlsx", author="ana")
    corrected = FAVOURABLE | {"P01": (2, 5), "P02": (2, 5), "P03": (2, 5), "P04": (None, 5)}

    preview = ingest.preview(base, workbook(grades=corrected), "corrige.xlsx", author="ana")

    assert counts(preview)[Section.VOTES] == (0, 4, 0, 8)
    votes = next(one for one in preview.differences if one.section is Section.VOTES)
    assert [(change.row, change.before, change.after, f"{change.sheet}!{change.cell}") for change in votes.changes] == [
        ("P01 · C1", "4", "2", "Votes!B2"),
        ("P02 · C1", "4", "2", "Votes!B3"),
        ("P03 · C1", "4", "2", "Votes!B4"),
        ("P04 · C1", "4", "abstention", "Votes!B5"),
    ]
    [conclusion] = preview.conclusions
    assert conclusion.votes_corrected == 4
    assert conclusion.medians == {Axis.FEASIBILITY: (4, 2), Axis.IMPACT: (5, 5)}
    assert (conclusion.verdict_before, conclusion.verdict_after) == (Verdict.FAVOURABLE, Verdict.TO_REWORK)
    assert conclusion.flips == (2, 1)
    assert conclusion.sentence == (
        "4\u00a0votes corrigés ; faisabilité médiane 4 → 2 ; l'avis passe de « favorable » à « à retravailler » ; "
        "1\u00a0participant suffirait à changer l'avis (avant : 2)"
    )


def test_a_session_whose_imports_are_all_undone_has_no_opinion_before(base):
    against = dict.fromkeys(FAVOURABLE, (1, 1))
    ingest.import_workbook(base, workbook(), "session.xlsx", author="ana")
    ingest.import_workbook(base, workbook_of(sections(only=[Section.VOTES], grades=against)), "votes.xlsx", author="ana")
    ingest.undo(base, 1, author="ana")
    ingest.undo(base, 2, author="ana")

    [conclusion] = ingest.preview(base, workbook(), "session.xlsx", author="ana").conclusions

    assert (conclusion.verdict_before, conclusion.verdict_after) == (None, Verdict.FAVOURABLE)
    assert conclusion.medians == {Axis.FEASIBILITY: (None, 4), Axis.IMPACT: (None, 5)}


def test_rows_added_and_removed_are_named(base):
    ingest.import_workbook(base, workbook(), "session.xlsx", author="ana")
    other = {name: grades for name, grades in FAVOURABLE.items() if name != "P06"} | {"P07": (1, 1)}

    preview = ingest.preview(base, workbook(grades=other), "autre.xlsx", author="ana")

    panel = next(one for one in preview.differences if one.section is Section.PARTICIPANTS)
    assert {(change.nature, change.row) for change in panel.changes} == {(Nature.ADDED, "P07"), (Nature.REMOVED, "P06")}
    assert counts(preview)[Section.VOTES] == (2, 0, 2, 10)


def test_only_what_differs_in_a_large_workbook_is_a_change(base):
    one, two = sections("F360-1"), sections("F360-2")
    ingest.import_workbook(base, workbook_of(one, two), "deux.xlsx", author="ana")

    preview = ingest.preview(base, workbook_of(one, sections("F360-2", title="Autre titre")), "deux.xlsx", author="ana")

    assert [(item.session, item.section) for item in preview.differences if not item.unchanged] == [("F360-2", Section.FICHE)]
    assert preview.conclusions == ()


def test_outcomes_add_up_and_repeated_ones_are_identical(base):
    waiting = {"date": date(2024, 9, 1), "status": "waiting"}
    realised = {"date": date(2025, 2, 1), "status": "realised"}
    ingest.import_workbook(base, workbook(outcomes=[waiting]), "un.xlsx", author="ana")

    preview = ingest.preview(base, workbook(outcomes=[waiting, realised]), "deux.xlsx", author="ana")

    assert counts(preview)[Section.OUTCOMES] == (1, 0, 0, 1)


def test_a_declared_verdict_that_the_votes_contradict_is_a_warning_at_its_cell(base):
    preview = ingest.preview(base, workbook(declared_verdict="unfavourable"), "session.xlsx", author="ana")

    [finding] = [one for one in preview.findings if one.code == "declared-verdict-differs"]
    assert (finding.sheet, finding.session, finding.value) == ("Fiche", "F360-2024-07", "défavorable")
    assert finding.cell
    assert preview.importable


def test_a_declared_verdict_in_the_base_is_compared_with_votes_that_come_alone(base):
    ingest.import_workbook(base, workbook(grades=None, declared_verdict="unfavourable"), "fiche.xlsx", author="ana")

    preview = ingest.preview(base, workbook_of(sections(only=tuple(Section)[1:])), "votes.xlsx", author="ana")

    assert preview.importable
    assert [one.code for one in preview.findings] == ["declared-verdict-differs"]


def test_a_theme_that_the_codebook_lacks_is_a_warning_and_one_that_it_has_is_not(base, codebook):
    codebook(budget="Budget", delais="Délais")
    rows = [
        {"number": 1, "kind": "frein", "text": "Pas de crédits", "theme": "budget"},
        {"number": 2, "kind": "frein", "text": "Trop long", "theme": "delais"},
        {"number": 3, "kind": "frein", "text": "Personne ne suit", "theme": "Météo"},
    ]

    preview = ingest.preview(base, workbook(statements=rows), "session.xlsx", author="ana")

    assert [(one.code, one.value) for one in preview.findings] == [("unknown-theme", "Météo")]


def test_a_new_base_begins_with_the_codebook_so_that_its_themes_are_known(base):
    rows = [{"number": 1, "kind": "frein", "text": "Personne ne suit", "theme": "Pilotage et responsable identifié"}]

    preview = ingest.preview(base, workbook(statements=rows), "session.xlsx", author="ana")

    assert [one.code for one in preview.findings] == []


def test_a_workbook_with_errors_is_not_importable_and_still_says_what_it_is(base):
    preview = ingest.preview(base, workbook(grades={"P01": (9, 1)}), "session.xlsx", author="ana")

    assert not preview.importable
    assert preview.plan is None
    assert "out-of-scale" in [one.code for one in preview.findings]
    assert preview.codes == ("F360-2024-07",)


def test_a_file_that_is_no_workbook_is_a_finding(base):
    preview = ingest.preview(base, b"bonjour", "session.xlsx", author="ana")

    assert not preview.importable
    assert preview.reading.layout is None
    assert preview.findings.blocking
