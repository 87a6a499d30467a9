"""Rules on a session's panel."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from flash360.findings import CATALOGUE, Finding
from flash360.labels import COLLEGE
from flash360.model import MAX_PARTICIPANTS, College, Section
from flash360.validation.content import Content, once
from flash360.validation.grid import BLANK
from flash360.validation.tell import Told, at_each, found

MissingCollege = CATALOGUE["missing-college"]
NegativePlaces = CATALOGUE["negative-places"]
PanelTooLarge = CATALOGUE["panel-too-large"]
PersonalData = CATALOGUE["personal-data"]
TooManyParticipants = CATALOGUE["too-many-participants"]


def names_hidden(content: Content) -> Told:
    """A participant's code that looks like a name, replaced by P01, P02…"""
    participants = content.drafts[Section.PARTICIPANTS]
    codes = participants.values.get("participant")

    def build(row: int) -> Finding:
        given = codes[row].as_py() if codes is not None else ""
        details = {"what": "le code du participant ressemble à un nom", "done": f"il est remplacé par {given}"}
        return found(PersonalData, participants.spot(row, "participant"), details)

    yield from at_each(PersonalData, np.flatnonzero(content.named), build)


def too_many_participants(content: Content) -> Told:
    """More than MAX_PARTICIPANTS people in one session."""
    session = _listed(content)[0]
    counts = np.bincount(session, minlength=1)
    for number in np.flatnonzero(counts > MAX_PARTICIPANTS):
        yield TooManyParticipants(session=content.sessions.codes[number], details={"count": int(counts[number])})


def planned_places(content: Content) -> Told:
    """Places that are no number of people, or more of them for one session than MAX_PARTICIPANTS."""
    invitations = content.drafts[Section.INVITATIONS]
    for key in ("planned", "confirmed"):
        if key in invitations.values:
            below = pc.fill_null(pc.less(invitations.values[key], 0), False).to_numpy(zero_copy_only=False)
            rows = np.flatnonzero(below)
            yield from at_each(NegativePlaces, rows, lambda row, key=key: found(NegativePlaces, invitations.spot(row, key)))
    if "planned" not in invitations.values:
        return
    known = invitations.session != BLANK
    places = pc.fill_null(invitations.values["planned"], 0).to_numpy(zero_copy_only=False)
    counts = np.bincount(invitations.session[known], places[known], minlength=1)
    for number in np.flatnonzero(counts > MAX_PARTICIPANTS):
        yield PanelTooLarge(session=content.sessions.codes[number], details={"count": int(counts[number])})


def missing_colleges(content: Content) -> Told:
    """A collège of which a listed panel has nobody; not asked of a panel where someone's collège could not be read."""
    session, colleges = _listed(content)
    participants = content.drafts[Section.PARTICIPANTS]
    readable = ~np.isin(session, participants.session[~participants.complete()])
    present = set(zip(session[readable].tolist(), colleges[readable].tolist(), strict=True))
    panels = sorted({number for number, _ in present})
    for college in College:
        for number in panels:
            if (number, college.value) not in present:
                yield MissingCollege(session=content.sessions.codes[number], details={"college": COLLEGE[college]})


@once
def _listed(content: Content) -> tuple[np.ndarray, np.ndarray]:
    """Session and collège of the participants that the workbook lists, each once."""
    participants = content.drafts[Section.PARTICIPANTS]
    kept = participants.complete()
    kept[content.repeats[Section.PARTICIPANTS].again] = False
    if "college" not in participants.values:
        return np.zeros(0, np.int64), np.zeros(0, object)
    colleges = participants.values["college"].to_numpy(zero_copy_only=False)
    return participants.session[kept], colleges[kept]
