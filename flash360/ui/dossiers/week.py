"""The week's digest on a page, and as files: PDF, text, calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import pyarrow as pa
import streamlit as st

from flash360 import paris
from flash360.access.scope import Viewer
from flash360.model import Role
from flash360.reports.dossiers.actions import NAME, Action
from flash360.reports.dossiers.digest import Digest, News, digest, headline, week
from flash360.reports.dossiers.digest_file import digest_pdf, digest_text, titles
from flash360.reports.formats import MEDIA_TYPE
from flash360.reports.names import file_name
from flash360.ui import address, data, offer, table, text
from flash360.ui.programme import freshness

_EMPTY: Final = ("Rien n'est en retard.", "Rien n'est à faire dans les sept jours.", "Rien de nouveau cette semaine.")


def show(viewer: Viewer) -> None:
    """The whole screen."""
    programme = data.programme(viewer)
    found = found_of(viewer, paris.today())
    st.title(headline(found), anchor=False)
    freshness.show(programme.num_rows, programme.num_rows)
    st.write(
        f"{text.plain(week(found))}. Aucun courriel n'est envoyé\u00a0: téléchargez la page, ou abonnez votre agenda au fichier."
    )
    downloads(viewer, found)
    if viewer.role is Role.ANALYSTE:
        address.link(address.FOLLOW_UP, "Traiter ces actions dans « Suivi »")
    parts = (_actions(found.late), _actions(found.due), _news(found.new))
    for place, (title, rows) in enumerate(zip(titles(), parts, strict=True)):
        st.header(f"{title} ({rows.num_rows})", anchor=False)
        if rows.num_rows:
            table.show(rows, caption=title, key=f"semaine-{place}")
        else:
            st.info(_EMPTY[place])


def found_of(viewer: Viewer, day: date) -> Digest:
    """The digest of the sessions in the viewer's scope."""
    rows = (data.programme(viewer), data.outcomes(viewer), data.history(viewer), data.proposals(viewer))
    programme, outcomes, history, proposals = (one.to_pylist() for one in rows)
    return digest(programme, outcomes, history, proposals, day)


def downloads(viewer: Viewer, found: Digest) -> None:
    """The digest as PDF and text, and the calendar."""
    forms = (("pdf", "La semaine (PDF)", digest_pdf), ("txt", "La semaine (texte à coller)", digest_text))

    def calendar_file() -> bytes:
        from flash360.reports.dossiers.calendar import calendar  # brings its library: only when a calendar is made

        return calendar(data.programme(viewer).to_pylist(), data.moved_at(), found.day)

    with st.container(horizontal=True):
        for ending, label, make in forms:
            offer.file(
                label,
                lambda make=make: make(found, data.moved_at(), fictional=data.demonstration()),
                file_name("semaine", found.day, ending),
                MEDIA_TYPE[ending],
                key=f"semaine-{ending}",
            )
        offer.file(
            "Le calendrier (.ics)",
            calendar_file,
            file_name("calendrier", found.day, "ics"),
            MEDIA_TYPE["ics"],
            key="calendrier-ics",
            icon=":material/calendar_month:",
            help="Sessions, dates limites et points de suivi, pour Outlook, Thunderbird ou un téléphone.",
        )


def _actions(found: Sequence[Action]) -> pa.Table:
    return pa.table(
        {
            "Date": pa.array([one.due for one in found], pa.date32()),
            "Quoi": pa.array([NAME[one.kind] for one in found], pa.string()),
            "Dossier": pa.array([f"{one.code} · {one.title}" for one in found], pa.string()),
            "Administration": pa.array([one.administration for one in found], pa.string()),
            "Que faire": pa.array([one.sentence for one in found], pa.string()),
        }
    )


def _news(found: Sequence[News]) -> pa.Table:
    return pa.table(
        {
            "Enregistré le": pa.array([one.day for one in found], pa.date32()),
            "Dossier": pa.array([f"{one.code} · {one.title}" for one in found], pa.string()),
            "Nouvelle": pa.array([one.sentence for one in found], pa.string()),
        }
    )
