"""The analyst's path: preview, commit, undo, history. Only this package joins reading, checking and storing."""

from flash360.ingest.checking import verify
from flash360.ingest.committing import Outcome, Receipt, commit, import_workbook
from flash360.ingest.conclusions import Conclusion
from flash360.ingest.current import known
from flash360.ingest.difference import Change, Nature, SectionDifference
from flash360.ingest.entering import enter, entered
from flash360.ingest.erasing import (
    Erased,
    Limits,
    apply_retention,
    erase_participant,
    erase_person,
    erase_session,
    finish_erasure,
)
from flash360.ingest.joining import Near, near_dossiers
from flash360.ingest.many import Incoming, Stopped, import_each, import_together
from flash360.ingest.preparing import Already, Preview, preview, preview_of
from flash360.ingest.proposing import confirm, decline, propose
from flash360.ingest.understanding import (
    Remembered,
    Told,
    Understood,
    completed,
    forget,
    known_completion,
    remember,
    shapes_remembered,
    understood,
)
from flash360.ingest.undoing import Undone, undo
from flash360.store.read import history

__all__ = [
    "Already",
    "Change",
    "Conclusion",
    "Erased",
    "Incoming",
    "Limits",
    "Nature",
    "Near",
    "Outcome",
    "Preview",
    "Receipt",
    "Remembered",
    "SectionDifference",
    "Stopped",
    "Told",
    "Understood",
    "Undone",
    "apply_retention",
    "commit",
    "completed",
    "confirm",
    "decline",
    "enter",
    "entered",
    "erase_participant",
    "erase_person",
    "erase_session",
    "finish_erasure",
    "forget",
    "history",
    "import_each",
    "import_together",
    "import_workbook",
    "known",
    "known_completion",
    "near_dossiers",
    "preview",
    "preview_of",
    "propose",
    "remember",
    "shapes_remembered",
    "understood",
    "undo",
    "verify",
]
