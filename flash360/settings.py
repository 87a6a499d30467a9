"""Settings, from the environment only, read once at start."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from flash360.errors import NotConfigured

Number = TypeVar("Number", int, float)
ROOT = Path(__file__).resolve().parent.parent
DEFAULT_DATABASE = ROOT / "data" / "flash360.duckdb"
_MOST: Final = 1_000_000
_LAKE = "ducklake:postgres:"
_SECRET = re.compile(r"(?<=password=)(?:'(?:[^'\\]|\\.)*'|[^\s&]+)|(?<=://)([^:/@\s]*):[^@\s]*(?=@)")


@dataclass(frozen=True, slots=True)
class Lake:
    """A base that several machines share: a DuckLake catalogue in PostgreSQL, and a place for its Parquet files.

    catalogue: how to reach PostgreSQL, in its own words (« dbname=flash360 host=… », or a URI). files: a folder that all
    machines see, or an s3:// address; None where the catalogue knows it already.
    """

    catalogue: str
    files: str | None = None

    def __str__(self) -> str:
        """Its address as it may be shown: without a password."""
        return _LAKE + _SECRET.sub(lambda found: f"{found[1]}:…" if found[1] is not None else "…", self.catalogue)


Place = Path | Lake
"""Where a base is."""


def place(text: str, files: str | None = None) -> Place:
    """A file, or `ducklake:postgres:…` for a base that several machines share, whose Parquet files are in `files`."""
    return Lake(text.removeprefix(_LAKE), files) if text.startswith(_LAKE) else Path(text)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the base is, and the figures that a programme may tune.

    files: where the Parquet files of a shared base are. backups: the folder of the automatic backups; None: beside the base.
    backup_hours: between two of them; 0: none are made. kept_file_days: how long an imported file is kept beside the base,
    names and all; 0: no file is kept. servers: of this machine that share the base; 1: this one holds it alone.
    """

    database: Place = DEFAULT_DATABASE
    files: str | None = None
    servers: int = 1
    small_group: int = 5
    top_k: int = 5
    backups: Path | None = None
    backup_hours: float = 24.0
    backups_kept: int = 14
    kept_file_days: float = 0.0
    administrator: str | None = None
    """The e-mail of the first administrator, who gives the first grants."""
    retention_years: int = 5
    """How long after its session a participant's rows keep their code, organisation and territory."""
    audit_days: int = 365
    contact: str = "l'équipe du programme Flash 360"
    """Whom a person without access is sent to."""
    slides: Path | None = None
    """The programme's own slide template, a .pptx or .potx in place of ours."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Each setting from the variable FLASH360_ and its name in capitals (FLASH360_AUDIT_DAYS); defaults where unset.

        Raises NotConfigured when a figure is none, or out of its bounds.
        """
        default, files = cls(), environment.get("FLASH360_FILES") or None

        def figure(name: str, unset: Number, least: int) -> Number:
            return _figure(f"FLASH360_{name}", environment.get(f"FLASH360_{name}", ""), unset, least)

        return cls(
            database=place(environment.get("FLASH360_DATABASE") or str(default.database), files),
            files=files,
            servers=figure("SERVERS", default.servers, 1),
            small_group=figure("SMALL_GROUP", default.small_group, 1),
            top_k=figure("TOP_K", default.top_k, 1),
            backups=Path(environment["FLASH360_BACKUPS"]) if environment.get("FLASH360_BACKUPS") else None,
            backup_hours=figure("BACKUP_HOURS", default.backup_hours, 0),
            kept_file_days=figure("KEEP_FILES_DAYS", default.kept_file_days, 0),
            backups_kept=figure("BACKUPS_KEPT", default.backups_kept, 1),
            retention_years=figure("RETENTION_YEARS", default.retention_years, 1),
            audit_days=figure("AUDIT_DAYS", default.audit_days, 30),
            administrator=environment.get("FLASH360_ADMINISTRATOR") or default.administrator,
            contact=environment.get("FLASH360_CONTACT") or default.contact,
            slides=Path(environment["FLASH360_SLIDES"]) if environment.get("FLASH360_SLIDES") else None,
        )


def _figure(name: str, text: str, unset: Number, least: int) -> Number:
    text = text.strip()
    if not text:
        return unset
    whole = isinstance(unset, int)
    try:
        value = type(unset)(text.replace(",", "."))
    except ValueError:
        value = None
    if value is None or not least <= value <= _MOST:
        raise NotConfigured(
            f"{name} vaut «\u00a0{text}\u00a0»\u00a0: il faut un nombre{' entier' if whole else ''} entre {least} et un million. "
            f"Corrigez-le, ou enlevez-le\u00a0: sans lui, c'est {f'{unset:g}'.replace('.', ',')}."
        )
    return value
