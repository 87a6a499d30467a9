"""At the start of the server, before the first visitor: load what the pages need, then spare the collector from it."""

from __future__ import annotations

import gc
import importlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

import streamlit as st

from flash360 import workbook
from flash360.charts.prepared import prepare

HEAVY: Final = ("pandas", "altair", "flash360.ingest", "flash360.workbook", "flash360.validation", "flash360.charts")
"""What the first page would otherwise wait for."""


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None, None]:
    """Import, build the charts, start the reading processes, collect once, freeze: all this lives as long as the process."""
    for name in HEAVY:
        importlib.import_module(name)
    prepare()
    workbook.warm()
    gc.collect()
    gc.freeze()
    yield
