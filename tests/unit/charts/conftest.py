"""Small programme tables, written by hand."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

MEASURES = ("position", "mean_low", "mean_high", "share")


def session(code, verdict=None, feasibility=None, impact=None, n=10, scale=(1, 5), **more):
    """One row of a programme table; positions (0 to 100) of the two axes, whose intervals are 0.4 grades wide."""
    row = {
        "session_id": f"id-{code}",
        "code": code,
        "title": f"Idée {code}",
        "verdict": verdict,
        "voters": n if verdict else None,
        "step": "session",
        "session_date": date(2024, 3, 12),
        "idea_date": None,
        "contact_date": None,
        "cadrage_date": None,
        "realised_date": None,
        "outcome_status": None,
    }
    low, high = scale
    for axis, position in (("feasibility", feasibility), ("impact", impact)):
        mean = None if position is None else low + position / 100 * (high - low)
        row |= {
            f"{axis}_n": 0 if position is None else n,
            f"{axis}_scale_min": low,
            f"{axis}_scale_max": high,
            f"{axis}_position": position,
            f"{axis}_mean_low": None if mean is None else mean - 0.4,
            f"{axis}_mean_high": None if mean is None else mean + 0.4,
            f"{axis}_share": None if position is None else position / 100,
        }
    return row | more


def programme(*rows):
    """The rows as a programme table, with the types of the base."""
    integers = {f"{axis}_{name}" for axis in ("feasibility", "impact") for name in ("n", "scale_min", "scale_max")} | {"voters"}
    reals = {f"{axis}_{name}" for axis in ("feasibility", "impact") for name in MEASURES}

    def kind(name):
        if name in integers:
            return pa.int32()
        if name in reals:
            return pa.float64()
        return pa.date32() if name.endswith("_date") else pa.string()

    names = session("x").keys()
    return pa.table({name: pa.array([row[name] for row in rows], kind(name)) for name in names})


@pytest.fixture
def make():
    """Make a programme table of `session` rows."""
    return programme


@pytest.fixture
def row():
    """Make one row."""
    return session


@pytest.fixture
def three_sessions():
    """Two favourable sessions and one whose votes are unknown."""
    return programme(
        session("S1", "favourable", 80.0, 90.0),
        session("S2", "unfavourable", 20.0, 30.0, session_date=date(2023, 9, 1)),
        session("S3"),
    )
