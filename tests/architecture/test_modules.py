"""A module is one idea, small, named from the glossary and documented."""

from __future__ import annotations

import ast

VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc", "tools"}


def public_functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [
        node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    ]


def test_no_module_has_more_than_250_lines(product):
    assert {str(source.path): source.lines for source in product if source.lines > 250} == {}


def test_no_module_has_a_vague_name(product):
    assert [str(source.path) for source in product if VAGUE & set(source.path.with_suffix("").parts)] == []


def test_every_module_says_what_it_is(product):
    assert [str(source.path) for source in product if not ast.get_docstring(source.tree) and source.lines] == []


def test_every_public_function_has_a_docstring(package):
    silent = [
        f"{source.path}:{function.name}"
        for source in package
        for function in public_functions(source.tree)
        if not ast.get_docstring(function)
    ]
    assert silent == []


def test_statistics_neither_reads_a_file_nor_a_clock(package):
    sources = [source for source in package if source.home == "statistics"]
    assert len(sources) > 3
    forbidden = {"os", "pathlib", "io", "time", "datetime", "random", "requests", "logging"}
    impure = {
        str(source.path)
        for source in sources
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Import) and forbidden & {alias.name.split(".")[0] for alias in node.names})
        or (isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in forbidden - {"datetime"})
        or (isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"})
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"open", "print"})
    }
    assert impure == set()
