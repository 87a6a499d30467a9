"""From the start of the server, before the first visitor, to its end: what is loaded, what is refused, what is closed."""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

import pyarrow as pa
import streamlit as st

from flash360 import workbook
from flash360.access.sign_in import SignIn
from flash360.charts.prepared import prepare
from flash360.errors import Flash360Error
from flash360.ingest import originals
from flash360.settings import Settings
from flash360.statistics import posterior
from flash360.ui import held, journal, keeping, mode, tidy
from flash360.ui.scorecard import ahead
from flash360.ui.signin import here

HEAVY: Final = ("pandas", "altair", "flash360.ingest", "flash360.workbook", "flash360.validation", "flash360.charts")
"""What the first page would otherwise wait for."""
_LOG: Final = logging.getLogger("flash360")


def may_start() -> SignIn | None:
    """How people sign in, None for the demonstration. Ends the process, saying what to set, when it may not serve this base."""
    try:
        sign_in = here.settings()
        settings = Settings.from_environment()
        mode.check(sign_in, settings.administrator or "", st.get_option("server.address"), settings.database)
    except Flash360Error as error:
        raise mode.refusal(error) from None
    return sign_in


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None, None]:
    """Load and keep what every page needs while the server runs; close the base when it stops."""
    journal.start()
    pa.set_memory_pool(pa.system_memory_pool())  # its fresh memory costs least: decisions.md
    for name in HEAVY:
        importlib.import_module(name)
    prepare()
    workbook.warm()
    posterior.prepare()
    try:
        opened = held.held()
        originals.purge(opened.beside, Settings.from_environment().kept_file_days)
        _LOG.info("base open: version %d", opened.version())
    except Flash360Error as error:
        _LOG.error("%s", error)  # each page says it too
    tidy.begin()
    ahead.AHEAD.start()
    beside = [asyncio.create_task(one) for one in (keeping.keep(), tidy.keep())]
    _LOG.info("ready")
    yield
    for one in beside:
        one.cancel()
    _LOG.info("stopping: what is being written ends, or is rolled back")
    await asyncio.to_thread(held.stop)
    _LOG.info("stopped")
