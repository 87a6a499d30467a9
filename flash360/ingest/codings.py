"""Theme codings that a workbook's column « Thème » brings."""

from __future__ import annotations

import pyarrow as pa

from flash360.findings import Finding, UnknownTheme
from flash360.store import content
from flash360.store.database import Queryable
from flash360.themes.text import text_key

_SCHEMA = pa.schema([("session_id", pa.string()), ("text_key", pa.string()), ("theme", pa.string())])


def codings(base: Queryable, statements: pa.Table, codes: dict[str, str]) -> tuple[pa.Table, list[Finding]]:
    """session_id, text_key, theme of each statement whose theme is in the codebook, by its label, a label it had, or its code.

    statements: rows of the base's table with their theme as written. codes: session id to code. A theme that the
    codebook lacks gives a warning at the statement's cell, and no coding.
    """
    written = [row for row in statements.select([*_SCHEMA.names, "sheet", "cell"]).to_pylist() if row["theme"]]
    if not written:
        return _SCHEMA.empty_table(), []
    names: dict[str, str] = {}
    known = content.codebook(base).to_pylist()
    for theme in known:
        names.setdefault(text_key(theme["label"]), theme["theme"])
    names |= {text_key(theme["theme"]): theme["theme"] for theme in known}
    found: dict[tuple[str, str], str] = {}
    unknown: list[Finding] = []
    for row in written:
        theme = names.get(text_key(row["theme"]))
        if theme is None:
            place = {"sheet": row["sheet"], "cell": row["cell"]}
            unknown.append(UnknownTheme(**place, value=row["theme"], session=codes[row["session_id"]]))
        else:
            found[row["session_id"], row["text_key"]] = theme
    rows = [(session_id, key, theme) for (session_id, key), theme in found.items()]
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)] if rows else None
    return (pa.table(columns, schema=_SCHEMA) if columns else _SCHEMA.empty_table()), unknown
