"""The closed lists of the workbook: record code to French wording, by the column's key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flash360 import labels

CHOICES: dict[str, Mapping[Any, str]] = {
    "college": labels.COLLEGE,
    "axis": labels.AXIS,
    "aspect": labels.ASPECT,
    "kind": labels.KIND,
    "status": labels.OUTCOME,
    "declared_verdict": labels.VERDICT,
}
"""The codes are the enums of model.py, which are also plain strings."""
YES, NO = "oui", "non"
ABSTENTION = "NSP"
"""How a written workbook says that a person was asked and expressed no grade."""
