"""The theme, or the aspect, that an analyst gives to some texts: recorded at once, undone as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import pyarrow as pa

from flash360.coding import operations, rules
from flash360.coding.operations import Action, Writing
from flash360.coding.texts import TextId
from flash360.errors import CodingRefused
from flash360.model import Aspect
from flash360.store import write
from flash360.store.database import Database, Queryable
from flash360.themes.codebook import assignable

_STRINGS = ("session_id", "text_key", "theme", "suggested", "model")
_SCHEMA = pa.schema([*((name, pa.string()) for name in _STRINGS), ("margin", pa.float64())])


@dataclass(frozen=True, slots=True)
class TextCoding:
    """A theme for a text of a session (None: no theme suits), and what was suggested then: theme, margin, version."""

    session_id: str
    text_key: str
    theme: str | None
    suggested: str | None = None
    margin: float | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class TextAspect:
    """An aspect for a text whose sheet gives none, and what was suggested then."""

    session_id: str
    text_key: str
    aspect: Aspect
    suggested: str | None = None
    margin: float | None = None
    model: str | None = None


def code(
    database: Database,
    codings: Sequence[TextCoding],
    *,
    author: str,
    second: bool = False,
    uncoded: Collection[TextId] = (),
    at: datetime | None = None,
) -> int:
    """Record codings as one operation and return its number. second: a second coder's, kept apart from the one that counts.

    uncoded: the texts that whoever decides saw as not coded. Raises CodingRefused when one of them was coded meanwhile, when a
    theme is no longer in the codebook, or a text no longer in the base.
    """
    if not codings:
        raise CodingRefused("Aucun texte n'est choisi : rien n'a été enregistré.")

    def body(writing: Writing) -> Mapping[str, object]:
        names = {theme.code: theme.label for theme in assignable(rules.in_force(writing.tx))}
        for one in codings:
            if one.theme is not None and one.theme not in names:
                raise CodingRefused(
                    "Ce thème vient d'être retiré de la grille. Rien n'a été enregistré : choisissez-en un autre."
                )
        check_texts(writing.tx, [(one.session_id, one.text_key) for one in codings])
        _check_uncoded(writing.tx, uncoded)
        append(writing, codings, second=second)
        counts = Counter(names[one.theme] if one.theme else None for one in codings)
        return {"themes": [[label, count] for label, count in counts.items()]}

    return operations.commit(database, Action.SECOND if second else Action.CODE, body, author=author, at=at)


def give_aspects(database: Database, aspects: Sequence[TextAspect], *, author: str, at: datetime | None = None) -> int:
    """Record aspects as one operation and return its number. A sheet's own aspect is never touched: it is read first."""
    if not aspects:
        raise CodingRefused("Aucun texte n'est choisi : rien n'a été enregistré.")

    def body(writing: Writing) -> Mapping[str, object]:
        check_texts(writing.tx, [(one.session_id, one.text_key) for one in aspects])
        names = ("session_id", "text_key", "aspect", "suggested", "model")
        schema = pa.schema([*((name, pa.string()) for name in names), ("margin", pa.float64())])
        rows = pa.Table.from_pylist([asdict(one) for one in aspects], schema=schema)
        write.append_aspects(writing.tx, rows, author=writing.author, at=writing.at, head=writing.head)
        return {"aspects": [[aspect, count] for aspect, count in Counter(one.aspect for one in aspects).items()]}

    return operations.commit(database, Action.ASPECT, body, author=author, at=at)


def append(writing: Writing, codings: Sequence[TextCoding], *, second: bool = False) -> None:
    """Write codings as part of an operation."""
    rows = pa.Table.from_pylist([asdict(one) for one in codings], schema=_SCHEMA)
    origin = "second" if second else "screen"
    write.append_codings(writing.tx, rows, origin=origin, author=writing.author, at=writing.at, head=writing.head)


def check_texts(base: Queryable, texts: Sequence[tuple[str, str]]) -> None:
    """Raise CodingRefused when a session does not say such a text any more. texts: session id and text key."""
    asked = set(texts)
    known = base.query(
        """
        SELECT DISTINCT session_id::VARCHAR AS session_id, text_key FROM current_statements
        WHERE session_id IN (SELECT unnest($ids::UUID[]))
        """,
        {"ids": sorted({session_id for session_id, _ in asked})},
    ).to_pylist()
    if asked - {(row["session_id"], row["text_key"]) for row in known}:
        raise CodingRefused("Ce texte n'est plus dans la base : un import l'a remplacé. Rien n'a été enregistré.")


def _check_uncoded(base: Queryable, texts: Collection[TextId]) -> None:
    """Raise CodingRefused when somebody coded one of these texts since they were shown: one decision never hides another."""
    coded = base.query(
        """
        SELECT session_id::VARCHAR AS session_id, text_key, label, author FROM current_codings
        WHERE session_id IN (SELECT unnest($ids::UUID[]))
        """,
        {"ids": sorted({session_id for session_id, _ in texts})},
    ).to_pylist()
    for row in coded:
        if (row["session_id"], row["text_key"]) in texts:
            given = f"« {row['label']} »" if row["label"] else "aucun thème ne convient"
            raise CodingRefused(
                f"{row['author']} vient de coder ce texte ({given}). Rien n'a été enregistré. "
                "Si vous n'êtes pas d'accord, corrigez-le dans « Tableau »."
            )
