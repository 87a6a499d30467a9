"""Who may vote in each session: the participants that the workbook lists, else those that the base knows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from flash360.validation.codes import code_key
from flash360.validation.draft import Draft
from flash360.validation.grid import BLANK
from flash360.validation.lookup import Lookup, Vocabulary
from flash360.validation.sessions import Sessions


@dataclass(frozen=True)
class Roster:
    """Participants of all sessions. codes and session: of each; as written, then replaced where a name was written.

    lookup answers the codes as written, through `numbers`.
    """

    codes: tuple[str, ...]
    session: np.ndarray
    numbers: Vocabulary
    lookup: Lookup

    def of_session(self, session: int) -> list[str]:
        """The codes of one session, in order."""
        return [self.codes[row] for row in np.flatnonzero(self.session == session)]

    def has_session(self, sessions: int) -> np.ndarray:
        """Mask by session number: whether anyone is listed."""
        return np.bincount(self.session, minlength=sessions)[:sessions] > 0


def with_pseudonyms(participants: Draft) -> tuple[Draft, np.ndarray]:
    """Participants whose code is a name, renamed P01, P02… in their session, free codes in order of rows.

    Also gives the mask of the rows so renamed. A name written twice in a session has one pseudonym.
    """
    named = participants.names()
    if not named.any():
        return participants, named
    codes = participants.values["participant"].to_pylist()
    taken = {(int(session), code_key(code)) for session, code in zip(participants.session, codes, strict=True) if code}
    given: dict[tuple[int, str], str] = {}
    for row in np.flatnonzero(named):
        session, name = int(participants.session[row]), code_key(participants.grid.text(int(row), "participant"))
        if (session, name) not in given:
            given[session, name] = _free(session, taken)
        codes[row] = given[session, name]
    return participants.with_values(participant=pa.array(codes, pa.string())), named


def roster(participants: Draft, sessions: Sessions) -> Roster:
    """List who may vote; a session that the workbook lists anyone for is its own list, the base's is not added."""
    numbers = Vocabulary(code_key)
    rows = participants.grid
    cells = rows.cells.get("participant")
    written, codes = np.full(len(rows), BLANK), [""] * len(rows)
    if cells is not None:
        by_text = np.append(numbers.of(cells.words), BLANK)
        written = by_text[cells.index]
        codes = [code or "" for code in participants.values["participant"].to_pylist()]
    listed = set(np.unique(participants.session).tolist())
    more = [
        (number, code)
        for number, known in enumerate(sessions.known)
        if known is not None and number not in listed
        for code in sorted(known.participants)
    ]
    session = np.concatenate([participants.session, np.array([number for number, _ in more], np.int64)])
    session[[number for number, code in enumerate(codes) if not code]] = BLANK
    written = np.concatenate([written, numbers.of(code for _, code in more)])
    codes += [code for _, code in more]
    present = session != BLANK
    kept = tuple(code for code, here in zip(codes, present.tolist(), strict=True) if here)
    return Roster(kept, session[present], numbers, Lookup.of(session[present], written[present], len(numbers.numbers) + 1))


def _free(session: int, taken: set[tuple[int, str]]) -> str:
    number = 1
    while (session, code_key(f"P{number:02}")) in taken:
        number += 1
    taken.add((session, code_key(f"P{number:02}")))
    return f"P{number:02}"
