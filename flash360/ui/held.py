"""The base that this server holds: opened once for the whole process, closed for good when it stops."""

from __future__ import annotations

import os
import threading
import time
from functools import lru_cache
from typing import Final

from streamlit.runtime.scriptrunner import get_script_run_ctx

from flash360.errors import BaseHeld
from flash360.settings import Settings
from flash360.store.database import Database
from flash360.ui import once

_STOPPING: Final = threading.Event()
_LOCK: Final = threading.Lock()
_OPEN: Final = dict[str, Database]()
"""By where it is, as it is shown."""
_PAGE: Final = threading.local()
"""looked_at: the base that the page of this thread looks at, at one moment; place: where it is; aside: of one that is no page."""
_begun = 0.0
"""When a page last began."""


def held() -> Database:
    """The base of the settings, whoever looks: pages go through `data.base`. Raises BaseHeld when the server is stopping."""
    if _STOPPING.is_set():
        raise BaseHeld("Le tableau de bord s'arrête. Rechargez la page dans quelques instants.")
    place = path()
    found = _OPEN.get(place)
    if found is None:
        with _LOCK:
            found = _OPEN.get(place)
            if found is None:
                settings = Settings.from_environment()
                beside = settings.servers > 1
                found = _OPEN[place] = Database.open(settings.database, door=True, beside=beside, replaced=once.forget)
    return found


def begin() -> None:
    """A page begins: until the next one in this thread, its reads see the base at one moment, while others write."""
    global _begun
    _begun = time.monotonic()
    _look()


def begin_aside() -> None:
    """The same for a thread beside the pages, of which none waits."""
    _PAGE.aside = True
    _look()


def _look() -> None:
    _PAGE.place, _PAGE.looked_at = path(), held().at_one_moment()


def calm(seconds: float) -> bool:
    """Whether no page has begun for so long: what nobody waits for may go on."""
    return time.monotonic() - _begun > seconds


def looked_at() -> tuple[str, Database]:
    """Where the base is, and the base at the moment that the page of this thread looks at; as it is where no page is drawn."""
    if get_script_run_ctx(suppress_warning=True) is None and not hasattr(_PAGE, "aside"):
        return path(), held()
    if not hasattr(_PAGE, "looked_at"):
        begin()
    return _PAGE.place, _PAGE.looked_at


def release() -> None:
    """Close the base, if it is open: what it still held in its log goes into its file."""
    with _LOCK:
        while _OPEN:
            _OPEN.popitem()[1].close()


def stop() -> None:
    """Close the base for good: what is being written ends first, and no page opens it again."""
    _STOPPING.set()
    release()


def path() -> str:
    """Where the settings say it is."""
    return _path(os.environ.get("FLASH360_DATABASE"), os.environ.get("FLASH360_FILES"))


@lru_cache(maxsize=8)
def _path(database: str | None, files: str | None) -> str:
    """database, files: what the settings are made of."""
    return str(Settings.from_environment().database)
