"""The path of one idea: its five steps and their delays, its verdict, its imports, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from flash360 import labels, paris
from flash360.access.scope import Viewer
from flash360.charts.picture import Picture
from flash360.charts.steps import DATES
from flash360.charts.timeline import Import, timeline
from flash360.model import OutcomeStatus, Section, Step, Verdict
from flash360.ui import chart, data, fold, prose, table


def path(viewer: Viewer, session: Mapping[str, Any]) -> None:
    """The timeline of the dossier, then its follow-ups with what accompanied them."""
    rows = data.outcomes(viewer, session["session_id"]).to_pylist()
    if not has_dates(viewer, session):
        unknown = f"Date rapportée : {session['reported_date'] or 'aucune'}. Aucune date précise n'est connue."
        prose.show(prose.heading("Le parcours de l'idée"), prose.paragraph(unknown))
        return
    review = f"Prochain point : {labels.french_date(session['next_review'])}." if session["next_review"] else ""
    chart.show(drawn(viewer, session["code"]), key="parcours", note=review)
    if rows:
        fold.show(
            f"{labels.plural(len(rows), 'suite')}, avec accompagnement et commentaire",
            lambda: table.show(
                told(viewer, session["session_id"]),
                caption="Suites, de la plus récente à la plus ancienne",
                key="suites-dossier",
                download=False,
            ),
            key="suites-dossier",
        )


def has_dates(viewer: Viewer, session: Mapping[str, Any]) -> bool:
    """Whether there is a timeline to draw."""
    return data.outcomes(viewer, session["session_id"]).num_rows > 0 or any(session[column] for column in DATES.values())


@data.kept(1024)
def drawn(viewer: Viewer, code: str) -> Picture:
    """The timeline of the session of this code, which is in the viewer's scope."""
    session = data.session(viewer, code) or {}
    dates = {step: session[column] for step, column in DATES.items() if step is not Step.REALISATION}
    verdict = Verdict(session["verdict"]) if session["verdict"] else None
    news = [(row["date"], OutcomeStatus(row["status"])) for row in data.outcomes(viewer, session["session_id"]).to_pylist()]
    brought = imports(viewer, session["session_id"])
    return timeline(dates, news, verdict=verdict, imports=brought, deadline=session["deadline"])


@data.kept(1024)
def told(viewer: Viewer, session_id: str) -> pa.Table:
    """The follow-ups of a session as they are read."""
    return follow_ups(data.outcomes(viewer, session_id).to_pylist())


def imports(viewer: Viewer, session_id: str) -> list[Import]:
    """The imports in force that speak of the session, oldest first; neither their file nor their author."""
    found: list[Import] = []
    for row in data.session_imports(viewer, session_id).to_pylist():
        day: date = paris.local(row["recorded_at"]).date()
        found.append(Import(row["number"], day, ", ".join(labels.SECTION[one] for one in Section if one in row["sections"])))
    return found


def follow_ups(rows: list[dict[str, Any]]) -> pa.Table:
    """One line per follow-up, the newest first."""
    rows = rows[::-1]
    return pa.table(
        {
            "Date": pa.array([row["date"] for row in rows], pa.date32()),
            "Statut": [labels.OUTCOME[OutcomeStatus(row["status"])] for row in rows],
            "Accompagnement": pa.array([row["accompaniment"] for row in rows], pa.string()),
            "Commentaire": pa.array([row["comment"] for row in rows], pa.string()),
            "Point suivant": pa.array([row["next_review"] for row in rows], pa.date32()),
        }
    )
