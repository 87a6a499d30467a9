"""A workbook's bytes to a Reading. Runs in the child process: a bad file may end the interpreter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from flash360.findings import CATALOGUE, SHOWN, Finding
from flash360.model import Section
from flash360.workbook.archive import Refusal
from flash360.workbook.facts import SheetFacts
from flash360.workbook.fiche import fiche, is_key_value
from flash360.workbook.grid import Grid
from flash360.workbook.guard import inspect
from flash360.workbook.layout import OWN, layout, reason, sections
from flash360.workbook.opened import opened
from flash360.workbook.prepared import without_prepared
from flash360.workbook.reading import Layout, Reading
from flash360.workbook.tables import Table, table
from flash360.workbook.template import MARK
from flash360.workbook.wording import plain

HiddenSheet, UnknownSheet, EmptySheet, NoSessionFound = (
    CATALOGUE[code] for code in ("hidden-sheet", "unknown-sheet", "empty-sheet", "no-session-found")
)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def parse(content: bytes, file_name: str, sha256: str, *, bulk: bool = False) -> Reading:
    """Read a workbook of the template's layouts. Raises what the parsers raise on a damaged file."""
    try:
        book = opened(content, inspect(content, bulk=bulk), title(file_name), lambda name: plain(name) not in OWN)
    except Refusal as refusal:
        return refused(content, file_name, sha256, refusal.code, refusal.reason)
    facts, names, grids = book.facts, book.names, book.grids
    found = sections(names)
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
    return Reading(
        file_name, sha256, len(content), kind, reason(kind, len(read), tables), tables, kept, dropped, more, book.epoch_1904
    )


def title(file_name: str) -> str:
    """The name of a text file's only sheet: the file's own, without its extension, as a spreadsheet accepts it."""
    return _FORBIDDEN.sub(" ", file_name.rpartition(".")[0] or file_name)[:31].strip(" '") or "Feuille"


def refused(content: bytes, file_name: str, sha256: str, code: str, reason: str) -> Reading:
    """The Reading of a file that cannot be read. code: of its one finding. reason: the words that complete its sentence."""
    finding = CATALOGUE[code](value=file_name, details={"reason": reason, "line": reason})
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
