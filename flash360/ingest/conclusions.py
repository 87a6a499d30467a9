"""What a workbook would change in what the panel says: votes corrected, medians, verdict and its solidity before → after."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

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
class Panels:
    """What the measures of some sessions are made of; rows of the base's tables, without import_id."""

    participants: pa.Table
    criteria: pa.Table
    votes: pa.Table

    def of(self, session_ids: frozenset[str]) -> Panels:
        """Those of some sessions."""
        return Panels(*(only(rows, session_ids) for rows in (self.participants, self.criteria, self.votes)))

    def without_panel(self) -> dict[str, str]:
        """Session id to the first participant or criterion that votes name and that the session does not have."""
        found: dict[str, str] = {}
        for name, known in (("participant", self.participants), ("criterion", self.criteria)):
            lost = self.votes.filter(pc.invert(pc.is_in(_named(self.votes, name), _named(known, name))))
            for row in lost.select(["session_id", name]).to_pylist():
                found.setdefault(row["session_id"], row[name])
        return found


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One session's conclusions before and after. A verdict or a median is None while the votes are unknown.

    flips: how many participants would have to change their grades for the verdict to change, before and after; None while
    there is no verdict that grades alone could change.
    """

    session: str
    votes_corrected: int
    verdict_before: Verdict | None
    verdict_after: Verdict | None
    medians: Mapping[Axis, tuple[int | None, int | None]]
    flips: tuple[int | None, int | None]

    @property
    def changes(self) -> bool:
        """Whether anything that the panel says changes."""
        moved = any(before != after for before, after in self.medians.values())
        return moved or self.verdict_before != self.verdict_after or self.flips[0] != self.flips[1]

    @property
    def sentence(self) -> str:
        """« 3 votes corrigés ; faisabilité médiane 4 → 3 ; l'avis passe de « favorable » à « à retravailler » ;
        2 participants suffiraient à changer l'avis (avant : 5) ».
        """
        parts: list[str] = []
        if self.votes_corrected:
            parts.append(labels.plural(self.votes_corrected, "vote corrigé", "votes corrigés"))
        for axis, (before, after) in self.medians.items():
            if before != after:
                parts.append(f"{labels.AXIS[axis]} médiane {_median(before)} → {_median(after)}")
        if self.verdict_before != self.verdict_after:
            parts.append(_verdict_sentence(self.verdict_before, self.verdict_after))
        if self.flips[0] != self.flips[1] and self.flips[1] is not None:
            parts.append(_solidity_sentence(self.flips[0], self.flips[1]))
        return " ; ".join(parts) or "conclusions inchangées"


def panels_after(
    base: Queryable, session_ids: Sequence[str], brought: Mapping[Section, pa.Table], pairs: Iterable[tuple[str, Section]]
) -> Panels:
    """Participants, criteria and votes of these sessions with what a workbook brings in place of what the base holds.

    brought: rows by section. pairs: which (session, section) the workbook brings; the base's content holds for the rest.
    """
    replaced = set(pairs)
    tables: list[pa.Table] = []
    for section in MEASURED:
        kept = [session_id for session_id in session_ids if (session_id, section) not in replaced]
        parts = [content.facts(base, section, kept)] if kept or section not in brought else []
        if section in brought:
            parts.append(only(brought[section], set(session_ids)))
        tables.append(_joined(parts))
    return Panels(*tables)


def measures_after(
    base: Queryable,
    session_ids: Sequence[str],
    brought: Mapping[Section, pa.Table] | None = None,
    pairs: Iterable[tuple[str, Section]] = (),
) -> pa.Table:
    """The measures of these sessions; brought and pairs as for `panels_after`, nothing by default."""
    panels = panels_after(base, session_ids, brought or {}, pairs)
    return session_measures(session_ids, panels.participants, panels.criteria, panels.votes)


def conclusions(
    before: pa.Table, after: pa.Table, codes: Mapping[str, str], corrected: Mapping[str, int]
) -> tuple[Conclusion, ...]:
    """One row per session of `after`. codes: session id to code. corrected: session id to votes corrected."""
    told = ["session_id", "verdict", "flips", *(f"{axis}_grade" for axis in Axis)]
    known = {row["session_id"]: row for row in before.select(told).to_pylist()}
    found: list[Conclusion] = []
    for row in after.select(told).to_pylist():
        old = known.get(row["session_id"], {})
        medians = {axis: (old.get(f"{axis}_grade"), row[f"{axis}_grade"]) for axis in Axis}
        found.append(
            Conclusion(
                codes[row["session_id"]],
                corrected.get(row["session_id"], 0),
                _verdict(old.get("verdict")),
                _verdict(row["verdict"]),
                medians,
                (old.get("flips"), row["flips"]),
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


def _named(rows: pa.Table, name: str) -> pa.Array:
    pairs = pc.binary_join_element_wise(rows.column("session_id"), rows.column(name), " ")
    return pa.chunked_array(pairs, pa.string()).combine_chunks()


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


def _solidity_sentence(before: int | None, after: int) -> str:
    word = "participant suffirait" if after < 2 else "participants suffiraient"
    earlier = "" if before is None else f" (avant : {before})"
    return f"{after}\u00a0{word} à changer l'avis{earlier}"
