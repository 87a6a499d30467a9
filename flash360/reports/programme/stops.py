"""Ideas stopped after a verdict that did not carry them: stopping early is a success of the method."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flash360 import labels
from flash360.charts.theme import VERDICT_TEXT
from flash360.charts.values import days_between, named
from flash360.model import Step, Verdict

NOT_CARRIED = (Verdict.UNFAVOURABLE, Verdict.TO_REWORK)
_BEFORE = (Step.IDEA, Step.CONTACT, Step.CADRAGE)
_STEP = {step.value: labels.STEP[step] for step in Step}
_QUICKEST = [("days", "ascending"), ("code", "ascending")]


def not_carried(programme: pa.Table) -> pa.Table:
    """The sessions of a programme table that ended « défavorable » or « à retravailler », with the days from each to its stop."""
    columns = ["code", "title", "verdict", "session_date", "stopped_date"]
    rows = programme.select(columns).filter(
        pc.is_in(programme["verdict"], value_set=pa.array([one.value for one in NOT_CARRIED]))
    )
    return rows.append_column("days", days_between(rows["session_date"], rows["stopped_date"]))


def stopped(rows: pa.Table) -> pa.Table:
    """Those of `not_carried` whose idea was stopped, the quickest first: session, verdict, days."""
    rows = _stopped(rows).sort_by(_QUICKEST)
    return pa.table(
        {
            "Session": rows["code"],
            "Titre": rows["title"],
            "Avis": named(rows["verdict"], VERDICT_TEXT, labels.UNKNOWN_VOTES),
            "Arrêtée le": rows["stopped_date"],
            "Jours après la session": rows["days"],
        }
    )


def title(rows: pa.Table) -> str:
    """The finding: how many ideas that the panels did not carry (`not_carried`) were stopped."""
    if not rows.num_rows:
        return "Aucune idée n'a encore d'avis défavorable ou à retravailler"
    count = _stopped(rows).num_rows
    ideas = "idée non portée par son panel a été arrêtée" if count < 2 else "idées non portées par leur panel ont été arrêtées"
    return f"{labels.french_number(count)}\u00a0{ideas}, sur {rows.num_rows}"


def sentence(rows: pa.Table) -> str:
    """For each of the two verdicts, how many ideas were stopped and after how long; then why it counts as a success."""
    parts: list[str] = []
    for verdict in NOT_CARRIED:
        own = rows.filter(pc.equal(rows["verdict"], verdict.value))
        if own.num_rows:
            found = _stopped(own)
            days = _median(found["days"])
            after = f", {labels.plural(days, 'jour')} après la session (médiane)" if days is not None else ""
            parts.append(f"après un avis {labels.VERDICT[verdict]}, {found.num_rows} sur {own.num_rows}{after}")
    if not parts:
        return "Aucune session n'a encore d'avis défavorable ou à retravailler."
    return f"Idées arrêtées : {' ; '.join(parts)}. Arrêter tôt une idée qui ne convainc pas est un succès de la méthode."


def before_session(programme: pa.Table) -> pa.Table:
    """Ideas stopped before any session, the quickest first: session, step reached, day of the stop, days since the first step."""
    before = pc.is_in(programme["step"], value_set=pa.array([step.value for step in _BEFORE]))
    columns = ["code", "title", "step", "idea_date", "contact_date", "cadrage_date", "stopped_date"]
    rows = programme.select(columns).filter(pc.and_(pc.is_valid(programme["stopped_date"]), before))
    first = pc.min_element_wise(rows["idea_date"], rows["contact_date"], rows["cadrage_date"])
    rows = rows.append_column("days", days_between(first, rows["stopped_date"])).sort_by(_QUICKEST)
    return pa.table(
        {
            "Session": rows["code"],
            "Titre": rows["title"],
            "Étape atteinte": named(rows["step"], _STEP, None),
            "Arrêtée le": rows["stopped_date"],
            "Jours depuis la première étape": rows["days"],
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
    known = early["Jours depuis la première étape"].drop_null()
    days = _median(known)
    if days is None:
        return "Une mauvaise idée arrêtée tôt est un succès : elle ne coûte ni une session ni un espoir."
    after, n = labels.plural(days, "jour"), labels.french_number(len(known))
    return f"Arrêtées {after} après leur première étape (médiane, n = {n}). Une mauvaise idée arrêtée tôt est un succès."


def _stopped(rows: pa.Table) -> pa.Table:
    return rows.filter(pc.is_valid(rows["stopped_date"]))


def _median(days: pa.ChunkedArray) -> int | None:
    """In whole days; None without any."""
    known = days.drop_null().to_numpy()
    return round(float(np.median(known))) if len(known) else None
