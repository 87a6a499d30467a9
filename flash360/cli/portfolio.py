"""`portfolio`: one line per session."""

from __future__ import annotations

from datetime import date
from typing import Any

import typer

from flash360 import paris
from flash360.cli.base import AsOption, BaseOption, JsonOption, existing_base, note, viewer_as
from flash360.cli.output import answer, answer_json, table
from flash360.labels import AXIS, OUTCOME, STEP, UNKNOWN_VOTES, VERDICT, french_percent, plural
from flash360.model import Action, Axis, OutcomeStatus, Step, Verdict
from flash360.reports.session.panel import guarded, isolated
from flash360.settings import Settings
from flash360.store import read


def portfolio(
    context: typer.Context, as_json: JsonOption = False, as_email: AsOption = None, database: BaseOption = None
) -> None:
    """Une ligne par session : étape, avis, suites."""
    with existing_base(context, database) as opened:
        viewer = viewer_as(opened, as_email)
        small = Settings.from_environment().small_group
        rows = read.programme(opened, viewer.scope, paris.today()).to_pylist()
        hidden = isolated(opened, viewer.scope, small)
        sessions = [guarded(row, viewer.role, small, hidden) for row in rows]
        note(opened, viewer, Action.CONSULTATION, "portfolio")
    if as_json:
        answer_json([_document(session) for session in sessions])
    elif not sessions:
        answer(
            "La base ne contient aucune session. Importez un classeur avec « import »."
            if as_email is None
            else "Aucune session n'est ouverte à cette personne."
        )
    else:
        table(("Code", "Titre", "Administration", "Étape", "Date", "Avis", "Favorables", "Suites"), map(_line, sessions))
        answer()
        answer(plural(len(sessions), "session") + ".")


def verdict_wording(code: str | None) -> str | None:
    """A verdict as the screens write it; None when no vote is known."""
    return None if code is None else VERDICT[Verdict(code)]


def _line(session: dict[str, Any]) -> tuple[object, ...]:
    held: date | None = session["session_date"]
    shares = (session["feasibility_share"], session["impact_share"])
    return (
        session["code"],
        _cut(session["title"], 48),
        _cut(session["administration"], 40),
        STEP[Step(session["step"])],
        held and f"{held:%d/%m/%Y}",
        verdict_wording(session["verdict"]) or UNKNOWN_VOTES,
        " / ".join("–" if share is None else french_percent(share) for share in shares),
        None if session["outcome_status"] is None else OUTCOME[OutcomeStatus(session["outcome_status"])],
    )


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _document(session: dict[str, Any]) -> dict[str, Any]:
    return {
        "session": session["code"],
        "title": session["title"],
        "administration": session["administration"],
        "domain": session["domain"],
        "step": STEP[Step(session["step"])],
        "cadrage_date": session["cadrage_date"],
        "session_date": session["session_date"],
        "late": session["late"],
        "participants": session["panel"],
        "verdict": verdict_wording(session["verdict"]),
        "rule": session["rule"],
        "declared": verdict_wording(session["declared_verdict"]),
        "axes": {AXIS[axis]: _axis(session, axis) for axis in Axis},
        "rework_axis": None if session["rework_axis"] is None else AXIS[Axis(session["rework_axis"])],
        "voters": session["voters"],
        "flips": session["flips"],
        "pivotal_participants": session["pivotal"],
        "freins": session["freins"],
        "uncovered_freins": session["uncovered_freins"],
        "leviers": session["leviers"],
        "outcome": None if session["outcome_status"] is None else OUTCOME[OutcomeStatus(session["outcome_status"])],
        "outcome_date": session["outcome_date"],
        "next_review": session["next_review"],
        "realised_date": session["realised_date"],
        "stopped_date": session["stopped_date"],
    }


def _axis(session: dict[str, Any], axis: Axis) -> dict[str, Any]:
    def known(name: str) -> Any:
        return session[f"{axis.value}_{name}"]

    def interval(name: str) -> list[float] | None:
        return None if known(f"{name}_low") is None else [known(f"{name}_low"), known(f"{name}_high")]

    scale = {"min": known("scale_min"), "max": known("scale_max"), "favourable_from": known("favourable_from")}
    return {
        "scale": None if scale["min"] is None else scale,
        "n": known("n"),
        "abstentions": known("abstentions"),
        "majority_grade": known("grade"),
        "majority_grade_upper": known("grade_upper"),
        "share_favourable": known("share"),
        "share_interval": interval("share"),
        "mean": known("mean"),
        "mean_interval": interval("mean"),
        "position": known("position"),
        "disagreement": known("disagreement"),
    }
