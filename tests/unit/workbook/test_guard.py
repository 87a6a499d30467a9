import io
import re
import warnings
import zipfile

import pytest

from flash360.workbook import Shape, archive, blank_template
from flash360.workbook.archive import Refusal
from flash360.workbook.guard import inspect, too_large

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEMPLATE = blank_template(Shape.SINGLE)


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile warns of the duplicate names that a test wants
        with zipfile.ZipFile(out, "w", compression) as target:
            for name, data in parts:
                target.writestr(name, data)
    return out.getvalue()


def with_part(name, data):
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as source:
        parts = [(entry, source.read(entry)) for entry in source.namelist() if entry != name]
    return zipped([*parts, (name, data)])


def refusal(content):
    with pytest.raises(Refusal) as refused:
        inspect(content)
    return refused.value.code, refused.value.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "il est vide"),
        (b"%PDF-1.7 ...", "c'est un document PDF"),
        (b"\x89PNG\r\n", "c'est une image"),
        (b"  <html><table>", "c'est une page web ou un document XML"),
        (b"\x00\x01\x02\x03", "son contenu n'est celui d'aucun tableur connu"),
        (OLE + bytes(600), "c'est un ancien format Office, mais pas un classeur"),
    ],
)
def test_what_is_not_a_workbook_is_named(content, reason):
    assert refusal(content) == ("not-a-workbook", reason)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("word/document.xml", "c'est un document Word"),
        ("ppt/presentation.xml", "c'est une présentation"),
        ("photo.jpg", "c'est une archive"),
    ],
)
def test_an_archive_that_is_not_a_workbook_is_named(name, reason):
    assert refusal(zipped([(name, b"<a/>")])) == ("not-a-workbook", reason)


def test_the_extension_does_not_count():
    assert inspect(TEMPLATE).kind == "xlsx"


def test_a_protected_workbook_is_told():
    assert refusal(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))[0] == "encrypted-file"


def test_a_protected_ods_is_told(ods):
    content = zipped(
        [
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", b"<manifest><encryption-data/></manifest>"),
            ("content.xml", b"secret"),
        ]
    )
    assert refusal(content)[0] == "encrypted-file"


def test_a_protected_archive_is_told():
    content = bytearray(TEMPLATE)
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(content)):
            content[found.start() + flag] |= 1
    assert refusal(bytes(content))[0] == "encrypted-file"


@pytest.mark.parametrize("size", [100, 1000, len(TEMPLATE) // 2, len(TEMPLATE) - 1])
def test_a_truncated_workbook_is_unreadable(size):
    assert refusal(TEMPLATE[:size])[0] in ("unreadable-file", "not-a-workbook")


def test_a_part_that_does_not_match_its_checksum_is_unreadable():
    start = TEMPLATE.index(b"xl/worksheets/sheet2.xml") + 100
    damaged = TEMPLATE[:start] + bytes(byte ^ 0xFF for byte in TEMPLATE[start : start + 8]) + TEMPLATE[start + 8 :]
    assert refusal(damaged)[0] == "unreadable-file"


def test_a_bomb_is_refused_while_it_inflates():
    assert refusal(with_part("xl/media/zeros.bin", bytes(30_000_000)))[0] == "dangerous-file"


def test_an_almost_empty_sheet_is_not_a_bomb():
    assert inspect(with_part("xl/media/zeros.bin", bytes(9_000_000))).kind == "xlsx"


def test_the_inflated_size_has_a_limit(monkeypatch):
    monkeypatch.setattr(archive, "MAX_INFLATED", 20_000)
    assert refusal(TEMPLATE)[0] == "too-large"


@pytest.mark.parametrize(
    "data", [b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"<!doctype a><a/>", b'<a/><!ENTITY b SYSTEM "file:///x">']
)
def test_entities_are_refused_in_any_part(data):
    for name in ("docProps/core.xml", "xl/workbook.xml", "xl/worksheets/sheet2.xml"):
        assert refusal(with_part(name, data)) == ("dangerous-file", "il contient une définition d'entités XML")


def test_entities_are_refused_in_an_ods(ods):
    content = ods({"Votes": [["Participant", "C1"], ["P01", 4]]})
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = [(name, source.read(name)) for name in source.namelist()]
    parts = [(name, data.replace(b"?>", b"?><!DOCTYPE a>", 1) if name == "content.xml" else data) for name, data in parts]
    assert refusal(zipped(parts))[0] == "dangerous-file"


def test_entities_cannot_hide_in_another_encoding():
    data = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16")
    assert refusal(with_part("docProps/core.xml", data))[0] == "dangerous-file"


def test_entities_are_found_across_two_chunks(monkeypatch):
    monkeypatch.setattr(archive, "CHUNK", 7)
    assert refusal(with_part("docProps/core.xml", b"<a>12345</a><!DOCTYPE a>"))[0] == "dangerous-file"


def test_two_parts_of_the_same_name_are_refused():
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as source:
        parts = [(name, source.read(name)) for name in source.namelist()]
    assert refusal(zipped([*parts, ("xl/Workbook.xml", b"<a/>")]))[0] == "dangerous-file"


def test_too_many_parts_are_refused():
    assert refusal(zipped([(f"part{n}", b"") for n in range(3_001)]))[0] == "too-large"


def test_too_many_sheets_are_refused(xlsx):
    assert refusal(xlsx({f"F{n}": [] for n in range(201)})) == ("too-large", "il contient 201 feuilles, la limite est de 200")


def test_a_cell_off_the_sheet_is_refused(xlsx, rewritten):
    content = xlsx({"Votes": [["Participant"], ["P01"]]})
    for low, high in (('<row r="2"', '<row r="9999999"'), ('<c r="A2"', '<c r="ZZZ2"')):
        changed = rewritten(content, sheet1=lambda text, low=low, high=high: text.replace(low, high))
        assert refusal(changed)[0] == "dangerous-file"


def test_an_announced_number_of_texts_beyond_reason_is_refused(rewritten):
    content = rewritten(TEMPLATE, sharedStrings=lambda text: re.sub('uniqueCount="[0-9]+"', 'uniqueCount="4294967295"', text))
    assert refusal(content)[0] == "dangerous-file"


def test_size_has_a_limit_and_another_in_bulk():
    assert too_large(30_000_001, bulk=False) == "il pèse 30 Mo, la limite est de 30 Mo"
    assert too_large(30_000_001, bulk=True) is None
    assert too_large(300_000_001, bulk=True) is not None


def test_merges_and_formulas_are_seen_whatever_the_size_of_a_chunk(xlsx, monkeypatch):
    def change(book):
        book["Votes"].merge_cells("B2:C2")
        book["Votes"]["B3"] = "=1+1"

    content = xlsx({"Votes": [["Participant", "C1"], ["P01", 4], ["P02", None]]}, change)
    whole = inspect(content).facts["Votes"]
    monkeypatch.setattr(archive, "CHUNK", 50)
    assert inspect(content).facts["Votes"] == whole
    assert (whole.merges, whole.unvalued) == ([(2, 1, 2, 2)], [(3, 1)])


def test_a_prefix_on_the_elements_changes_nothing(xlsx, rewritten):
    def prefixed(text):
        text = re.sub(r"<(/?)(\w)", r"<\1x:\2", text)
        return text.replace("xmlns=", "xmlns:x=")

    def change(book):
        book["Votes"]["B3"] = "=1+1"

    content = rewritten(xlsx({"Votes": [["Participant", "C1"], ["P01", 4], ["P02", None]]}, change), sheet1=prefixed)
    assert inspect(content).facts["Votes"].unvalued == [(3, 1)]


@pytest.mark.parametrize("row", [2, 4, 6])
@pytest.mark.parametrize("size", [7, 50, 1 << 20])
def test_what_a_cell_is_is_seen_in_the_first_row_in_the_last_and_between(xlsx, rewritten, monkeypatch, row, size):
    content = xlsx({"Votes": [["Participant", "C1"], *([f"P0{n}", 4] for n in range(5))]})
    cells = {"booleans": '<c r="B%d" t="b"><v>1</v></c>', "iso_dates": '<c r="B%d" t="d"><v>2024-03-05</v></c>'}
    cells["unvalued"] = '<c r="B%d"><f>1+1</f><v></v></c>'
    monkeypatch.setattr(archive, "CHUNK", size)
    for fact, cell in cells.items():
        changed = rewritten(content, sheet1=lambda text, cell=cell: re.sub(rf'<c r="B{row}".*?</c>', cell % row, text))
        seen = inspect(changed).facts["Votes"]
        found = {name for name in cells if getattr(seen, name)}
        assert found == {fact}
