"""A workbook's bytes to a Reading. Runs in the child process: a bad file may end the interpreter."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import fastexcel

from flash360.findings import CATALOGUE, Finding
from flash360.model import Section
from flash360.workbook.broken import NO_VALUE
from flash360.workbook.fiche import fiche, is_key_value
from flash360.workbook.grid import Grid, grid
from flash360.workbook.layout import OWN, layout, reason, sections
from flash360.workbook.reading import Reading
from flash360.workbook.tables import Table, table
from flash360.workbook.wording import plain

HiddenSheet, UnknownSheet, EmptySheet, NoSessionFound = (
    CATALOGUE[code] for code in ("hidden-sheet", "unknown-sheet", "empty-sheet", "no-session-found")
)


def parse(content: bytes, file_name: str) -> Reading:
    """Read a workbook of the template's layouts."""
    digest = hashlib.sha256(content).hexdigest()
    reader = fastexcel.read_excel(content)
    names = reader.sheet_names
    found = sections(names)
    grids = {name: grid(reader, name) for name in names if plain(name) not in OWN}
    findings: list[Finding] = [UnknownSheet(name) for name, sheet in grids.items() if name not in found and not sheet.empty]
    read = {name: sheet for name, sheet in grids.items() if name in found}
    one_fiche = not any(found[name] is Section.FICHE and not is_key_value(sheet) for name, sheet in read.items())
    results: list[Table] = []
    criteria = _criteria(read, found)
    for name, sheet in sorted(read.items(), key=lambda pair: list(Section).index(found[pair[0]])):
        result = _read(sheet, found[name], {}, criteria)
        results.append(result)
    tables = tuple(result.table for result in results if result.table)
    for result in results:
        findings += result.findings
    if not tables:
        empty = not any(not sheet.empty for sheet in grids.values())
        why = "le classeur est vide" if empty else "aucune feuille du modèle n'y a été reconnue"
        findings.append(NoSessionFound(value=file_name, details={"reason": why}))
        return Reading(file_name, digest, len(content), None, "", (), tuple(findings))
    coded = any("session_code" in each.headings_of for each in tables if each.section is not Section.FICHE)
    one_fiche = one_fiche and not (coded and not any(each.section is Section.FICHE for each in tables))
    kind = layout(tables, one_fiche=one_fiche)
    dropped = tuple(heading for result in results for heading in result.dropped)
    return Reading(file_name, digest, len(content), kind, reason(kind, len(read), tables), tables, tuple(findings), dropped)


def _read(sheet: Grid, section: Section, formulas: Mapping[tuple[int, int], str], criteria: frozenset[str]) -> Table:
    broken = {**dict.fromkeys(formulas, NO_VALUE), **sheet.errors}
    if sheet.empty:
        return Table(None, [EmptySheet(sheet.sheet)], [])
    if section is Section.FICHE and is_key_value(sheet):
        return fiche(sheet, broken)
    return table(sheet, section, broken, criteria)


def _criteria(read: Mapping[str, Grid], found: Mapping[str, Section]) -> frozenset[str]:
    """Plain codes of the sheet « Critères », whatever its findings."""
    for name, sheet in read.items():
        if found[name] is Section.CRITERIA and not sheet.empty:
            result = table(sheet, Section.CRITERIA, {})
            for column in result.table.columns if result.table else ():
                if column.key == "criterion":
                    return frozenset(plain(text) for text in column.cells.unique().to_pylist() if text)
    return frozenset()
