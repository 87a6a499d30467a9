"""What a workbook would change in what the panel says: votes corrected, medians and verdict before → after."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from flash360 import labels
from flash360.findings import DeclaredVerdictDiffers, Finding
from flash360.ingest.facts import only
from flash360.model import Axis, Section, Verdict
from flash360.statistics import session_measures
from flash360.store import content
from flash360.store.database import Queryable

MEASURED = (Section.PARTICIPANTS, Section.CRITERIA, Section.VOTES)
"""The sections on which the measures of a session depend."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One session's conclusions before and after. A verdict or a median is None while the votes are unknown."""

    session: str
    votes_corrected: int
    verdict_before: Verdict | None
    verdict_after: Verdict | None
    medians: Mapping[Axis, tuple[int | None, int | None]]

    @property
    def changes(self) -> bool:
        """Whether anything that the panel says changes."""
        moved = any(before != after for before, after in self.medians.values())
        return moved or self.verdict_before != self.verdict_after

    @property
    def sentence(self) -> str:
        """« 3 votes corrigés ; faisabilité médiane 4 → 3 ; l'avis passe de « favorable » à « à retravailler »  »."""
        parts: list[str] = []
        if self.votes_corrected:
            parts.append(labels.plural(self.votes_corrected, "vote corrigé", "votes corrigés"))
        for axis, (before, after) in self.medians.items():
            if before != after:
                parts.append(f"{labels.AXIS[axis]} médiane {_median(before)} → {_median(after)}")
        if self.verdict_before != self.verdict_after:
            parts.append(_verdict_sentence(self.verdict_before, self.verdict_after))
        return " ; ".join(parts) or "conclusions inchangées"


def measures_after(
    base: Queryable, session_ids: Sequence[str], brought: Mapping[Section, pa.Table], pairs: Iterable[tuple[str, Section]]
) -> pa.Table:
    """The measures of these sessions with the sections brought by a workbook in place of the base's.

    brought: rows by section. pairs: which (session, section) the workbook brings; the base's content holds for the rest.
    """
    replaced = set(pairs)
    tables: dict[Section, pa.Table] = {}
    for section in MEASURED:
        kept = [session_id for session_id in session_ids if (session_id, section) not in replaced]
        parts: list[pa.Table] = []
        if kept:
            parts.append(content.facts(base, section, kept))
        if section in brought:
            parts.append(only(brought[section], set(session_ids)))
        tables[section] = _joined(parts)
    return session_measures(session_ids, tables[Section.PARTICIPANTS], tables[Section.CRITERIA], tables[Section.VOTES])


def conclusions(
    before: pa.Table, after: pa.Table, codes: Mapping[str, str], corrected: Mapping[str, int]
) -> tuple[Conclusion, ...]:
    """One row per session of `after`. codes: session id to code. corrected: session id to votes corrected."""
    known = {row["session_id"]: row for row in before.to_pylist()}
    found: list[Conclusion] = []
    for row in after.to_pylist():
        old = known.get(row["session_id"], {})
        medians = {axis: (old.get(f"{axis}_grade"), row[f"{axis}_grade"]) for axis in Axis}
        found.append(
            Conclusion(
                codes[row["session_id"]],
                corrected.get(row["session_id"], 0),
                _verdict(old.get("verdict")),
                _verdict(row["verdict"]),
                medians,
            )
        )
    return tuple(sorted(found, key=lambda conclusion: conclusion.session))


def declared_verdicts_that_differ(
    fiches: pa.Table, verdicts: Mapping[str, str | None], codes: Mapping[str, str]
) -> list[Finding]:
    """A warning for each fiche whose declared verdict is not the one that the votes give.

    fiches: rows of the fiches in force after the import. verdicts: session id to computed verdict.
    """
    found: list[Finding] = []
    for row in fiches.select(["session_id", "declared_verdict", "cells", "sheet"]).to_pylist():
        declared, computed = row["declared_verdict"], verdicts.get(row["session_id"])
        if declared and computed and declared != computed:
            found.append(
                DeclaredVerdictDiffers(
                    sheet=row["sheet"],
                    cell=json.loads(row["cells"]).get("declared_verdict", ""),
                    value=labels.VERDICT[Verdict(declared)],
                    session=codes[row["session_id"]],
                    details={
                        "declared": labels.VERDICT[Verdict(declared)],
                        "computed": labels.VERDICT[Verdict(computed)],
                    },
                )
            )
    return found


def _joined(parts: list[pa.Table]) -> pa.Table:
    if len(parts) == 1:
        return parts[0]
    names = [name for name in parts[0].column_names if name in parts[1].column_names]
    return pa.concat_tables([part.select(names) for part in parts], promote_options="permissive")


def _verdict(code: object) -> Verdict | None:
    return Verdict(str(code)) if code else None


def _median(grade: int | None) -> str:
    return "inconnue" if grade is None else str(grade)


def _verdict_sentence(before: Verdict | None, after: Verdict | None) -> str:
    if before is None:
        assert after is not None
        return f"l'avis est « {labels.VERDICT[after]} »"
    if after is None:
        return f"l'avis « {labels.VERDICT[before]} » disparaît : {labels.UNKNOWN_VOTES}"
    return f"l'avis passe de « {labels.VERDICT[before]} » à « {labels.VERDICT[after]} »"
