"""Buttons that make a document on click, never before: the scorecard, the programme's report, many scorecards at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from flash360 import paris
from flash360.access.scope import Viewer
from flash360.demo import fictional_codes
from flash360.reports.formats import MEDIA_TYPE, PROGRAMME, SESSION, made
from flash360.reports.names import PROGRAMME as PROGRAMME_NAME
from flash360.reports.names import file_name
from flash360.reports.programme.content import programme_content
from flash360.reports.session.content import session_content
from flash360.ui import bundle, data, offer
from flash360.ui.programme import filters
from flash360.ui.programme.filters import Choice

_LABELS: Final = {"pdf": "PDF", "pptx": "PowerPoint", "xlsx": "Excel"}
_ICONS: Final = {"pdf": ":material/picture_as_pdf:", "pptx": ":material/slideshow:", "xlsx": ":material/table_view:"}


def scorecard(viewer: Viewer, session: Mapping[str, Any]) -> None:
    """A session's scorecard in its three forms, within the viewer's scope."""
    code = str(session["code"])

    def make(maker: str) -> bytes:
        fictional = code in fictional_codes(data.base())
        everyone, shared, day = data.programme(viewer), data.common(viewer), paris.today()
        content = session_content(data.base(), viewer, code, day, fictional=fictional, programme=everyone, shared=shared)
        return made(maker, content)

    with st.container(horizontal=True):
        _buttons(SESSION, make, code, "fiche")


def programme(viewer: Viewer, choice: Choice) -> None:
    """The programme's documents for the sessions that a choice keeps, and their scorecards in one .zip."""

    def make(maker: str) -> bytes:
        fictional, kept = data.demonstration(), filters.chosen(viewer, choice)
        content = programme_content(data.base(), viewer, paris.today(), kept=kept, filters=described(choice), fictional=fictional)
        return made(maker, content)

    def anonymised() -> bytes:
        from flash360.reports.open_data import open_data

        return open_data(data.base(), viewer, paris.today())

    with st.container(horizontal=True):
        _buttons(PROGRAMME, make, PROGRAMME_NAME, "programme")
        offer.file(
            "Données ouvertes",
            anonymised,
            file_name("donnees-ouvertes", paris.today(), "zip"),
            MEDIA_TYPE["zip"],
            key="donnees-ouvertes",
            icon=":material/dataset:",
            help="Toutes les sessions en CSV et en Parquet, avec leur description : aucun vote individuel, aucun petit groupe.",
        )
    bundle.show(viewer, lambda: tuple(filters.chosen(viewer, choice)["code"].to_pylist()))


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
    for ending, maker in forms.items():
        offer.file(
            _LABELS[ending],
            lambda maker=maker: make(maker),
            file_name(what, paris.today(), ending),
            MEDIA_TYPE[ending],
            key=f"{key}-{ending}",
            icon=_ICONS[ending],
        )
