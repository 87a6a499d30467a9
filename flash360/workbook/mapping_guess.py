"""What the first rows of an unknown sheet let one guess of a mapping, for the analyst to correct."""

from __future__ import annotations

from flash360.model import Section
from flash360.workbook.answers import is_answer
from flash360.workbook.columns import COLUMNS, SESSION
from flash360.workbook.headings import Headings, is_personal
from flash360.workbook.layouts.roles import is_college
from flash360.workbook.mapping import Mapping
from flash360.workbook.reading import Outline

_PARTICIPANT, _CRITERION, _GRADE = COLUMNS[Section.VOTES]
_KNOWN = Headings([SESSION, _PARTICIPANT, _CRITERION, _GRADE, COLUMNS[Section.PARTICIPANTS][1]])


def headings_of(sheet: Outline, row: int) -> tuple[str, ...]:
    """The headings that a row of a sheet would give, each once; a blank cell gives none."""
    cells = sheet.rows.get(row, {})
    return tuple(dict.fromkeys(cells[index] for index in sorted(cells)))


def guess_mapping(sheet: Outline, row: int) -> Mapping:
    """The mapping that headings and answers suggest: every column whose answers look like votes is voted on.

    row: 1-based, of the headings. criteria is empty when nothing looks like a vote. No sheet is named: the next file of the
    same headings may call its own otherwise.
    """
    headings = sheet.rows.get(row, {})
    roles: dict[str, str] = {}
    votes: list[str] = []
    for index, heading in sorted(headings.items()):
        spec = _KNOWN.exact(heading)
        texts = [cells[index] for number, cells in sheet.rows.items() if number > row and index in cells]
        if spec:
            roles.setdefault(spec.key, heading)
        elif texts and is_college(set(texts)):
            roles.setdefault("college", heading)
        elif texts and not is_personal(heading) and 2 * sum(map(is_answer, texts)) >= len(texts):
            votes.append(heading)
    participant, college, session = (roles.get(key) for key in ("participant", "college", "session_code"))
    if "criterion" in roles and "grade" in roles:
        return Mapping(row, (roles["criterion"],), participant, roles["grade"], college, session=session)
    return Mapping(row, tuple(votes), participant, college=college, session=session)
