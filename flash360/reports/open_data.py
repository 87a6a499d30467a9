"""The programme as open data: sessions and counted votes without anyone's rows, as CSV and Parquet, described for machines.

Frictionless Data Package (https://datapackage.org/standard/data-package/), ready for data.gouv.fr. Counts come from a
whole panel, at least `least` voters strong; what is said of collèges and the panel's own words stay in the house.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, Final

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from flash360 import labels
from flash360.access.disclosure import panel_too_small
from flash360.access.scope import Viewer
from flash360.charts.theme import verdict_text
from flash360.inert import inert
from flash360.model import Axis, Kind, OutcomeStatus, Step
from flash360.reports.archive import archive
from flash360.settings import Settings
from flash360.store import read
from flash360.store.database import Database

LICENCE: Final = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A published column: its name, its type in the standard's words, its meaning in French."""

    name: str
    kind: str
    meaning: str


_TYPES: Final = {"string": pa.string(), "integer": pa.int32(), "number": pa.float64(), "date": pa.date32(), "boolean": pa.bool_()}
_AXIS: Final = (
    ("notes", "n", "integer", "participants qui ont une note sur l'axe"),
    ("note_majoritaire", "grade", "integer", "note du milieu du panel"),
    ("echelle_min", "scale_min", "integer", "plus basse note de l'échelle"),
    ("echelle_max", "scale_max", "integer", "plus haute note de l'échelle"),
    ("favorable_des", "favourable_from", "integer", "plus basse note favorable"),
    ("part_favorable", "share", "number", "part des notes favorables, de 0 à 1"),
    ("part_basse", "share_low", "number", "borne basse de l'intervalle à 95 %"),
    ("part_haute", "share_high", "number", "borne haute de l'intervalle à 95 %"),
    ("position", "position", "number", "position moyenne sur l'échelle, de 0 à 100"),
)
SESSIONS: Final = (
    Field("session", "string", "code de la session"),
    Field("titre", "string", "titre de l'idée"),
    Field("administration", "string", "administration partenaire"),
    Field("domaine", "string", "domaine de politique publique"),
    Field("date_session", "date", "jour de la session"),
    Field("etape", "string", "étape la plus avancée : idée, prise de contact, cadrage, session, réalisation"),
    Field("avis", "string", "avis calculé du panel ; « votes inconnus » sans vote"),
    Field("regle", "integer", "numéro de la règle de l'avis"),
    Field("votants", "integer", "participants avec au moins une note"),
    *(
        Field(f"{labels.AXIS[axis].replace('é', 'e')}_{name}", kind, f"{labels.AXIS[axis]} : {meaning}")
        for axis in Axis
        for name, _, kind, meaning in _AXIS
    ),
    Field("freins", "integer", "nombre de freins dits par le panel"),
    Field("leviers", "integer", "nombre de leviers dits par le panel"),
    Field("suites", "string", "dernières suites connues"),
    Field("date_suites", "date", "jour de ces suites"),
)  # fmt: skip
THEMES: Final = (
    Field("nature", "string", "frein ou levier"),
    Field("theme", "string", "thème de la grille de codage"),
    Field("sessions", "integer", "sessions où il est dit"),
    Field("mentions", "integer", "fois où il est dit"),
)


def open_data(database: Database, viewer: Viewer, day: date) -> bytes:
    """The package as a .zip, for the sessions in the viewer's scope; the same base and day give the same bytes.

    A session with fewer voters than the small group is listed without its measures; a theme said in fewer sessions than
    that is counted under « autres thèmes ».
    """
    least = Settings.from_environment().small_group
    programme = read.programme(database, viewer.scope, day).to_pylist()
    statements = read.statements(database, viewer.scope).to_pylist()
    tables = {
        "sessions": (SESSIONS, [_session(row, least) for row in programme]),
        "themes": (THEMES, _themes(statements, least)),
    }
    moved: Any = read.head(database, viewer.scope)["moved_at"]
    files: list[tuple[str, bytes]] = []
    resources: list[dict[str, Any]] = []
    for name, (fields, rows) in tables.items():
        table = _table(fields, rows)
        for ending, content in (("csv", _csv(table)), ("parquet", _parquet(table))):
            files.append((f"{name}.{ending}", content))
            resources.append(_resource(name, ending, content, fields))
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "flash-360",
        "title": "Sessions Flash 360",
        "description": "Avis de panels d'usagers, d'experts, d'agents et de décideurs sur des idées d'action publique : "
        "résultats d'ensemble, sans aucune réponse individuelle ni aucun résultat d'un groupe de "
        f"moins de {least} personnes.",
        "created": f"{moved:%Y-%m-%dT%H:%M:%SZ}",
        "version": f"{day:%Y.%m.%d}",
        "licenses": [LICENCE],
        "resources": resources,
    }
    described = json.dumps(package, ensure_ascii=False, indent=2).encode()
    return archive([("datapackage.json", described), *files])


def _session(row: Mapping[str, Any], least: int) -> list[Any]:
    enough = bool(row["voters"]) and not panel_too_small(row["voters"], least)
    measured = [row[f"{axis}_{column}"] if enough else None for axis in Axis for _, column, _, _ in _AXIS]
    return [
        row["code"], row["title"], row["administration"], row["domain"], row["session_date"],
        labels.STEP[Step(row["step"])].lower(), verdict_text(row["verdict"]), row["rule"] if row["verdict"] else None,
        row["voters"] if enough else None, *measured, row["freins"], row["leviers"],
        labels.OUTCOME[OutcomeStatus(row["outcome_status"])] if row["outcome_status"] else None, row["outcome_date"],
    ]  # fmt: skip


def _themes(statements: list[dict[str, Any]], least: int) -> list[list[Any]]:
    said: dict[tuple[str, str], list[str]] = {}
    for one in statements:
        said.setdefault((one["kind"], one["theme_label"] or "non codé"), []).append(one["code"])
    merged: dict[tuple[str, str], list[str]] = {}
    for (kind, theme), codes in sorted(said.items()):
        merged.setdefault((kind, theme if len(set(codes)) >= least else "autres thèmes"), []).extend(codes)
    return [[labels.KIND[Kind(kind)].lower(), theme, len(set(codes)), len(codes)] for (kind, theme), codes in merged.items()]


def _table(fields: tuple[Field, ...], rows: list[list[Any]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(fields)
    return pa.table({one.name: pa.array(values, _TYPES[one.kind]) for one, values in zip(fields, columns, strict=True)})


def _csv(table: pa.Table) -> bytes:
    buffer = BytesIO()
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            texts = [None if text is None else inert(text) for text in table.column(place).to_pylist()]
            table = table.set_column(place, field, pa.array(texts, pa.string()))
    pacsv.write_csv(table, buffer)
    return buffer.getvalue()


def _parquet(table: pa.Table) -> bytes:
    buffer = BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _resource(name: str, ending: str, content: bytes, fields: tuple[Field, ...]) -> dict[str, Any]:
    schema = {"fields": [{"name": one.name, "type": one.kind, "description": one.meaning} for one in fields]}
    if name == "sessions":
        schema["primaryKey"] = ["session"]  # pyright: ignore[reportArgumentType]
    return {
        "name": name if ending == "csv" else f"{name}-{ending}",
        "path": f"{name}.{ending}",
        "format": ending,
        "mediatype": "text/csv" if ending == "csv" else "application/vnd.apache.parquet",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }
