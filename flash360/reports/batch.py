"""Many scorecards at once, drawn in worker processes while the screens go on answering."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from datetime import date
from typing import Final

from flash360.access.scope import Viewer
from flash360.errors import Flash360Error, UnknownSession
from flash360.reports.archive import archive
from flash360.reports.names import file_name
from flash360.reports.session.content import content_of, place_among
from flash360.reports.session.facts import many_facts
from flash360.reports.workers import drawn
from flash360.store import read
from flash360.store.database import Database

_WORKERS: Final = 2

Progress = Callable[[int, int], bool]
"""Told how many are done of how many; its answer False stops the work."""


class Cancelled(Flash360Error):
    """The reader stopped the work; nothing was made."""


def scorecards(
    database: Database,
    viewer: Viewer,
    codes: Sequence[str] | None,
    day: date,
    *,
    fictional: Collection[str] = (),
    progress: Progress | None = None,
    workers: int = _WORKERS,
) -> bytes:
    """The scorecards of these sessions (None: of all in scope) as one .zip, in the order of their codes.

    fictional: the codes of a demonstration. Raises UnknownSession for a code out of scope, Cancelled when `progress` says so.
    """
    programme = read.programme(database, viewer.scope, day)
    rows = {row["code"]: row for row in programme.to_pylist()}
    wanted = sorted(rows if codes is None else set(codes))
    if unknown := [code for code in wanted if code not in rows]:
        raise UnknownSession(f"Aucune session « {unknown[0]} » dans ce périmètre. La commande « portfolio » en donne la liste.")
    contents = (
        content_of(one, viewer.role, day, place=place_among(one.row, programme), fictional=one.row["code"] in fictional)
        for one in many_facts(database, viewer.scope, [rows[code] for code in wanted])
    )
    made: list[tuple[str, bytes]] = []
    with closing(drawn(contents, min(workers, len(wanted)))) as drawings:
        for drawing in drawings:
            made.append((file_name(wanted[len(made)], day, "pdf"), drawing))
            if progress is not None and not progress(len(made), len(wanted)):
                raise Cancelled("L'édition des fiches a été arrêtée ; aucun fichier n'a été écrit.")
    return archive(made)
