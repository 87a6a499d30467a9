"""Our neutral slide template: wide, white, a thin accent; any .pptx or .potx of the programme may take its place."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Emu, Inches

WIDTH, HEIGHT = Inches(40 / 3), Inches(7.5)
ACCENT: Final = "000091"
_TITLE: Final = (Inches(0.53), Inches(0.32), Inches(12.27), Inches(1.0))
_LAYOUT: Final = "Title Only"


def neutral() -> Any:
    """An empty show of 16:9 slides, their titles to the left, under a thin accent."""
    return Presentation(BytesIO(_template()))


@cache
def _template() -> bytes:
    """The file of the template: one master and the one layout that is used, so that a show is read and written quickly."""
    show: Any = Presentation()
    widened = WIDTH / show.slide_width
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    master = show.slide_master
    for layout in [one for one in show.slide_layouts if one.name != _LAYOUT]:
        show.slide_layouts.remove(layout)
    for shape in [*master.placeholders, *show.slide_layouts[0].placeholders]:
        if shape._element.spPr.xfrm is not None:
            shape.left, shape.width = Emu(int(shape.left * widened)), Emu(int(shape.width * widened))
    for title in (one for one in master.placeholders if one.placeholder_format.type == 1):
        title.left, title.top, title.width, title.height = _TITLE
        title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    for level in master._element.xpath("p:txStyles/p:titleStyle/a:lvl1pPr"):
        level.set("algn", "l")
    _accent(show)
    _lighten(show)
    buffer = BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def _lighten(show: Any) -> None:
    """Without what the library's own template carries along, and with the master of the notes, which every show needs."""
    for whole, kind in ((show.part.package, RT.THUMBNAIL), (show.part, RT.PRINTER_SETTINGS)):
        for name in [name for name, one in whole._rels.items() if one.reltype == kind]:
            whole._rels.pop(name)
    _ = show.notes_master


def _accent(show: Any) -> None:
    """A band along the top of every slide: drawn on a slide, moved to the layout, for no slide is to repeat it."""
    layout = show.slide_layouts[0]
    slide = show.slides.add_slide(layout)
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, WIDTH, Inches(0.11))
    band.name = "Bande"
    band.fill.solid()
    band.fill.fore_color.rgb = RGBColor.from_string(ACCENT)
    band.line.fill.background()
    band.shadow.inherit = False
    layout.shapes._spTree.insert(2, band._element)
    ids = show.slides._sldIdLst
    show.part.drop_rel(ids[0].rId)
    ids.remove(ids[0])
