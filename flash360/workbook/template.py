"""The template workbook, blank or filled in, in its two shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Literal

import pyarrow as pa
from xlsxwriter.worksheet import Worksheet

from flash360.labels import SECTION
from flash360.model import Section
from flash360.workbook.book import Book
from flash360.workbook.choices import ABSTENTION, CHOICES
from flash360.workbook.columns import COLUMNS, SESSION, TEMPLATE, ColumnSpec
from flash360.workbook.guidance import EXAMPLES, HINTS, prepared_rows, write_instructions
from flash360.workbook.sheets_of_template import dress, dress_fiche

VERSION = 1
"""Of the template; written in the hidden sheet of every workbook made here."""
MARK = "_flash360"
CRITERIA_PREPARED = tuple(f"C{number}" for number in range(1, 9))

Records = Sequence[Mapping[str, object]] | pa.Table
Votes = Literal["wide", "long"]


class Shape(StrEnum):
    """One session in the file, or many (every sheet then begins with the session's code)."""

    SINGLE = "single"
    MULTI = "multi"


def write_workbook(sections: Mapping[Section, Records], shape: Shape, *, votes: Votes = "wide") -> bytes:
    """A filled-in template workbook (.xlsx), the same bytes for the same records.

    sections: records by section, keyed by `ColumnSpec.key`; choices as codes of model.py, dates as dates. A
        section that is absent makes no sheet, an empty one makes a sheet of headings. Votes are one record per
        vote (participant, criterion, grade; grade None is an abstention) in both arrangements.
    shape: SINGLE wants exactly one record in the section FICHE, if present; MULTI wants `session_code` everywhere.
    votes: a column per criterion, or one row per vote.
    """
    rows = {section: _rows(records) for section, records in sections.items()}
    book = _book(shape)
    for section in Section:
        if section not in rows:
            continue
        if section is Section.FICHE and shape is Shape.SINGLE:
            _write_fiche(book, rows[section])
        elif section is Section.VOTES and votes == "wide":
            _write_wide(book, rows[section], _criteria(rows), shape)
        else:
            _write_table(book, section, rows[section], shape)
    return _marked(book, shape)


def blank_template(shape: Shape) -> bytes:
    """The template to fill in: drop-down lists, hints and an example row; ready for 20 participants."""
    book = _book(shape)
    for section in TEMPLATE:
        if section is Section.FICHE and shape is Shape.SINGLE:
            _write_fiche(book, [{}], hints=True)
            continue
        names = SECTION[section]
        if section is Section.VOTES:
            specs = (*_leading(shape), COLUMNS[section][0])
            sheet = _headings(book, section, specs, CRITERIA_PREPARED, shape)
        else:
            specs = _specs(section, shape)
            sheet = _headings(book, section, specs, (), shape)
        for column, value in enumerate(EXAMPLES[shape.value, names]):
            book.write(sheet, 1, column, value, book.example)
        if shape is Shape.SINGLE:
            for row, code in enumerate(prepared_rows(section), start=2):
                book.write(sheet, row, 0, code)
    return _marked(book, shape)


def _book(shape: Shape) -> Book:
    book = Book("Flash 360 : une session" if shape is Shape.SINGLE else "Flash 360 : plusieurs sessions")
    write_instructions(book, shape.value)
    return book


def _marked(book: Book, shape: Shape) -> bytes:
    """The finished bytes, with the hidden sheet that names the template, its version and its shape."""
    mark = book.sheet(MARK)
    for row, (key, value) in enumerate((("modèle", "flash360"), ("version", str(VERSION)), ("forme", shape.value))):
        book.write(mark, row, 0, key)
        book.write(mark, row, 1, value)
    mark.very_hidden()
    return book.content()


def _rows(records: Records) -> list[Mapping[str, object]]:
    return records.to_pylist() if isinstance(records, pa.Table) else list(records)


def _leading(shape: Shape) -> tuple[ColumnSpec, ...]:
    return (SESSION,) if shape is Shape.MULTI else ()


def _specs(section: Section, shape: Shape) -> tuple[ColumnSpec, ...]:
    return COLUMNS[section] if section is Section.FICHE else _leading(shape) + COLUMNS[section]


def _shown(key: str, value: object) -> object:
    """A record's value as a reader writes it in a cell."""
    choices = CHOICES.get(key)
    return choices.get(str(value), value) if choices and value is not None else value


def _headings(book: Book, section: Section, specs: Sequence[ColumnSpec], criteria: Sequence[str], shape: Shape) -> Worksheet:
    sheet = book.sheet(SECTION[section])
    for column, spec in enumerate(specs):
        book.write(sheet, 0, column, spec.heading, book.needed if spec.required else book.heading)
    for column, criterion in enumerate(criteria, start=len(specs)):
        book.write(sheet, 0, column, criterion, book.heading)
    dress(book, sheet, section, specs, len(criteria), many=shape is Shape.MULTI)
    return sheet


def _write_table(book: Book, section: Section, rows: Sequence[Mapping[str, object]], shape: Shape) -> None:
    specs = _specs(section, shape)
    sheet = _headings(book, section, specs, (), shape)
    for number, row in enumerate(rows, start=1):
        for column, spec in enumerate(specs):
            value = _shown(spec.key, row.get(spec.key))
            if spec.key == "grade" and value is None:
                value = ABSTENTION
            book.write(sheet, number, column, value)


def _write_fiche(book: Book, rows: Sequence[Mapping[str, object]], *, hints: bool = False) -> None:
    if len(rows) != 1:
        raise ValueError(f"a workbook of one session has one fiche, not {len(rows)}; ask for Shape.MULTI")
    sheet = book.sheet(SECTION[Section.FICHE])
    for number, spec in enumerate(COLUMNS[Section.FICHE]):
        book.write(sheet, number, 0, spec.heading, book.needed if spec.required else book.heading)
        book.write(sheet, number, 1, _shown(spec.key, rows[0].get(spec.key)))
        if hints:
            book.write(sheet, number, 2, HINTS.get(spec.key), book.hint)
    dress_fiche(book, sheet, COLUMNS[Section.FICHE])


def _criteria(rows: Mapping[Section, Sequence[Mapping[str, object]]]) -> tuple[str, ...]:
    """Headings of the wide votes: the criteria in their own order, then those only voted on."""
    known = [row.get("criterion") for row in rows.get(Section.CRITERIA, ())]
    voted = [row.get("criterion") for row in rows.get(Section.VOTES, ())]
    return tuple(dict.fromkeys(str(code) for code in (*known, *voted) if code))


def _write_wide(book: Book, rows: Sequence[Mapping[str, object]], criteria: Sequence[str], shape: Shape) -> None:
    specs = (*_leading(shape), COLUMNS[Section.VOTES][0])
    sheet = _headings(book, Section.VOTES, specs, criteria, shape)
    columns = {criterion: column for column, criterion in enumerate(criteria, start=len(specs))}
    numbers: dict[tuple[object, ...], int] = {}
    for row in rows:
        key = tuple(row.get(spec.key) for spec in specs)
        number = numbers.get(key)
        if number is None:
            number = numbers[key] = len(numbers) + 1
            for column, value in enumerate(key):
                book.write(sheet, number, column, value)
        grade = row.get("grade")
        book.write(sheet, number, columns[str(row["criterion"])], ABSTENTION if grade is None else grade)
