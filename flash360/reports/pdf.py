"""Values and drawings into a PDF that follows PDF/UA-1 (ISO 14289): tagged, titled, in French, its charts told in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from flash360.reports.glyphs import FAMILIES, FONTS, UNKNOWN, drawable

_LAYOUT: Final = Path(__file__).parent / "layout"
_UNDRAWN: Final = (
    f"« {UNKNOWN} » tient la place d'un signe que nos polices ne dessinent pas (écriture chinoise, japonaise ou coréenne, par "
    "exemple). L'écran et les documents Excel et PowerPoint le gardent."
)


def pdf(layout: str, content: Mapping[str, Any], drawings: Mapping[str, str], moment: datetime) -> bytes:
    """The document of a layout (`layout/<name>.typ`). The same content gives the same bytes.

    content: values of JSON; every text in it is data to the layout, never markup. drawings: SVG by name.
    moment: the creation date written in the file (UTC).
    """
    compiler = typst.Compiler(str(_LAYOUT / f"{layout}.typ"), root=str(_LAYOUT), font_paths=_fonts(), ignore_system_fonts=True)
    written = json.dumps(drawable(dict(content)), ensure_ascii=False)
    inputs = {"content": written, "fonts": json.dumps(FAMILIES), "undrawn": _UNDRAWN if UNKNOWN in written else ""}
    inputs |= {f"drawing-{name}": drawing for name, drawing in drawings.items()}
    made = compiler.compile(
        format="pdf", sys_inputs=inputs, pdf_standards="ua-1", timestamp=int(moment.replace(tzinfo=UTC).timestamp())
    )
    if not isinstance(made, bytes):
        raise TypeError(f"layout {layout}: a PDF was expected, not {type(made).__name__}")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
