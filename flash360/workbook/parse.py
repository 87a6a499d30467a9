"""A workbook's bytes to a Reading. Runs in the child process: a bad file may end the interpreter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from flash360.findings import CATALOGUE, SHOWN, Finding
from flash360.labels import SECTION, plural
from flash360.model import Section
from flash360.workbook.archive import Refusal
from flash360.workbook.facts import SheetFacts
from flash360.workbook.fiche import fiche, is_key_value
from flash360.workbook.grid import Grid
from flash360.workbook.guard import inspect
from flash360.workbook.implied import side_by_side
from flash360.workbook.layout import OWN, layout, reason
from flash360.workbook.layouts.respondents import Respondents, respondents
from flash360.workbook.mapping import Mapping as Assisted
from flash360.workbook.named_in_file import masked_names
from flash360.workbook.one_scale import OneScale
from flash360.workbook.opened import Opened, opened
from flash360.workbook.outline import outline
from flash360.workbook.personal import masked
from flash360.workbook.prepared import without_prepared
from flash360.workbook.reading import Layout, Need, Reading, SheetTable
from flash360.workbook.recognised import Recognised, recognised
from flash360.workbook.refused import refused, title
from flash360.workbook.sheet_result import Table
from flash360.workbook.tables import table
from flash360.workbook.template import MARK
from flash360.workbook.transposed import listed, transposed
from flash360.workbook.wording import plain

HiddenSheet, UnknownSheet, EmptySheet, NoSessionFound, AggregatedVotes = (
    CATALOGUE[code] for code in ("hidden-sheet", "unknown-sheet", "empty-sheet", "no-session-found", "aggregated-votes")
)


def parse(
    content: bytes,
    file_name: str,
    sha256: str,
    *,
    bulk: bool = False,
    college: str | None = None,
    mapping: Assisted | None = None,
    by_hand: bool = False,
    not_names: Collection[tuple[str, str]] = (),
) -> Reading:
    """Read a workbook of any known layout. Raises what the parsers raise on a damaged file.

    college: heading of the participants' collège, where the analyst told it. mapping: what the analyst pointed at in a file
    of no known layout. by_hand: recognise nothing, show the rows for the analyst to point at. not_names: cells, as (sheet,
    cell), of which they said that what looks like a name is none.
    """
    try:
        book = opened(content, inspect(content, bulk=bulk), title(file_name), lambda name: plain(name) not in OWN)
    except Refusal as refusal:
        return refused(content, file_name, sha256, refusal.code, refusal.reason)
    pointed = mapping.recognised(book.grids) if mapping else Recognised({}) if by_hand else None
    what = pointed or recognised(book.grids)
    read = {name: sheet for name, sheet in book.grids.items() if name in what.found}
    results = _results(read, what.found, book.facts)
    for name, turned in () if pointed else tuple(_turned(book, what, results)):
        read[name], what.found[name] = book.grids[name], Section.VOTES
        results += turned
    findings = [
        *_apart(book.grids, what),
        *(HiddenSheet(name) for name, sheet in read.items() if sheet.hidden and not sheet.empty),
    ]
    one_fiche = any(what.found[name] is Section.FICHE and is_key_value(sheet) for name, sheet in read.items())
    kind = layout([result.table for result in results if result.table], one_fiche=one_fiche)
    if kind is Layout.TEMPLATE and MARK in book.names:
        results = without_prepared(results)
    tables = [result.table for result in results if result.table]
    findings += (finding for result in results for finding in result.findings)
    dropped = [heading for result in results for heading in result.dropped]
    named = [text for result in results for text in result.named]
    why = reason(kind, len(read), tables)
    if not what.named:
        kind, why = Layout.PLAIN, _plain_reason(tables, book.grids)
    answered = _answered(book, what, tables, college)
    if answered and what.form:
        kind, why = what.form[1].layout, answered.reason(what.form[1].name)
        own = {each.section for each in tables}
        tables += (each for each in answered.tables if each.section not in own)
        findings += answered.findings
        dropped += answered.dropped
        named += answered.named
    size = len(content)
    if not tables:
        findings.append(NoSessionFound(value=file_name, details={"reason": _nothing(book.grids, what)}))
        kept, more = _counted(findings)
        seen = outline(book.grids)
        return Reading(file_name, sha256, size, None, "", (), kept, tuple(dropped), more, book.epoch_1904, outline=seen)
    tables, told = masked_names(tables, named, not_names)
    kept, more = _counted([*findings, *told])
    needs = _needs(tables)
    return Reading(file_name, sha256, size, kind, why, tuple(tables), kept, tuple(dropped), more, book.epoch_1904, needs)


def _apart(grids: Mapping[str, Grid], what: Recognised) -> list[Finding]:
    """What is said of the sheets that are not read."""
    form = what.form[0] if what.form else None
    apart = [name for name, sheet in grids.items() if name not in what.found and name != form and not sheet.empty]
    found: list[Finding] = [(AggregatedVotes if name in what.aggregated else UnknownSheet)(name) for name in apart]
    if form is not None and grids[form].hidden:
        found.append(HiddenSheet(form))
    return found


def _answered(book: Opened, what: Recognised, tables: Sequence[SheetTable], college: str | None) -> Respondents | None:
    if what.form is None:
        return None
    name, form = what.form
    return respondents(book.grids[name], book.facts_of(name), form, _codes(tables), college)


def _codes(tables: Sequence[SheetTable]) -> frozenset[str]:
    """Plain codes and labels of the criteria that the same workbook lists."""
    return frozenset(listed(tables, Section.CRITERIA, "criterion", "label"))


def _needs(tables: Sequence[SheetTable]) -> tuple[Need, ...]:
    """What the votes lack in this file."""
    votes = [table for table in tables if table.section is Section.VOTES]
    if not votes or any("session_code" in (column.key or "") for table in votes for column in table.columns):
        return ()
    has = {table.section for table in tables}
    lacking = {Need.SESSION: Section.FICHE, Need.CRITERIA: Section.CRITERIA, Need.COLLEGES: Section.PARTICIPANTS}
    return tuple(need for need, section in lacking.items() if section not in has)


def _plain_reason(tables: Sequence[SheetTable], grids: Mapping[str, Grid]) -> str:
    fiches = sum(len(table.columns) for table in tables if table.cell_of)
    along = [table for table in tables if not table.cell_of]
    read = fiches + len({(table.sheet, column.index) for table in along for column in table.columns})
    total = sum(len(grids[sheet].columns) for sheet in {table.sheet for table in along}) or read
    names = ", ".join(dict.fromkeys(f"« {SECTION[table.section]} »" for table in tables))
    return f"Reconnu d'après ses titres : {names}, {plural(read, 'colonne')} sur {max(read, total)}"


def _counted(findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], dict[str, int]]:
    """At most the first thousand findings of each code, free of personal data, and how many more there are."""
    counts = Counter[str]()
    kept: list[Finding] = []
    for finding in findings:
        counts[finding.code] += 1
        if counts[finding.code] <= SHOWN:
            value = masked(finding.value)
            kept.append(finding if value == finding.value else replace(finding, value=value))
    return tuple(kept), {code: count - SHOWN for code, count in counts.items() if count > SHOWN}


def _nothing(grids: Mapping[str, Grid], what: Recognised) -> str:
    if all(sheet.empty for sheet in grids.values()):
        return "le classeur est vide"
    if what.aggregated:
        return "ses feuilles ne donnent que des totaux par réponse, pas les votes de chaque personne"
    if what.form:
        return f"{what.form[1].name} reconnu, mais sans aucune colonne de notes"
    return "ses feuilles ne contiennent aucune donnée" if what.found else "aucune feuille du modèle n'y a été reconnue"


def _results(read: Mapping[str, Grid], found: Mapping[str, Section], facts: Mapping[str, SheetFacts]) -> list[Table]:
    """The sheets in the order of their sections: the fiche comes before the criteria, whose scale it may say, and they come
    before the votes, whose headings they explain.
    """
    order = list(Section)
    results: list[Table] = []
    said: OneScale | None = None
    for name, sheet in sorted(read.items(), key=lambda pair: order.index(found[pair[0]])):
        tables = [result.table for result in results if result.table]
        codes = _codes(tables) if found[name] is Section.VOTES else frozenset[str]()
        of_sheet = facts.get(name) or SheetFacts()
        beside = side_by_side(sheet, of_sheet) if found[name] is Section.STATEMENTS else []
        if found[name] is Section.VOTES:
            beside = transposed(sheet, of_sheet, _people(tables), codes, sure=True)
        results += beside or [_read(sheet, found[name], of_sheet, codes, said)]
        if found[name] is Section.FICHE:
            said = results[0].scale if len(results) == 1 else None
    if said and any(result.scale is said for result in results[1:]):
        results[0].findings = said.told(results[0].findings)
    return results


def _turned(book: Opened, what: Recognised, results: Sequence[Table]) -> Iterator[tuple[str, list[Table]]]:
    """The sheets that nothing claims and whose cells are votes turned, in a workbook of one session without a sheet of votes."""
    if what.form or Section.VOTES in what.found.values():
        return
    tables = [result.table for result in results if result.table]
    if any(column.key == "session_code" for each in tables if each.section is not Section.FICHE for column in each.columns):
        return
    people, codes = _people(tables), _codes(tables)
    for name, sheet in book.grids.items():
        if name not in what.found and (found := transposed(sheet, book.facts_of(name), people, codes, sure=False)):
            yield name, found


def _read(sheet: Grid, section: Section, facts: SheetFacts, criteria: frozenset[str], of_fiche: OneScale | None) -> Table:
    if sheet.empty:
        return Table(None, [EmptySheet(sheet.sheet)], [])
    if section is Section.FICHE and is_key_value(sheet):
        return fiche(sheet, facts)
    return table(sheet, section, facts, criteria, of_fiche)


def _people(tables: Sequence[SheetTable]) -> frozenset[str]:
    """Plain codes of the participants that the same workbook lists."""
    return frozenset(listed(tables, Section.PARTICIPANTS, "participant"))
