"""`erase` and `erase-person`: confirmed, or nothing happens."""

from __future__ import annotations

import pytest

from flash360 import paris
from flash360.access import SubjectKind
from flash360.cli.output import Exit
from flash360.model import Role
from flash360.store import Database
from flash360.store.grants import Wanted, give


@pytest.fixture
def filled(flash360, workbook, base):
    assert flash360("import", workbook()).code == 0
    return base


def test_without_confirmation_nothing_is_erased(flash360, filled):
    before = filled.read_bytes()
    for command in (("erase", "F360-2024-07", "--reason", "demande"), ("erase-person", "ana@x.fr")):
        answer = flash360(*command)
        assert answer.code == Exit.REFUSED
        assert "--yes" in answer.err
    assert filled.read_bytes() == before


def test_a_session_is_erased_with_its_copies_and_the_base_is_sound(flash360, filled):
    flash360("backup")
    answer = flash360("erase", "F360-2024-07", "--reason", "demande", "--yes")
    assert answer.code == 0
    assert "1\u00a0session, 6\u00a0participants" in answer.out
    assert "Copie supprimée" in answer.out
    assert "Sauvegarde neuve" in answer.out
    assert flash360("verify").code == 0
    assert flash360("opinion", "F360-2024-07").code == Exit.UNKNOWN
    assert b"hicule disponible" not in b"".join(path.read_bytes() for path in filled.parent.rglob("*.duckdb*") if path.is_file())
    again = flash360("erase", "F360-2024-07", "--reason", "demande", "--yes")
    assert again.code == Exit.UNKNOWN


def test_a_participant_is_detached_and_the_opinion_stays(flash360, filled):
    before = flash360("opinion", "F360-2024-07", "--json").json
    assert flash360("erase", "F360-2024-07", "--participant", "P3", "--reason", "demande", "--yes").code == 0
    assert flash360("opinion", "F360-2024-07", "--json").json == before
    unknown = flash360("erase", "F360-2024-07", "--participant", "P3", "--reason", "demande", "--yes")
    assert unknown.code == Exit.UNKNOWN
    assert "Aucun participant" in unknown.err


def test_a_person_is_replaced_by_nobody(flash360, filled):
    with Database.open(filled) as opened:
        give(opened, Wanted(SubjectKind.EMAIL, "ana@x.fr", Role.ANALYSTE), author="eva@x.fr", today=paris.today())
    refused = flash360("erase-person", "ana@x.fr", "--yes")
    assert refused.code != 0
    assert "encore en vigueur" in refused.err
    assert flash360("erase-person", "EVA@x.fr", "--yes").code == 0
    assert flash360("erase-person", "eva@x.fr", "--yes").code != 0
    assert flash360("verify").code == 0


def test_an_erasure_goes_through_a_running_dashboard_which_forgets(flash360, filled):
    forgotten: list[bool] = []
    with Database.open(filled, door=True, replaced=lambda: forgotten.append(True)) as held:
        before = held.stamp()
        assert flash360("erase", "F360-2024-07", "--reason", "demande", "--yes").code == 0
        assert held.stamp() > before
        assert held.query("SELECT 1 FROM base.sessions WHERE code = 'F360-2024-07'").num_rows == 0
    assert forgotten
    assert b"hicule disponible" not in filled.read_bytes()
    assert flash360("opinion", "F360-2024-07").code != 0
    assert flash360("verify").code == 0
