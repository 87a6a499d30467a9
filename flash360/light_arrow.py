"""Arrow without pandas. At its first array Arrow imports pandas when it is installed, to know its objects: a third of a second,
for nothing where no pandas object ever is: in the reading processes and on the command line.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class _Hidden(MetaPathFinder):
    """Says of pandas that it is not there."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)
        return None


def hide_pandas() -> None:
    """Let nobody in this process find pandas: for one that never needs it, and may not need Arrow either."""
    sys.meta_path.insert(0, _Hidden())


def lighten() -> None:
    """Let Arrow find, once for this process, that there is no pandas; whoever needs it may still import it."""
    hidden = _Hidden()
    sys.meta_path.insert(0, hidden)
    try:
        import pyarrow as pa

        pa.array([0])
    finally:
        sys.meta_path.remove(hidden)
