"""Ids that sort by the moment they were made, and the key of a text."""

from __future__ import annotations

import time
import uuid

import pytest

from flash360.ingest.identity import new_id
from flash360.themes.text import text_key


def test_ids_are_uuids_of_version_7_in_the_order_of_their_making():
    before = time.time_ns() // 1_000_000
    ids = [new_id() for _ in range(5_000)]

    assert ids == sorted(set(ids))
    first = uuid.UUID(ids[0])
    assert (first.version, first.variant) == (7, uuid.RFC_4122)
    assert before <= first.int >> 80 <= before + 60_000


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pas de crédits !", "pas de credits"),
        ("L’accès au droit", "l'accès  au\u00a0droit."),
        ("« Trop long »", "trop long"),
        ("Réorganiser", "re\u0301organiser"),
    ],
)
def test_two_spellings_of_a_text_have_one_key(one, other):
    assert text_key(one) == text_key(other)


def test_two_texts_have_two_keys():
    assert text_key("Trop long") != text_key("Trop cher")
