"""`history` and `undo`: what was imported, and going back on it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from flash360 import paris
from flash360.cli.base import AsOption, BaseOption, JsonOption, author, existing_base, viewer_as
from flash360.cli.output import answer, answer_json, table
from flash360.errors import AccessDenied
from flash360.model import Role
from flash360.store import read


def history(context: typer.Context, as_json: JsonOption = False, as_email: AsOption = None, database: BaseOption = None) -> None:
    """Les imports, du plus récent au plus ancien."""
    with existing_base(context, database) as opened:
        viewer = viewer_as(opened, as_email)
        if viewer.role is not Role.ANALYSTE:
            raise AccessDenied("L'historique des imports n'est montré qu'aux analystes, comme à l'écran.")
        imports = read.history(opened, viewer.scope).to_pylist()
    if as_json:
        answer_json([_document(one) for one in imports])
    elif not imports:
        answer("Aucun import dans cette base.")
    else:
        table(("N°", "Date", "Auteur", "Fichier ou opération", "Sessions", "État"), map(_line, imports))


def undo(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="Le numéro de l'import, donné par « history ».")],
    database: BaseOption = None,
) -> None:
    """Annule un import : ce qui était dans la base avant lui redevient courant. Annuler une annulation rétablit l'import."""
    from flash360 import ingest  # takes a moment, which the list of imports does not need

    with existing_base(context, database) as opened:
        done = ingest.undo(opened, number, author=author())
    state = "de nouveau en vigueur" if done.active else "annulé"
    answer(f"L'import n° {done.target} est {state} (opération n° {done.number} de l'historique).")


def _moment(recorded_at: datetime) -> datetime:
    return paris.local(recorded_at)


def _operation(one: dict[str, Any]) -> str:
    if one["target_number"] is None:
        return one["file_name"] or "saisie à l'écran"
    return f"{'rétablit' if one['target_active'] else 'annule'} l'import n° {one['target_number']}"


def _line(one: dict[str, Any]) -> tuple[object, ...]:
    codes: list[str] = one["codes"] or []
    shown = ", ".join(codes[:3]) + (f" et {len(codes) - 3} autres" if len(codes) > 3 else "")
    state = f"annulé par le n° {one['undone_by']}" if one["undone_by"] else "en vigueur" if one["active"] else "annulé"
    return one["number"], f"{_moment(one['recorded_at']):%d/%m/%Y %H:%M}", one["author"], _operation(one), shown, state


def _document(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": one["number"],
        "recorded_at": one["recorded_at"].replace(tzinfo=UTC),
        "author": one["author"],
        "layout": one["layout"],
        "file": one["file_name"],
        "sha256": one["sha256"],
        "size": one["size"],
        "sessions": one["codes"],
        "sections": one["sections"],
        "rows": one["row_count"],
        "active": one["active"],
        "undone_by": one["undone_by"],
        "undoes": one["target_number"] if one["target_active"] is False else None,
        "restores": one["target_number"] if one["target_active"] else None,
    }
