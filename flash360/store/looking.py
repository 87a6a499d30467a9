"""A base seen with another's eyes: it answers, and records nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from flash360.errors import AccessDenied
from flash360.store.database import Engine, Transaction


class ReadOnly:
    """An engine that answers questions and refuses the rest."""

    def __init__(self, engine: Engine) -> None:
        self.query, self.stamp = engine.query, engine.stamp

    def transaction(self) -> AbstractContextManager[Transaction]:
        raise _refused()

    def copy_to(self, descriptor: int) -> None:
        raise _refused()

    def replace_by(self, draft: Path, kept: Path) -> None:
        raise _refused()

    def rewrite(self, change: Callable[[Transaction], None]) -> None:
        raise _refused()

    def close(self) -> None:
        """The base stays open for the others."""


def _refused() -> AccessDenied:
    return AccessDenied("Vous regardez avec les yeux d'un autre : rien ne peut être enregistré. Revenez d'abord à votre rôle.")
