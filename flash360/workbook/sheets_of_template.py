"""How the template's sheets look and help: widths, frozen heading, drop-down lists, date columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xlsxwriter.worksheet import Worksheet

from flash360.labels import SECTION
from flash360.model import Section
from flash360.workbook.book import Book
from flash360.workbook.choices import CHOICES, NO, YES
from flash360.workbook.columns import ColumnSpec, Type

WIDTHS = {
    "title": 40, "idea": 60, "text": 70, "comment": 50, "label": 50, "administration": 30, "organisation": 30,
    "administration_type": 24, "domain": 24, "accompaniment": 30, "theme": 24, "source": 40, "status": 24,
    "declared_verdict": 24, "session_code": 16, "answers_number": 16, "favourable_from": 16,
}  # fmt: skip
DEFAULT_WIDTH = 14
LAST_ROW = 20_000
"""Rows that the drop-down lists reach, beyond what any workbook of sessions holds."""
DATE_MESSAGE = {
    "validate": "date",
    "criteria": ">",
    "error_type": "warning",
    "error_title": "Date attendue",
    "error_message": "Écrivez la date JJ/MM/AAAA, par exemple 05/03/2024.",
}


def dress(book: Book, sheet: Worksheet, section: Section, specs: Sequence[ColumnSpec], criteria: int, *, many: bool) -> None:
    """Freeze the heading, set the widths, add the lists of a table whose heading is the first row.

    criteria: how many criterion columns follow the specs. many: many sessions in the workbook.
    """
    leading = 2 if many and section is not Section.FICHE else 1
    sheet.freeze_panes(1, leading)
    for column, spec in enumerate(specs):
        style = book.date if spec.type is Type.DATE else None
        sheet.set_column(column, column, WIDTHS.get(spec.key, DEFAULT_WIDTH), style)
        rule = _rule(spec, section, many=many)
        if rule:
            sheet.data_validation(1, column, LAST_ROW, column, rule)
    if criteria:
        sheet.set_column(len(specs), len(specs) + criteria - 1, 8)


def dress_fiche(book: Book, sheet: Worksheet, specs: Sequence[ColumnSpec]) -> None:
    """The same for the fiche of one session: headings in column A, values in B, hints in C."""
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 60)
    sheet.freeze_panes(0, 1)
    for row, spec in enumerate(specs):
        rule = _rule(spec, Section.FICHE, many=False)
        if rule:
            sheet.data_validation(row, 1, row, 1, rule)
        if spec.type is Type.DATE:
            sheet.set_row(row, None, book.date)


def _rule(spec: ColumnSpec, section: Section, *, many: bool) -> dict[str, object] | None:
    """The drop-down list, or the date rule, of a column."""
    if spec.key in CHOICES:
        return _list(list(dict.fromkeys(CHOICES[spec.key].values())), "Choisissez dans la liste.")
    if spec.type is Type.YES_NO:
        return _list([YES, NO], "Répondez oui ou non.")
    if spec.type is Type.DATE:
        return {**DATE_MESSAGE, "value": date(1990, 1, 1)}
    if many and spec.key == "session_code" and section is not Section.FICHE:
        return _list(f"='{SECTION[Section.FICHE]}'!$A$2:$A${LAST_ROW}", "Ce code n'est pas dans la feuille « Fiche ».")
    if not many and section is Section.VOTES and spec.key in ("participant", "criterion"):
        source = Section.PARTICIPANTS if spec.key == "participant" else Section.CRITERIA
        return _list(f"='{SECTION[source]}'!$A$2:$A$200", f"Ce code n'est pas dans la feuille « {SECTION[source]} ».")
    return None


def _list(source: list[str] | str, message: str) -> dict[str, object]:
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": "Valeur inattendue",
        "error_message": message,
    }
