"""The files as the analysts gave them: kept beside the base only when the administrator says so, and for how many days.

They hold what the base leaves out, names among it. So they are off by default, readable by the base's owner alone, and purged.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from flash360.ingest.committing import Outcome, Receipt
from flash360.settings import Settings

_LOG: Final = logging.getLogger(__name__)
_DAY: Final = 86_400
_ENDINGS: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv"})


def folder(base: Path) -> Path:
    """Where the files imported into a base are kept: beside it."""
    return base.with_name(f"{base.name.removesuffix('.duckdb')}.fichiers")


def keep(base: Path, receipt: Receipt, read: Callable[[], bytes]) -> Path | None:
    """Keep the file of an import that was just recorded, when the settings say so; files past their time are purged.

    base: the path of the base. read: gives the file's bytes. A disk that refuses leaves the import as it is: it is logged.
    """
    days = Settings.from_environment().kept_file_days
    if receipt.outcome is not Outcome.COMMITTED or receipt.preview is None:
        return None
    purge(base, days)
    if not days:
        return None
    reading = receipt.preview.reading
    ending = Path(reading.file_name).suffix.lower()
    kept = folder(base) / f"{reading.sha256}{ending if ending in _ENDINGS else ''}"
    draft = kept.with_name(f"{kept.name}.en-cours")
    try:
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_bytes(read())
        draft.replace(kept)
    except OSError as error:
        _LOG.warning("an imported file could not be kept: %s", error)
        return None
    return kept


def purge(base: Path, days: float) -> int:
    """Delete the files kept longer than that many days, all of them for 0; how many were deleted."""
    oldest = time.time() - days * _DAY
    gone = [file for file in _files(base) if not days or file.stat().st_mtime < oldest]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)


def original(base: Path, sha256: str | None) -> Path | None:
    """The file of these bytes, None when it is not kept or its time is over."""
    days = Settings.from_environment().kept_file_days
    kept = next((file for file in _files(base) if sha256 and file.name.startswith(sha256)), None)
    return kept if kept is not None and days and time.time() - kept.stat().st_mtime < days * _DAY else None


def kept_until(file: Path) -> datetime:
    """When a kept file will be purged, in UTC."""
    days = Settings.from_environment().kept_file_days
    return datetime.fromtimestamp(file.stat().st_mtime, UTC) + timedelta(days=days)


def _files(base: Path) -> list[Path]:
    where = folder(base)
    return [file for file in where.iterdir() if file.is_file()] if where.is_dir() else []
