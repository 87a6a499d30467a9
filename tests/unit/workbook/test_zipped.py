"""A .zip of workbooks: what is taken from it, what is refused, and that no name leads anywhere."""

import io
import zipfile

import pytest

from flash360.workbook import zipped
from flash360.workbook.archive import Refusal


def archive(files, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return out.getvalue()


def test_the_workbooks_are_taken_and_what_is_left_behind_is_passed_over():
    content = archive(
        {
            "2024/b.xlsx": b"deux",
            "a.ods": b"un",
            "2024/~$b.xlsx": b"verrou",
            "__MACOSX/._a.ods": b"mac",
            ".cache/c.csv": b"cache",
            "lisez-moi.txt": b"note",
            "encore.zip": b"PK",
            "2024/": b"",
        }
    )
    assert zipped.is_zip(content)
    assert [(one.name, one.read()) for one in zipped.members(content)] == [("2024/b.xlsx", b"deux"), ("a.ods", b"un")]


def test_a_name_that_climbs_is_a_name_like_another():
    content = archive({"../../etc/passwd.csv": b"x", "C:\\temp\\..\\v.xlsx": b"y", "/abs/w.xls": b"z"})
    assert [one.name for one in zipped.members(content)] == ["abs/w.xls", "etc/passwd.csv", "temp/v.xlsx"]


def test_a_workbook_is_not_taken_for_an_archive_of_files(xlsx, ods):
    assert not zipped.is_zip(xlsx({"Feuil1": [["a"]]}))
    assert not zipped.is_zip(ods({"Feuil1": [["a"]]}))
    assert not zipped.is_zip(b"PK, mais pas une archive")


def test_an_archive_that_would_weigh_too_much_is_refused_before_it_is_inflated():
    content = archive({f"{n}.csv": bytes(80_000_000) for n in range(4)}, compresslevel=1)
    with pytest.raises(Refusal) as refusal:
        zipped.members(content)
    assert (refusal.value.code, refusal.value.reason) == ("too-large", "ses classeurs pèsent 320 Mo, la limite est de 300 Mo")


def test_a_member_that_inflates_far_beyond_its_weight_is_refused():
    (bomb,) = zipped.members(archive({"bombe.csv": bytes(100_000_000)}))
    with pytest.raises(Refusal) as refusal:
        bomb.read()
    assert refusal.value.code == "dangerous-file"


def test_no_more_is_inflated_than_a_member_announces():
    content = archive({"menteur.csv": bytes(1_000_000)})
    announced, told = (1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    (liar,) = zipped.members(content.replace(announced, told))
    with pytest.raises(Refusal) as refusal:
        liar.read()
    assert refusal.value.code == "unreadable-file"


def test_too_many_workbooks_are_counted_and_refused():
    with pytest.raises(Refusal) as refusal:
        zipped.members(archive({f"{n}.csv": b"a;b" for n in range(501)}))
    assert refusal.value.reason == "il contient 501 classeurs, la limite est de 500"


def test_a_directory_made_to_fill_the_memory_is_refused_before_it_is_parsed():
    with pytest.raises(Refusal) as refusal:
        zipped.members(b"PK\x03\x04" + b"PK\x01\x02" * 200_001)
    assert refusal.value.code == "dangerous-file"
