"""What the team gave after the session, counted with what became of those dossiers."""

from __future__ import annotations

import pyarrow as pa

from flash360.model import OutcomeClass
from flash360.reports.programme import accompaniments

SESSIONS = pa.table(
    {"session_id": ["a", "b", "c", "d"], "outcome_status": ["realised", "abandoned", "waiting", None]},
)
OUTCOMES = pa.table(
    {
        "session_id": ["a", "a", "a", "b", "c", "d", "elsewhere"],
        "accompaniment": [
            "Feuille de route",
            " feuille DE route ",
            "Un atelier",
            "",
            None,
            "Feuille de route",
            "Feuille de route",
        ],
    }
)


def given(sessions, outcomes):
    return accompaniments.given(sessions.append_column("accompaniments", accompaniments.kinds(sessions, outcomes)))


def test_a_dossier_counts_once_for_each_accompaniment_and_under_none_without_any():
    found = given(SESSIONS, OUTCOMES)
    counted = {name: {kind: n for kind, n in classes.items() if n} for name, classes in found.items()}
    assert counted == {
        "Feuille de route": {OutcomeClass.REALISED: 1},
        "Design de parcours utilisateurs": {},
        "Autre": {OutcomeClass.REALISED: 1},
        "Aucun": {OutcomeClass.STOPPED: 1, OutcomeClass.UNDER_WAY: 1},
    }
    assert accompaniments.title(found) == "2\u00a0accompagnements, 2\u00a0réalisations engagées parmi eux"
    assert accompaniments.table(found)["Dossiers"].to_pylist() == [1, 0, 1, 2]


def test_without_any_outcome_nothing_was_given():
    found = given(SESSIONS.slice(3), OUTCOMES.slice(0, 0))
    assert accompaniments.title(found) == "Aucun accompagnement n'est encore enregistré"
    assert accompaniments.sentence(found) == "Aucune suite n'est encore enregistrée."
