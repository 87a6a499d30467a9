"""What arrives on the analyst's desk."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from flash360.demo import portfolio
from flash360.demo.deliveries import Delivery, Switch
from flash360.demo.pilot import PILOT
from flash360.demo.samples import CORRECTED, FOLDER, KNOWN, NEW, samples
from flash360.demo.story import story
from flash360.model import Section, Verdict
from flash360.workbook import Shape

DOSSIERS = list(portfolio())
EVENTS = story(DOSSIERS)
DELIVERIES = [event for event in EVENTS if isinstance(event, Delivery)]


def parts(workbook: bytes) -> dict[str, bytes]:
    """What a workbook holds, whatever library compressed it."""
    with ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_workbooks_arrive_in_order_of_days_under_names_of_their_own():
    assert [event.day for event in EVENTS] == sorted(event.day for event in EVENTS)
    assert len({delivery.file_name for delivery in DELIVERIES}) == len(DELIVERIES)
    assert all(delivery.file_name.startswith("demo_") for delivery in DELIVERIES)


def test_every_dossier_arrives_with_all_its_outcomes():
    fiches = {row["session_code"] for delivery in DELIVERIES for row in delivery.sections.get(Section.FICHE, ())}
    assert fiches == {dossier.code for dossier in DOSSIERS}
    sent = Counter(
        (row["session_code"], row["date"], row["status"])
        for delivery in DELIVERIES
        if "brouillon" not in delivery.file_name
        for row in delivery.sections.get(Section.OUTCOMES, ())
    )
    told = Counter((d.code, row["date"], row["status"]) for d in DOSSIERS for row in d.records(Section.OUTCOMES))
    assert sent == told


def test_no_outcome_arrives_before_it_happened_or_before_its_session():
    known: set[object] = set()
    for delivery in DELIVERIES:
        known |= {row["session_code"] for row in delivery.sections.get(Section.FICHE, ())}
        for row in delivery.sections.get(Section.OUTCOMES, ()):
            assert isinstance(row["date"], date)
            assert row["date"] <= delivery.day
            assert row["session_code"] in known


def test_workbooks_come_in_both_shapes_and_votes_in_both_arrangements():
    assert {delivery.shape for delivery in DELIVERIES} == set(Shape)
    assert {delivery.long_votes for delivery in DELIVERIES} == {True, False}


def test_one_workbook_is_corrected_one_undone_and_one_undone_then_redone():
    assert sum("corrige" in delivery.file_name for delivery in DELIVERIES) == 1
    switches = [event for event in EVENTS if isinstance(event, Switch)]
    assert [(event.file_name, event.redo) for event in switches] == [
        ("demo_suites_2024-12_brouillon.xlsx", False),
        ("demo_suites_2025-06.xlsx", False),
        ("demo_suites_2025-06.xlsx", True),
    ]


@pytest.mark.parametrize("sessions", [1, 3, 9])
def test_a_small_portfolio_has_a_story_too(sessions):
    events = story(list(portfolio(sessions)))
    assert {event.file_name for event in events if isinstance(event, Switch)} <= {
        event.file_name for event in events if isinstance(event, Delivery)
    }


@pytest.mark.parametrize(("sessions", "seed"), [(6, 3), (66, 3), (200, 3), (117, 1)])
def test_the_corrected_workbook_is_of_a_session_whose_votes_are_known(sessions, seed):
    newest = list(portfolio(sessions, seed))[-48:]
    corrected = [event for event in story(newest) if isinstance(event, Delivery) and "corrige" in event.file_name]
    assert all(event.sections[Section.VOTES] for event in corrected)
    assert len(corrected) == (sessions > 6)


def test_the_pilot_session_has_its_published_facts_and_nothing_else():
    assert set(PILOT.sections) == {Section.FICHE}
    fiche = PILOT.fiche
    assert fiche["declared_verdict"] is Verdict.FAVOURABLE
    assert "session_date" not in fiche
    assert "mi-octobre" in fiche["reported_date"]
    assert "8 octobre 2017" in fiche["reported_date"]
    assert "11 mars 2019" in fiche["source"]
    assert "diffère selon les sources" in fiche["source"]


def test_the_shipped_samples_are_those_that_the_code_writes():
    made = samples()
    assert {path.name: parts(path.read_bytes()) for path in FOLDER.glob("*.xlsx")} == {name: parts(made[name]) for name in made}
    assert all(name in (FOLDER / "README.md").read_text("utf-8") for name in made)


def test_samples_tell_a_known_session_from_a_new_one():
    codes = {dossier.code for dossier in DOSSIERS}
    assert {CORRECTED, *KNOWN} <= codes
    assert NEW not in codes
