"""What PDF/UA-1 (ISO 14289-1) asks of a file that a program can check, as sentences about what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

KNOWN = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "P", "H1", "H2", "H3",
    "H4", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference",
    "Code", "Link", "Annot", "Figure", "Formula", "Form",
}  # fmt: skip
"""The standard structure types (ISO 32000-1, 14.8.4)."""


def faults(content: bytes) -> list[str]:
    """Everything wrong with a PDF; an empty list is a file without a known fault."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [*_document(pdf), *_structure(pdf), *_pages(pdf)]


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The elements of the structure tree in reading order."""

    def below(one: Any) -> Iterator[Any]:
        if isinstance(one, pikepdf.Array):
            for child in one:
                yield from below(child)
        elif isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            yield from below(one.get("/K", pikepdf.Array()))

    yield from below(pdf.Root.StructTreeRoot.get("/K", pikepdf.Array()))


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "not marked as tagged"
    if root.get("/MarkInfo", {}).get("/Suspects", False):
        yield "tags marked as suspect"
    if not str(root.get("/Lang", "")).startswith("fr"):
        yield "language is not French"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "title is not displayed"
    with pdf.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "does not declare PDF/UA-1"
        if not metadata.get("dc:title"):
            yield "no title in its metadata"
    if "/Encrypt" in pdf.trailer:
        yield "encrypted"


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    level = 0
    roles = {str(name).lstrip("/") for name in pdf.Root.StructTreeRoot.get("/RoleMap", {})}
    for one in elements(pdf):
        kind = str(one.S).lstrip("/")
        if kind not in KNOWN | roles:
            yield f"unknown structure type {kind}"
        if kind in ("Figure", "Formula") and not str(one.get("/Alt", "")).strip():
            yield f"{kind} without an alternative text"
        if kind[0] == "H" and kind[1:].isdigit():
            if int(kind[1:]) > level + 1:
                yield f"{kind} after a heading of level {level}"
            level = int(kind[1:])
        if kind == "TH" and not _scope(one):
            yield "table heading without a scope"
        if kind == "Table":
            below = {str(child.S) for child in _descendants(one)}
            if "/TH" not in below or "/TR" not in below:
                yield "table without headings or rows"
    if level == 0:
        yield "no heading"


def _scope(heading: Any) -> bool:
    attributes = heading.get("/A", pikepdf.Array())
    return any("/Scope" in one for one in (attributes if isinstance(attributes, pikepdf.Array) else [attributes]))


def _descendants(one: Any) -> Iterator[Any]:
    children = one.get("/K", pikepdf.Array())
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _descendants(child)


def _pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        if page.get("/Tabs") != "/S" and "/Annots" in page:
            yield f"page {number}: links out of the order of the structure"
        yield from (f"page {number}: {fault}" for fault in _fonts(page))
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in ("BMC", "BDC"):
                depth += 1
            elif operator == "EMC":
                depth -= 1
            elif operator in ("Tj", "TJ", "'", '"') and not depth:
                yield f"page {number}: text that is neither content nor artifact"
        if depth:
            yield f"page {number}: content that does not end"


def _fonts(page: Any) -> Iterator[str]:
    for name, font in page.Resources.get("/Font", {}).items():
        if "/ToUnicode" not in font:
            yield f"font {name} does not say its letters"
        for inner in font.get("/DescendantFonts", [font]):
            described = inner.get("/FontDescriptor", {})
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.keys()):
                yield f"font {name} is not embedded"
