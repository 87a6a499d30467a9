"""The application: `streamlit run dashboard.py`. The frame is its main script; see flash360/ui."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from flash360.settings import ROOT
from flash360.ui import failure, start, web

app = st.App(
    ROOT / "flash360" / "ui" / "frame.py",
    lifespan=start.lifespan,
    routes=web.routes(),
    middleware=[Middleware(web.FrenchPage)],
    on_script_error=failure.on_script_error,
)
