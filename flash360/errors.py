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


class BaseForbidden(Flash360Error):
    """The rights on the base file or its folder, or a disk that is read only, do not let it be opened."""


class BaseDamaged(Flash360Error):
    """The base cannot be read or does not match its own checksums."""


class DiskFull(Flash360Error):
    """The disk of the base, or of a copy of it, takes no more; nothing half-written is visible."""


class UnsoundCopy(Flash360Error):
    """A file that was to replace the base, or a copy just made of it, is not a whole Flash 360 base."""


class BaseUnreachable(Flash360Error):
    """The catalogue of a shared base does not answer."""


class BaseMoved(Flash360Error):
    """A session of this import changed in the base since the preview."""


class RefusedFile(Flash360Error):
    """A workbook that cannot be read at all; `findings` says why."""

    def __init__(self, message: str, findings: tuple = ()) -> None:
        super().__init__(message)
        self.findings = findings


class UnreadableDocument(Flash360Error):
    """A written document holds no text that can be read."""


class NotImportable(Flash360Error):
    """A commit was asked for a workbook with blocking findings."""


class CodingRefused(Flash360Error):
    """A coding, or a change of the codebook, cannot be made as asked."""


class UnknownImport(Flash360Error):
    """No import has this number, or it is not in the reader's scope."""


class AlreadyUndone(Flash360Error):
    """The import is already undone."""


class UndoBlocked(Flash360Error):
    """Undoing this import alone would leave facts of a later one without what they stand on."""


class AlreadyDecided(Flash360Error):
    """A proposal was already confirmed or declined."""


class UnknownSession(Flash360Error):
    """No session of this code in the reader's scope."""


class NoGrades(Flash360Error):
    """A measure was asked of a panel where nobody expressed a grade."""


class AccessDenied(Flash360Error):
    """The viewer's role does not give this."""


class NotConfigured(Flash360Error):
    """The dashboard cannot start as it is set; the sentence says what to set."""


class SignInRefused(AccessDenied):
    """The provider's answer does not let this person in. `reason`: one word for the log, without personal data."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class UnknownPerson(Flash360Error):
    """Nobody of this e-mail left anything in the base."""


class BadGrant(Flash360Error):
    """A grant cannot be given as it is asked for."""
