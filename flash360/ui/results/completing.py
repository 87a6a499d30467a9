"""The screen that completes a file of votes alone: what was understood, what is still to say, then the ordinary preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flash360 import labels
from flash360.access.scope import Viewer
from flash360.ingest.current import codes_of
from flash360.ingest.understanding import Remembered, Understood, criteria_of
from flash360.ui import data
from flash360.ui.results import asked_colleges, asked_criteria, asked_session
from flash360.ui.results.asked_colleges import CollegesTold
from flash360.ui.results.asked_criteria import CriteriaTold
from flash360.ui.results.asked_session import SessionTold
from flash360.workbook import Completion, Need, guess_completion, vote_headings, voters
from flash360.workbook.reading import Reading

_EXTRA = "extra-header"


@dataclass(frozen=True)
class Told:
    """What the analyst said so far. missing: what is still to say; then nothing can be previewed."""

    completion: Completion
    missing: tuple[str, ...] = ()


def remains(missing: Sequence[str]) -> str:
    """« Il reste à dire : la session, l'axe de « Coût ». »"""
    return f"Il reste à dire\u00a0: {', '.join(missing)}."


def ask(viewer: Viewer, found: Understood, key: str) -> Told:
    """Ask what the file does not say, with guesses in place; the questions of one file keep their answers."""
    reading = found.reading
    session = _session(viewer, reading, key)
    own = data.criteria(viewer, session.session_id).to_pylist() if session.session_id else []
    criteria = _criteria(reading, found.remembered, own, key)
    colleges = _colleges(viewer, reading, session, key)
    completion = Completion(
        session.code,
        session.fiche or {},
        criteria.given,
        colleges.column,
        colleges.by_person,
        criteria.codes or {},
    )
    return Told(completion, (*session.missing, *criteria.missing, *colleges.missing))


def what_is_remembered(kept: Remembered, completion: Completion) -> Remembered:
    """What the next file of this shape need not be asked. kept: what was remembered until now."""
    column = completion.college_column or kept.college_column
    return replace(kept, criteria=completion.criteria or kept.criteria, college_column=column)


def _session(viewer: Viewer, reading: Reading, key: str) -> SessionTold:
    """The session of the file's own fiche, where it has one; asked otherwise."""
    if Need.SESSION in reading.needs:
        return asked_session.ask(viewer, reading.file_name, key)
    code = next(iter(codes_of(reading)), "")
    known = data.session(viewer, code) if code else None
    return SessionTold(code, str(known["session_id"]) if known else None)


def _criteria(reading: Reading, kept: Remembered, own: list[dict[str, Any]], key: str) -> CriteriaTold:
    if Need.CRITERIA not in reading.needs:
        return CriteriaTold()
    if own:
        return asked_criteria.ask_known(vote_headings(reading), own, f"{key}-base")
    _, recalled = criteria_of(reading, None, kept)
    proposed = recalled or guess_completion(reading, _scale(kept)).criteria
    return asked_criteria.ask_new(proposed, key, recalled=bool(recalled))


def _scale(kept: Remembered) -> tuple[int, int] | None:
    return kept.mapping.scale if kept.mapping else None


def _colleges(viewer: Viewer, reading: Reading, session: SessionTold, key: str) -> CollegesTold:
    if Need.COLLEGES not in reading.needs:
        return CollegesTold()
    people = voters(reading)
    known = data.participants(viewer, session.session_id)["participant"].to_pylist() if session.session_id else []
    if people and set(people) <= set(known):
        return CollegesTold()
    others = list(dict.fromkeys(one.value for one in reading.findings if one.code == _EXTRA and one.value))
    return asked_colleges.ask(people, others, key)


def needs(reading: Reading) -> str:
    """« Il contient les votes, mais ne dit ni de quelle session, ni sur quels critères. »"""
    words = {
        Need.SESSION: "de quelle session il s'agit",
        Need.CRITERIA: "ce que sont les critères",
        Need.COLLEGES: "qui est de quel collège",
    }
    lacking = [words[need] for need in reading.needs]
    listed = " ni ".join(lacking) if len(lacking) > 1 else lacking[0]
    people = labels.plural(len(voters(reading)), "participant")
    return (
        f"Ce fichier contient les votes ({people}), mais il ne dit pas {listed}. "
        "Répondez ci-dessous\u00a0; rien n'est enregistré avant que vous ayez vu l'aperçu."
    )
