"""What is read again after a write: of the programme, its statements and its outcomes, only the sessions that moved."""

from __future__ import annotations

import random
from contextlib import suppress

import pyarrow as pa
import pytest

from flash360 import ingest, paris
from flash360.access import SubjectKind
from flash360.access.scope import Scope, Sessions, Viewer, WholeProgramme
from flash360.coding import codebook, deciding, operations
from flash360.coding.deciding import TextAspect, TextCoding
from flash360.demo import portfolio
from flash360.demo.deliveries import worded
from flash360.errors import Flash360Error
from flash360.ingest import erasing
from flash360.model import Aspect, Role, Section
from flash360.store import read
from flash360.store.grants import Wanted, give
from flash360.ui import asking, data
from flash360.ui.programme import followed
from flash360.ui.scorecard import panel
from flash360.validation import session_code_key
from flash360.workbook import Shape, write_workbook

ANALYST = Viewer("Analyste", Role.ANALYSTE, WholeProgramme())
WHOLE = ("programme", "statements", "outcomes")


@pytest.fixture(autouse=True)
def apart(monkeypatch):
    """In a base of a few sessions too, those that moved are read again by themselves."""
    monkeypatch.setattr(asking, "_LEAST", 100)


class Many:
    """Workbooks of a few sessions, imported, coded and undone as a seed decides."""

    def __init__(self, base, seed: int) -> None:
        self.base, self.drawn = base, random.Random(seed)
        of = (Section.VOTES, Section.STATEMENTS, Section.OUTCOMES)
        full = [worded(one) for one in portfolio() if set(of) <= set(one.sections)]
        self.own = [full[place] for place in (0, 3, 5, 6, 2)]
        self.numbers = list[int]()
        self.operations = list[int]()

    def records(self, place: int) -> dict[Section, list[dict]]:
        """A session as one of its workbooks may tell it."""
        draw, own = self.drawn, self.own[place]
        code = own[Section.FICHE][0]["session_code"]
        code = draw.choice([code, code.lower(), code.replace("-", " ")])  # one session, which stands elsewhere among the others
        kept = {section for section in own if section in (Section.FICHE, Section.PARTICIPANTS, Section.CRITERIA)}
        kept |= {section for section in own if section not in kept and draw.random() < 0.7}
        rows = {section: [{**row, "session_code": code} for row in own[section]] for section in own if section in kept}
        rows[Section.FICHE][0]["title"] = draw.choice(["Un titre", "Un autre titre"])
        if Section.STATEMENTS in rows:
            rows[Section.STATEMENTS] = rows[Section.STATEMENTS][: draw.randint(1, 9)]
        return rows

    def bring(self, places: list[int]) -> None:
        self.write(*(self.records(place) for place in places))

    def write(self, *every: dict[Section, list[dict]]) -> None:
        joined = {section: [row for one in every for row in one.get(section, [])] for section in Section}
        shape = Shape.SINGLE if len(every) == 1 else Shape.MULTI
        content = write_workbook({section: rows for section, rows in joined.items() if rows}, shape)
        receipt = ingest.import_workbook(self.base, content, "atelier.xlsx", author="ana")
        if receipt.outcome == "committed":
            self.numbers.append(receipt.number)

    def undo(self) -> None:
        with suppress(Flash360Error):
            self.numbers.append(ingest.undo(self.base, self.drawn.choice(self.numbers), author="ana").number)

    def code(self) -> None:
        """Give a theme or an aspect to a text, or take such a decision back, or give it again."""
        texts = read.statements(self.base, WholeProgramme()).select(["session_id", "text_key"]).to_pylist()
        way = self.drawn.choice(["code", "second", "aspect", "undo"])
        if way == "undo" and self.operations:
            operations.undo(self.base, self.drawn.choice(self.operations), author="ana")
        elif texts and way == "aspect":
            given = TextAspect(*self.drawn.choice(texts).values(), self.drawn.choice(list(Aspect)))
            self.operations.append(deciding.give_aspects(self.base, [given], author="ana"))
        elif texts:
            theme = self.drawn.choice([row["theme"] for row in read.themes(self.base).to_pylist() if row["parent"]])
            given = TextCoding(*self.drawn.choice(texts).values(), theme)
            self.operations.append(deciding.code(self.base, [given], author="ana", second=way == "second"))

    def step(self) -> None:
        match self.drawn.random():
            case low if low < 0.3:
                self.undo()
            case low if low < 0.55:
                self.code()
            case _:
                self.bring(self.drawn.sample(range(len(self.own)), self.drawn.choice([1, 1, 1, 2, 4])))


def ids(base) -> list[str]:
    return read.programme(base, WholeProgramme(), paris.today())["session_id"].to_pylist()


def more(question: str) -> tuple[object, ...]:
    return (paris.today(),) if question == "programme" else ()


def looked_at(viewer: Viewer, question: str) -> pa.Table:
    """As the screens have it."""
    return asking.read_whole(question, viewer.scope, *more(question))


def anew(base, viewer: Viewer, question: str) -> pa.Table:
    """As the base says it."""
    return getattr(read, question)(base, viewer.scope, *more(question))


@pytest.fixture
def base(path):
    yield data.base()
    data.release()


@pytest.fixture
def reads(monkeypatch):
    """The scopes that `read` was asked for, by question."""
    found = list[tuple[str, Scope]]()

    def spied(question):
        ask = getattr(read, question)

        def spy(base, scope, *more):
            found.append((question, scope))
            return ask(base, scope, *more)

        return spy

    for question in WHOLE:
        monkeypatch.setattr(read, question, spied(question))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_after_any_imports_codings_and_undoings_it_is_what_would_be_read_anew(base, seed, reads):
    many = Many(base, seed)
    many.bring([0, 1, 2])
    partner = Viewer("Ville", Role.PARTENAIRE, Sessions(tuple(ids(base)[1:])))
    whole = 0
    for _ in range(10):
        for viewer in (ANALYST, partner):
            for question in WHOLE:
                reads.clear()
                kept = looked_at(viewer, question)
                told = [scope for name, scope in reads if name == question]
                whole += ANALYST.scope in told
                assert viewer is ANALYST or all(set(scope.session_ids) <= set(partner.scope.session_ids) for scope in told)
                assert kept.equals(anew(base, viewer, question)), question
        many.step()
    assert whole == len(WHOLE)  # the first time


def test_an_import_reads_again_the_session_that_it_brings_and_no_other(base, reads):
    many = Many(base, 1)
    many.bring([0, 1, 2])
    own = many.records(2)
    keys = map(session_code_key, data.programme(ANALYST)["code"].to_pylist())
    codes = dict(zip(keys, ids(base), strict=True))
    moved = codes[session_code_key(own[Section.FICHE][0]["session_code"])]
    partner = Viewer("Ville", Role.PARTENAIRE, Sessions(tuple(one for one in codes.values() if one != moved)))
    before = [[looked_at(viewer, question) for question in WHOLE] for viewer in (ANALYST, partner)]
    own[Section.FICHE][0]["title"] = "Encore un titre"
    many.write(own)
    reads.clear()
    after = [[looked_at(viewer, question) for question in WHOLE] for viewer in (ANALYST, partner)]
    assert reads == [(question, Sessions((moved,))) for question in WHOLE]
    assert all(now is then for now, then in zip(after[1], before[1], strict=True))
    assert "Encore un titre" in after[0][0]["title"].to_pylist()
    assert "Encore un titre" not in before[0][0]["title"].to_pylist()


@pytest.mark.parametrize(("seed", "at_once"), [(0, 20_000), (1, 20_000), (0, 2)])
def test_what_is_had_of_one_session_out_of_all_is_what_would_be_asked_of_it(base, seed, at_once, monkeypatch):
    monkeypatch.setattr(data, "_AT_ONCE", at_once)
    many = Many(base, seed)
    many.bring([0, 1, 2])
    partner = Viewer("Ville", Role.PARTENAIRE, Sessions(tuple(ids(base)[1:])))
    seen = 0
    for _ in range(8):
        many.step()
        for viewer in (ANALYST, partner):
            for one in ids(base):
                statements = read.statements(base, viewer.scope, one)
                imports = read.session_imports(base, viewer.scope, one)
                assert data.statements(viewer, one).equals(statements)
                assert data.outcomes(viewer, one).equals(read.outcomes(base, viewer.scope, one))
                assert data.session_imports(viewer, one).select(imports.column_names).equals(imports)
                seen += statements.num_rows
    assert seen


def test_panels_are_read_with_those_beside_them_in_scope_and_again_when_they_move(base, monkeypatch):
    many = Many(base, 1)
    many.write(*many.own[:3])
    first, second, third = ids(base)
    partner = Viewer("Ville", Role.PARTENAIRE, Sessions((second, third)))
    asked, ask = list[list[str]](), read.panels
    monkeypatch.setattr(panel, "_begins", lambda one: one == first)
    monkeypatch.setattr(read, "panels", lambda base, scope, some: asked.append(list(some)) or ask(base, scope, some))

    def rows(viewer: Viewer, session_id: str) -> list[list[dict]]:
        found = panel._rows(viewer, session_id)
        assert found.votes.num_rows or viewer is partner
        return [table.to_pylist() for table in (found.people, found.criteria, found.votes)]

    def alone(viewer: Viewer, session_id: str) -> list[list[dict]]:
        found = ask(base, viewer.scope, [session_id])
        return [table.to_pylist() for table in (found.people, found.criteria, found.votes)]

    for viewer in (ANALYST, partner):
        for one in (first, second, third):
            assert rows(viewer, one) == alone(viewer, one)
    assert asked == [[first, second, third], [first], [second, third]]
    asked.clear()
    changed = many.own[0]
    changed[Section.VOTES] = [{**row, "grade": None} for row in changed[Section.VOTES]]
    many.write(changed)
    moved = data.session(ANALYST, changed[Section.FICHE][0]["session_code"])["session_id"]
    for one in (first, second, third):
        assert rows(ANALYST, one) == alone(ANALYST, one)
    assert asked == [[first, second, third]]
    assert all(row["grade"] is None for row in rows(ANALYST, moved)[2])


def test_a_session_that_comes_moves_only_those_that_it_comes_among_to_another_group():
    ids = [f"{place:031x}{place * 7 % 16:x}" for place in range(80)]
    groups = {one: panel.beside(pa.chunked_array([ids]), one) for one in ids}
    for one, group in groups.items():
        assert one in group
        assert all(groups[other] == group for other in group)
    assert [one for group in dict.fromkeys(map(tuple, groups.values())) for one in group] == ids
    more = [*ids[:41], "f" * 32, *ids[41:]]
    after = {one: panel.beside(pa.chunked_array([more[:30], more[30:]]), one) for one in ids}
    assert (
        {one for one in ids if after[one] != groups[one]}
        == {one for one in ids if "f" * 32 in after[one]}
        == set(groups[ids[40]])
    )
    assert panel.beside(pa.chunked_array([ids]), "e" * 32) == ["e" * 32]


def test_those_that_are_read_together_are_few_where_no_id_begins_a_group():
    ids = [f"{place:031x}1" for place in range(60)]
    for place, one in enumerate(ids):
        group = panel.beside(pa.chunked_array([ids]), one)
        assert group == ids[max(0, place - 8) : place + 8]


@pytest.mark.parametrize("seed", range(2))
def test_what_became_of_each_session_is_what_would_be_told_anew(base, seed, monkeypatch):
    sizes, tell = list[int](), followed._told

    def spy(programme, outcomes):
        sizes.append(programme.num_rows)
        return tell(programme, outcomes)

    monkeypatch.setattr(followed, "_told", spy)
    many = Many(base, seed)
    many.bring([0, 1, 2, 3])
    partner = Viewer("Ville", Role.PARTENAIRE, Sessions(tuple(ids(base)[1:])))
    for viewer in (ANALYST, partner):
        followed.of_viewer(viewer)
    told = list[int]()
    for _ in range(8):
        many.step()
        for viewer in (ANALYST, partner):
            sizes.clear()
            kept = followed.of_viewer(viewer)
            told += sizes if viewer is ANALYST else []
            anew = tell(data.programme(viewer), data.outcomes(viewer))
            assert kept.equals(anew.drop_columns(["session_id", "code"]))
    assert 1 in told  # of four: that which moved


def others(base):
    """What is written of no session by name, one after the other."""
    first, second, _ = ids(base)
    theme = read.themes(base)["theme"][-1].as_py()
    codebook.retire(base, theme, author="ana")
    yield "a theme retired"
    give(base, Wanted(SubjectKind.EMAIL, "p@x.fr", Role.PARTENAIRE, session_id=first), author="ana", today=paris.today())
    yield "a grant"
    erasing.erase_session(base, second, author="ana", reason="demande")
    yield "a session erased"


def test_what_is_written_otherwise_has_everything_read_again(base, reads):
    many = Many(base, 1)
    many.write(*many.own[:3])
    for question in WHOLE:
        looked_at(ANALYST, question)
    for what in others(base):
        for question in WHOLE:
            reads.clear()
            kept = looked_at(ANALYST, question)
            assert reads == [(question, ANALYST.scope)], what
            assert kept.equals(anew(base, ANALYST, question)), what


@pytest.mark.parametrize(("limit", "value"), [("_MOST", 1), ("_LEAST", 1)])
def test_many_sessions_that_moved_are_read_with_all_the_others(base, reads, monkeypatch, limit, value):
    monkeypatch.setattr(asking, limit, value)
    many = Many(base, 1)
    many.bring([0, 1, 2])
    looked_at(ANALYST, "programme")
    many.bring([0, 1])
    reads.clear()
    looked_at(ANALYST, "programme")
    assert reads == [("programme", ANALYST.scope)]
