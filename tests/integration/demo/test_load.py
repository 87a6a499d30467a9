"""The demonstration in a real base, made through real workbooks."""

from __future__ import annotations

from datetime import date

import pytest

from flash360 import demo, ingest
from flash360.access.scope import WholeProgramme
from flash360.demo.samples import CORRECTED, KNOWN, NEW, samples
from flash360.errors import NotImportable
from flash360.model import OutcomeStatus, Step, Verdict
from flash360.store import read
from flash360.store.database import Database

ALL = WholeProgramme()
TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    with Database.open(tmp_path_factory.mktemp("demo") / "base.duckdb") as database:
        seen = []
        demo.load(database, progress=lambda done, asked, name: seen.append((done, asked, name)))
        assert seen[-1][:2] == (48, 48)
        yield database


@pytest.fixture(scope="module")
def rows(base):
    return {row["code"]: row for row in read.programme(base, ALL, TODAY).to_pylist()}


def test_the_base_is_sound(base):
    assert ingest.verify(base) == []


def test_forty_eight_fictional_sessions_and_one_real(base, rows):
    assert len(rows) == 49
    assert set(rows) - demo.fictional_codes(base) == {"F360-2017-01"}
    assert demo.is_demonstration(base)


def test_all_steps_verdicts_and_outcomes_are_seen_by_the_programme(rows):
    assert {row["step"] for row in rows.values()} == {str(step) for step in Step}
    assert {row["verdict"] for row in rows.values()} == {str(verdict) for verdict in Verdict} | {None}
    assert {row["outcome_status"] for row in rows.values()} == {str(status) for status in OutcomeStatus} | {None}
    assert {row["late"] for row in rows.values()} == {True, False}


def test_panels_are_split_unanimous_and_between_two_grades(rows):
    assert any(row["feasibility_disagreement"] for row in rows.values())
    assert any(row["impact_disagreement"] for row in rows.values())
    assert any(row["feasibility_agreement"] == row["impact_agreement"] == 1 for row in rows.values())
    between = [
        row
        for row in rows.values()
        if row["feasibility_grade"] is not None and row["feasibility_grade"] < row["feasibility_grade_upper"]
    ]
    assert between
    assert all(row["feasibility_n"] % 2 == 0 for row in between)


def test_the_pilot_session_has_no_votes(base, rows):
    pilot = rows["F360-2017-01"]
    assert (pilot["verdict"], pilot["declared_verdict"], pilot["session_date"], pilot["step"]) == (
        None, "favourable", None, "session",
    )  # fmt: skip
    assert read.votes(base, ALL, pilot["session_id"]).num_rows == 0
    assert read.participants(base, ALL, pilot["session_id"]).num_rows == 0


def test_the_history_tells_corrections_and_undone_imports(base):
    history = read.history(base, ALL).to_pylist()
    assert len(history) > 30
    assert {row["layout"] for row in history} == {"template", "template-multi", "saisie", "undo"}
    inactive = [row["file_name"] for row in history if row["layout"] != "undo" and not row["active"]]
    assert inactive == ["demo_suites_2024-12_brouillon.xlsx"]
    moments = [row["recorded_at"] for row in reversed(history)]
    assert moments == sorted(moments)
    assert moments[-1].date() <= date(2026, 11, 25)


def test_dossiers_under_way_have_a_panel_being_composed_and_a_partner_has_proposed(base, rows):
    places: dict[str, int] = {}
    for row in read.invitations(base, ALL).to_pylist():
        places[row["code"]] = places.get(row["code"], 0) + row["planned"]
    assert {code: (rows[code]["step"], count) for code, count in places.items()} == {
        "F360-2026-04": ("cadrage", 16),
        "F360-2026-05": ("cadrage", 18),
    }
    assert [row["state"] for row in read.proposals(base, ALL).to_pylist()] == ["pending"]


def test_statements_are_coded_with_the_codebook_but_for_a_few(base):
    labels = {row["theme"]: row["label"] for row in read.themes(base).to_pylist()}
    statements = read.statements(base, ALL).to_pylist()
    coded = [row for row in statements if row["theme"]]
    assert 0.75 < len(coded) / len(statements) < 1
    assert all(labels[row["theme"]] == row["theme_label"] for row in coded)


def test_the_demonstration_does_not_mix_with_other_sessions(base):
    version = base.version()
    with pytest.raises(NotImportable, match="base vide"):
        demo.load(base)
    assert base.version() == version


def test_samples_change_bring_and_repeat(base):
    previews = [ingest.preview(base, content, name) for name, content in samples().items()]
    assert all(preview.importable for preview in previews)
    changed, new, repeated = previews
    assert changed.codes == (CORRECTED,)
    assert [(c.votes_corrected, c.verdict_before, c.verdict_after) for c in changed.conclusions] == [
        (3, Verdict.WITH_RESERVATIONS, Verdict.FAVOURABLE)
    ]
    assert (new.codes, new.nothing_to_do) == ((NEW,), False)
    assert (repeated.codes, repeated.nothing_to_do) == (KNOWN, True)


def test_older_sessions_of_a_larger_portfolio_come_by_hundreds(tmp_path):
    with Database.open(tmp_path / "base.duckdb") as database:
        demo.load(database, sessions=60, seed=3)
        assert len(demo.fictional_codes(database)) == 60
        assert "demo_lot_001.xlsx" in read.history(database, ALL)["file_name"].to_pylist()


def test_an_empty_base_is_no_demonstration(tmp_path):
    with Database.open(tmp_path / "base.duckdb") as database:
        assert not demo.is_demonstration(database)
