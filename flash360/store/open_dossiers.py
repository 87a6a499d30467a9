"""The dossiers of which nobody has voted yet, as the writer must know them: as quickly in a large base as in a small one.

A session that has a verdict is left out before anything else is read, and one whose fiche was written once needs no look at
what each import says of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from flash360.store.database import Queryable


def administrations(base: Queryable) -> list[str]:
    """Every administration that a fiche names or named, as written."""
    return base.query("SELECT DISTINCT administration FROM base.sessions").column(0).to_pylist()


def titles(base: Queryable, administrations: Sequence[str]) -> pa.Table:
    """The titles that sessions of these administrations have or had, unless they have a verdict: session_id, title,
    administration, measured.

    measured: something was once counted of its votes. Some may be current no more, or have votes: see `dossiers`.
    """
    return base.query(
        """
        SELECT DISTINCT session_id::VARCHAR AS session_id, title, administration,
               session_id IN (SELECT session_id FROM base.session_measures WHERE verdict IS NULL) AS measured
        FROM base.sessions
        WHERE administration IN (SELECT unnest($administrations::VARCHAR[]))
          AND (measured OR session_id NOT IN (SELECT session_id FROM base.session_measures WHERE verdict IS NOT NULL))
        """,
        {"administrations": list(administrations)},
    )


def dossiers(base: Queryable, unmeasured: Sequence[str], measured: Sequence[str]) -> pa.Table:
    """Of these sessions, those that exist and of which nobody has voted yet, by code: session_id, code, title, administration.

    unmeasured, measured: as `titles` tells them apart. An unmeasured one has no votes.
    """
    simple = _written_once(base, unmeasured)
    others = sorted({*unmeasured, *measured} - set(simple["session_id"].to_pylist()))
    return pa.concat_tables([simple, _compared(base, others)] if others else [simple]).sort_by("code")


def _written_once(base: Queryable, session_ids: Sequence[str]) -> pa.Table:
    """Those whose fiche was written by one import, which counts: it is current."""
    return base.query(
        """
        SELECT session_id::VARCHAR AS session_id, any_value(code) AS code, any_value(title) AS title,
               any_value(administration) AS administration
        FROM base.sessions
        WHERE session_id IN (SELECT unnest($ids::UUID[]))
        GROUP BY session_id
        HAVING count(*) = 1 AND any_value(import_id) NOT IN (SELECT import_id FROM switches WHERE NOT active)
        """,
        {"ids": list(session_ids)},
    )


def _compared(base: Queryable, session_ids: Sequence[str]) -> pa.Table:
    """The same of any sessions, by what every import says of them."""
    return base.query(
        """
        WITH held AS (SELECT session_id, section, content_import_id FROM sections_of($ids) WHERE section IN ('fiche', 'votes'))
        SELECT f.session_id::VARCHAR AS session_id, f.code, f.title, f.administration
        FROM base.sessions f
        JOIN held c ON c.session_id = f.session_id AND c.content_import_id = f.import_id AND c.section = 'fiche'
        WHERE f.session_id NOT IN (SELECT session_id FROM held WHERE section = 'votes')
        """,
        {"ids": list(session_ids)},
    )
