"""Zips without a clock, and names fit for every system."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from flash360.reports.archive import EPOCH, archive
from flash360.reports.names import file_name


def test_an_archive_keeps_the_order_and_bears_no_clock():
    made = archive([("b.txt", b"2"), ("a.txt", b"1")])
    with ZipFile(BytesIO(made)) as read:
        assert read.namelist() == ["b.txt", "a.txt"]
        assert {entry.date_time for entry in read.infolist()} == {EPOCH}


def test_a_document_is_named_after_its_session_and_its_day():
    assert file_name("F360-2024-06", date(2026, 11, 23), "pdf") == "flash360_F360-2024-06_2026-11-23.pdf"


def test_a_hostile_code_gives_a_plain_name():
    assert file_name("../été/\x00:*?", date(2026, 11, 23), "pdf") == "flash360_ete_2026-11-23.pdf"
    assert file_name("🎉", date(2026, 11, 23), "pdf") == "flash360_session_2026-11-23.pdf"
