"""Settings, from the environment only, read once at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_DATABASE = ROOT / "data" / "flash360.duckdb"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the base is, and the figures that a programme may tune."""

    database: Path = DEFAULT_DATABASE
    small_group: int = 5
    top_k: int = 5

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Settings of FLASH360_DATABASE, FLASH360_SMALL_GROUP and FLASH360_TOP_K; defaults where unset."""
        default = cls()
        return cls(
            database=Path(environment.get("FLASH360_DATABASE") or default.database),
            small_group=int(environment.get("FLASH360_SMALL_GROUP") or default.small_group),
            top_k=int(environment.get("FLASH360_TOP_K") or default.top_k),
        )
