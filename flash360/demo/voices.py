"""Which freins and leviers a panel states: those of its idea, of its domain, and of any idea, the least heard first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache

from flash360.demo.chance import Chance
from flash360.demo.corpus import Exchange, Idea, Statement, exchanges, themes
from flash360.demo.dossier import Record
from flash360.model import College, Kind


class Voices:
    """What has been said so far in the portfolio, so that a text comes back only when the others are used up."""

    def __init__(self) -> None:
        self._heard: Counter[int] = Counter()

    def statements(self, idea: Idea, colleges: Collection[College], optimism: float, chance: Chance) -> list[Record]:
        """The statements of one session.

        colleges: those on the panel; nobody speaks for another. optimism: 0 to 1, how often a frein meets its levier.
        """
        said = self._some(idea.key, 3, colleges, frozenset(), chance)
        said += self._some(idea.domain, chance.whole(1, 2), colleges, frozenset(), chance)
        spoken = {statement.theme for place in said for statement in exchanges()[place].statements}
        said += self._some("", chance.whole(2, 4), colleges, spoken, chance)
        return _records([exchanges()[place] for place in chance.shuffled(said)], colleges, optimism, chance)

    def _some(
        self, subject: str, count: int, colleges: Collection[College], avoided: Collection[str], chance: Chance
    ) -> list[int]:
        """The places of so many exchanges of a subject, the least heard first, of different themes and none of those avoided."""
        fresh = [
            (self._heard[place], chance.uniform(), place, first.theme)
            for place, first in _by_subject().get(subject, ())
            if first.college in colleges and first.theme not in avoided
        ]
        chosen: list[int] = []
        themes_chosen: set[str] = set()
        for _, _, place, theme in sorted(fresh):
            if len(chosen) < count and (subject or theme not in themes_chosen):
                chosen.append(place)
                themes_chosen.add(theme)
        self._heard.update(chosen)
        return chosen


def _records(said: Iterable[Exchange], colleges: Collection[College], optimism: float, chance: Chance) -> list[Record]:
    records: list[Record] = []
    for exchange in said:
        answered = None
        if exchange.frein:
            records.append(_record(len(records) + 1, exchange.frein, colleges, None, chance))
            answered = len(records)
        if exchange.levier and (exchange.frein is None or chance.happens(0.35 + 0.6 * optimism)):
            records.append(_record(len(records) + 1, exchange.levier, colleges, answered, chance))
    return records


def _record(number: int, statement: Statement, colleges: Collection[College], answers: int | None, chance: Chance) -> Record:
    """A row of the sheet. Some are left without aspect or theme, as real ones are; who spoke is not always noted."""
    noted = statement.college in colleges and chance.happens(0.94)
    return {
        "number": number,
        "kind": statement.kind,
        "aspect": _aspects()[statement.theme] if chance.happens(0.95) else None,
        "text": statement.text,
        "college": statement.college if noted else None,
        "theme": statement.theme if chance.happens(0.88) else None,
        "answers_number": answers if statement.kind is Kind.LEVIER else None,
    }


@cache
def _by_subject() -> dict[str, tuple[tuple[int, Statement], ...]]:
    """Of each subject, the place of its exchanges among all, and what each begins with."""
    subjects: dict[str, list[tuple[int, Statement]]] = {}
    for place, exchange in enumerate(exchanges()):
        subjects.setdefault(exchange.subject, []).append((place, exchange.statements[0]))
    return {subject: tuple(found) for subject, found in subjects.items()}


@cache
def _aspects() -> dict[str, str]:
    return {theme.theme: theme.aspect for theme in themes()}
