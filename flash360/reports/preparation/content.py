"""What past sessions say of a new idea: the near ones, the themes to expect, what answered them, who was missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from flash360.model import OUTCOME_CLASS, Aspect, College, Kind, OutcomeClass, OutcomeStatus, Step, Verdict
from flash360.themes.codebook import codebook
from flash360.themes.expected import Answer, Gap, answers, expected_themes, panel_gaps
from flash360.themes.statements import Statement, statements

SHOWN: Final = 5
"""Near sessions shown one by one."""
NEIGHBOURS: Final = 10
"""Near sessions in which themes are counted."""
PANELS: Final = 20
"""Panels looked at, of the sessions that ended badly: the nearest ones."""
ANSWERED_THEMES: Final = 6
ANSWERS: Final = 3
"""Answered freins shown of each theme."""
_HELD: Final = {Step.SESSION, Step.REALISATION}
_BAD: Final = {Verdict.TO_REWORK, Verdict.UNFAVOURABLE}

PanelOf = Callable[[str], Collection[College]]
"""The collèges that sat in a session, by its id; none when its panel is not known."""


@dataclass(frozen=True, slots=True)
class NearSession:
    """A past session near the idea: its programme row, and the words that the idea shares with its idea and its freins."""

    row: Mapping[str, Any]
    words: tuple[str, ...]
    frein_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectedTheme:
    """A theme of freins: in `sessions` of the `of` near sessions, `everywhere` of the `everywhere_of` held ones.

    said, answered: its freins in the near sessions, and those that a levier answered.
    """

    code: str
    label: str
    aspect: Aspect | None
    sessions: int
    of: int
    everywhere: int
    everywhere_of: int
    said: int
    answered: int


@dataclass(frozen=True, slots=True)
class AnsweredFrein:
    """A frein of a past session, the leviers that answered it there, and what became of that session."""

    theme: str
    answer: Answer
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Preparation:
    """Everything that past sessions say of an idea; `held` counts them. Empty lists when they say nothing."""

    idea: str
    held: int
    near: tuple[NearSession, ...] = ()
    counted: int = 0
    themes: tuple[ExpectedTheme, ...] = ()
    answered: tuple[AnsweredFrein, ...] = ()
    bad: int = 0
    gaps: tuple[Gap, ...] = ()


def preparation(idea: str, programme: pa.Table, said: pa.Table, themes: pa.Table, panel_of: PanelOf) -> Preparation:
    """What the held sessions of a programme table say of an idea.

    said, themes: as the reads `statements` and `themes` give them. A session is near when it shares at least a whole
    word with the idea. panel_of is asked for `PANELS` sessions at most.
    """
    held = {row["session_id"]: row for row in programme.to_pylist() if row["step"] in _HELD}
    told = [one for one in statements(said) if one.session in held]
    if not idea.strip() or not held:
        return Preparation(idea, len(held))
    order = _nearest(idea, held, told)
    near = [one for one in order if one.words or one.frein_words][:NEIGHBOURS]
    expected = _themes(told, [one.row["session_id"] for one in near], held, themes)
    bad = [one.row["session_id"] for one in order if ended_badly(one.row)][:PANELS]
    panels = {session: panel_of(session) for session in bad}
    return Preparation(
        idea=idea,
        held=len(held),
        near=tuple(near[:SHOWN]),
        counted=len(near),
        themes=tuple(expected),
        answered=tuple(_answered(told, expected, held)),
        bad=sum(bool(panel) for panel in panels.values()),
        gaps=tuple(panel_gaps(panels, bad)),
    )


def ended_badly(row: Mapping[str, Any]) -> bool:
    """Whether a session's verdict is « à retravailler » or « défavorable », or its idea was stopped."""
    return row["verdict"] in _BAD or outcome_class(row) is OutcomeClass.STOPPED


def outcome_class(row: Mapping[str, Any]) -> OutcomeClass | None:
    """The class of a session's latest outcome."""
    status = row["outcome_status"]
    return OUTCOME_CLASS[OutcomeStatus(status)] if status else None


def _nearest(idea: str, held: Mapping[str, Mapping[str, Any]], told: Sequence[Statement]) -> list[NearSession]:
    from flash360.themes.ideas import PastIdea, nearest  # brings scikit-learn: only when an idea is there

    freins: dict[str, list[str]] = {}
    for one in told:
        if one.kind is Kind.FREIN:
            freins.setdefault(one.session, []).append(one.text)
    past = [
        PastIdea(session, f"{row['title']}. {row['idea'] or ''}", tuple(freins.get(session, ()))) for session, row in held.items()
    ]
    return [NearSession(held[one.session], one.words, one.frein_words) for one in nearest(idea, past)]


def _themes(told: Sequence[Statement], near: Sequence[str], held: Mapping[str, Any], themes: pa.Table) -> list[ExpectedTheme]:
    known = {theme.code: theme for theme in codebook(themes)}
    everywhere = {one.theme: one.sessions for one in expected_themes(told, held)}
    found: list[ExpectedTheme] = []
    for one in expected_themes(told, near):
        theme = known.get(one.theme)
        found.append(
            ExpectedTheme(
                code=one.theme,
                label=theme.label if theme else one.theme,
                aspect=Aspect(theme.aspect) if theme and theme.aspect in set(Aspect) else None,
                sessions=one.sessions,
                of=one.of,
                everywhere=everywhere[one.theme],
                everywhere_of=len(held),
                said=one.said,
                answered=one.answered,
            )
        )
    return found


def _answered(
    told: Sequence[Statement], expected: Sequence[ExpectedTheme], held: Mapping[str, Mapping[str, Any]]
) -> list[AnsweredFrein]:
    outcomes = {session: outcome_class(row) for session, row in held.items()}
    return [
        AnsweredFrein(theme.label, one, held[one.session])
        for theme in expected[:ANSWERED_THEMES]
        for one in [one for one in answers(told, theme.code, outcomes) if one.leviers][:ANSWERS]
    ]
