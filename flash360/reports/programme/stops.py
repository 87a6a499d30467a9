"""Ideas stopped after a verdict that did not carry them: stopping early is a success of the method."""

from __future__ import annotations

from statistics import median
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.charts.theme import verdict_text
from flash360.model import Step, Verdict

NOT_CARRIED = (Verdict.UNFAVOURABLE, Verdict.TO_REWORK)


def stopped(programme: pa.Table) -> pa.Table:
    """Sessions « défavorable » or « à retravailler » whose idea was stopped, the quickest first: session, verdict, days."""
    rows = sorted(_stopped(_judged(programme)), key=lambda row: (_days(row) is None, _days(row) or 0, row["code"]))
    return pa.table(
        {
            "Session": pa.array([row["code"] for row in rows], pa.string()),
            "Titre": pa.array([row["title"] for row in rows], pa.string()),
            "Avis": pa.array([verdict_text(row["verdict"]) for row in rows], pa.string()),
            "Arrêtée le": pa.array([row["stopped_date"] for row in rows], pa.date32()),
            "Jours après la session": pa.array([_days(row) for row in rows], pa.int64()),
        }
    )


def title(programme: pa.Table) -> str:
    """The finding: how many ideas that the panels did not carry were stopped."""
    rows = _judged(programme)
    if not rows:
        return "Aucune idée n'a encore d'avis défavorable ou à retravailler"
    count = len(_stopped(rows))
    ideas = "idée non portée par son panel a été arrêtée" if count < 2 else "idées non portées par leur panel ont été arrêtées"
    return f"{labels.french_number(count)}\u00a0{ideas}, sur {len(rows)}"


def sentence(programme: pa.Table) -> str:
    """For each of the two verdicts, how many ideas were stopped and after how long; then why it counts as a success."""
    parts: list[str] = []
    rows = _judged(programme)
    for verdict in NOT_CARRIED:
        own = [row for row in rows if row["verdict"] == verdict]
        if own:
            found = _stopped(own)
            days = [gap for row in found if (gap := _days(row)) is not None]
            after = f", {labels.plural(round(median(days)), 'jour')} après la session (médiane)" if days else ""
            parts.append(f"après un avis {labels.VERDICT[verdict]}, {len(found)} sur {len(own)}{after}")
    if not parts:
        return "Aucune session n'a encore d'avis défavorable ou à retravailler."
    return f"Idées arrêtées : {' ; '.join(parts)}. Arrêter tôt une idée qui ne convainc pas est un succès de la méthode."


def before_session(programme: pa.Table) -> pa.Table:
    """Ideas stopped before any session, the quickest first: session, step reached, day of the stop, days since the first step."""
    before = pc.is_in(programme["step"], value_set=pa.array([Step.IDEA.value, Step.CONTACT.value, Step.CADRAGE.value]))
    rows = programme.filter(pc.and_(pc.is_valid(programme["stopped_date"]), before))
    early = rows.select(["code", "title", "step", "idea_date", "contact_date", "cadrage_date", "stopped_date"]).to_pylist()
    early.sort(key=lambda row: (_since_first(row) is None, _since_first(row) or 0, row["code"]))
    return pa.table(
        {
            "Session": pa.array([row["code"] for row in early], pa.string()),
            "Titre": pa.array([row["title"] for row in early], pa.string()),
            "Étape atteinte": pa.array([labels.STEP[Step(row["step"])] for row in early], pa.string()),
            "Arrêtée le": pa.array([row["stopped_date"] for row in early], pa.date32()),
            "Jours depuis la première étape": pa.array([_since_first(row) for row in early], pa.int64()),
        }
    )


def early_title(early: pa.Table) -> str:
    """The finding: how many ideas were stopped before their session."""
    count = early.num_rows
    if not count:
        return "Aucune idée n'a été arrêtée avant sa session"
    return f"{labels.french_number(count)}\u00a0{'idée arrêtée' if count < 2 else 'idées arrêtées'} avant leur session"


def early_sentence(early: pa.Table) -> str:
    """After how many days, and why it counts as a success."""
    days = [value for value in early["Jours depuis la première étape"].to_pylist() if value is not None]
    if not days:
        return "Une mauvaise idée arrêtée tôt est un succès : elle ne coûte ni une session ni un espoir."
    after = labels.plural(round(median(days)), "jour")
    return f"Arrêtées {after} après leur première étape (médiane, n = {len(days)}). Une mauvaise idée arrêtée tôt est un succès."


def _since_first(row: dict[str, Any]) -> int | None:
    dates = [row[name] for name in ("idea_date", "contact_date", "cadrage_date") if row[name] is not None]
    return (row["stopped_date"] - min(dates)).days if dates else None


def _judged(programme: pa.Table) -> list[dict[str, Any]]:
    rows = programme.filter(pc.is_in(programme["verdict"], value_set=pa.array([one.value for one in NOT_CARRIED])))
    return rows.select(["code", "title", "verdict", "session_date", "stopped_date"]).to_pylist()


def _stopped(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["stopped_date"] is not None]


def _days(row: dict[str, Any]) -> int | None:
    return None if row["session_date"] is None else (row["stopped_date"] - row["session_date"]).days
