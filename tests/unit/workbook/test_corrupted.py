import random
from pathlib import Path

import pytest

from flash360.workbook import Shape, read, write_workbook


def corrupted(content, seed):
    """The content with a few bytes changed, a run removed, or a run repeated."""
    chance = random.Random(seed)
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        if not data:
            break
        place = chance.randrange(len(data))
        kind = chance.randrange(3)
        if kind == 0:
            data[place] = chance.randrange(256)
        elif kind == 1:
            del data[place : place + chance.randrange(1, 40)]
        else:
            data[place:place] = data[place : place + chance.randrange(1, 40)]
    return bytes(data)


SHEETS = {"Participants": [["Code", "Collège"], ["P01", "Agent"]], "Votes": [["Participant", "C1"], ["P01", 4]]}
FIXTURES = Path(__file__).parents[2] / "fixtures"


def file_of(kind, programme, ods):
    if kind in ("xls", "xlsb"):
        return (FIXTURES / f"session.{kind}").read_bytes()
    if kind == "csv":
        return 'Participant;C1;C2\nP01;4;5\nP02;NSP;"3"\nÉlise;2;1\n'.encode()
    return write_workbook(programme, Shape.MULTI) if kind == "xlsx" else ods(SHEETS)


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls", "xlsb", "csv"])
def test_corrupted_bytes_end_in_a_finding_or_in_a_reading(kind, programme, ods):
    content = file_of(kind, programme, ods)
    for seed in range(60):
        reading = read(corrupted(content, seed), f"abime.{kind}")
        assert reading.layout is not None or any(finding.severity == "error" for finding in reading.findings), seed
        assert all(finding.message for finding in reading.findings)


@pytest.mark.parametrize("part", ["sheet2", "sheet5", "workbook", "sharedStrings", "styles"])
def test_corrupted_parts_of_a_sound_archive_end_in_a_finding_or_in_a_reading(part, programme, rewritten):
    content = write_workbook(programme, Shape.MULTI)
    for seed in range(25):
        damaged = rewritten(content, **{part: lambda text, seed=seed: corrupted(text.encode(), seed).decode(errors="replace")})
        reading = read(damaged, "abime.xlsx")
        assert reading.layout is not None or any(finding.severity == "error" for finding in reading.findings), seed
        assert all(finding.message for finding in reading.findings)
