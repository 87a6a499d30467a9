"""Rules on freins and leviers."""

from __future__ import annotations

import numpy as np

from flash360.findings import CATALOGUE, Finding
from flash360.model import Kind, Section
from flash360.validation.content import Content
from flash360.validation.draft import Draft
from flash360.validation.tell import Told, at_each, found

UnknownFrein = CATALOGUE["unknown-frein"]


def unknown_freins(content: Content) -> Told:
    """A levier that answers a frein which its session has not, or a frein that answers."""
    draft = content.drafts[Section.STATEMENTS]
    kinds = draft.values.get("kind")

    def build(row: int) -> Finding:
        levier = kinds is not None and kinds[row].as_py() == Kind.LEVIER
        reason = "la session n'a pas ce frein" if levier else "seul un levier répond à un frein"
        return found(UnknownFrein, draft.spot(row, "answers_number"), {"reason": reason})

    yield from at_each(UnknownFrein, np.flatnonzero(broken_links(draft)), build)


def broken_links(statements: Draft) -> np.ndarray:
    """Mask of the statements whose link to a frein leads nowhere."""
    values = statements.values
    if not {"answers_number", "kind", "number"} <= set(values):
        return np.zeros(len(statements.grid), dtype=bool)
    kinds, numbers, answers = (values[key].to_pylist() for key in ("kind", "number", "answers_number"))
    sessions = statements.session.tolist()
    freins = {
        (session, number) for session, kind, number in zip(sessions, kinds, numbers, strict=True) if kind == Kind.FREIN.value
    }
    return np.array(
        [
            answer is not None and (kind != Kind.LEVIER.value or (session, answer) not in freins)
            for session, kind, answer in zip(sessions, kinds, answers, strict=True)
        ],
        dtype=bool,
    )
