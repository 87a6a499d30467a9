"""What is entered on a screen: same checks, same history, same undo as a workbook."""

from __future__ import annotations

from datetime import date

import pytest

from flash360 import ingest
from flash360.ingest import Outcome
from flash360.model import Section
from flash360.store import Database, read
from tests.integration.ingest.workbooks import WHOLE, everything, row_of, workbook

CODE = "F360-2024-07"
FIELDS = (
    "code", "title", "administration", "idea", "domain", "idea_date", "contact_date", "cadrage_date", "session_date",
    "step", "outcome_status", "outcome_date", "next_review", "deadline", "late", "verdict",
)  # fmt: skip
WAITING = {"session_code": CODE, "date": date(2024, 7, 1), "status": "waiting"}
FICHE = {"session_code": CODE, "title": "Guichet mobile", "administration": "Ville de Lens"}


def codes(receipt: ingest.Receipt) -> list[str]:
    return [finding.code for finding in receipt.findings]


def said(base: Database) -> dict[str, object]:
    """All that the base says but the measures, which an undo writes even for a session without votes."""
    shown = everything(base)
    fiche = [{key: row[key] for key in row if key in FIELDS} for row in shown["programme"]]  # type: ignore[attr-defined]
    return shown | {"programme": fiche}


def opened(base: Database, **fields: object) -> ingest.Receipt:
    return ingest.enter(base, {Section.FICHE: [FICHE | fields]}, author="ana", opening=True)


def test_a_dossier_exists_from_its_first_entry(base):
    receipt = opened(base, idea="Une idée.", idea_date=date(2024, 3, 1))
    assert receipt.outcome is Outcome.COMMITTED
    row = row_of(base)
    assert (row["title"], row["idea_date"], row["step"]) == ("Guichet mobile", date(2024, 3, 1), "idea")


def test_an_entry_is_in_the_history_with_its_author_and_no_file(base):
    opened(base)
    entry = read.history(base, WHOLE).to_pylist()[0]
    assert (entry["layout"], entry["author"], entry["file_name"], entry["sha256"], entry["size"]) == (
        "saisie", "ana", None, None, None,
    )  # fmt: skip
    fiche = read.fiche(base, WHOLE, row_of(base)["session_id"])
    assert fiche is not None
    assert fiche["sheet"] == "Saisie"


def test_several_sections_go_in_together_and_out_together(base):
    opened(base)
    before = said(base)
    receipt = ingest.enter(
        base,
        {
            Section.FICHE: [{"session_code": CODE, "session_date": date(2024, 6, 3)}],
            Section.OUTCOMES: [
                {"session_code": CODE, "date": date(2024, 7, 1), "status": "waiting", "next_review": date(2024, 9, 1)}
            ],
        },
        author="ana",
    )
    row = row_of(base)
    assert (row["session_date"], row["outcome_status"], row["next_review"]) == (date(2024, 6, 3), "waiting", date(2024, 9, 1))
    ingest.undo(base, receipt.number or 0, author="ana")
    assert said(base) == before
    assert ingest.verify(base) == []


def test_an_undone_opening_leaves_no_dossier_and_its_code_may_be_opened_again(base):
    receipt = opened(base)
    ingest.undo(base, receipt.number or 0, author="ana")
    assert read.session(base, WHOLE, CODE, date(2026, 1, 1)) is None
    assert opened(base).outcome is Outcome.COMMITTED


@pytest.mark.parametrize("spelling", ["F360-2024-07", "f360 2024 07", "F360–2024–07"])
def test_a_code_already_taken_is_refused_whatever_its_spelling(base, spelling):
    opened(base)
    receipt = ingest.enter(base, {Section.FICHE: [FICHE | {"session_code": spelling}]}, author="bo", opening=True)
    assert (receipt.outcome, codes(receipt)[0]) == (Outcome.REJECTED, "code-taken")
    assert "« Guichet mobile »" in next(iter(receipt.findings)).message
    assert read.history(base, WHOLE).num_rows == 1


def test_only_the_fields_named_change_and_one_named_blank_is_erased(base):
    opened(base, idea="Une idée.", domain="Mobilité", contact_date=date(2024, 3, 9))
    ingest.enter(base, {Section.FICHE: [{"session_code": CODE, "domain": None, "cadrage_date": date(2024, 4, 2)}]}, author="bo")
    row = row_of(base)
    assert (row["idea"], row["domain"], row["contact_date"], row["cadrage_date"]) == (
        "Une idée.", None, date(2024, 3, 9), date(2024, 4, 2),
    )  # fmt: skip


def test_the_same_entry_again_is_nothing_to_do(base):
    opened(base, domain="Mobilité")
    assert (
        ingest.enter(base, {Section.FICHE: [{"session_code": CODE, "domain": "Mobilité"}]}, author="bo").outcome
        is Outcome.UNCHANGED
    )


def test_what_blocks_a_workbook_blocks_an_entry(base):
    receipt = ingest.enter(base, {Section.FICHE: [FICHE | {"title": ""}]}, author="ana", opening=True)
    assert (receipt.outcome, codes(receipt)) == (Outcome.REJECTED, ["missing-value"])
    assert read.history(base, WHOLE).num_rows == 0


def test_an_outcome_of_an_unknown_session_is_refused_with_the_nearest_code(base):
    opened(base)
    receipt = ingest.enter(
        base, {Section.OUTCOMES: [{"session_code": "F360-2024-08", "date": date(2024, 7, 1), "status": "waiting"}]}, author="ana"
    )
    assert receipt.outcome is Outcome.REJECTED
    assert "F360-2024-08" in next(iter(receipt.findings)).message


def test_dates_out_of_order_and_an_outcome_before_its_session_are_told_and_kept(base):
    receipt = opened(base, cadrage_date=date(2024, 5, 6), session_date=date(2024, 5, 2))
    assert codes(receipt) == ["step-order"]
    receipt = ingest.enter(
        base, {Section.OUTCOMES: [{"session_code": CODE, "date": date(2024, 5, 1), "status": "waiting"}]}, author="ana"
    )
    assert (receipt.outcome, codes(receipt)) == (Outcome.COMMITTED, ["outcome-before-session"])
    assert "1er mai 2024" in next(iter(receipt.findings)).message


def test_an_address_typed_in_a_comment_is_not_kept(base):
    opened(base)
    comment = "Rappeler jeanne.martin@ville.fr au 06 12 34 56 78"
    ingest.enter(
        base,
        {Section.OUTCOMES: [{"session_code": CODE, "date": date(2024, 7, 1), "status": "waiting", "comment": comment}]},
        author="ana",
    )
    kept = read.outcomes(base, WHOLE).to_pylist()[0]["comment"]
    assert "@" not in kept
    assert "06 12" not in kept


def test_the_workbook_joins_the_dossier_and_erases_nothing_that_it_leaves_blank(base):
    opened(base, idea_date=date(2024, 2, 1), contact_date=date(2024, 2, 20))
    receipt = ingest.import_workbook(base, workbook("F360 2024-07", session_date=date(2024, 6, 3)), "atelier.xlsx", author="ana")
    row = row_of(base)
    assert (row["code"], row["idea_date"], row["contact_date"], row["session_date"]) == (
        CODE, date(2024, 2, 1), date(2024, 2, 20), date(2024, 6, 3),
    )  # fmt: skip
    assert row["verdict"] == "favourable"
    assert "kept-value" in codes(receipt)
    fiche = read.fiche(base, WHOLE, row["session_id"])
    assert fiche is not None
    assert "Saisie!Date idée (import n°\u00a01)" in fiche["cells"].encode().decode("unicode_escape")
    assert ingest.verify(base) == []


def test_a_workbook_again_after_the_join_is_nothing_to_do(base):
    opened(base, idea_date=date(2024, 2, 1))
    content = workbook(session_date=date(2024, 6, 3))
    ingest.import_workbook(base, content, "atelier.xlsx", author="ana")
    assert ingest.import_workbook(base, content, "atelier.xlsx", author="ana").outcome is Outcome.UNCHANGED


def test_undoing_the_workbook_gives_the_dossier_back_as_it_was_entered(base):
    opened(base, idea_date=date(2024, 2, 1))
    before = said(base)
    receipt = ingest.import_workbook(base, workbook(session_date=date(2024, 6, 3)), "atelier.xlsx", author="ana")
    ingest.undo(base, receipt.number or 0, author="ana")
    assert said(base) == before
