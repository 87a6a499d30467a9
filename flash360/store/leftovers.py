"""What a killed process left beside a base: drafts of one being made, restored or rewritten, which may hold all that it holds."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import Final

_DRAFT: Final = re.compile(r"\.(?:creation|restauration-\d{8}-\d{6})-(\d+)(?:\..*)?")


def rewriting_folder(base: Path) -> Path:
    """Where the drafts of a rewriting are."""
    return base.with_name(f"{base.name}.effacement")


def sweep(base: Path) -> None:
    """Remove what no process is making any more. The base is held: nobody rewrites it now. What cannot be removed stays."""
    shutil.rmtree(rewriting_folder(base), ignore_errors=True)
    for path in base.parent.glob(f"{escape(base.name)}.*"):
        found = _DRAFT.fullmatch(path.name.removeprefix(base.name))
        if found and not _lives(int(found[1])):
            with suppress(OSError):
                path.unlink()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
