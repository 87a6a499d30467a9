"""The codebook and the codings as suggestions are made from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from flash360.themes.text import text_key

_BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: its code, which identifies it, and what says what it is about. parent: the code of its family, or empty."""

    code: str
    label: str
    parent: str = ""
    aspect: str = ""
    definition: str = ""
    examples: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """A text and the code of the theme that somebody gave it. aspect: what the sheet says of it, empty where it is silent."""

    text: str
    theme: str
    aspect: str = ""


def codebook(themes: pa.Table) -> tuple[Theme, ...]:
    """The themes of a table with the columns theme, label, parent, aspect, definition, examples, words (« a | b »)."""
    return tuple(_theme(row) for row in themes.to_pylist())


def assignable(themes: Iterable[Theme]) -> tuple[Theme, ...]:
    """The themes that a text may be given, by code: families that have themes are left out, and a code counts once."""
    themes = tuple(themes)
    families = {theme.parent for theme in themes}
    found = {theme.code: theme for theme in reversed(themes) if theme.code and theme.code not in families}
    return tuple(found[code] for code in sorted(found))


def of_one_name(themes: Iterable[Theme]) -> list[tuple[Theme, ...]]:
    """The groups of themes that a reader cannot tell apart, their labels being the same but for case and accents."""
    groups: dict[str, dict[str, Theme]] = {}
    for theme in themes:
        groups.setdefault(text_key(theme.label), {}).setdefault(theme.code, theme)
    return [tuple(group.values()) for group in groups.values() if len(group) > 1]


def _theme(row: Mapping[str, str | None]) -> Theme:
    return Theme(
        code=row["theme"] or "",
        label=row["label"] or "",
        parent=row.get("parent") or "",
        aspect=row.get("aspect") or "",
        definition=row.get("definition") or "",
        examples=_parts(row.get("examples")),
        words=_parts(row.get("words")),
    )


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(_BETWEEN) if part.strip())
