"""How long reading takes, beside openpyxl merely iterating over the same workbook in the same run.

    python -m benches.reading [sessions]

Prints one line per figure: name, seconds (best of three), share of openpyxl's time.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from datetime import date

import openpyxl

from flash360.model import Axis, College, Section
from flash360.workbook import Shape, annotated, read, write_workbook
from flash360.workbook.template import Records

PEOPLE, CRITERIA = 20, 8


def programme(sessions: int) -> dict[Section, Records]:
    """Records of so many sessions, each of 20 people and 8 criteria, every section filled."""
    made: dict[Section, list[dict[str, object]]] = {section: [] for section in Section}
    for number in range(sessions):
        code = {"session_code": f"F360-{number:04}"}
        fiche = {"title": f"Idée {number}", "administration": "Préfecture fictive", "session_date": date(2024, 3, 5)}
        made[Section.FICHE].append({**code, **fiche, "session_hours": 1.5, "declared_verdict": "favourable"})
        for person in range(PEOPLE):
            who = {"participant": f"P{person + 1:02}", "college": list(College)[person % 4]}
            made[Section.PARTICIPANTS].append({**code, **who, "organisation": f"Organisme {person}"})
        for criterion in range(CRITERIA):
            what = {"criterion": f"C{criterion + 1}", "label": f"Critère {criterion}", "axis": list(Axis)[criterion % 2]}
            made[Section.CRITERIA].append({**code, **what, "scale_min": 1, "scale_max": 5, "favourable_from": 4})
            for person in range(PEOPLE):
                grade = (number + person * criterion) % 6 or None
                made[Section.VOTES].append(
                    {**code, "participant": f"P{person + 1:02}", "criterion": f"C{criterion + 1}", "grade": grade}
                )
        for statement in range(3):
            text = {"number": statement + 1, "kind": "frein", "aspect": "juridique", "text": f"Le texte {statement} du panel."}
            made[Section.STATEMENTS].append({**code, **text})
        made[Section.OUTCOMES].append({**code, "date": date(2024, 6, 3), "status": "waiting"})
    return dict(made)


def with_openpyxl(content: bytes) -> int:
    """Iterate over every value, read-only; gives their number."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return sum(len(row) for sheet in book for row in sheet.iter_rows(values_only=True))


def best(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of the fastest run."""
    seconds: list[float] = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def main(sessions: int) -> None:
    """Measure and print."""
    began = time.perf_counter()
    content = write_workbook(programme(sessions), Shape.MULTI)
    written = time.perf_counter() - began
    one = write_workbook(programme(1), Shape.SINGLE)
    began = time.perf_counter()
    read(content, "programme.xlsx", bulk=True)
    first = time.perf_counter() - began
    other = best(lambda: with_openpyxl(content), 2)
    found = read(content, "programme.xlsx", bulk=True).findings
    for name, seconds in (
        (f"openpyxl, read-only, {sessions} sessions, {with_openpyxl(content)} cells", other),
        ("read, the first time (the processes start)", first),
        ("read", best(lambda: read(content, "programme.xlsx", bulk=True))),
        ("read, one session", best(lambda: read(one, "session.xlsx"), 10)),
        ("annotated, one session", best(lambda: annotated(one, "session.xlsx", found), 5)),
        ("write_workbook", written),
    ):
        sys.stdout.write(f"{name:<75}{seconds:8.3f} s {100 * seconds / other:6.1f} %\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
