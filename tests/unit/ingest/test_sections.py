"""The hash of a section: the same content, however it came; another content, whatever changed."""

from __future__ import annotations

import hashlib
from datetime import date

import pyarrow as pa
import pytest

from flash360.ingest import sections
from flash360.ingest.sections import section_content
from flash360.model import Section

VOTES = [
    {"session_id": "s1", "participant": "P01", "criterion": "C1", "grade": 4, "sheet": "Votes", "cell": "B2"},
    {"session_id": "s1", "participant": "P01", "criterion": "C2", "grade": None, "sheet": "Votes", "cell": "C2"},
    {"session_id": "s1", "participant": "P02", "criterion": "C1", "grade": 5, "sheet": "Votes", "cell": "B3"},
    {"session_id": "s2", "participant": "P01", "criterion": "C1", "grade": 4, "sheet": "Votes", "cell": "B9"},
]


def hashes(rows, section=Section.VOTES):
    return section_content(section, pa.Table.from_pylist(rows)).hashes()


def test_the_hash_is_the_sha_256_of_the_rows_in_the_order_of_their_keys():
    written = "P01\x1fC1\x1f4\x1f\x1eP01\x1fC2\x1f\x00\x1f\x1eP02\x1fC1\x1f5\x1f\x1e"

    assert hashes(VOTES)["s1"] == hashlib.sha256(written.encode()).hexdigest()


def test_neither_the_order_of_rows_nor_their_place_nor_other_sessions_count():
    moved = [row | {"sheet": "Feuille", "cell": "Z9"} for row in reversed(VOTES)]

    assert hashes(moved) == hashes(VOTES)
    assert hashes(VOTES[:3])["s1"] == hashes(VOTES)["s1"]


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows[:2],
        lambda rows: [rows[0] | {"grade": 3}, *rows[1:]],
        lambda rows: [rows[0] | {"grade": None}, *rows[1:]],
        lambda rows: [rows[0] | {"participant": "P03"}, *rows[1:]],
    ],
)
def test_any_change_of_a_value_changes_the_hash(change):
    assert hashes(change(VOTES[:3]))["s1"] != hashes(VOTES[:3])["s1"]


def test_rows_are_counted_by_session():
    assert section_content(Section.VOTES, pa.Table.from_pylist(VOTES)).counts() == {"s1": 3, "s2": 1}


def test_an_empty_section_has_no_hash():
    empty = pa.Table.from_pylist(VOTES).slice(0, 0)

    assert section_content(Section.VOTES, empty).hashes() == {}


def test_dates_and_numbers_hash_the_same_from_any_arrow_type():
    row = {"session_id": "s1", "date": date(2024, 7, 4), "status": "waiting", "accompaniment": None, "comment": None}
    dated = pa.Table.from_pylist([row | {"next_review": None}])
    typed = dated.set_column(5, "next_review", pa.array([None], pa.date32()))

    assert section_content(Section.OUTCOMES, dated).hashes() == section_content(Section.OUTCOMES, typed).hashes()


def test_texts_too_many_for_arrows_shorter_kind_hash_the_same(monkeypatch):
    few = hashes(VOTES)
    monkeypatch.setattr(sections, "_LARGE", 0)
    assert hashes(VOTES) == few
