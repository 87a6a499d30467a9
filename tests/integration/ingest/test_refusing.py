"""A correction that is not wanted blocks the import; all findings stay counted."""

from __future__ import annotations

import pytest

from flash360 import ingest
from flash360.findings import SHOWN, CorrectedValue, Findings
from flash360.ingest.preparing import with_refusals
from flash360.store import Database
from flash360.workbook import read

VOTES = "Participant;Critère;Note\nP01;C1;4,0\n".encode()


def test_a_refused_correction_is_an_error_that_says_what_was_refused():
    made = CorrectedValue("Votes", "B2", "4,0", details={"read": "4", "rule": "note entière"})
    found = with_refusals(Findings([made]), {("Votes", "B2")})
    assert [(one.code, one.message) for one in found] == [
        (
            "refused-correction",
            "Votes!B2 : vous avez refusé une correction (« 4,0 » a été lu « 4 » (note entière)). "
            "Décidez ce qu'il faut lire, ou corrigez la cellule.",
        )
    ]
    assert (len(found), found.blocking) == (1, True)


def test_findings_beyond_those_shown_stay_counted_in_the_preview():
    many = Findings([CorrectedValue("Votes", f"B{row}") for row in range(SHOWN + 5)])
    assert len(with_refusals(many, ())) == SHOWN + 5


@pytest.mark.parametrize("refused", [(), {("votes", "C2")}])
def test_a_preview_with_a_refused_correction_cannot_be_recorded(tmp_path, refused):
    with Database.open(tmp_path / "base.duckdb") as base:
        seen = ingest.preview_of(base, read(VOTES, "votes.csv"), refused=refused)
    assert not seen.importable
