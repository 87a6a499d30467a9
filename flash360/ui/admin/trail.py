"""Piste d'audit: who signed in, saw, downloaded, imported, undid, granted, erased; to search and to export."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360 import labels, paris
from flash360.access import Viewer
from flash360.model import Action, Role
from flash360.settings import Settings
from flash360.ui import data, table

MOST: Final = 10_000
_PERIODS: Final = {"7 jours": 7, "30 jours": 30, "1 an": 366, "tout": 36_600}


def show(viewer: Viewer) -> None:
    """The events that the filters keep, newest first; the file holds them all, up to MOST."""
    left, middle, right = st.columns([2, 2, 3], vertical_alignment="bottom")
    period = left.segmented_control(
        "Période", list(_PERIODS), default="7 jours", required=True, key="periode-audit", bind="query-params"
    )
    actions = middle.multiselect(
        "Actions", list(Action), format_func=labels.ACTION.__getitem__, placeholder="Toutes", key="actions-audit"
    )
    search = right.text_input(
        "Chercher une personne, une session, un fichier", key="recherche-audit", type="search", autocomplete="off"
    )
    since = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=_PERIODS[period or "7 jours"])
    rows = data.audit(viewer, since, [action.value for action in actions], search or "", MOST).to_pylist()
    count = f"{MOST} événements au moins" if len(rows) == MOST else labels.plural(len(rows), "événement")
    people = len({row["author"] for row in rows})
    st.subheader(f"{count}, {labels.plural(people, 'personne')}", anchor=False)
    table.show(listed(rows), caption="Événements, du plus récent au plus ancien", key="audit")
    st.caption(
        f"Les événements sont gardés {labels.plural(Settings.from_environment().audit_days, 'jour')}. Rien ne les modifie ; "
        "seule la durée de conservation les retire, et ce retrait est inscrit."
    )


def listed(rows: list[dict[str, Any]]) -> pa.Table:
    """One line per event, in the words and the time of a French reader."""
    columns = {
        "Moment": [f"{paris.local(row['recorded_at']):%d/%m/%Y %H:%M:%S}" for row in rows],
        "Personne": [row["author"] for row in rows],
        "Action": [action_words(row["action"]) for row in rows],
        "Objet": [row["object"] or "–" for row in rows],
        "Précisions": [details_words(row["details"]) for row in rows],
    }
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def action_words(code: str) -> str:
    """An action in French; one that this version does not know, as it is written."""
    return labels.ACTION[Action(code)] if code in set(Action) else code


def details_words(details: str | None) -> str:
    """« rôle : Administration partenaire ; comme : ana@ddt23.gouv.fr »; a dash for none."""
    if not details:
        return "–"
    try:
        found: Any = json.loads(details)
    except ValueError:
        return details
    if not isinstance(found, dict):
        return details
    names = {
        "role": "rôle",
        "as": "comme",
        "until": "jusqu'au",
        "sessions": "sessions",
        "rows": "lignes",
        "kind": "nature",
        "reason": "motif",
        "votes": "votes de l'import",
    }
    roles = {role.value: labels.ROLE[role] for role in Role}
    return " ; ".join(f"{names.get(name, name)} : {roles.get(str(value), value)}" for name, value in found.items()) or "–"
