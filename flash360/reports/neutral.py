"""Our neutral slide template: wide and white; any .pptx or .potx of the programme may take its place."""

from __future__ import annotations

from typing import Any, Final

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Inches

WIDTH, HEIGHT = Inches(40 / 3), Inches(7.5)
_TITLE: Final = (Inches(0.6), Inches(0.3), Inches(12.13), Inches(1.0))


def neutral() -> Any:
    """An empty show of 16:9 slides, their titles to the left."""
    show: Any = Presentation()
    widened = WIDTH / show.slide_width
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    master = show.slide_master
    for shape in [*master.placeholders, *(one for layout in show.slide_layouts for one in layout.placeholders)]:
        if shape._element.spPr.xfrm is not None:
            shape.left, shape.width = Emu(int(shape.left * widened)), Emu(int(shape.width * widened))
    for title in (one for one in master.placeholders if one.placeholder_format.type == 1):
        title.left, title.top, title.width, title.height = _TITLE
        title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    for level in master._element.xpath("p:txStyles/p:titleStyle/a:lvl1pPr"):
        level.set("algn", "l")
    return show
