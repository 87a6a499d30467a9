"""From the start of the server, before the first visitor, to its end: what is loaded, what is refused, what is closed."""

from __future__ import annotations

import gc
import importlib
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

import streamlit as st

from flash360 import workbook
from flash360.charts.prepared import prepare
from flash360.errors import AccessDenied, Flash360Error
from flash360.ui import data

HEAVY: Final = ("pandas", "altair", "flash360.ingest", "flash360.workbook", "flash360.validation", "flash360.charts")
"""What the first page would otherwise wait for."""
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_LOG: Final = logging.getLogger("flash360")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None, None]:
    """Load and keep what every page needs while the server runs; close the base when it stops.

    Raises AccessDenied when the server would answer other machines: there is no sign-in to tell who is there.
    """
    refuse_strangers(st.get_option("server.address"))
    for name in HEAVY:
        importlib.import_module(name)
    prepare()
    workbook.warm()
    try:
        data.base()
    except Flash360Error as error:
        _LOG.error("%s", error)  # each page says it too
    gc.collect()
    gc.freeze()
    yield
    data.release()


def refuse_strangers(address: str | None) -> None:
    """Raise AccessDenied unless the server listens to this machine alone. None listens to every machine."""
    if address not in _LOOPBACK:
        raise AccessDenied(
            f"Le tableau de bord refuse de démarrer sur l'adresse «\u00a0{address or 'toutes'}\u00a0»\u00a0: sans connexion des "
            "utilisateurs, il ne répond qu'à cette machine. Démarrez-le avec --server.address 127.0.0.1."
        )
