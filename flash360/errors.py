"""The product's exceptions. Each message is a French sentence fit for a reader: what, where, what to do next."""

from __future__ import annotations


class Flash360Error(Exception):
    """Root of the product's own errors; `str(error)` is the French sentence to show."""


class NotABase(Flash360Error):
    """The file is not a Flash 360 base; it is left untouched."""


class BaseTooNew(Flash360Error):
    """The base was written by a newer version of the product."""


class BaseHeld(Flash360Error):
    """Another process owns the base file."""


class BaseDamaged(Flash360Error):
    """The base cannot be read or does not match its own checksums."""


class BaseMoved(Flash360Error):
    """A session of this import changed in the base since the preview."""


class RefusedFile(Flash360Error):
    """A workbook that cannot be read at all; `findings` says why."""

    def __init__(self, message: str, findings: tuple = ()) -> None:
        super().__init__(message)
        self.findings = findings


class NotImportable(Flash360Error):
    """A commit was asked for a workbook with blocking findings."""


class UnknownImport(Flash360Error):
    """No import has this number, or it is not in the reader's scope."""


class AlreadyUndone(Flash360Error):
    """The import is already undone."""


class UndoBlocked(Flash360Error):
    """Undoing this import alone would leave facts of a later one without what they stand on."""


class UnknownSession(Flash360Error):
    """No session of this code in the reader's scope."""


class NoGrades(Flash360Error):
    """A measure was asked of a panel where nobody expressed a grade."""


class AccessDenied(Flash360Error):
    """The viewer's role does not give this."""
