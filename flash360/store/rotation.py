"""Backups made by the dashboard itself: one in each interval in which something changed, the newest kept."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from flash360.settings import DEFAULT_DATABASE, Lake, Place, Settings
from flash360.store.backup import Copy, backup
from flash360.store.database import Database

_STALE: Final = timedelta(hours=6)
"""A draft of which nothing was written for so long is of a process that was killed."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup by its name: the moment (UTC) and the version of the base."""

    path: Path
    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Rotation:
    """Where, how often (None: never), and how many are kept."""

    folder: Path
    every: timedelta | None
    keep: int

    @classmethod
    def of(cls, settings: Settings, base: Path) -> Rotation:
        """As the settings say: by default beside the base, every day, the last fourteen."""
        folder = settings.backups or base.with_name(f"{base.name}.sauvegardes")
        return cls(folder, timedelta(hours=settings.backup_hours) if settings.backup_hours else None, settings.backups_kept)

    @classmethod
    def of_server(cls, settings: Settings, place: Place) -> Rotation | None:
        """What a dashboard keeps. None for a shared base without a folder: by default none is seen by all its machines."""
        if not isinstance(place, Lake):
            return cls.of(settings, place.absolute())
        return cls.of(settings, DEFAULT_DATABASE) if settings.backups else None

    def made(self) -> list[Made]:
        """The backups in the folder, newest first."""
        if not self.folder.is_dir():
            return []
        found = [made for path in self.folder.iterdir() if (made := _made(path))]
        return sorted(found, key=lambda made: (made.at, made.version), reverse=True)

    def due(self, database: Database, at: datetime) -> bool:
        """Whether the last one is old enough, and the base has moved since; an empty base is worth none.

        Of the machines that share a base and a folder, one makes it: not while a draft of another is there.
        """
        if self.every is None or self._drafts(at):
            return False
        made, version = self.made(), database.version()
        if not version or (made and made[0].version == version):
            return False
        return not made or at - made[0].at >= self.every

    def make(self, database: Database, at: datetime) -> Copy:
        """One more, under its moment and its version, then the oldest ones away. Raises what `backup` raises."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        at = at.astimezone(UTC).replace(microsecond=0)
        stem = database.name
        copy = backup(database, self.folder / f"{stem}-{at:%Y%m%dT%H%M%SZ}.duckdb.neuf")
        named = copy.path.with_name(f"{stem}-{at:%Y%m%dT%H%M%SZ}-v{copy.version}.duckdb")
        copy.path.rename(named)
        for old in self.made()[self.keep :]:
            old.path.unlink(missing_ok=True)
        for draft in self._drafts(at, stale=True):
            draft.unlink(missing_ok=True)
        return Copy(named, copy.version, copy.size, copy.tables)

    def _drafts(self, at: datetime, *, stale: bool = False) -> list[Path]:
        """Copies being made; or, stale, those that nobody is making any more."""
        found: list[Path] = []
        for path in self.folder.glob("*.duckdb.neuf*"):
            with suppress(FileNotFoundError):  # done meanwhile
                if (at.timestamp() - path.stat().st_mtime > _STALE.total_seconds()) == stale:
                    found.append(path)
        return found


_NAME = re.compile(r".+-(\d{8}T\d{6}Z)-v(\d+)\.duckdb")


def _made(path: Path) -> Made | None:
    found = _NAME.fullmatch(path.name)
    if not found:
        return None
    return Made(path, datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC), int(found[2]))
