"""What stands on a slide, written as XML: boxes of text and the frames of charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml

from flash360.reports.paragraphs import Words, paragraph, slide_number, visible

_SPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_EMPTY: Final = "<a:noFill/>"


class Place(NamedTuple):
    """Where a shape stands on its slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def xml(self) -> str:
        """The place as a shape's `xfrm` holds it."""
        return f'<a:off x="{self.left}" y="{self.top}"/><a:ext cx="{self.width}" cy="{self.height}"/>'


def add_text(slide: Any, name: str, place: Place, words: Sequence[Words], back: str | None) -> None:
    """A box of paragraphs. back: the colour behind it."""
    fill = f'<a:solidFill><a:srgbClr val="{back}"/></a:solidFill>' if back else _EMPTY
    _add_box(slide, name, place, fill, _body("".join(map(paragraph, words))))


def add_number(slide: Any, name: str, place: Place, number: Words) -> None:
    """A box with the slide's number, which follows the slide when it moves."""
    _add_box(slide, name, place, _EMPTY, _body(slide_number(number)))


def add_chart(slide: Any, name: str, told: str, place: Place, relationship: str) -> None:
    """The frame of a native chart. told: its alternative text. relationship: of the slide to the chart."""
    tree = slide.shapes._spTree
    tree.append(
        parse_xml(
            f'<p:graphicFrame {_SPACES}><p:nvGraphicFramePr><p:cNvPr id="{_next(tree)}" name={quoteattr(visible(name))} '
            f"descr={quoteattr(visible(told))}/>"
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f'<p:xfrm>{place.xml}</p:xfrm><a:graphic><a:graphicData uri="{_CHART}">'
            f'<c:chart xmlns:c="{_CHART}" r:id="{relationship}"/></a:graphicData></a:graphic></p:graphicFrame>'
        )
    )


def fill_title(shape: Any, words: Words) -> None:
    """Put a text in a title's place, in place of what it held."""
    body = shape._element.txBody
    body.getparent().replace(body, parse_xml(_body(paragraph(words), _SPACES)))


def _add_box(slide: Any, name: str, place: Place, fill: str, body: str) -> None:
    tree = slide.shapes._spTree
    named = f'<p:cNvPr id="{_next(tree)}" name={quoteattr(visible(name))}/><p:cNvSpPr txBox="1"/><p:nvPr/>'
    look = f'<a:xfrm>{place.xml}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}'
    tree.append(parse_xml(f"<p:sp {_SPACES}><p:nvSpPr>{named}</p:nvSpPr><p:spPr>{look}</p:spPr>{body}</p:sp>"))


def _body(paragraphs: str, spaces: str = "") -> str:
    return f'<p:txBody {spaces}><a:bodyPr wrap="square"><a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody>'


def _next(tree: Any) -> int:
    """The number of the next shape: the tree itself is 1, its first two elements are no shapes."""
    return len(tree)
