"""The generator: the same for the same seed, and every case that the screens must cope with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from itertools import islice

import pytest

from flash360.demo import portfolio
from flash360.demo.deliveries import together
from flash360.demo.opinion import computed_verdict
from flash360.demo.steps import HORIZON
from flash360.model import MAX_PARTICIPANTS, OUTCOME_CLASS, College, OutcomeClass, OutcomeStatus, Scale, Section, Verdict
from flash360.workbook.columns import COLUMNS

DEFAULT = list(portfolio())


def scale(dossier) -> Scale:
    first = dossier.records(Section.CRITERIA)[0]
    return Scale(first["scale_min"], first["scale_max"], first["favourable_from"])


def verdict(dossier) -> Verdict | None:
    if not dossier.records(Section.VOTES):
        return None
    return computed_verdict(dossier.records(Section.CRITERIA), dossier.records(Section.VOTES), scale(dossier))


def colleges(dossier) -> Counter:
    return Counter(row["college"] for row in dossier.records(Section.PARTICIPANTS))


VOTED = [dossier for dossier in DEFAULT if dossier.records(Section.VOTES)]
HELD = [dossier for dossier in DEFAULT if dossier.fiche["session_date"]]


def test_the_same_seed_gives_the_same_dossiers_and_another_seed_others():
    assert list(portfolio(48, 1)) == DEFAULT
    assert list(portfolio(48, 2)) != DEFAULT


def test_the_workbook_has_the_same_bytes_in_another_interpreter():
    code = (
        "import hashlib, sys, datetime; from flash360.demo import portfolio; from flash360.demo.deliveries import together;"
        "sys.stdout.write(hashlib.sha256(together(datetime.date.max, 'x', portfolio(12, 5)).content()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland"))
    }
    assert len(digests) == 1


def test_records_have_the_fields_of_the_template_and_no_other():
    for dossier in DEFAULT:
        for section, records in dossier.sections.items():
            keys = {"session_code"} | {spec.key for spec in COLUMNS[section]}
            assert {key for record in records for key in record} == keys


def test_codes_are_numbered_within_their_year():
    assert [dossier.code for dossier in DEFAULT][:3] == ["F360-2021-01", "F360-2021-02", "F360-2021-03"]
    assert len({dossier.code for dossier in DEFAULT}) == 48
    assert {dossier.code[5:9] for dossier in DEFAULT} == {"2021", "2022", "2023", "2024", "2025", "2026"}


def test_every_step_is_the_furthest_of_some_dossier():
    steps = ("idea_date", "contact_date", "cadrage_date", "session_date")
    furthest = Counter(max(step for step in range(4) if dossier.fiche[steps[step]]) for dossier in DEFAULT)
    assert set(furthest) == {0, 1, 2, 3}
    assert any(row["status"] is OutcomeStatus.REALISED for dossier in HELD for row in dossier.records(Section.OUTCOMES))


def test_dates_follow_each_other_and_end_before_the_horizon():
    for dossier in DEFAULT:
        fiche = dossier.fiche
        known = [fiche[key] for key in ("idea_date", "contact_date", "cadrage_date", "session_date") if fiche[key]]
        known += [row["date"] for row in dossier.records(Section.OUTCOMES)]
        assert known == sorted(known)
        assert known[-1] <= HORIZON
        assert all(day.weekday() < 5 for day in known)


def test_some_sessions_are_late_and_most_are_not():
    late = [d for d in HELD if d.fiche["session_date"] - d.fiche["cadrage_date"] > timedelta(days=31)]
    assert 5 <= len(late) < len(HELD) / 2


@pytest.mark.parametrize("seed", [1, 2, 7, 360])
def test_every_verdict_is_given_whatever_the_seed(seed):
    assert {verdict(dossier) for dossier in portfolio(48, seed)} == set(Verdict) | {None}


def test_fiches_declare_the_verdict_of_the_votes_or_another_or_nothing_else_is_known():
    said = [(dossier.fiche["declared_verdict"], verdict(dossier)) for dossier in HELD]
    assert sum(declared is not None and declared == computed for declared, computed in said) > 20
    assert sum(None not in (declared, computed) and declared != computed for declared, computed in said) == 2
    assert sum(declared is not None and computed is None for declared, computed in said) == 2
    assert sum(declared is None for declared, _ in said) >= 4


def test_every_outcome_happens_and_some_sessions_have_several_or_none():
    seen = Counter(row["status"] for dossier in DEFAULT for row in dossier.records(Section.OUTCOMES))
    assert set(seen) == set(OutcomeStatus)
    assert {len(dossier.records(Section.OUTCOMES)) for dossier in HELD} >= {0, 1, 2, 3}


def test_ideas_are_stopped_before_their_session_too():
    early = [d for d in DEFAULT if not d.fiche["session_date"] and d.records(Section.OUTCOMES)]
    assert {OUTCOME_CLASS[row["status"]] for d in early for row in d.records(Section.OUTCOMES)} == {OutcomeClass.STOPPED}


def test_four_scales_are_in_use_and_one_to_five_most():
    scales = Counter(scale(dossier) for dossier in VOTED)
    assert set(scales) == {Scale(1, 5, 4), Scale(1, 4, 3), Scale(0, 10, 6), Scale(0, 1, 1)}
    assert scales[Scale(1, 5, 4)] > len(VOTED) / 2


def test_all_criteria_of_a_session_share_its_scale_and_both_axes_are_judged():
    for dossier in VOTED:
        criteria = dossier.records(Section.CRITERIA)
        assert {(row["scale_min"], row["scale_max"], row["favourable_from"]) for row in criteria} == {
            (scale(dossier).min, scale(dossier).max, scale(dossier).favourable_from)
        }
        axes = Counter(row["axis"] for row in criteria)
        assert len(axes) == 2
        assert min(axes.values()) >= 3
        assert max(Counter(row["axis"] for row in criteria if row["is_global"]).values(), default=0) <= 1


def test_panels_are_of_all_sizes_and_never_above_twenty():
    sizes = {len(dossier.records(Section.PARTICIPANTS)) for dossier in VOTED}
    assert min(sizes) < 5
    assert max(sizes) == MAX_PARTICIPANTS
    voters = {dossier.code: len({row["participant"] for row in dossier.records(Section.VOTES)}) for dossier in VOTED}
    assert any(voters[dossier.code] < len(dossier.records(Section.PARTICIPANTS)) for dossier in VOTED)


def test_a_collège_is_small_in_many_panels_and_missing_in_some():
    missing = {college for dossier in VOTED for college in College if not colleges(dossier)[college]}
    assert missing == set(College)
    assert sum(min(colleges(dossier).values()) <= 2 for dossier in VOTED) > 10


def test_nobody_speaks_for_a_missing_collège():
    for dossier in VOTED:
        spoken = {row["college"] for row in dossier.records(Section.STATEMENTS)} - {None}
        assert spoken <= set(colleges(dossier))


def test_people_abstain_here_and_there():
    grades = [row["grade"] for dossier in VOTED for row in dossier.records(Section.VOTES)]
    assert 0.02 < grades.count(None) / len(grades) < 0.08


def test_one_panel_is_unanimous():
    def spread(dossier) -> int:
        grades = [row["grade"] for row in dossier.records(Section.VOTES)]
        return max(grades) - min(grades) if None not in grades else 99

    assert min(spread(dossier) for dossier in VOTED) == 0


def test_freins_are_answered_or_left_uncovered_and_links_hold():
    answered = uncovered = 0
    for dossier in HELD:
        rows = {row["number"]: row for row in dossier.records(Section.STATEMENTS)}
        links = {row["answers_number"] for row in rows.values()} - {None}
        assert all(rows[number]["kind"] == "frein" for number in links)
        assert all(row["kind"] == "levier" for row in rows.values() if row["answers_number"])
        answered += len(links)
        uncovered += sum(row["kind"] == "frein" for row in rows.values()) - len(links)
    assert answered > 60
    assert uncovered > 40


def test_texts_hardly_come_back_in_the_default_portfolio():
    texts = Counter(row["text"] for dossier in DEFAULT for row in dossier.records(Section.STATEMENTS))
    assert len(texts) > 300
    assert max(texts.values()) <= 2
    assert len({dossier.fiche["title"] for dossier in DEFAULT}) == 48


def test_a_theme_or_an_aspect_is_sometimes_left_to_code():
    rows = [row for dossier in DEFAULT for row in dossier.records(Section.STATEMENTS)]
    assert 0 < sum(row["theme"] is None for row in rows) < len(rows) / 4
    assert 0 < sum(row["aspect"] is None for row in rows) < len(rows) / 4


@pytest.mark.parametrize("sessions", [1, 2, 7, 9])
def test_a_small_portfolio_has_as_many_dossiers_as_asked(sessions):
    assert len(list(portfolio(sessions))) == sessions


def test_a_huge_portfolio_gives_its_first_dossiers_at_once():
    first = list(islice(portfolio(100_000), 3))
    assert [dossier.code for dossier in first] == ["F360-2021-01", "F360-2021-02", "F360-2021-03"]
    assert together(HORIZON, "x", first).content()[:2] == b"PK"


def test_a_rural_idea_is_not_carried_by_a_town():
    rural = {dossier.fiche["administration"] for dossier in portfolio(200) if dossier.fiche["domain"] == "Ruralité"}
    assert "Commune de Saint-Ambroise-des-Prés" in rural
    assert not any("Ville de" in administration or "Métropole" in administration for administration in rural)
