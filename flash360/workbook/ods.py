"""What an OpenDocument spreadsheet says of its sheets: merged cells, formulas without a saved result, errors."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from flash360.workbook.archive import Archive, Refusal
from flash360.workbook.facts import KEPT, SheetFacts

CONTENT = "content.xml"
MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_NOTABLE = re.compile(rb'table:number-(?:rows|columns)-spanned="(?!1")|table:formula=|value-type="error"')
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def encrypted(archive: Archive) -> bool:
    """Whether the document asks for a password."""
    name = "META-INF/manifest.xml"
    return name in archive.names and b"encryption-data" in archive.read(name)


def facts(archive: Archive) -> dict[str, SheetFacts]:
    """The facts of each sheet, booleans always possible. The content is walked only where merges, formulas or errors are."""
    content = b"".join(archive.stream(CONTENT))
    if not _NOTABLE.search(content):
        return {}
    try:
        return _walk(content)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Refusal("unreadable-file", "son contenu est incomplet ou abîmé") from error


def _walk(content: bytes) -> dict[str, SheetFacts]:
    sheets: dict[str, SheetFacts] = {}
    current = SheetFacts()
    row = 1
    for event, element in iterparse(BytesIO(content), events=("start", "end")):
        if event == "start" and element.tag == f"{_TABLE}table":
            current = sheets.setdefault(element.get(f"{_TABLE}name") or "", SheetFacts())
            current.booleans = True
            row = 1
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            _cells(element, row, current)
            row += int(element.get(f"{_TABLE}number-rows-repeated") or 1)
            element.clear()
    return sheets


def _cells(row: Element, number: int, facts: SheetFacts) -> None:
    column = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        tall = int(cell.get(f"{_TABLE}number-rows-spanned") or 1)
        wide = int(cell.get(f"{_TABLE}number-columns-spanned") or 1)
        if (tall > 1 or wide > 1) and len(facts.merges) < KEPT:
            facts.merges.append((number, column, number + tall - 1, column + wide - 1))
        unsaved = cell.get(f"{_TABLE}formula") and not cell.get(f"{_OFFICE}value-type") and not "".join(cell.itertext()).strip()
        if unsaved and len(facts.unvalued) < KEPT:
            facts.unvalued.append((number, column))
        if cell.get(f"{_CALC}value-type") == "error" and len(facts.errors) < KEPT:
            facts.errors[number, column] = "".join(cell.itertext()).strip() or "#?"
        column += int(cell.get(f"{_TABLE}number-columns-repeated") or 1)
