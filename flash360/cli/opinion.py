"""`opinion`: every measure of one session."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from flash360 import paris
from flash360.access import Viewer, WholeProgramme
from flash360.cli.base import AsOption, BaseOption, JsonOption, existing_base, note, viewer_as
from flash360.cli.measured import MeasuredSession, measured
from flash360.cli.output import answer, answer_json
from flash360.cli.portfolio import verdict_wording
from flash360.errors import UnknownSession
from flash360.labels import AXIS, COLLEGES, UNKNOWN_VOTES, VERDICT, french_date, french_number, french_percent, plural
from flash360.model import Action, Axis, College, Scale
from flash360.reports.session import comparison
from flash360.reports.session.opinion import absence_sentence, declared_sentence, solidity_sentence, verdict_sentence
from flash360.reports.session.panel import isolated
from flash360.settings import Settings
from flash360.statistics import Measures, Question, SessionOpinion
from flash360.store import read
from flash360.store.database import Database
from flash360.validation import session_code_key


def opinion(
    context: typer.Context,
    session: Annotated[str, typer.Argument(metavar="SESSION", help="Le code de la session, par exemple F360-2024-07.")],
    as_json: JsonOption = False,
    as_email: AsOption = None,
    database: BaseOption = None,
) -> None:
    """Toutes les mesures d'une session (code 3 si la base ne la connaît pas)."""
    with existing_base(context, database) as opened:
        viewer = viewer_as(opened, as_email)
        found = _measured(opened, viewer, session)
        note(opened, viewer, Action.CONSULTATION, found.row["code"])
    if as_json:
        answer_json(_document(found))
    else:
        _describe(found)


def _measured(database: Database, viewer: Viewer, code: str) -> MeasuredSession:
    today, scope = paris.today(), viewer.scope
    row = read.session(database, scope, code, today) or read.session(database, scope, session_code_key(code), today)
    if row is None:
        where = "La base ne connaît" if isinstance(scope, WholeProgramme) else "Ce périmètre ne contient"
        raise UnknownSession(f"{where} aucune session « {code} ». La commande « portfolio » en donne la liste.")
    return measured(
        row,
        viewer.role,
        read.panels(database, scope, [str(row["session_id"])]),
        isolating=isolated(database, scope, Settings.from_environment().small_group),
    )


def _document(found: MeasuredSession) -> dict[str, Any]:
    row, solid = found.row, found.opinion.solidity
    weighed = solid.colleges if solid and not found.hidden else ()
    return {
        "session": row["code"],
        "participants": found.participants,
        "criteria": [
            _measures(
                measures,
                scale,
                criterion=criterion["criterion"],
                label=criterion["label"],
                axis=AXIS[Axis(criterion["axis"])],
                aspect=criterion["aspect"],
            )
            for criterion, scale, measures in found.criteria
        ],
        "axes": {AXIS[axis]: _measures(measures, scale, axis=AXIS[axis]) for axis, (scale, measures) in found.axes.items()},
        "verdict": {
            "value": verdict_wording(row["verdict"]),
            "wording": verdict_wording(row["verdict"]) or UNKNOWN_VOTES,
            "rework_axis": AXIS[Axis(row["rework_axis"])] if row["rework_axis"] else None,
            "rule": row["rule"],
            "declared": verdict_wording(row["declared_verdict"]),
            "flips": row["flips"],
            "pivotal_participants": row["pivotal"],
            "pivotal_colleges": [COLLEGES[College(one.college)] for one in weighed],
            "voters": row["voters"],
            "split_axes": [AXIS[axis] for axis in Axis if row[f"{axis}_disagreement"]],
            "absences_leaving_too_few": solid.too_few if solid else None,
            "without_college": [
                {"college": COLLEGES[College(one.college)], "verdict": VERDICT[one.verdict], "too_few": one.too_few}
                for one in weighed
            ],
        },
        "colleges": [
            {
                "college": college.wording,
                "participants": None if college.wording in found.hidden else college.participants,
                "hidden": college.wording in found.hidden,
                "axes": {}
                if college.wording in found.hidden
                else {
                    AXIS[axis]: _measures(measures, scale, axis=AXIS[axis]) for axis, (scale, measures) in college.axes.items()
                },
            }
            for college in found.colleges
        ],
        "between_colleges": None if found.hidden else _between(found.opinion),
        "protocol": [{"promise": one.name, "kept": one.kept, "found": one.found} for one in found.protocol],
    }


def _between(opinion: SessionOpinion) -> dict[str, Any]:
    """The collèges compared on each axis and each criterion: one family of tests, a p of null was not tested."""
    return {
        "axes": {AXIS[axis]: _question(question) for axis, question in opinion.axis_colleges.items()},
        "criteria": {code: _question(question) for code, question in opinion.criterion_colleges.items()},
    }


def _question(question: Question) -> dict[str, Any]:
    overall = question.overall
    return {
        "consensus": question.consensus,
        "overall_p": overall.p if overall and overall.tested else None,
        "pairs": [
            {
                "first": COLLEGES[College(pair.first)],
                "second": COLLEGES[College(pair.second)],
                "cliffs_delta": pair.delta,
                "effect": comparison.effect(pair.delta),
                "p": pair.test.p if pair.test.tested else None,
                "p_adjusted": pair.adjusted,
                "exact": pair.test.exact,
                "conclusion": comparison.conclusion(pair),
            }
            for pair in question.pairs
        ],
    }


def _measures(measures: Measures, scale: Scale | None, **names: object) -> dict[str, Any]:
    """MEASURES of workbook.md: what is undefined is null, and an interval is a pair."""
    return {
        "criterion": None,
        "label": None,
        "axis": None,
        "aspect": None,
        **names,
        "scale": None if scale is None else {"min": scale.min, "max": scale.max, "favourable_from": scale.favourable_from},
        "counts": list(measures.counts),
        "n": measures.n,
        "abstentions": measures.abstentions,
        "majority_grade": measures.grade,
        "majority_grade_upper": measures.grade_upper,
        "usual_judgment": measures.usual,
        "mean": measures.mean,
        "mean_interval": _interval(measures.mean_low, measures.mean_high),
        "median_interval": _interval(measures.median_low, measures.median_high),
        "share_favourable": measures.share,
        "share_interval": _interval(measures.share_low, measures.share_high),
        "agreement": measures.agreement,
        "consensus": measures.consensus,
        "disagreement": measures.disagreement,
        "disagreement_index": measures.disagreement_index,
        "position": measures.position,
    }


def _interval(low: float | None, high: float | None) -> list[float] | None:
    return None if low is None or high is None else [low, high]


def _describe(found: MeasuredSession) -> None:
    row = found.row
    answer(f"{row['code']} · {row['title']} · {row['administration']}")
    if row["session_date"]:
        answer(f"Session du {french_date(row['session_date'])}, {plural(found.participants, 'participant')}.")
    elif row["reported_date"]:
        answer(f"Session tenue à une date seulement rapportée : {row['reported_date']}.")
    value = verdict_wording(row["verdict"])
    answer(f"Avis du panel : {value or UNKNOWN_VOTES}.")
    absences = absence_sentence(found.opinion.solidity, colleges=not found.hidden)
    for sentence in (verdict_sentence(row), solidity_sentence(row), absences, declared_sentence(row)[0]):
        if sentence:
            answer(sentence)
    for axis, (scale, measures) in found.axes.items():
        answer(_line(AXIS[axis].capitalize(), scale, measures))
    for criterion, scale, measures in found.criteria:
        answer("  " + _line(f"{criterion['criterion']} {criterion['label']}", scale, measures))
    if found.hidden:
        answer(comparison.HIDDEN)
    for axis, question in () if found.hidden else found.opinion.axis_colleges.items():
        if row["verdict"]:
            answer(comparison.sentence(AXIS[axis], question))
    for promise in found.protocol:
        answer(promise.line)


def _line(name: str, scale: Scale | None, measures: Measures) -> str:
    if scale is None or measures.grade is None:
        return f"{name} : aucune note."
    grade = french_number(measures.grade)
    if measures.grade_upper not in (None, measures.grade):
        grade += f" ou {measures.grade_upper}"
    share = "" if measures.share is None else f", {french_percent(measures.share)} de notes favorables"
    if measures.share_low is not None and measures.share_high is not None:
        share += f" (entre {french_percent(measures.share_low)} et {french_percent(measures.share_high)})"
    abstentions = f", {plural(measures.abstentions, 'abstention')}" if measures.abstentions else ""
    return f"{name} : note majoritaire {grade} sur {scale.max}{share}, {plural(measures.n, 'note')}{abstentions}."
