"""Buttons that make a document on click, never before: the scorecard, the programme's report, many scorecards at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360.access.scope import Viewer
from flash360.demo import fictional_codes
from flash360.reports.formats import MEDIA_TYPE, PROGRAMME, SESSION, made
from flash360.reports.names import PROGRAMME as PROGRAMME_NAME
from flash360.reports.names import file_name
from flash360.reports.programme.content import programme_content
from flash360.reports.session.content import session_content
from flash360.ui import bundle, data
from flash360.ui.programme.filters import Choice

_LABELS: Final = {"pdf": "PDF", "pptx": "PowerPoint", "xlsx": "Excel"}
_ICONS: Final = {"pdf": ":material/picture_as_pdf:", "pptx": ":material/slideshow:", "xlsx": ":material/table_view:"}


def scorecard(viewer: Viewer, session: Mapping[str, Any]) -> None:
    """A session's scorecard in its three forms, within the viewer's scope."""
    code = str(session["code"])

    def make(maker: str) -> bytes:
        fictional = code in fictional_codes(data.base())
        return made(maker, session_content(data.base(), viewer, code, date.today(), fictional=fictional, programme=everyone))

    everyone = data.programme(viewer)
    _buttons(SESSION, make, code, "fiche")


def programme(viewer: Viewer, kept: pa.Table, choice: Choice) -> None:
    """The programme's documents for the sessions that a choice keeps, and their scorecards in one .zip."""

    def make(maker: str) -> bytes:
        fictional = data.demonstration()
        content = programme_content(data.base(), viewer, date.today(), kept=kept, filters=described(choice), fictional=fictional)
        return made(maker, content)

    _buttons(PROGRAMME, make, PROGRAMME_NAME, "programme")
    bundle.show(viewer, kept)


def described(choice: Choice) -> tuple[str, ...]:
    """A choice in words, one per filter in use: « période : 2024, 2025 »."""
    names = {
        "période": choice.years,
        "administration": choice.administrations,
        "domaine": choice.domains,
        "avis": choice.verdicts,
        "étape": choice.steps,
    }
    return tuple(f"{name} : {', '.join(values)}" for name, values in names.items() if values)


def _buttons(forms: Mapping[str, str], make: Any, what: str, key: str) -> None:
    with st.container(horizontal=True):
        for ending, maker in forms.items():
            st.download_button(
                _LABELS[ending],
                lambda maker=maker: make(maker),
                file_name(what, date.today(), ending),
                MEDIA_TYPE[ending],
                key=f"{key}-{ending}",
                icon=_ICONS[ending],
                on_click="ignore",
            )
