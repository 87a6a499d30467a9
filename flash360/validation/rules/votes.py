"""Rules on votes: who, on what, which grade."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flash360.findings import CATALOGUE, Finding
from flash360.validation.codes import listed, nearest
from flash360.validation.content import Content, once
from flash360.validation.grid import BLANK
from flash360.validation.lookup import distinct
from flash360.validation.tell import Spot, Told, at_each, found, noted
from flash360.workbook.personal import looks_like_a_name

CorrectedValue = CATALOGUE["corrected-value"]
MissingValue = CATALOGUE["missing-value"]
PersonalData = CATALOGUE["personal-data"]
UnknownCriterion = CATALOGUE["unknown-criterion"]
UnknownParticipant = CATALOGUE["unknown-participant"]
SAME_CODE = "autre écriture du même code"


def unknown_participants(content: Content) -> Told:
    """A person who votes and is not listed, once per row."""
    votes, lines = content.votes, content.votes.lines
    known = content.roster.has_session(len(content.sessions.codes))
    unlisted = (votes.session != BLANK) & (votes.participant == BLANK) & np.append(known, False)[votes.session]
    rows = np.unique(votes.cast.line[unlisted])
    cells = lines.grid.cells.get("participant")
    rows = rows[cells.index[rows] != BLANK] if cells else rows[:0]

    def build(line: int) -> Finding:
        codes = content.roster.of_session(int(lines.session[line]))
        near = nearest(lines.grid.text(line, "participant"), codes)
        hint = f"Vouliez-vous dire {near} ?" if near else "Ajoutez cette personne à la feuille, ou corrigez le code."
        return found(UnknownParticipant, lines.spot(line, "participant"), {"known": listed(codes), "hint": hint})

    yield from at_each(UnknownParticipant, rows, build)


def names_hidden_in_votes(content: Content) -> Told:
    """A name in place of a participant's code, replaced as in the list of participants."""
    votes, lines = content.votes, content.votes.lines
    named = lines.names()
    rows = _first_ballots(votes.cast.line, votes.participant != BLANK)
    rows = rows[named[votes.cast.line[rows]]]

    def build(ballot: int) -> Finding:
        details = {
            "what": "le code du participant ressemble à un nom",
            "done": f"il est remplacé par {content.roster.codes[votes.participant[ballot]]}",
        }
        return found(PersonalData, lines.spot(int(votes.cast.line[ballot]), "participant"), details)

    yield from at_each(PersonalData, rows, build)


def respelled_participants(content: Content) -> Told:
    """A participant's code written otherwise than in the list."""
    votes, lines = content.votes, content.votes.lines
    cells = lines.grid.cells.get("participant")
    if cells is None or not len(votes.cast):
        return
    rows = _first_ballots(votes.cast.line, votes.participant != BLANK)
    texts = [None if looks_like_a_name(text) else text for text in cells.words]
    other = _differ(texts, cells.index[votes.cast.line[rows]], content.roster.codes, votes.participant[rows])

    def build(ballot: int) -> Finding:
        details = {"read": content.roster.codes[votes.participant[ballot]], "rule": SAME_CODE}
        return found(CorrectedValue, lines.spot(int(votes.cast.line[ballot]), "participant"), details)

    yield from at_each(CorrectedValue, rows[other], build)


def unknown_headings(content: Content) -> Told:
    """A column of votes whose heading is no criterion of any session that votes in it."""
    votes = content.votes
    for ballots in _columns(content):
        if (votes.criterion[ballots] == BLANK).all() and _judged(content)[ballots].any():
            ballot = int(ballots[_judged(content)[ballots]][0])
            yield _unknown_criterion(content, ballot)


def unknown_criteria(content: Content) -> Told:
    """A vote on a criterion that its own session does not list."""
    votes = content.votes
    unknown = _judged(content) & (votes.criterion == BLANK) & (votes.cast.criteria.index != BLANK)
    for ballots in _columns(content):
        if (votes.criterion[ballots] == BLANK).all():
            unknown[ballots] = False  # told once, at the heading
    yield from at_each(UnknownCriterion, np.flatnonzero(unknown), lambda ballot: _unknown_criterion(content, ballot, own=True))


def blank_criteria(content: Content) -> Told:
    """A grade without its criterion, where each row is a vote."""
    votes = content.votes
    rows = np.flatnonzero(~votes.cast.wide & (votes.cast.criteria.index == BLANK))
    rows = rows if "criterion" in votes.lines.grid.cells else rows[:0]
    details = {"heading": "Critère"}
    yield from at_each(MissingValue, rows, lambda ballot: found(MissingValue, _criterion_spot(content, ballot), details))


def respelled_headings(content: Content) -> Told:
    """A heading that names a criterion by its label, or spells its code otherwise."""
    votes = content.votes
    known = (ballots[votes.criterion[ballots] != BLANK] for ballots in _columns(content))
    yield from _respelled(content, np.array([ballots[0] for ballots in known if len(ballots)], np.int64))


def respelled_criteria(content: Content) -> Told:
    """The same in the cells of a long list of votes."""
    votes = content.votes
    yield from _respelled(content, np.flatnonzero(~votes.cast.wide & (votes.criterion != BLANK)))


def grade_notes(content: Content) -> Told:
    """What reading each grade on its scale gave to say: wrong types, grades off the scale, corrections."""
    yield from noted(content.votes.reading, content.votes.notes, content.votes.spot)


@once
def _judged(content: Content) -> np.ndarray:
    """Mask of the ballots whose session is known and has criteria."""
    has = content.criteria.has_session(len(content.sessions.codes))
    return np.append(has, False)[content.votes.session]


@once
def _columns(content: Content) -> list[np.ndarray]:
    """The ballots of each wide column, sheet after sheet."""
    votes = content.votes
    wide = np.flatnonzero(votes.cast.wide)
    columns, which = distinct(votes.lines.grid.sheet_of[votes.cast.line[wide]] * 20_000 + votes.cast.column[wide])
    order = np.argsort(which.astype(np.min_scalar_type(len(columns))), kind="stable")  # small numbers are sorted by their digits
    return [wide[part] for part in np.split(order, np.cumsum(np.bincount(which))[:-1])] if len(wide) else []


def _unknown_criterion(content: Content, ballot: int, *, own: bool = False) -> Finding:
    """own: at the vote's own cell rather than at its heading."""
    votes = content.votes
    spot = _criterion_spot(content, ballot)
    if own and votes.cast.wide[ballot]:
        spot = Spot(*votes.cast.place(ballot), spot.text, spot.session)
    codes = content.criteria.of_session(int(votes.session[ballot]))
    near = nearest(spot.text, codes)
    hint = f"Vouliez-vous dire {near} ?" if near else "Ajoutez-le à la feuille, ou corrigez le code."
    return found(UnknownCriterion, spot, {"known": listed(codes), "hint": hint})


def _criterion_spot(content: Content, ballot: int) -> Spot:
    cast = content.votes.cast
    session = content.votes.lines.code_of(int(cast.line[ballot]))
    return Spot(*cast.place_of_criterion(ballot), cast.criteria.text(ballot), session)


def _respelled(content: Content, ballots: np.ndarray) -> Told:
    votes = content.votes
    codes = content.criteria.codes
    other = _differ(votes.cast.criteria.words, votes.cast.criteria.index[ballots], codes, votes.criterion[ballots])

    def build(ballot: int) -> Finding:
        return found(
            CorrectedValue, _criterion_spot(content, ballot), {"read": codes[votes.criterion[ballot]], "rule": SAME_CODE}
        )

    yield from at_each(CorrectedValue, ballots[other], build)


def _first_ballots(line: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """The first ballot of each line, among those kept."""
    candidates = np.flatnonzero(kept)
    _, first = np.unique(line[candidates], return_index=True)
    return candidates[first]


def _differ(texts: Sequence[str | None], index: np.ndarray, codes: tuple[str, ...], numbers: np.ndarray) -> np.ndarray:
    """Mask of the entries whose text is not exactly the code that it was taken for; a None text is never told."""
    pool: dict[str, int] = {}
    written = np.array([-2 if text is None else pool.setdefault(text, len(pool)) for text in texts], np.int64)
    spelled = np.array([pool.get(code, -1) for code in codes], np.int64)
    if not len(index):
        return np.zeros(0, dtype=bool)
    return (written[index] != spelled[numbers]) & (written[index] != -2)
