"""Many scorecards at once, drawn in worker processes while the screens go on answering."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from datetime import date
from typing import IO, Final

from flash360.access.scope import Viewer
from flash360.charts.figures import bands
from flash360.errors import Flash360Error, UnknownSession
from flash360.reports.archive import archive_into
from flash360.reports.names import file_name
from flash360.reports.session.facts import common, many_facts
from flash360.reports.workers import Order, made
from flash360.store import read
from flash360.store.database import Database

_DRAWING: Final = 1
"""Processes that draw; with the one that sets the pages, they keep two processors busy."""

Progress = Callable[[int, int], bool]
"""Told how many are done of how many; its answer False stops the work."""


class Cancelled(Flash360Error):
    """The reader stopped the work; nothing was made."""


def scorecards(
    database: Database,
    viewer: Viewer,
    codes: Sequence[str] | None,
    day: date,
    into: IO[bytes],
    *,
    fictional: Collection[str] = (),
    progress: Progress | None = None,
    drawing: int = _DRAWING,
) -> None:
    """Write in a file the scorecards of these sessions (None: of all in scope) as one .zip, in the order of their codes.

    fictional: the codes of a demonstration. drawing: how many processes draw. Raises UnknownSession for a code out of scope,
    or where there is no session at all, Cancelled when `progress` says so; what the file then holds is of no use.
    """
    programme = read.programme(database, viewer.scope, day)
    rows = {row["code"]: row for row in programme.to_pylist()}
    wanted = sorted(rows if codes is None else set(codes))
    if unknown := [code for code in wanted if code not in rows]:
        raise UnknownSession(f"Aucune session « {unknown[0]} » dans ce périmètre. La commande « portfolio » en donne la liste.")
    if not wanted:
        raise UnknownSession("Aucune session dans ce périmètre : il n'y a pas de fiche à écrire.")
    others = bands(programme)
    orders = (
        Order(one, viewer.role, day, others, fictional=one.row["code"] in fictional)
        for one in many_facts(database, [rows[code] for code in wanted], common(database, viewer.scope))
    )

    def bundle() -> Iterator[tuple[str, bytes]]:
        with closing(made(orders, drawing)) as documents:
            for done, (code, document) in enumerate(zip(wanted, documents, strict=True), start=1):
                yield file_name(code, day, "pdf"), document
                if progress is not None and not progress(done, len(wanted)):
                    raise Cancelled("L'édition des fiches a été arrêtée ; aucun fichier n'a été écrit.")

    archive_into(into, bundle())
