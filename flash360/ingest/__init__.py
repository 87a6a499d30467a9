"""The analyst's path: preview, commit, undo, history. Only this package joins reading, checking and storing."""

from flash360.ingest.checking import verify
from flash360.ingest.committing import Outcome, Receipt, commit, commit_all, import_workbook
from flash360.ingest.conclusions import Conclusion
from flash360.ingest.current import known
from flash360.ingest.difference import Change, Nature, SectionDifference
from flash360.ingest.preparing import Already, Preview, preview, preview_of
from flash360.ingest.undoing import Undone, undo
from flash360.store.read import history

__all__ = [
    "Already",
    "Change",
    "Conclusion",
    "Nature",
    "Outcome",
    "Preview",
    "Receipt",
    "SectionDifference",
    "Undone",
    "commit",
    "commit_all",
    "history",
    "import_workbook",
    "known",
    "preview",
    "preview_of",
    "undo",
    "verify",
]
