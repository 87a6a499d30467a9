"""November 2026 on the analyst's desk: what is entered on the screens for the newest dossiers, after the last workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flash360.demo.dossier import Dossier, Record
from flash360.model import College, OutcomeStatus, Section


@dataclass(frozen=True)
class Entry:
    """Records typed on a screen on a day."""

    day: date
    sections: Mapping[Section, Sequence[Record]]


@dataclass(frozen=True)
class Proposal:
    """What the partner of a session says on a day became of its idea."""

    day: date
    code: str
    author: str
    outcome: Record


def desk(dossiers: Sequence[Dossier]) -> Iterator[Entry | Proposal]:
    """Two panels being composed, one of them past its month; a new contact; a follow-up; a proposal to confirm."""
    under_way = [one for one in dossiers if not one.fiche["session_date"] and not one.records(Section.OUTCOMES)]
    framed = [one for one in under_way if one.fiche["cadrage_date"]]
    contacted = [one for one in under_way if one.fiche["contact_date"] and one not in framed]
    held = [one for one in dossiers if one.records(Section.VOTES)]
    if framed:
        late = framed[0].code
        yield _fiche(date(2026, 11, 3), late, cadrage_date=date(2026, 10, 19), cadrage_hours=2.0)
        yield _panel(date(2026, 11, 4), late, {College.USAGER: (8, 3), College.AGENT: (6, 6), College.DECIDEUR: (2, 0)})
    if framed[1:]:
        ready = framed[-1].code
        yield _fiche(date(2026, 11, 13), ready, cadrage_date=date(2026, 11, 12), cadrage_hours=2.0)
        yield _panel(
            date(2026, 11, 16),
            ready,
            {College.USAGER: (6, 4), College.EXPERT: (4, 4), College.AGENT: (5, 3), College.DECIDEUR: (3, 1)},
        )
        yield _fiche(date(2026, 11, 20), ready, session_date=date(2026, 12, 8), place="Salle du conseil")
    if contacted:
        yield _fiche(date(2026, 11, 20), contacted[-1].code, contact_date=date(2026, 11, 19))
    silent = [one for one in held if not one.records(Section.OUTCOMES)]
    if silent:
        outcome: Record = {
            "session_code": silent[-1].code,
            "date": date(2026, 11, 23),
            "status": OutcomeStatus.WAITING,
            "accompaniment": "Feuille de route",
            "comment": "Le budget passe en commission début décembre.",
            "next_review": date(2026, 12, 1),
        }
        yield Entry(date(2026, 11, 23), {Section.OUTCOMES: [outcome]})
    waiting = [one for one in held if (news := one.records(Section.OUTCOMES)) and news[-1]["status"] is OutcomeStatus.WAITING]
    if waiting:
        said: Record = {
            "date": date(2026, 11, 24),
            "status": OutcomeStatus.ENGAGED,
            "accompaniment": "Design de parcours utilisateurs",
            "comment": "Premier essai ouvert dans deux accueils.",
            "next_review": date(2027, 2, 24),
        }
        yield Proposal(date(2026, 11, 24), waiting[-1].code, str(waiting[-1].fiche["administration"]), said)


def _fiche(day: date, code: str, **fields: object) -> Entry:
    return Entry(day, {Section.FICHE: [{"session_code": code, **fields}]})


def _panel(day: date, code: str, places: Mapping[College, tuple[int, int]]) -> Entry:
    rows: list[Record] = [
        {"session_code": code, "college": college, "planned": planned, "confirmed": confirmed}
        for college, (planned, confirmed) in places.items()
    ]
    return Entry(day, {Section.INVITATIONS: rows})
