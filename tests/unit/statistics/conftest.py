"""Small sessions, written as their votes."""

from __future__ import annotations

import pyarrow as pa
import pytest

CRITERIA = {
    **dict.fromkeys(("session_id", "criterion", "label", "axis", "aspect"), pa.string()),
    **dict.fromkeys(("position", "scale_min", "scale_max", "favourable_from"), pa.int32()),
    "is_global": pa.bool_(),
}


class Base:
    """Three Arrow tables that grow session by session."""

    def __init__(self) -> None:
        self.rows = {"participants": [], "criteria": [], "votes": []}

    def session(self, session_id, axes, votes, colleges=(), scale=(1, 5, 4), is_global=()):
        """axes: criterion to axis. votes: participant to {criterion: grade, None for an abstention}."""
        for position, (criterion, axis) in enumerate(axes.items(), 1):
            words = {
                "session_id": session_id,
                "criterion": criterion,
                "label": f"Critère {criterion}",
                "axis": axis,
                "aspect": None,
            }
            limits = dict(zip(("scale_min", "scale_max", "favourable_from"), scale, strict=True))
            self.rows["criteria"].append(words | limits | {"position": position, "is_global": criterion in is_global})
        for place, (participant, grades) in enumerate(votes.items()):
            college = colleges[place] if colleges else "usager"
            self.rows["participants"].append({"session_id": session_id, "participant": participant, "college": college})
            for criterion, grade in grades.items():
                self.rows["votes"].append(
                    {"session_id": session_id, "participant": participant, "criterion": criterion, "grade": grade}
                )
        return self

    @property
    def tables(self):
        text = {"session_id": pa.string(), "participant": pa.string()}
        return (
            pa.Table.from_pylist(self.rows["participants"], pa.schema(text | {"college": pa.string()})),
            pa.Table.from_pylist(self.rows["criteria"], pa.schema(CRITERIA)),
            pa.Table.from_pylist(self.rows["votes"], pa.schema(text | {"criterion": pa.string(), "grade": pa.int32()})),
        )


@pytest.fixture
def base():
    return Base()
