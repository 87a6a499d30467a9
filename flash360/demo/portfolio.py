"""The demonstration portfolio: as many dossiers as asked, one after the other, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from flash360.demo import corpus
from flash360.demo.chance import Chance
from flash360.demo.corpus import Administration, Idea
from flash360.demo.dossier import Dossier, Record
from flash360.demo.follow_ups import outcomes
from flash360.demo.opinion import NEIGHBOUR, computed_verdict
from flash360.demo.panels import chosen_criteria, criterion_records, participants, votes
from flash360.demo.situations import Declared, Situation, Tendency, situation
from flash360.demo.steps import Steps, idea_date, steps
from flash360.demo.voices import Voices
from flash360.model import College, Section, Step, Verdict

T = TypeVar("T")

RURAL = "Ruralité"
_TOWNS = frozenset({"Ville moyenne", "Littoral", "Banlieue", "Métropole"})


def portfolio(sessions: int = 48, seed: int = 1) -> Iterator[Dossier]:
    """The dossiers, oldest idea first. Deterministic on any machine; holds one dossier at a time.

    Their texts, all fictional, are distinct as long as the corpus reaches, then come back in other company.
    """
    voices = Voices()
    numbers: Counter[int] = Counter()
    ideas = _Turns(corpus.ideas())
    administrations: dict[tuple[str, bool], _Turns[Administration]] = {}
    for place in range(sessions):
        chance, turn = Chance(seed, place), Chance(seed, place, "turn")
        found = situation(place, sessions)
        opened = idea_date(place, sessions, chance)
        numbers[opened.year] += 1
        code = f"F360-{opened.year}-{numbers[opened.year]:02d}"
        idea = ideas.next(turn)
        carriers = administrations.setdefault((idea.administration_kind, idea.domain == RURAL), _Turns(_carriers(idea)))
        yield dossier(code, idea, carriers.next(turn), found, steps(opened, found, chance), voices, chance)


def dossier(
    code: str, idea: Idea, administration: Administration, found: Situation, dates: Steps, voices: Voices, chance: Chance
) -> Dossier:
    """One dossier: this idea of this administration in this situation, its steps on these dates."""
    fiche = _fiche(idea, administration, found, dates, chance)
    sections: dict[Section, list[Record]] = {Section.FICHE: [fiche]}
    if found.stage is Step.SESSION:
        colleges = set(College)
        optimism = chance.uniform(0.3, 0.9)
        if found.tendency:
            sections |= _panel(found.tendency, administration, chance)
            colleges -= {found.tendency.missing}
            optimism = sum(found.tendency.centre.values()) / 2
        sections[Section.STATEMENTS] = voices.statements(idea, colleges, optimism, chance)
        fiche["declared_verdict"] = _declared(found, sections, chance)
    sections[Section.OUTCOMES] = outcomes(dates.session or dates.cadrage or dates.contact or dates.idea, found.fate, chance)
    named = {
        section: [{"session_code": code, **record} for record in records] for section, records in sections.items() if records
    }
    return Dossier(code, named)


def _fiche(idea: Idea, administration: Administration, found: Situation, dates: Steps, chance: Chance) -> Record:
    held = dates.session is not None
    return {
        "title": idea.title,
        "administration": administration.administration,
        "administration_type": administration.type,
        "idea": idea.idea,
        "domain": idea.domain,
        "idea_date": dates.idea,
        "contact_date": dates.contact,
        "cadrage_date": dates.cadrage,
        "cadrage_hours": chance.weighted([2.0, 1.5, 2.5], [8, 1, 2]) if dates.cadrage else None,
        "session_date": dates.session,
        "session_hours": chance.weighted([3.0, 2.5, 3.5], [9, 1, 1]) if held else None,
        "place": chance.one(corpus.places()) if held else None,
        "facilitation": chance.one(corpus.facilitations()) if dates.cadrage else None,
        "declared_verdict": None,
        "reported_date": None,
        "reported_panel": "une quinzaine de personnes" if found.declared is Declared.ONLY else None,
        "source": "Compte rendu de séance, sans le détail des votes" if found.declared is Declared.ONLY else None,
    }


def _panel(tendency: Tendency, administration: Administration, chance: Chance) -> dict[Section, list[Record]]:
    panel = participants(tendency, administration.territory, chance)
    chosen = chosen_criteria(tendency, chance)
    criteria = criterion_records(chosen, tendency.scale)
    cast = votes(tendency, panel, chosen, [str(record["criterion"]) for record in criteria], chance)
    return {Section.PARTICIPANTS: panel, Section.CRITERIA: criteria, Section.VOTES: cast}


def _declared(found: Situation, sections: dict[Section, list[Record]], chance: Chance) -> Verdict | None:
    match found.declared:
        case Declared.NONE:
            return None
        case Declared.ONLY:
            return chance.one([Verdict.FAVOURABLE, Verdict.WITH_RESERVATIONS, Verdict.TO_REWORK])
        case Declared.AGREES | Declared.DIFFERS:
            assert found.tendency is not None
            computed = computed_verdict(sections[Section.CRITERIA], sections[Section.VOTES], found.tendency.scale)
            return computed if found.declared is Declared.AGREES else NEIGHBOUR[computed]


class _Turns(Generic[T]):
    """Values given in a drawn order, all of them once before any comes back."""

    def __init__(self, values: Sequence[T]) -> None:
        self._values = values
        self._left: list[T] = []

    def next(self, chance: Chance) -> T:
        if not self._left:
            self._left = chance.shuffled(self._values)
        return self._left.pop()


def _carriers(idea: Idea) -> list[Administration]:
    """The administrations that could carry the idea; a rural one is carried away from the towns."""
    found = [one for one in corpus.administrations() if one.kind == idea.administration_kind]
    return [one for one in found if idea.domain != RURAL or one.territory not in _TOWNS]
