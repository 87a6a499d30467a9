"""What the architecture tests look at: the product's sources, parsed once."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """A Python file of the product. path: from the project's root. home: `store`, `pages`, `dashboard`, `model`…"""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def home(self) -> str:
        parts = self.path.with_suffix("").parts
        return parts[1] if parts[0] == "flash360" and len(parts) > 1 else parts[0]


def _source(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(ROOT), ast.parse(text), len(text.splitlines()))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def package() -> list[Source]:
    """Every module of flash360/."""
    return [_source(path) for path in sorted((ROOT / "flash360").rglob("*.py"))]


@pytest.fixture(scope="session")
def pages() -> list[Source]:
    """Every script of pages/."""
    return [_source(path) for path in sorted((ROOT / "pages").rglob("*.py"))]


@pytest.fixture(scope="session")
def product(package: list[Source], pages: list[Source]) -> list[Source]:
    """All of it: flash360/, pages/ and dashboard.py."""
    return [*package, *pages, _source(ROOT / "dashboard.py")]
