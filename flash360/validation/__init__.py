"""Step 2, check: the cells of a reading become typed records and findings. One rule per function, each with its code.

`validate(reading, known)` gives a `Report`: `records` (one Arrow table per section), `findings` (each at its cell) and
`sections` (what each session receives). It never raises on what a workbook holds, prints nothing and stops at nothing.
"""

from flash360.validation.check import validate
from flash360.validation.codes import session_code_key
from flash360.validation.known import NOTHING_KNOWN, Known, KnownSession
from flash360.validation.records import SCHEMAS, Records, joined, no_records
from flash360.validation.report import Report

__all__ = [
    "NOTHING_KNOWN",
    "SCHEMAS",
    "Known",
    "KnownSession",
    "Records",
    "Report",
    "joined",
    "no_records",
    "session_code_key",
    "validate",
]
