import codecs
import io

import openpyxl
import pytest

from flash360.model import Section
from flash360.workbook import annotated, read
from flash360.workbook.parse import parse

TEXT = "Participant;Critère;Note\nP01;Équité;4\nP02;Équité;3,0\n"
ROWS = [
    {"participant": "P01", "criterion": "Équité", "grade": "4"},
    {"participant": "P02", "criterion": "Équité", "grade": "3,0"},
]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("cp1252"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace(";", "\t").encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("3,0", '"3,0"').replace(";", ",").encode(),
        ("sep=;\n" + TEXT).encode(),
    ],
)
def test_a_text_table_reads_the_same_whatever_its_encoding_and_its_separator(content, table, records):
    reading = read(content, "dossier/Votes.csv")
    assert records(table(reading, Section.VOTES)) == ROWS
    assert reading.tables[0].sheet == "Votes"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("Participant;Note\nÉlodie;4\n".encode() + "Zoé;5\n".encode("cp1252"), "mixed-encodings", "à partir de la ligne 3."),
        (codecs.BOM_UTF8 + b"Participant;Note\nZo\xe9;5\n", "mixed-encodings", "à partir de la ligne 2."),
        (b"Participant;Note\nP\x81;5\n", "unreadable-file", "ligne 2"),
        (b'Participant;Note\nP01;"4" environ\n', "unreadable-file", "guillemets"),
        (b'Participant;Note\nP01;"4\n', "unreadable-file", "guillemets"),
        (b"Participant\nP01\n", "not-a-workbook", "sans colonnes"),
        (b"Participant;\x00\x01\n", "not-a-workbook", "aucun tableur"),
    ],
)
def test_a_text_that_cannot_be_read_for_sure_is_refused_with_the_reason(content, code, words):
    [finding] = parse(content, "votes.csv", "").findings
    assert finding.code == code
    assert words in finding.message


def test_rows_of_a_text_table_are_numbered_as_a_spreadsheet_does(found):
    content = b'Participant;C1;C2\nP01;4;"deux\nlignes"\n\nP02;#N/A;3\n'
    assert found(parse(content, "votes.csv", "")) == [("blank-row", "votes!A3"), ("error-cell", "votes!B4")]


def test_a_text_table_comes_back_as_a_workbook_with_its_findings():
    content = b"Participant;C1\nP01;#N/A\nP02;=1+1\n"
    book = openpyxl.load_workbook(io.BytesIO(annotated(content, "Votes.csv", read(content, "Votes.csv").findings)))
    assert book["Votes"]["B2"].comment is not None
    assert (book["Votes"]["B3"].value, book["Votes"]["B3"].data_type) == ("=1+1", "s")
