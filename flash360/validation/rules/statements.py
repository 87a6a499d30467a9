"""Rules on freins and leviers."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360.findings import CATALOGUE, Finding
from flash360.model import Kind, Section
from flash360.validation.content import Content, once
from flash360.validation.grid import BLANK
from flash360.validation.lookup import Lookup
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

    placed = draft.session != BLANK  # a row of no session has been told of already
    yield from at_each(UnknownFrein, np.flatnonzero(broken_links(content) & placed), build)


@once
def broken_links(content: Content) -> np.ndarray:
    """Mask of the statements whose link to a frein leads nowhere."""
    statements = content.drafts[Section.STATEMENTS]
    values = statements.values
    if not {"answers_number", "kind", "number"} <= set(values):
        return np.zeros(len(statements.grid), dtype=bool)
    linked = values["answers_number"].is_valid().to_numpy(zero_copy_only=False)
    if not linked.any():
        return linked
    numbers, answers = (_positive(values[key]) for key in ("number", "answers_number"))
    frein, levier = (pc.fill_null(pc.equal(values["kind"], kind.value), False).to_numpy(zero_copy_only=False) for kind in Kind)
    width = max(int(numbers.max(initial=0)), int(answers.max(initial=0))) + 1
    freins = Lookup.of(np.where(frein, statements.session, BLANK), numbers, width)
    return linked & ~(levier & (freins.find(statements.session, answers) != BLANK))


def _positive(values: pa.Array) -> np.ndarray:
    """The numbers of a column, BLANK for a blank and for what numbers nothing."""
    numbers = pc.fill_null(values, BLANK).to_numpy(zero_copy_only=False)
    return np.where(numbers >= 0, numbers, BLANK)
