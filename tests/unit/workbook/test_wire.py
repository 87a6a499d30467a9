import fastexcel
import numpy as np
import pytest

from flash360.workbook import Shape, write_workbook
from flash360.workbook.parse import parse
from flash360.workbook.refused import refused
from flash360.workbook.wire import decode, encode


def same(one, other):
    assert (one.layout, one.reason, one.findings, one.dropped, one.more) == (
        other.layout,
        other.reason,
        other.findings,
        other.dropped,
        other.more,
    )
    assert [finding.message for finding in one.findings] == [finding.message for finding in other.findings]
    for table, twin in zip(one.tables, other.tables, strict=True):
        assert (table.sheet, table.section, table.session, table.header_row) == (
            twin.sheet,
            twin.section,
            twin.session,
            twin.header_row,
        )
        assert (table.cell_of, table.headings_of, table.rows.tolist()) == (twin.cell_of, twin.headings_of, twin.rows.tolist())
        for column, copy in zip(table.columns, twin.columns, strict=True):
            assert (column.key, column.criterion, column.heading, column.index) == (
                copy.key,
                copy.criterion,
                copy.heading,
                copy.index,
            )
            assert column.cells.equals(copy.cells)
            assert np.array_equal(column.dates, copy.dates) if column.dates is not None else copy.dates is None


def test_a_reading_crosses_unchanged(programme):
    reading = parse(write_workbook(programme, Shape.MULTI), "x.xlsx", "abc")
    same(reading, decode(encode(reading)))


def test_findings_cross_with_their_words(reading):
    found = reading({"Participants": [["Code", "Collège", "Couleur"], ["P01", "#N/A", "bleu"]]})
    assert len(found.findings) == 2
    same(found, decode(encode(found)))


def test_a_refusal_crosses():
    reading = refused(b"x", "x.xlsx", "abc", "not-a-workbook", "c'est une image")
    same(reading, decode(encode(reading)))


def test_a_large_file_read_by_two_threads_is_what_one_reads(programme, monkeypatch):
    content = write_workbook(programme, Shape.MULTI)
    by_one = encode(parse(content, "x.xlsx", "abc"))
    monkeypatch.setattr("flash360.workbook.opened._WORTH_TWO", 0)
    assert encode(parse(content, "x.xlsx", "abc")) == by_one


@pytest.mark.parametrize("part", ["sheet2", "sheet3", "sheet5"])
def test_a_damage_met_by_either_thread_is_told(programme, rewritten, monkeypatch, part):
    content = rewritten(write_workbook(programme, Shape.MULTI), **{part: lambda text: text[: len(text) // 2]})
    for worth in (1 << 40, 0):
        monkeypatch.setattr("flash360.workbook.opened._WORTH_TWO", worth)
        with pytest.raises(fastexcel.FastExcelError):
            parse(content, "x.xlsx", "abc")
