"""The codebook changed on screen: each change is a new version of its themes, and the codings follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import pyarrow as pa

from flash360.coding import deciding, operations, rules
from flash360.coding.deciding import TextCoding
from flash360.coding.operations import Action, Writing
from flash360.errors import CodingRefused
from flash360.model import Aspect
from flash360.store import write
from flash360.store.codebook import shipped
from flash360.store.database import Database
from flash360.themes.codebook import Theme
from flash360.themes.codebook import codebook as of_table
from flash360.themes.text import text_key

_BETWEEN = " | "
_TEXTS = ("theme", "label", "parent", "aspect", "definition", "examples", "words", "successor")
_SCHEMA = pa.schema([*((name, pa.string()) for name in _TEXTS), ("retired", pa.bool_())])


@dataclass(frozen=True, slots=True)
class Description:
    """What is written of a theme on screen. parent: the code of its family, empty for a theme of the first level."""

    label: str
    parent: str = ""
    aspect: Aspect | None = None
    definition: str = ""
    examples: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def add(database: Database, described: Description, *, author: str, texts: Sequence[tuple[str, str]] = ()) -> int:
    """Add a theme, code these texts (session id, text key) with it if there are any, and return the operation's number."""

    def body(writing: Writing) -> Mapping[str, object]:
        code = _write_new(writing, described, texts)
        return {"theme": code, "label": _line(described.label), "texts": len(texts)}

    return operations.commit(database, Action.ADD, body, author=author)


def edit(database: Database, code: str, described: Description, *, author: str) -> int:
    """Rename, move or describe a theme anew; its codings stay with it."""

    def body(writing: Writing) -> Mapping[str, object]:
        before = _theme(writing, code)
        _append(writing, [_row(code, described)])
        return {"theme": code, "label": _line(described.label), "before": before.label}

    return operations.commit(database, Action.EDIT, body, author=author)


def merge(database: Database, code: str, into: str, *, author: str) -> int:
    """Put a theme into another: its codings, to come too, are read as the other's, which takes its words and examples."""

    def body(writing: Writing) -> Mapping[str, object]:
        if code == into:
            raise CodingRefused("Un thème ne se fusionne pas avec lui-même. Choisissez un autre thème.")
        left, kept = _theme(writing, code), _theme(writing, into)
        _refuse_family(writing, left, "Fusionnez ou déplacez-les d'abord.")
        _refuse_family(writing, kept, "Choisissez plutôt l'un d'eux.")
        examples = tuple(dict.fromkeys((*kept.examples, *left.examples)))
        words = tuple(dict.fromkeys((*kept.words, *left.words)))
        rows = [_of(replace(kept, examples=examples, words=words)), _of(left) | {"retired": True, "successor": into}]
        for row in _merged_into(writing, code):  # what was merged into it before follows too
            rows.append(row | {"successor": into})
        _append(writing, rows)
        return {"theme": code, "label": left.label, "into": kept.label}

    return operations.commit(database, Action.MERGE, body, author=author)


def split(database: Database, code: str, described: Description, texts: Sequence[tuple[str, str]], *, author: str) -> int:
    """Take some of a theme's texts (session id, text key) out of it, into a new theme; the others stay."""

    def body(writing: Writing) -> Mapping[str, object]:
        before = _theme(writing, code)
        if not texts:
            raise CodingRefused("Choisissez les textes qui vont dans le nouveau thème : sans eux, c'est un ajout.")
        new = _write_new(writing, described, texts)
        return {"theme": code, "label": before.label, "into": _line(described.label), "new": new, "texts": len(texts)}

    return operations.commit(database, Action.SPLIT, body, author=author)


def retire(database: Database, code: str, *, author: str) -> int:
    """Take a theme out of the codebook; its texts are « à coder » again, and its codings come back if this is undone."""

    def body(writing: Writing) -> Mapping[str, object]:
        left = _theme(writing, code)
        _refuse_family(writing, left, "Retirez ou déplacez-les d'abord.")
        _append(writing, [_of(left) | {"retired": True}])
        return {"theme": code, "label": left.label}

    return operations.commit(database, Action.RETIRE, body, author=author)


def bring_back_shipped(database: Database, *, author: str) -> int:
    """Put back every theme of the shipped codebook that is not in force, as it is shipped."""

    def body(writing: Writing) -> Mapping[str, object]:
        missing = missing_from(rules.in_force(writing.tx))
        if not missing:
            raise CodingRefused("Tous les thèmes livrés sont déjà dans la grille.")
        _append(writing, [_of(theme) for theme in missing])
        return {"shipped": len(missing)}

    return operations.commit(database, Action.ADD, body, author=author)


def missing_from(themes: Iterable[Theme]) -> list[Theme]:
    """The shipped themes whose codes these lack."""
    present = {theme.code for theme in themes}
    return [theme for theme in of_table(shipped()) if theme.code not in present]


def _write_new(writing: Writing, described: Description, texts: Sequence[tuple[str, str]]) -> str:
    code = _new_code(writing, described.label)
    _append(writing, [_row(code, described)])
    if texts:
        deciding.check_texts(writing.tx, texts)
        deciding.append(writing, [TextCoding(session_id, key, code) for session_id, key in texts])
    return code


def _new_code(writing: Writing, label: str) -> str:
    """A code that no theme has had, made of the label's words."""
    taken = set(writing.tx.query("SELECT DISTINCT theme FROM base.themes").column("theme").to_pylist())
    stem = "-".join(text_key(label).split())[:40].strip("-") or "theme"
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(code for code in numbered if code not in taken)


def _theme(writing: Writing, code: str) -> Theme:
    for theme in rules.in_force(writing.tx):
        if theme.code == code:
            return theme
    raise CodingRefused("Ce thème n'est plus dans la grille : quelqu'un vient de le retirer. Rien n'a été enregistré.")


def _refuse_family(writing: Writing, theme: Theme, advice: str) -> None:
    children = [one.label for one in rules.in_force(writing.tx) if one.parent == theme.code]
    if children:
        named = ", ".join(f"« {label} »" for label in children[:3]) + ("…" if len(children) > 3 else "")
        raise CodingRefused(f"« {theme.label} » est une famille qui contient {named}. {advice}")


def _merged_into(writing: Writing, code: str) -> list[dict[str, object]]:
    return writing.tx.query(
        """
        SELECT theme, label, parent, aspect, definition, examples, words, successor, retired
        FROM newest_themes WHERE retired AND successor = $code
        """,
        {"code": code},
    ).to_pylist()


def _row(code: str, described: Description) -> dict[str, object]:
    for name, most in rules.LONGEST.items():
        value = getattr(described, name)
        if len(value if isinstance(value, str) else _joined(value) or "") > most:
            raise CodingRefused(f"La description de « {_line(described.label)} » est trop longue. Raccourcissez-la.")
    return _of(
        Theme(
            code,
            _line(described.label),
            described.parent,
            described.aspect or "",
            _line(described.definition),
            described.examples,
            described.words,
        )
    )


def _of(theme: Theme) -> dict[str, object]:
    values = asdict(theme)
    return {
        "theme": values.pop("code"),
        **{name: (_joined(value) if isinstance(value, tuple) else value) or None for name, value in values.items()},
        "label": theme.label,
        "retired": False,
    }


def _append(writing: Writing, rows: Sequence[Mapping[str, object]]) -> None:
    table = pa.Table.from_pylist([dict(row) for row in rows], schema=_SCHEMA)
    write.append_themes(writing.tx, table, author=writing.author, at=writing.at, head=writing.head)


def _joined(parts: Iterable[str]) -> str:
    return _BETWEEN.join(filter(None, (_line(part.replace("|", "/")) for part in parts)))


def _line(text: str) -> str:
    return " ".join(text.split())
