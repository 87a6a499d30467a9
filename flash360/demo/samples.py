"""The sample workbooks of data/samples, to be dropped on the import screen: `python -m flash360.demo.samples`.

On the demonstration's base the first changes a session, the second brings a new one, the third has nothing new.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from flash360.demo import corpus
from flash360.demo.chance import Chance
from flash360.demo.deliveries import worded
from flash360.demo.dossier import Dossier, Record
from flash360.demo.opinion import computed_verdict
from flash360.demo.portfolio import dossier, portfolio
from flash360.demo.situations import situations
from flash360.demo.steps import steps
from flash360.demo.voices import Voices
from flash360.model import Axis, Scale, Section
from flash360.settings import ROOT
from flash360.workbook import Shape, write_workbook

FOLDER = ROOT / "data" / "samples"
CORRECTED = "F360-2025-06"
NEW = "F360-2026-10"
KNOWN = ("F360-2025-07", "F360-2025-09", "F360-2026-01")


def samples() -> dict[str, bytes]:
    """The workbooks by file name, the same bytes every time."""
    by_code = {found.code: found for found in portfolio()}
    known: dict[Section, list[Record]] = {}
    for code in KNOWN:
        for section, records in worded(by_code[code]).items():
            known.setdefault(section, []).extend(records)
    return {
        f"session_{CORRECTED}.xlsx": write_workbook(worded(_corrected(by_code[CORRECTED])), Shape.SINGLE),
        f"session_{NEW}.xlsx": write_workbook(worded(_new()), Shape.SINGLE, votes="long"),
        f"sessions_{KNOWN[0]}_{KNOWN[-1]}.xlsx": write_workbook(known, Shape.MULTI),
    }


def write_samples(folder: Path = FOLDER) -> None:
    """Write the sample workbooks to a folder."""
    for name, content in samples().items():
        (folder / name).write_bytes(content)


def _corrected(found: Dossier) -> Dossier:
    """The same session once the three lowest ballots on feasibility, misread, have been read again."""
    criteria, votes = found.records(Section.CRITERIA), list(found.records(Section.VOTES))
    judged = max((row for row in criteria if row["axis"] == Axis.FEASIBILITY), key=lambda row: bool(row["is_global"]))
    places = [place for place, vote in enumerate(votes) if vote["criterion"] == judged["criterion"] and vote["grade"] is not None]
    for place in sorted(places, key=lambda place: int(str(votes[place]["grade"])))[:3]:
        votes[place] = {**votes[place], "grade": judged["favourable_from"]}
    scale = Scale(*(int(str(judged[key])) for key in ("scale_min", "scale_max", "favourable_from")))
    fiche = {**found.fiche, "declared_verdict": computed_verdict(criteria, votes, scale)}
    return Dossier(found.code, found.sections | {Section.FICHE: [fiche], Section.VOTES: votes})


def _new() -> Dossier:
    """A session that the portfolio does not hold: the first idea that it leaves aside."""
    taken = {found.fiche["title"] for found in portfolio()}
    idea = next(idea for idea in corpus.ideas() if idea.title not in taken)
    administration = next(found for found in corpus.administrations() if found.kind == idea.administration_kind)
    chance = Chance("sample", NEW)
    divided = next(found for found in situations() if found.tendency and found.tendency.split and not found.late)
    dates = steps(date(2026, 6, 1), divided, chance)
    found = dossier(NEW, idea, administration, divided, dates, Voices(), chance)
    sections = {section: records for section, records in found.sections.items() if section is not Section.OUTCOMES}
    return Dossier(NEW, sections)


if __name__ == "__main__":
    write_samples()
