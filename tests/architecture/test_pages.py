"""The walls of pages/: no script directly in it, the guard before anything, thin scripts that only put things together."""

from __future__ import annotations

import ast
import re

SHAPING = {"groupby", "group_by", "pivot", "pivot_table", "aggregate", "encode", "execute", "sql"}
SQL = re.compile(r"\bselect\b.+\bfrom\b|\binsert\s+into\b|\bupdate\b.+\bset\b|\bdelete\s+from\b", re.IGNORECASE | re.DOTALL)


def first_statement(tree: ast.Module) -> ast.stmt | None:
    """The first statement that is neither the docstring nor an import."""
    for node in tree.body:
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_docstring and not isinstance(node, ast.Import | ast.ImportFrom):
            return node
    return None


def begins_with_the_guard(tree: ast.Module) -> bool:
    """Whether the first thing a page does is to call `require`, imported from flash360.ui.guard (or `guard.require`)."""
    statement = first_statement(tree)
    value = statement.value if isinstance(statement, ast.Expr | ast.Assign | ast.AnnAssign) else None
    if not isinstance(value, ast.Call) or any(
        isinstance(node, ast.Call) for argument in value.args for node in ast.walk(argument)
    ):
        return False
    origins = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    called = ast.unparse(value.func).split(".")
    return ".".join([origins.get(called[0], called[0]), *called[1:]]) == "flash360.ui.guard.require"


def test_no_script_stands_directly_in_pages(root):
    assert sorted(path.name for path in (root / "pages").iterdir() if path.is_file() and path.suffix == ".py") == []


def test_there_are_pages_to_look_at(pages):
    assert {source.path.stem for source in pages} >= {"overview", "scorecard", "import_workbook", "history"}


def test_every_page_begins_with_the_guard(pages):
    assert [str(source.path) for source in pages if not begins_with_the_guard(source.tree)] == []


def test_a_page_that_shows_before_asking_is_caught():
    late = "import streamlit as st\nfrom flash360.ui.guard import require\nst.title('Avant')\nrequire()\n"
    homemade = "def require(): ...\nrequire()\n"
    borrowed = "from elsewhere import require\nrequire()\n"
    sound = "'''A page.'''\nfrom flash360.ui.guard import require\nviewer = require(Role.ANALYSTE)\n"
    assert [begins_with_the_guard(ast.parse(page)) for page in (late, homemade, borrowed, sound)] == [False, False, False, True]


def test_no_field_bounds_what_is_typed_by_itself(root):
    """A browser takes nothing of what is pasted beyond `max_chars`, and says nothing: `ui/field.py` says it."""
    sources = [*(root / "flash360").rglob("*.py"), *(root / "pages").rglob("*.py")]
    given = [
        str(path)
        for path in sources
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "max_chars"
    ]
    assert len(sources) > 300
    assert given == []


def test_a_page_stays_under_80_lines(pages):
    assert {str(source.path): source.lines for source in pages if source.lines >= 80} == {}


def test_a_page_neither_shapes_data_nor_speaks_sql(pages):
    faults = [
        f"{source.path}:{node.lineno}"
        for source in pages
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Attribute) and node.attr in SHAPING)
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value))
    ]
    assert faults == []


def calls_of(name, sources):
    """Where `st.<name>` is used, outside the one module that may."""
    return [
        f"{source.path}:{node.lineno}"
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr == name and ast.unparse(node.value) == "st"
    ]


def test_every_download_asks_again_who_is_there(package, pages):
    elsewhere = [source for source in [*package, *pages] if source.path.as_posix() != "flash360/ui/offer.py"]
    assert calls_of("download_button", elsewhere) == []


def test_every_fragment_asks_again_who_is_there(package, pages):
    elsewhere = [source for source in [*package, *pages] if source.path.as_posix() != "flash360/ui/guard.py"]
    assert calls_of("fragment", elsewhere) == []
