"""The SQL of the store: scoped, written out, and of a kind that DuckLake accepts too."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

STORE = Path(__file__).resolve().parents[2] / "flash360" / "store"
READS = sorted((STORE / "reads").glob("*.sql"))
SCHEMA = sorted([*(STORE / "migrations").glob("*.sql"), *(STORE / "views").glob("*.sql")])

UNSCOPED = {
    "themes": "the codebook holds no data of any session",
    "grants": "a scope is made of them: who looks is not known before; they hold no figure of any session",
}
"""Reads without a scope, each with its reason."""

BUILT = {
    "flash360/store/attaching.py": "ATTACH, LOAD, SET and CREATE SECRET take no parameter; the quotes of each text are doubled"
}
"""Where statements are put together, with the reason, and never from what a workbook or a screen holds."""

LACKING_IN_DUCKLAKE = re.compile(
    r"\b(enum|check|primary\s+key|foreign\s+key|references|unique|sequence|nextval|index|generated)\b", re.IGNORECASE
)


def bare(sql: str) -> str:
    """SQL without its comments and its quoted texts."""
    return re.sub(r"'(?:[^']|'')*'", "''", re.sub(r"--[^\n]*|/\*.*?\*/", " ", sql, flags=re.DOTALL))


def functions(path: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")}


def scoped(function: ast.FunctionDef) -> bool:
    """Whether a function takes a Scope, without a default."""
    arguments = [*function.args.posonlyargs, *function.args.args]
    optional = {argument.arg for argument in arguments[len(arguments) - len(function.args.defaults) :]}
    return any(
        argument.annotation is not None and ast.unparse(argument.annotation) == "Scope" and argument.arg not in optional
        for argument in arguments
    )


def test_there_is_sql_to_look_at():
    assert len(READS) >= 8
    assert SCHEMA


@pytest.mark.parametrize("path", READS, ids=lambda path: path.stem)
def test_a_read_filters_on_the_scope(path):
    sql = bare(path.read_text(encoding="utf-8"))
    assert path.stem in UNSCOPED or ("$whole_programme" in sql and "$session_ids" in sql)


def test_every_read_function_takes_a_scope():
    assert [
        name for name, function in functions(STORE / "read.py").items() if name not in UNSCOPED and not scoped(function)
    ] == []


def test_every_read_has_its_function():
    assert {path.stem for path in READS} - set(functions(STORE / "read.py")) == set()


def test_no_exception_is_named_that_is_not_needed():
    assert set(UNSCOPED) - {path.stem for path in READS} == set()


def test_a_scope_with_a_default_is_caught():
    with_default = ast.parse("def votes(database: Database, scope: Scope = WHOLE): ...").body[0]
    without_scope = ast.parse("def votes(database: Database, session_id: str): ...").body[0]
    sound = ast.parse("def votes(database: Database, scope: Scope, session_id: str): ...").body[0]
    assert [scoped(function) for function in (with_default, without_scope, sound)] == [False, False, True]


@pytest.mark.parametrize("path", [*SCHEMA, *READS], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_nothing_is_used_that_ducklake_lacks(path):
    assert LACKING_IN_DUCKLAKE.findall(bare(path.read_text(encoding="utf-8"))) == []


def test_a_primary_key_would_be_caught_but_not_in_a_comment():
    assert LACKING_IN_DUCKLAKE.search(bare("CREATE TABLE a (b UUID PRIMARY KEY)"))
    assert not LACKING_IN_DUCKLAKE.search(bare("CREATE TABLE a (b UUID) -- no primary key\n"))


def test_no_sql_is_built_from_strings(package):
    built = {
        str(source.path)
        for source in package
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"execute", "executemany", "sql", "query"}
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    }
    assert built == set(BUILT)


def test_the_linter_is_not_silenced_about_sql(root, product):
    assert [
        str(source.path) for source in product if re.search(r"noqa:.*S608", (root / source.path).read_text(encoding="utf-8"))
    ] == []
    settings = (root / "pyproject.toml").read_text(encoding="utf-8")
    assert '"S"' in settings
    assert "S608" not in settings
