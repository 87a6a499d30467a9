"""What a bulk import did: a line per file, for the screen, the command line and the summary workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from flash360.findings import Findings, Severity
from flash360.ingest.committing import Outcome, Receipt
from flash360.labels import SEVERITY, plural
from flash360.workbook.book import Book

OUTCOME: Final = {
    Outcome.COMMITTED: "importé",
    Outcome.UNCHANGED: "déjà importé",
    Outcome.REJECTED: "à corriger",
    Outcome.REFUSED: "refusé",
    Outcome.WITHHELD: "prêt, non enregistré",
}
_COUNTED: Final = {
    Outcome.COMMITTED: ("fichier importé", "fichiers importés"),
    Outcome.UNCHANGED: ("déjà importé", "déjà importés"),
    Outcome.WITHHELD: ("prêt, non enregistré", "prêts, non enregistrés"),
    Outcome.REJECTED: ("à corriger", "à corriger"),
    Outcome.REFUSED: ("refusé", "refusés"),
}
_MOST_FINDINGS: Final = 50_000
_SUMMARY, _FINDINGS = "Résumé", "Constats"
_COLUMNS: Final = (
    ("Fichier", 44), ("Résultat", 20), ("Import n°", 10), ("Sessions", 26), ("Erreurs", 9), ("Avertissements", 14),
    ("Corrections", 12), ("Ses constats", 16), ("Ce qui change dans les conclusions", 60), ("Ce qui a été reconnu", 60),
)  # fmt: skip
_OF_FINDINGS: Final = (("Fichier", 44), ("Gravité", 14), ("Feuille", 20), ("Cellule", 10), ("Valeur", 26), ("Constat", 90))


@dataclass(frozen=True)
class Line:
    """One file of a bulk import. number: of its import, or of the one that brought it before. codes: of its sessions.

    conclusions: what changed in what the panels say, a sentence per session.
    """

    name: str
    outcome: Outcome
    number: int | None
    codes: tuple[str, ...]
    findings: Findings
    reason: str
    conclusions: tuple[str, ...]

    @property
    def to_mend(self) -> bool:
        """Whether its author has something to do."""
        return self.outcome in (Outcome.REJECTED, Outcome.REFUSED)


def line(name: str, receipt: Receipt) -> Line:
    """What became of one file, without the records, which weigh."""
    seen = receipt.preview
    told = [f"{one.session} : {one.sentence}" for one in (seen.conclusions if seen else ()) if one.changes or one.votes_corrected]
    reason = seen.reading.reason if seen else ""
    return Line(name, receipt.outcome, receipt.number, receipt.codes, receipt.findings, reason, tuple(told))


def counted(lines: Iterable[Line]) -> str:
    """« 34 fichiers importés, 2 à corriger, 1 refusé »."""
    counts = Counter(one.outcome for one in lines)
    return ", ".join(plural(counts[outcome], *words) for outcome, words in _COUNTED.items() if counts[outcome]) or "aucun fichier"


def summary_workbook(lines: Sequence[Line], *, title: str, scorecards: str = "") -> bytes:
    """The summary as .xlsx: a line per file with links to its findings, then every finding with its place.

    scorecards: the address before a session's code, « http://…/fiche?session= »; without it, codes lead nowhere.
    """
    book = Book(title)
    summary, findings = book.sheet(_SUMMARY), book.sheet(_FINDINGS)
    for sheet, columns in ((summary, _COLUMNS), (findings, _OF_FINDINGS)):
        for place, (heading, width) in enumerate(columns):
            book.write(sheet, 0, place, heading, book.heading)
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 1)
    row = 1
    for place, one in enumerate(lines, start=1):
        counts = [one.findings.count(severity) for severity in (Severity.ERROR, Severity.WARNING, Severity.CORRECTION)]
        told = "\n".join(one.conclusions)
        for column, value in enumerate([one.name, OUTCOME[one.outcome], one.number, None, *counts, None, told, one.reason]):
            book.write(summary, place, column, value)
        if scorecards and len(one.codes) == 1:
            book.link(summary, place, 3, scorecards + quote(one.codes[0]), one.codes[0])
        else:
            book.write(summary, place, 3, ", ".join(one.codes))
        shown = list(one.findings)[: _MOST_FINDINGS - row]
        if shown:
            book.link(summary, place, 7, f"internal:'{_FINDINGS}'!A{row + 1}", "voir les constats")
        for finding in shown:
            book.link(findings, row, 0, f"internal:'{_SUMMARY}'!A{place + 1}", one.name)
            texts = (SEVERITY[finding.severity], finding.sheet, finding.cell, finding.value, finding.message)
            for column, text in enumerate(texts, start=1):
                book.write(findings, row, column, text)
            row += 1
    summary.autofilter(0, 0, max(len(lines), 1), len(_COLUMNS) - 1)
    findings.autofilter(0, 0, max(row - 1, 1), len(_OF_FINDINGS) - 1)
    hidden = sum(len(one.findings) for one in lines) - (row - 1)
    if hidden > 0:
        book.write(findings, row + 1, 5, f"{plural(hidden, 'autre constat', 'autres constats')} : voir chaque classeur annoté.")
    return book.content()
