"""A table of respondents: a row per person, a column per question, and the columns that a tool adds of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flash360.workbook.reading import Layout
from flash360.workbook.wording import plain


class Role(StrEnum):
    """What a column of a form holds. Those without a role are questions, told apart by their answers.

    PARTICIPANT: the number that a tool gives. CODE: the participant's code, kept as it is. SESSION: the code of each row's
    session. ASIDE: left out by the analyst.
    """

    PARTICIPANT = "participant"
    RUN = "run"
    TECHNICAL = "technical"
    PERSONAL = "personal"
    COLLEGE = "college"
    ORGANISATION = "organisation"
    TERRITORY = "territory"
    VOTE = "vote"
    OTHER = "other"
    CODE = "code"
    SESSION = "session_code"
    CRITERION = "criterion"
    ASIDE = "aside"


@dataclass(frozen=True)
class Form:
    """One sheet recognised as the export of a tool.

    name: completes « Reconnu : … ». row: 1-based row of the headings; headings: as written, by 0-based column.
    roles: of the columns that the tool adds. finished: the column that is blank where a person did not finish.
    cleaned: how to read an answer that the tool decorates, by which rule.
    long: whether a row is a vote, its criterion in a column of its own.
    first_row: of the headings that have several levels, 0 when they have one.
    """

    layout: Layout
    name: str
    row: int
    headings: Mapping[int, str]
    roles: Mapping[int, Role] = field(default_factory=dict)
    finished: int | None = None
    cleaned: Callable[[str], str] | None = None
    rule: str = ""
    long: bool = False
    first_row: int = 0


def roles_of(headings: Mapping[int, str], words: Mapping[Role, tuple[str, ...]]) -> dict[int, Role]:
    """The role of each heading that is one of these words."""
    known = {plain(text): role for role, texts in words.items() for text in texts}
    return {index: known[plain(text)] for index, text in headings.items() if plain(text) in known}
