"""A workbook brought to the form that rules look at: every section read, every vote resolved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

import numpy as np

from flash360.model import Section
from flash360.validation.ballots import ballots
from flash360.validation.criteria import Criteria, criteria, with_defaults
from flash360.validation.draft import Draft, draft
from flash360.validation.grid import grid
from flash360.validation.known import Known
from flash360.validation.repeats import Repeats, repeated
from flash360.validation.roster import Roster, roster, with_pseudonyms
from flash360.validation.sessions import Sessions, sessions
from flash360.validation.votes import Votes, votes
from flash360.workbook.reading import Reading

T = TypeVar("T")


@dataclass(frozen=True)
class Content:
    """Everything that a rule may look at. drafts: every section, that of the votes being its rows of session and participant.

    named: mask of the participants whose code was a name. repeats: by section, rows whose key an earlier row has.
    faulty: the cells, as (sheet, cell), of which the reader already said something. told: what `once` keeps.
    """

    reading: Reading
    sessions: Sessions
    drafts: dict[Section, Draft]
    named: np.ndarray
    roster: Roster
    criteria: Criteria
    votes: Votes
    repeats: dict[Section, Repeats]
    faulty: frozenset[tuple[str, str]]
    told: dict[Callable[[Content], Any], Any] = field(default_factory=dict[Callable[["Content"], Any], Any], repr=False)


def once(work: Callable[[Content], T]) -> Callable[[Content], T]:
    """What several rules ask of one content, worked out for the first of them; not to be changed by any."""

    @wraps(work)
    def kept(content: Content) -> T:
        if work not in content.told:
            content.told[work] = work(content)
        return content.told[work]

    return kept


@once
def voting(content: Content) -> list[int]:
    """Numbers of the sessions that have a ballot in the workbook."""
    counts = np.bincount(content.votes.session + 1)  # BLANK, -1, is counted first
    return np.flatnonzero(counts[1:]).tolist()


def content(reading: Reading, known: Known) -> Content:
    """Read every cell of a workbook."""
    grids = {section: grid(section, reading.tables) for section in Section}
    cast = ballots(grids[Section.VOTES])
    numbered = sessions(grids, known)
    drafts = {
        section: draft(rows, numbered, epoch_1904=reading.epoch_1904, not_names=reading.not_names)
        for section, rows in grids.items()
    }
    drafts[Section.PARTICIPANTS], named = with_pseudonyms(drafts[Section.PARTICIPANTS])
    drafts[Section.CRITERIA] = with_defaults(drafts[Section.CRITERIA])
    voters = roster(drafts[Section.PARTICIPANTS], numbered)
    voted = criteria(drafts[Section.CRITERIA], numbered)
    return Content(
        reading,
        numbered,
        drafts,
        named,
        voters,
        voted,
        votes(drafts[Section.VOTES], cast, voters, voted),
        {section: repeated(rows) for section, rows in drafts.items() if section is not Section.VOTES},
        frozenset((finding.sheet, finding.cell) for finding in reading.findings if finding.cell),
    )
