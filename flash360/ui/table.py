"""Tables: a real HTML one to read, a grid to sort and search, and the same rows as a French CSV."""

from __future__ import annotations

import csv as comma_separated
import io
import weakref
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from flash360 import labels
from flash360.inert import inert
from flash360.ui import offer, prose
from flash360.ui.text import escaped

SHOWN: Final = 200
"""Rows of an HTML table; the rest is in its download."""
_WRITTEN: Final = dict[int, tuple[weakref.ref[pa.Table], tuple[str, int, int], str]]()
"""By the identity of tables that live: Arrow's have no hash."""


def show(
    table: pa.Table,
    *,
    caption: str,
    key: str,
    decimals: int = 1,
    download: bool = True,
    shown: int = SHOWN,
    count: int | None = None,
    whole: Callable[[], pa.Table] | None = None,
) -> None:
    """A table to read: French headings as its columns are named, numbers to the right, dates in figures, blanks as « – ».

    caption: what the table holds, read by screen readers. The rows beyond `shown` are counted and in the download.
    count, whole: of a table too large to be made for each reader, which is then only its first rows: how many there are, and
    what makes them all at the click.
    """
    prose.show(written(table, caption=caption, decimals=decimals, shown=shown, count=count))
    if download and table.num_rows:
        offered(whole or (lambda: table), key=key)


def written(table: pa.Table, *, caption: str, decimals: int = 1, shown: int = SHOWN, count: int | None = None) -> str:
    """The same table as HTML, for `prose`: its first rows, and how many more there are."""
    if table.num_rows == 0:
        return prose.small("Aucune ligne.")
    left = (count or table.num_rows) - min(shown, table.num_rows)
    more = f"{labels.plural(left, 'autre ligne', 'autres lignes')} dans le fichier à télécharger."
    return _written(table, caption, decimals, shown) + (prose.small(more) if left else "")


def offered(rows: Callable[[], pa.Table], *, key: str) -> None:
    """The button that gives these rows, made at the click. key: unique on the page."""
    offer.file("Télécharger ces données (CSV)", lambda: csv(rows()), "donnees.csv", "text/csv", key=f"{key}-csv")


def grid(table: pa.Table, *, caption: str, key: str, columns: Mapping[str, Any] | None = None, **options: Any) -> Any:
    """A grid to sort, search and choose rows in, as high as its rows, ten at most seen at once.

    `columns` and `options` go to `st.dataframe` as they are.
    """
    return st.dataframe(table, hide_index=True, column_config=columns, key=key, alt=caption, placeholder="–", **options)


def csv(table: pa.Table) -> bytes:
    """The rows as a spreadsheet set to French opens them: « ; », decimal commas, a byte-order mark, no live formula."""
    out = io.StringIO()
    writer = comma_separated.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([inert(name) for name in table.column_names])
    for row in table.to_pylist():
        writer.writerow([_csv_cell(value) for value in row.values()])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def wording(value: object, decimals: int = 1) -> str:
    """A value as a French reader writes it: « 1 234,5 », « 08/10/2017 », « oui », « – » for nothing."""
    match value:
        case None:
            return "–"
        case bool():
            return "oui" if value else "non"
        case int():
            return labels.french_number(value)
        case float():
            return labels.french_number(value, decimals) if value == value else "–"
        case datetime():
            return value.strftime("%d/%m/%Y %H:%M")
        case date():
            return value.strftime("%d/%m/%Y")
        case list() | tuple():
            return ", ".join(wording(one, decimals) for one in value)
        case _:
            return str(value)


def _written(table: pa.Table, caption: str, decimals: int, shown: int) -> str:
    """The table in HTML, written once for as long as the table itself is kept."""
    found = _WRITTEN.get(id(table))
    if found is not None and found[0]() is table and found[1] == (caption, decimals, shown):
        return found[2]
    html = _html(table.slice(0, shown), caption, decimals)
    _WRITTEN[id(table)] = weakref.ref(table, partial(_gone, id(table))), (caption, decimals, shown), html
    return html


def _gone(place: int, reference: weakref.ref[pa.Table]) -> None:
    if (found := _WRITTEN.get(place)) is not None and found[0] is reference:
        _WRITTEN.pop(place, None)


def _html(table: pa.Table, caption: str, decimals: int) -> str:
    numbers = {field.name for field in table.schema if _is_number(field.type)}
    head = "".join(f"<th scope='col'{_side(name in numbers)}>{escaped(name)}</th>" for name in table.column_names)
    rows = "".join(
        "<tr>"
        + "".join(f"<td{_side(name in numbers)}>{escaped(wording(value, decimals))}</td>" for name, value in row.items())
        + "</tr>"
        for row in table.to_pylist()
    )
    return (
        f'<div class="f360-table" role="region" tabindex="0" aria-label="{escaped(caption)}">'
        f'<table><caption class="f360-hidden">{escaped(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _is_number(kind: pa.DataType) -> bool:
    return pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)


def _side(right: bool) -> str:
    return ' class="f360-number"' if right else ""


def _csv_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",") if value == value else ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return inert(wording(value))
