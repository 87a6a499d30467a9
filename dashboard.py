"""The application: `streamlit run dashboard.py`. The frame is its main script; see flash360/ui."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from flash360.settings import ROOT
from flash360.ui import counts, failure, health, start, wall, web
from flash360.ui.signin import here, routes

sign_in = start.may_start()
app = st.App(
    ROOT / "flash360" / "ui" / "frame.py",
    secrets=here.for_streamlit(),
    lifespan=start.lifespan,
    routes=[*web.routes(), *health.routes(), *(routes.routes(sign_in) if sign_in else [])],
    middleware=[Middleware(counts.Counted), Middleware(web.FrenchPage), Middleware(wall.Wall, sign_in=sign_in)],
    on_script_error=failure.on_script_error,
)
