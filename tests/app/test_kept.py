"""What is kept of the base is what the base says, whatever was written; and what a write does not concern stays as it was."""

from __future__ import annotations

import gc
from datetime import date

import pyarrow as pa
import pytest

from flash360 import ingest, paris
from flash360.access import SubjectKind
from flash360.access.scope import Sessions, Viewer, WholeProgramme
from flash360.coding import codebook, deciding
from flash360.coding.deciding import TextCoding
from flash360.demo import portfolio
from flash360.demo.deliveries import worded
from flash360.ingest import erasing, proposing
from flash360.model import Role, Section
from flash360.store import read
from flash360.store.grants import Wanted, give
from flash360.ui import data, once
from flash360.ui.once import Once
from flash360.ui.programme import filters, overview, sessions_table
from flash360.ui.programme.filters import Choice
from flash360.ui.scorecard import made, panel
from flash360.workbook import Shape, write_workbook

ANALYST = Viewer("Analyste", Role.ANALYSTE, WholeProgramme())
CHOICES = (Choice(), Choice(verdicts=("favorable",)))


@pytest.fixture
def base(path):
    """Three sessions, open as the screens have them."""
    with_votes = [one for one in portfolio() if {Section.VOTES, Section.STATEMENTS, Section.OUTCOMES} <= set(one.sections)]
    opened = data.base()
    for session in with_votes[:3]:
        bring(opened, worded(session))
    yield opened
    data.release()


def bring(base, records) -> int:
    receipt = ingest.import_workbook(base, write_workbook(records, Shape.SINGLE), "atelier.xlsx", author="ana")
    assert receipt.outcome == "committed"
    return receipt.number


def ids(base) -> list[str]:
    return read.programme(base, WholeProgramme(), paris.today())["session_id"].to_pylist()


def plain(found: object) -> object:
    """A value that can be compared."""
    if isinstance(found, pa.Table):
        return found.to_pylist()
    if isinstance(found, (list, tuple)):
        return [plain(one) for one in found]
    if hasattr(found, "spec"):
        return [found.title, found.sentence, plain(found.data), plain(found.table)]  # type: ignore[attr-defined]
    return repr(found)


def everything(viewer: Viewer, sessions: list[str]) -> list[object]:
    """What the overview and the scorecards are made of."""
    analyst = viewer.role is Role.ANALYSTE
    whole = [data.programme, data.statements, data.outcomes, data.history, data.proposals, data.isolating]
    found: list[object] = [ask(viewer) for ask in whole] + [data.moved_at(), data.themes(), data.grant_rows(), data.grants()]
    for choice in CHOICES:
        makers = (filters.chosen, overview.summed, overview.plane)
        found += [make(viewer, choice) for make in makers] + [sessions_table.found(viewer, choice, "").rows]
    for one in sessions:
        asked = [data.fiche, data.criteria, data.statements, data.outcomes, data.session_imports]
        asked += [data.participants, data.votes] * analyst
        found += [ask(viewer, one) for ask in asked] + [panel.panel(viewer, one), made.said(viewer, one)]
    for code in data.programme(viewer)["code"].to_pylist():
        found += [data.session(viewer, code), made.promised(viewer, code)]
    return [plain(one) for one in found]


def held() -> int:
    """How many values are kept."""
    return sum(len(one._places) for one in gc.get_objects() if isinstance(one, Once))


def writes(base, sessions: list[str]):
    """Everything that may be written, one after the other; each does it when it is asked for."""
    first, second, _ = sessions
    code = data.session(ANALYST, read.fiche(base, WholeProgramme(), first)["code"])["code"]
    own = next(one for one in portfolio() if worded(one)[Section.FICHE][0]["session_code"] == code)
    changed = worded(own)
    changed[Section.VOTES] = [{**row, "grade": None} for row in changed[Section.VOTES]]
    number = bring(base, changed)
    yield "a workbook of the first with other votes"
    undone = ingest.undo(base, number, author="ana")
    yield "its undoing"
    ingest.undo(base, undone.number, author="ana")
    yield "the undoing of that"
    rows = {**changed, Section.FICHE: [{**changed[Section.FICHE][0], "session_code": "F360-NEUVE"}], Section.OUTCOMES: []}
    new = bring(base, {name: [{**row, "session_code": "F360-NEUVE"} for row in each] for name, each in rows.items() if each})
    yield "a new session"
    outcome = {"session_code": code, "date": date(2026, 1, 5), "status": "realised"}
    ingest.enter(base, {Section.OUTCOMES: [outcome]}, author="ana")
    yield "an outcome entered on screen"
    key = read.statements(base, WholeProgramme(), second)["text_key"][0].as_py()
    theme = read.themes(base)["theme"][-1].as_py()
    deciding.code(base, [TextCoding(second, key, theme)], author="ana")
    yield "a text of the second coded"
    codebook.retire(base, theme, author="ana")
    yield "its theme retired"
    give(base, Wanted(SubjectKind.EMAIL, "p@x.fr", Role.PARTENAIRE, session_id=first), author="ana", today=paris.today())
    yield "a grant"
    proposing.propose(base, Sessions((first,)), code, outcome | {"status": "abandoned"}, author="p@x.fr")
    yield "a proposal"
    proposing.confirm(base, read.proposals(base, WholeProgramme())["proposal_id"][0].as_py(), author="ana")
    yield "its confirmation"
    ingest.undo(base, new, author="ana")
    yield "the new session undone"
    who = read.participants(base, WholeProgramme(), second)["participant"][0].as_py()
    erasing.erase_participant(base, second, who, author="ana", reason="demande")
    yield "a participant of the second erased"
    erasing.erase_session(base, first, author="ana", reason="demande")
    yield "the first erased"


def test_whatever_is_written_what_is_kept_is_what_the_base_says(base):
    sessions = ids(base)
    partner = Viewer("Ville", Role.PARTENAIRE, Sessions(tuple(sessions[:1])))
    for viewer in (ANALYST, partner):
        everything(viewer, sessions)
    before = list[object]()
    for number, what in enumerate(writes(base, sessions)):
        viewer = partner if number % 3 == 2 else ANALYST
        kept = everything(viewer, sessions)
        once.forget()
        assert held() == 0
        assert kept == everything(viewer, sessions), what
        assert kept != before, what  # each write shows somewhere
        before = kept


def test_an_import_leaves_what_is_said_of_other_sessions_as_it_was(base):
    first, second, third = ids(base)
    codes = {one: data.fiche(ANALYST, one)["code"] for one in (first, second, third)}
    before = {one: (panel.panel(ANALYST, one), made.promised(ANALYST, codes[one])) for one in codes}
    choices = {one: Choice(administrations=(data.fiche(ANALYST, one)["administration"],)) for one in codes}
    planes = {one: overview.plane(ANALYST, choice) for one, choice in choices.items()}
    assert len(set(choices.values())) == 3
    next(writes(base, [first, second, third]))
    for one in codes:
        after = panel.panel(ANALYST, one), made.promised(ANALYST, codes[one])
        same = one != first
        assert [after[0] is before[one][0], overview.plane(ANALYST, choices[one]) is planes[one]] == [same, same]
        assert after[1] is before[one][1] or one == first


def test_nothing_of_what_was_erased_stays_in_what_is_kept(base):
    sessions = ids(base)
    everything(ANALYST, sessions)
    assert held() > 50
    erasing.erase_session(base, sessions[0], author="ana", reason="demande")
    assert held() == 0
