"""Measuring a whole programme again: 10,000 sessions, 1.6 million votes, beside Arrow merely grouping the same votes.

    python -m benches.session_measures [SESSIONS]

Each scale runs in a fresh process. Seconds of wall time and of processor (one core), and the peak of resident memory.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time

import numpy as np
import pyarrow as pa

from flash360.statistics import session_measures

SCALES = ((1, 5), (0, 10))
PARTICIPANTS, CRITERIA = 20, 8


def main() -> None:
    """Measure on each scale and print the figures."""
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"{sessions:,} sessions of {PARTICIPANTS} participants and {CRITERIA} criteria, all measured again\n")
    print(f"  {'':12}{'votes':>12}{'Arrow groups':>14}{'measures':>10}{'processor':>11}{'peak memory':>13}")
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for scale in SCALES:
            votes, floor, wall, processor, memory = pool.apply(_run, (sessions, *scale))
            name = f"{scale[0]} to {scale[1]}"
            print(f"  {name:12}{votes:>12,}{floor:>12.2f} s{wall:>8.2f} s{processor:>9.2f} s{memory:>10.0f} MB")


def _run(sessions: int, low: int, high: int) -> tuple[int, float, float, float, float]:
    ids, participants, criteria, votes = programme(sessions, low, high)
    start = time.perf_counter()
    votes.group_by(["session_id", "participant"], use_threads=False).aggregate([("grade", "mean")])
    floor = time.perf_counter() - start
    start, processor = time.perf_counter(), time.process_time()
    session_measures(ids, participants, criteria, votes)
    wall, used = time.perf_counter() - start, time.process_time() - processor
    return votes.num_rows, floor, wall, used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def programme(sessions: int, low: int, high: int, seed: int = 360) -> tuple[list[str], pa.Table, pa.Table, pa.Table]:
    """A programme from a seed: agreed panels, spread ones, three in ten split in two, 4 % of abstentions."""
    generator = np.random.default_rng(seed)
    ids = [f"00000000-0000-4000-8000-{place:012d}" for place in range(sessions)]
    shape = (sessions, PARTICIPANTS, CRITERIA)
    person = generator.normal(0, generator.uniform(0.5, (high - low) / 2, (sessions, 1, 1)), (sessions, PARTICIPANTS, 1))
    agreed = generator.uniform(low, high, (sessions, 1, 1)) + person
    poles = (low + high) / 2 + np.where(generator.random((sessions, PARTICIPANTS, 1)) < 0.4, -0.4, 0.4) * (high - low)
    split = generator.random((sessions, 1, 1)) < 0.3
    noise = generator.normal(0, 0.6, shape)
    grades = np.clip(np.rint(np.where(split, poles, agreed) + noise), low, high).astype(np.int32).ravel()
    codes = pa.array([f"C{place}" for place in range(1, CRITERIA + 1)])
    people = pa.array([f"P{place:02d}" for place in range(1, PARTICIPANTS + 1)])
    by_criterion = np.tile(np.arange(CRITERIA), sessions)
    return (
        ids,
        pa.table(
            {
                "session_id": pa.array(ids).take(pa.array(np.repeat(np.arange(sessions), PARTICIPANTS))),
                "participant": people.take(pa.array(np.tile(np.arange(PARTICIPANTS), sessions))),
            }
        ),
        pa.table(
            {
                "session_id": pa.array(ids).take(pa.array(np.repeat(np.arange(sessions), CRITERIA))),
                "criterion": codes.take(pa.array(by_criterion)),
                "axis": pa.array(["feasibility", "impact"]).take(pa.array(by_criterion // (CRITERIA // 2))),
                "scale_min": pa.array(np.full(len(by_criterion), low), pa.int32()),
                "scale_max": pa.array(np.full(len(by_criterion), high), pa.int32()),
                "favourable_from": pa.array(np.full(len(by_criterion), (low + high) // 2 + 1), pa.int32()),
                "is_global": pa.array(np.zeros(len(by_criterion), dtype=bool)),
            }
        ),
        pa.table(
            {
                "session_id": pa.array(ids).take(pa.array(np.repeat(np.arange(sessions), PARTICIPANTS * CRITERIA))),
                "participant": people.take(pa.array(np.tile(np.repeat(np.arange(PARTICIPANTS), CRITERIA), sessions))),
                "criterion": codes.take(pa.array(np.tile(np.arange(CRITERIA), sessions * PARTICIPANTS))),
                "grade": pa.array(grades, mask=generator.random(len(grades)) < 0.04),
            }
        ),
    )


if __name__ == "__main__":
    main()
