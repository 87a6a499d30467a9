"""Which sheet is which section, and the sentence that says what was recognised."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from flash360.labels import SECTION, plural
from flash360.model import Section
from flash360.workbook.columns import TEMPLATE
from flash360.workbook.headings import AHEAD, SURE
from flash360.workbook.implied import KINDS
from flash360.workbook.reading import Layout, SheetTable
from flash360.workbook.wording import plain

SYNONYMS: dict[Section, tuple[str, ...]] = {
    Section.FICHE: ("Fiche session", "Fiche de session", "Fiches", "Sessions", "Session"),
    Section.PARTICIPANTS: ("Participant", "Panel"),
    Section.CRITERIA: ("Critère", "Grille de critères"),
    Section.VOTES: ("Vote", "Notes"),
    Section.STATEMENTS: ("Freins & leviers", "Freins/leviers", "Freins leviers", "Freins - leviers", "Leviers et freins", *KINDS),
    Section.OUTCOMES: ("Suite", "Suivi"),
    Section.INVITATIONS: ("Panel à composer", "Panel invité", "Invitations"),
}
OWN = frozenset(map(plain, ("Lisez-moi", "_flash360", "Constats")))
"""Sheets that the product writes and does not read."""
_NAMES = {plain(name): section for section in Section for name in (SECTION[section], *SYNONYMS[section])}


def sections(names: Sequence[str]) -> dict[str, Section]:
    """The section of each sheet that has one; the first exact name wins, then synonyms, then a close spelling."""
    found: dict[str, Section] = {}
    taken: set[Section] = set()
    for recognise in (_exact, _synonym, _close):
        for name in names:
            section = recognise(plain(name)) if name not in found and plain(name) not in OWN else None
            if section and (section not in taken or plain(name) in KINDS):
                found[name] = section
                taken.add(section)
    return found


def _exact(words: str) -> Section | None:
    return next((section for section in Section if plain(SECTION[section]) == words), None)


def _synonym(words: str) -> Section | None:
    return _NAMES.get(words)


def _close(words: str) -> Section | None:
    scores = sorted(((fuzz.ratio(words, plain(SECTION[section])), section) for section in Section), reverse=True)
    return scores[0][1] if scores[0][0] >= SURE and scores[0][0] - scores[1][0] >= AHEAD else None


def layout(tables: Sequence[SheetTable], *, one_fiche: bool) -> Layout:
    """One session, or many: many when a sheet, the fiche aside, gives each row its session."""
    many = any("session_code" in table.headings_of for table in tables)
    return Layout.TEMPLATE_MULTI if many and not one_fiche else Layout.TEMPLATE


def reason(kind: Layout, recognised: int, tables: Sequence[SheetTable]) -> str:
    """« Reconnu : modèle Flash 360, une session, 6 feuilles sur 6 »."""
    more = sum(table.section not in TEMPLATE for table in tables)
    sheets = f"{plural(recognised - more, 'feuille')} sur {len(TEMPLATE)}{', et le panel prévu' if more else ''}"
    if kind is Layout.TEMPLATE:
        return f"Reconnu : modèle Flash 360, une session, {sheets}"
    codes: set[str] = set()
    for table in tables:
        for column in table.columns:
            if column.key == "session_code":
                codes.update(text for text in column.cells.unique().to_pylist() if text)
    count = f" ({plural(len(codes), 'session')})" if codes else ""
    return f"Reconnu : modèle Flash 360, plusieurs sessions{count}, {sheets}"
