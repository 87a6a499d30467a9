"""The people whom a file names in the columns that are left out, masked where its free texts name them too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import pyarrow as pa

from flash360.findings import CATALOGUE, Finding
from flash360.workbook.addresses import address
from flash360.workbook.folding import fold
from flash360.workbook.person_names import is_person_name
from flash360.workbook.personal import personal_data
from flash360.workbook.reading import Column, SheetTable

MaskedName, KeptMention = CATALOGUE["masked-name"], CATALOGUE["kept-mention"]
Places = Collection[tuple[str, str]]
_TEXTS = frozenset({"text", "idea", "comment", "accompaniment"})
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STARTS = re.compile(r"(?:^|[.!?…:;•\n«\"(]|[-–—] )\s*$")
_SHORTEST, _MOST_WORDS = 3, 4
_INSTEAD = "[nom]"
_TOLD = {"what": "le texte nomme une personne que ce fichier désigne ailleurs"}


def masked_names(
    tables: Sequence[SheetTable], named: Iterable[str], not_names: Places = ()
) -> tuple[list[SheetTable], list[Finding]]:
    """The tables, free texts without the people named; a correction at each cell changed.

    named: what the columns left out hold. not_names: cells of which the analyst said that they name nobody. Two names side by
    side are always masked; one alone, when its capital is not that of a sentence, or when no text of the file uses the word
    without a capital.
    """
    words = {fold(word) for text in [*named, *_codes(tables)] for word in _names(text)}
    if not words:
        return list(tables), []
    usual = {word for table in tables for column in _free(table) for text in _distinct(column) for word in _uncapitalised(text)}
    made: list[SheetTable] = []
    found: list[Finding] = []
    for table in tables:
        columns = [
            _without(table, column, words, usual, not_names, found) if column.key in _TEXTS else column
            for column in table.columns
        ]
        made.append(replace(table, columns=tuple(columns)))
    return made, found


def _codes(tables: Sequence[SheetTable]) -> Iterable[str]:
    """Participants' codes that are names: each is replaced by a code, and its mentions go with it."""
    for table in tables:
        for column in table.columns:
            if column.key == "participant":
                yield from (text for text in _distinct(column) if is_person_name(text))


def _names(text: str) -> list[str]:
    """The words of a text that is a name, each on its own."""
    words = _WORD.findall(text)
    if personal_data(text) or any(character.isdigit() for character in text) or len(words) > _MOST_WORDS:
        return []
    return [word for word in words if len(word) >= _SHORTEST and word[0].isupper()]


def _free(table: SheetTable) -> Iterable[Column]:
    return (column for column in table.columns if column.key in _TEXTS)


def _distinct(column: Column) -> list[str]:
    return [text for text in column.cells.dictionary.to_pylist() if text]


def _uncapitalised(text: str) -> Iterable[str]:
    return (fold(word) for word in _WORD.findall(text) if word[0].islower())


def _without(
    table: SheetTable, column: Column, words: set[str], usual: set[str], not_names: Places, found: list[Finding]
) -> Column:
    texts = column.cells.to_pylist()
    masked = {text: _masked(text, words, usual) for text in set(texts) if text}
    if all(text == instead for text, instead in masked.items()):
        return column
    for place, text in enumerate(texts):
        if text and masked[text] != text:
            cell = table.cell_of.get(column.key or "", "") if table.cell_of else address(int(table.rows[place]), column.index)
            if (table.sheet, cell) in not_names:
                found.append(KeptMention(table.sheet, cell))
                continue
            found.append(MaskedName(table.sheet, cell, masked[text], details=dict(_TOLD)))
            texts[place] = masked[text]
    changed = pa.array(texts, pa.string())
    return replace(column, cells=changed.dictionary_encode())


def _masked(text: str, words: set[str], usual: set[str]) -> str:
    """The text with each run of these names replaced."""
    pieces: list[str] = []
    done = 0
    for run in _runs(text, words):
        start, end = run[0].start(), run[-1].end()
        alone = len(run) == 1
        if alone and fold(run[0][0]) in usual and _STARTS.search(text[:start]):
            continue  # « Petit budget », where the file also says « petit »
        pieces += [text[done:start], _INSTEAD]
        done = end
    return "".join([*pieces, text[done:]])


def _runs(text: str, words: set[str]) -> list[list[re.Match[str]]]:
    """The names that a text holds, those side by side together."""
    runs: list[list[re.Match[str]]] = []
    for match in _WORD.finditer(text):
        if match[0][0].isupper() and fold(match[0]) in words:
            if runs and not text[runs[-1][-1].end() : match.start()].strip(" \u00a0"):
                runs[-1].append(match)
            else:
                runs.append([match])
    return runs
