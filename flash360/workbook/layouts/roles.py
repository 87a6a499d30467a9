"""What a column of a form holds, from its heading and its answers."""

from __future__ import annotations

from collections.abc import Collection

from flash360.model import Section
from flash360.workbook.answers import is_answer
from flash360.workbook.columns import COLUMNS
from flash360.workbook.folding import fold, singular
from flash360.workbook.headings import Headings, is_personal
from flash360.workbook.layouts.form import Role
from flash360.workbook.personal import looks_like_a_name, personal_column
from flash360.workbook.wording import plain

_KNOWN = Headings([*COLUMNS[Section.PARTICIPANTS][1:], COLUMNS[Section.VOTES][0]])
_ROLES = {
    "participant": Role.CODE, "college": Role.COLLEGE, "organisation": Role.ORGANISATION, "territory": Role.TERRITORY,
}  # fmt: skip
_ASKS_COLLEGE = frozenset(
    map(
        plain,
        ("Votre collège", "Vous êtes", "Vous êtes…", "Je suis", "Profil", "Votre profil", "Vous participez en tant que"),
    )
)
_COLLEGES = frozenset((
    "usager", "usagere", "citoyen", "citoyenne", "habitant", "beneficiaire", "expert", "experte", "agent", "agente",
    "agent public", "decideur", "decideuse", "elu", "elue", "elu local",
))  # fmt: skip


def is_vote(texts: Collection[str]) -> bool:
    """Whether the distinct texts of a column are votes for the most part; one odd text leaves it a column of votes."""
    answers = sum(map(is_answer, texts))
    return answers > 0 and (2 * answers >= len(texts) or len(texts) - answers == 1)


def is_college(texts: Collection[str]) -> bool:
    """Whether the distinct texts of a column name collèges, every one."""
    return bool(texts) and all(singular(fold(text)) in _COLLEGES for text in texts)


def role_of(heading: str, texts: Collection[str], criteria: Collection[str], college: str | None, *, asked: bool) -> Role:
    """What a question holds. asked: whether nobody answered it."""
    words = plain(heading)
    if college is not None and words == plain(college):
        return Role.COLLEGE
    if words in criteria:
        return Role.VOTE
    spec = _KNOWN.exact(heading)
    named = spec is not None and spec.key == "participant" and _names(texts)
    if spec and not named and not personal_column(heading, texts):
        return _ROLES[spec.key]
    if named:
        return Role.PERSONAL
    if is_vote(texts):
        return Role.VOTE
    if personal_column(heading, texts) or is_personal(heading):
        return Role.PERSONAL
    if is_college(texts) or words in _ASKS_COLLEGE:
        return Role.COLLEGE
    return Role.TECHNICAL if asked else Role.OTHER


def _names(texts: Collection[str]) -> bool:
    """Whether most of the codes of a column are rather names."""
    return 2 * sum(map(looks_like_a_name, texts)) > len(texts)
