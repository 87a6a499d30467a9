"""Rules on what is written twice."""

from __future__ import annotations

import numpy as np

from flash360.findings import CATALOGUE, Finding
from flash360.validation.content import Content
from flash360.validation.draft import Draft
from flash360.validation.repeats import KEY_FIELD
from flash360.validation.tell import Told, at_each, found
from flash360.validation.votes import INVALID, Votes

ConflictingVote = CATALOGUE["conflicting-vote"]
DuplicateKey = CATALOGUE["duplicate-key"]
DuplicateRow = CATALOGUE["duplicate-row"]
RepeatedBallot = CATALOGUE["repeated-ballot"]


def duplicate_keys(content: Content) -> Told:
    """Two rows of one key with different contents."""
    for section, repeats in content.repeats.items():
        draft, key = content.drafts[section], KEY_FIELD[section]
        first = dict(zip(repeats.again.tolist(), repeats.first.tolist(), strict=True))

        def build(row: int, draft: Draft = draft, key: str = key, first: dict[int, int] = first) -> Finding:
            return found(DuplicateKey, draft.spot(row, key), {"other": "!".join(draft.grid.place(first[row], key))})

        yield from at_each(DuplicateKey, repeats.again[~repeats.same], build)


def duplicate_rows(content: Content) -> Told:
    """A row written twice, counted once."""
    for section, repeats in content.repeats.items():
        draft, key = content.drafts[section], KEY_FIELD[section]
        first = dict(zip(repeats.again.tolist(), repeats.first.tolist(), strict=True))

        def build(row: int, draft: Draft = draft, key: str = key, first: dict[int, int] = first) -> Finding:
            return found(DuplicateRow, draft.spot(row, key), {"other": draft.grid.sheet_row(first[row])})

        yield from at_each(DuplicateRow, repeats.again[repeats.same], build)


def conflicting_votes(content: Content) -> Told:
    """Two different votes of one person on one criterion."""
    votes = content.votes
    conflicts, first = _conflicts(votes)
    codes, criteria = content.roster.codes, content.criteria.codes
    other = dict(zip(conflicts.tolist(), first.tolist(), strict=True))

    def build(ballot: int) -> Finding:
        before = votes.spot(other[ballot])
        details = {
            "participant": codes[votes.participant[ballot]],
            "criterion": criteria[votes.criterion[ballot]],
            "first": before.text,
            "other": f"{before.sheet}!{before.cell}",
        }
        return found(ConflictingVote, votes.spot(ballot), details)

    yield from at_each(ConflictingVote, conflicts, build)


def duplicate_votes(content: Content) -> Told:
    """Rows of votes that only repeat votes already read: a whole ballot may be that of another person.

    Those with a conflict or an unreadable grade are told elsewhere.
    """
    votes = content.votes
    lines = votes.lines.grid
    other = dict(zip(votes.cast.line[votes.again].tolist(), votes.cast.line[votes.first].tolist(), strict=True))
    apart = np.unique(votes.cast.line[_different(votes)])
    rows = np.setdiff1d(np.unique(votes.cast.line[votes.again]), apart)
    ballots = np.isin(rows, votes.cast.line[votes.cast.wide]) if len(rows) else np.zeros(0, dtype=bool)
    wide = set(rows[ballots].tolist())

    def build(line: int) -> Finding:
        kind = RepeatedBallot if line in wide else DuplicateRow
        return found(kind, votes.lines.spot(line, "participant"), {"other": lines.sheet_row(other[line])})

    yield from at_each(RepeatedBallot, rows[ballots], build)
    yield from at_each(DuplicateRow, rows[~ballots], build)


def _different(votes: Votes) -> np.ndarray:
    return votes.again[votes.grade[votes.again] != votes.grade[votes.first]]


def _conflicts(votes: Votes) -> tuple[np.ndarray, np.ndarray]:
    """Ballots that contradict the first of their key, both readable."""
    again, first = votes.grade[votes.again], votes.grade[votes.first]
    differ = (again != first) & (again != INVALID) & (first != INVALID)
    return votes.again[differ], votes.first[differ]
