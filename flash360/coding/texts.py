"""The texts of the panels as the coding screen shows them: one per session and wording, with the coding that counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

TextId = tuple[str, str]
"""Session id and text key: what a coding is kept under."""
BEGINNING = 400
"""Characters of a text in a list of many."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a session says in one wording. kinds: « frein », « levier » or both. theme: its code, None when no theme suits.

    origin: « import » or « screen », None when the text is not coded. text: as first written; more: other spellings.
    aspect_origin: « sheet », « screen », or None without an aspect.
    """

    session_id: str
    text_key: str
    code: str
    administration: str
    kinds: tuple[str, ...]
    text: str
    more: tuple[str, ...]
    aspect: str | None
    aspect_origin: str | None
    theme: str | None
    theme_label: str | None
    origin: str | None
    author: str | None

    @property
    def id(self) -> TextId:
        """What its coding is kept under."""
        return self.session_id, self.text_key

    @property
    def beginning(self) -> str:
        """The text on one line, its first characters alone when it is long: for a list where it may be read in full beside."""
        line = " ".join(self.text.split())
        return line if len(line) <= BEGINNING else f"{line[:BEGINNING].rstrip()}…"

    @property
    def coded(self) -> bool:
        """Whether somebody decided: a theme, or that none suits."""
        return self.origin is not None


def texts(statements: pa.Table) -> list[Text]:
    """The texts of a table of `store.read.statements`, in its order."""
    names = (
        "session_id", "text_key", "code", "administration", "kind", "text", "aspect", "aspect_origin", "theme", "theme_label",
        "theme_origin", "theme_author",
    )  # fmt: skip
    rows: dict[TextId, list[dict[str, str | None]]] = {}
    for row in statements.select(names).to_pylist():
        rows.setdefault((row["session_id"], row["text_key"]), []).append(row)
    return [_text(found) for found in rows.values()]


def uncoded(found: Iterable[Text]) -> list[Text]:
    """Those that nobody has coded."""
    return [one for one in found if not one.coded]


def unsuited(found: Iterable[Text]) -> list[Text]:
    """Those that no theme suits, by decision or for lack of one: what new themes are proposed from."""
    return [one for one in found if one.theme is None]


def _text(rows: Sequence[dict[str, str | None]]) -> Text:
    first = rows[0]
    spellings = list(dict.fromkeys(row["text"] or "" for row in rows))
    aspect = next((row for row in rows if row["aspect"]), first)
    return Text(
        session_id=first["session_id"] or "",
        text_key=first["text_key"] or "",
        code=first["code"] or "",
        administration=first["administration"] or "",
        kinds=tuple(dict.fromkeys(row["kind"] or "" for row in rows)),
        text=spellings[0],
        more=tuple(spellings[1:]),
        aspect=aspect["aspect"],
        aspect_origin=aspect["aspect_origin"],
        theme=first["theme"],
        theme_label=first["theme_label"],
        origin=first["theme_origin"],
        author=first["theme_author"],
    )
