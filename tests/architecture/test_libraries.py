"""Each library has its home, pages and main script included (import-linter sees flash360/ only)."""

from __future__ import annotations

import ast

import pytest

HOMES = {
    "duckdb": {"store"},
    "streamlit": {"ui", "pages", "dashboard"},
    "altair": {"charts"},
    "fastexcel": {"workbook", "reports"},
    "python_calamine": {"workbook", "reports"},
    "openpyxl": {"workbook", "reports"},
    "xlsxwriter": {"workbook", "reports"},
    "scipy": {"statistics", "themes", "access"},
    "statsmodels": {"statistics", "themes", "access"},
    "sklearn": {"statistics", "themes", "access"},
    "snowballstemmer": {"themes"},
    "typst": {"reports"},
    "vl_convert": {"reports"},
    "pptx": {"reports"},
    "joserfc": {"access"},
    "authlib": {"ui"},
    "httpx2": {"ui"},
    "icalendar": {"reports"},
    "typer": {"cli"},
    "click": {"cli"},
}

DISTRIBUTIONS = {"sklearn": "scikit_learn", "pptx": "python_pptx", "vl_convert": "vl_convert_python"}
"""The package that brings a library, where it has another name."""


def imported(tree: ast.AST) -> set[str]:
    """The top-level names imported anywhere in a module, functions and type-checking blocks included."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_only_at_home(product, library):
    strangers = {str(source.path) for source in product if library in imported(source.tree) and source.home not in HOMES[library]}
    assert strangers == set()


def test_an_import_hidden_in_a_function_is_seen():
    assert imported(ast.parse("def late():\n    import duckdb.typing\n    from streamlit import cache_data\n")) == {
        "duckdb",
        "streamlit",
    }


def test_no_relative_import_escapes_the_rule(product):
    relative = {
        str(source.path)
        for source in product
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.level > 0
    }
    assert relative == set()


def test_everything_imported_is_pinned_to_an_exact_version(root, product):
    lines = (root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    requirements = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in requirements if line.count("==") != 1] == []
    pinned = {line.split("==")[0].lower().replace("-", "_") for line in requirements}
    third_party = {name.lower() for source in product for name in imported(source.tree)} & {name.lower() for name in HOMES}
    assert {DISTRIBUTIONS.get(name, name) for name in third_party} - pinned == set()
    assert "duckdb==1.5.5" in requirements
