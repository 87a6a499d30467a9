"""What to expect of a next session: the themes that came, the leviers that answered them, who was missing at the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flash360.model import College, Kind, OutcomeClass
from flash360.themes.statements import Statement


@dataclass(frozen=True, slots=True)
class Expected:
    """A theme and how often it came: in `sessions` of `of` sessions, `said` times; `answered`: freins that got a levier."""

    theme: str
    kind: Kind
    sessions: int
    of: int
    said: int
    answered: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A frein of one session, the leviers that answered it there, and what became of the session's idea."""

    session: str
    frein: Statement
    leviers: tuple[Statement, ...]
    outcome: OutcomeClass | None

    @property
    def overcome(self) -> bool:
        """Whether a levier answered it and the idea was realised."""
        return bool(self.leviers) and self.outcome is OutcomeClass.REALISED


@dataclass(frozen=True, slots=True)
class Gap:
    """A collège that was missing in `missing` of the `of` panels looked at."""

    college: College
    missing: int
    of: int


def expected_themes(statements: Iterable[Statement], sessions: Collection[str], kind: Kind = Kind.FREIN) -> list[Expected]:
    """The themes that came in these sessions, those of most sessions first, then most said, then by code.

    A session counts once in `of` whether or not anything was said in it; statements without a theme are left out.
    """
    told = [one for one in statements if one.session in set(sessions)]
    answered = {(one.session, one.answers) for one in told if one.kind is Kind.LEVIER and one.answers is not None}
    by_theme: dict[str, list[Statement]] = defaultdict(list)
    for one in told:
        if one.theme and one.kind is kind:
            by_theme[one.theme].append(one)
    found = [
        Expected(
            theme=theme,
            kind=kind,
            sessions=len({one.session for one in said}),
            of=len(set(sessions)),
            said=len(said),
            answered=sum((one.session, one.number) in answered for one in said) if kind is Kind.FREIN else 0,
        )
        for theme, said in by_theme.items()
    ]
    return sorted(found, key=lambda one: (-one.sessions, -one.said, one.theme))


def answers(statements: Iterable[Statement], theme: str, outcomes: Mapping[str, OutcomeClass | None]) -> list[Answer]:
    """The freins of a theme with the leviers that answered each, those of realised ideas first, then the answered ones.

    outcomes: the latest class of each session's outcome; a session without one has None. A frein that nobody answered
    is given too, without a levier, last of its kind.
    """
    told = list(statements)
    leviers: dict[tuple[str, int], list[Statement]] = defaultdict(list)
    for one in told:
        if one.kind is Kind.LEVIER and one.answers is not None:
            leviers[one.session, one.answers].append(one)
    found = [
        Answer(one.session, one, _answering(leviers, one), outcomes.get(one.session))
        for one in told
        if one.kind is Kind.FREIN and one.theme == theme
    ]
    return sorted(found, key=lambda one: (not one.overcome, not one.leviers))


def panel_gaps(panels: Mapping[str, Collection[College]], sessions: Sequence[str]) -> list[Gap]:
    """The collèges missing from the panels of these sessions, the most often missing first.

    panels: session to the collèges that sat. sessions: those to look at (near ones that ended badly); one whose panel is
    not known is left out. A collège that always sat is not listed.
    """
    known = [set(panels[one]) for one in dict.fromkeys(sessions) if panels.get(one)]
    found = [Gap(college, sum(college not in panel for panel in known), len(known)) for college in College]
    return sorted((gap for gap in found if gap.missing), key=lambda gap: -gap.missing)


def _answering(leviers: Mapping[tuple[str, int], list[Statement]], frein: Statement) -> tuple[Statement, ...]:
    return () if frein.number is None else tuple(leviers.get((frein.session, frein.number), ()))
