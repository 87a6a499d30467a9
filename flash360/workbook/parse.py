"""A workbook's bytes to a Reading. Runs in the child process: a bad file may end the interpreter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import fastexcel

from flash360.findings import CATALOGUE, SHOWN, Finding
from flash360.model import Section
from flash360.workbook.archive import Refusal
from flash360.workbook.facts import SheetFacts
from flash360.workbook.fiche import fiche, is_key_value
from flash360.workbook.grid import Grid, grid
from flash360.workbook.guard import Inspection, inspect
from flash360.workbook.layout import OWN, layout, reason, sections
from flash360.workbook.prepared import without_prepared
from flash360.workbook.reading import Layout, Reading
from flash360.workbook.sparse import sparse_grid
from flash360.workbook.tables import Table, table
from flash360.workbook.template import MARK
from flash360.workbook.wording import plain

HiddenSheet, UnknownSheet, EmptySheet, NoSessionFound = (
    CATALOGUE[code] for code in ("hidden-sheet", "unknown-sheet", "empty-sheet", "no-session-found")
)


def parse(content: bytes, file_name: str, sha256: str, *, bulk: bool = False) -> Reading:
    """Read a workbook of the template's layouts. Raises what the parsers raise on a damaged file."""
    try:
        inspection = inspect(content, bulk=bulk)
    except Refusal as refusal:
        return refused(content, file_name, sha256, refusal.code, refusal.reason)
    reader = fastexcel.read_excel(content)
    facts = inspection.facts
    names = reader.sheet_names
    found = sections(names)
    grids = {name: _grid(reader, content, name, inspection) for name in names if plain(name) not in OWN}
    read = {name: sheet for name, sheet in grids.items() if name in found}
    findings: list[Finding] = [UnknownSheet(name) for name, sheet in grids.items() if name not in found and not sheet.empty]
    findings += [HiddenSheet(name) for name, sheet in read.items() if sheet.hidden and not sheet.empty]
    results = _results(read, found, facts)
    one_fiche = any(found[name] is Section.FICHE and is_key_value(sheet) for name, sheet in read.items())
    kind = layout([result.table for result in results if result.table], one_fiche=one_fiche)
    if kind is Layout.TEMPLATE and MARK in names:
        results = without_prepared(results)
    tables = tuple(result.table for result in results if result.table)
    findings += (finding for result in results for finding in result.findings)
    if not tables:
        findings.append(NoSessionFound(value=file_name, details={"reason": _nothing(grids, found)}))
        kept, more = _counted(findings)
        return Reading(file_name, sha256, len(content), None, "", (), kept, more=more)
    dropped = tuple(heading for result in results for heading in result.dropped)
    kept, more = _counted(findings)
    return Reading(file_name, sha256, len(content), kind, reason(kind, len(read), tables), tables, kept, dropped, more)


def refused(content: bytes, file_name: str, sha256: str, code: str, reason: str) -> Reading:
    """The Reading of a file that cannot be read. code: of its one finding. reason: the words that complete its sentence."""
    finding = CATALOGUE[code](value=file_name, details={"reason": reason})
    return Reading(file_name, sha256, len(content), None, "", (), (finding,))


def _counted(findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], dict[str, int]]:
    """At most the first thousand findings of each code, and how many more there are."""
    counts = Counter[str]()
    kept: list[Finding] = []
    for finding in findings:
        counts[finding.code] += 1
        if counts[finding.code] <= SHOWN:
            kept.append(finding)
    return tuple(kept), {code: count - SHOWN for code, count in counts.items() if count > SHOWN}


def _nothing(grids: Mapping[str, Grid], found: Mapping[str, Section]) -> str:
    if all(sheet.empty for sheet in grids.values()):
        return "le classeur est vide"
    return "ses feuilles ne contiennent aucune donnée" if found else "aucune feuille du modèle n'y a été reconnue"


def _grid(reader: fastexcel.ExcelReader, content: bytes, name: str, inspection: Inspection) -> Grid:
    facts = inspection.facts.get(name)
    if facts and facts.vast:
        return sparse_grid(content, name)
    return grid(reader, name, booleans=facts is None or facts.booleans, iso_dates=inspection.kind == "ods")


def _results(read: Mapping[str, Grid], found: Mapping[str, Section], facts: Mapping[str, SheetFacts]) -> list[Table]:
    order = list(Section)
    criteria = _criteria(read, found)
    return [
        _read(sheet, found[name], facts.get(name) or SheetFacts(), criteria)
        for name, sheet in sorted(read.items(), key=lambda pair: order.index(found[pair[0]]))
    ]


def _read(sheet: Grid, section: Section, facts: SheetFacts, criteria: frozenset[str]) -> Table:
    if sheet.empty:
        return Table(None, [EmptySheet(sheet.sheet)], [])
    if section is Section.FICHE and is_key_value(sheet):
        return fiche(sheet, facts)
    return table(sheet, section, facts, criteria)


def _criteria(read: Mapping[str, Grid], found: Mapping[str, Section]) -> frozenset[str]:
    """Plain codes of the sheet « Critères », whatever its findings."""
    for name, sheet in read.items():
        if found[name] is Section.CRITERIA and not sheet.empty:
            result = table(sheet, Section.CRITERIA, SheetFacts())
            for column in result.table.columns if result.table else ():
                if column.key == "criterion":
                    return frozenset(plain(text) for text in column.cells.unique().to_pylist() if text)
    return frozenset()
