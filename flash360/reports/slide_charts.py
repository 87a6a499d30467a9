"""The native charts of slides, written whole as XML: going through properties would take most of a show's time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from flash360.charts.theme import ink_on
from flash360.reports.chart_data import Cell, cells, data_workbook
from flash360.reports.paragraphs import FONT, INK, Words, paragraph, visible

Series = tuple[str, Sequence[float], str | None]
"""Name, values, colour; without a colour the bar is not drawn and only pushes the next one."""
Cloud = tuple[str, Sequence[tuple[float, float]], str, str]
"""Name, points, colour, shape of the marks as PowerPoint calls it."""
_SPACES: Final = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_ACROSS, _UP = 1, 2
"""The numbers of the two axes of a chart."""
_AXES: Final = f'<c:axId val="{_ACROSS}"/><c:axId val="{_UP}"/>'
_NO_LINE: Final = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
_LINE: Final = '<c:spPr><a:ln><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></c:spPr>'
_NO_FILL: Final = "<c:spPr><a:noFill/></c:spPr>"
_SOLID: Final = '<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'
_FIGURES: Final = (
    '<c:dLbls><c:numFmt formatCode="0;0;" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1100" b="0"><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill>'
    f'<a:latin typeface="{FONT}"/></a:defRPr></a:pPr><a:endParaRPr lang="fr-FR"/></a:p></c:txPr>'
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
    '<c:showBubbleSize val="0"/></c:dLbls>'
)
_MARKED: Final = (
    '<c:spPr><a:ln w="47625"><a:noFill/></a:ln></c:spPr><c:marker><c:symbol val="{shape}"/><c:size val="10"/><c:spPr>'
    '<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    '<a:ln><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln></c:spPr></c:marker>'
)
_LEGEND: Final = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
_LETTERS: Final = (
    f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1200"><a:latin typeface="{FONT}"/></a:defRPr></a:pPr>'
    '<a:endParaRPr lang="fr-FR"/></a:p></c:txPr>'
)


class NativeChart(NamedTuple):
    """A chart that PowerPoint draws: its XML, where the relationship « rId1 » is the workbook of its data."""

    xml: bytes
    workbook: bytes


def bars(
    title: str,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    columns: bool = False,
    whole: bool = False,
    legend: bool = True,
    figures: bool = True,
    reach: tuple[float, float] | None = None,
) -> NativeChart:
    """Stacked bars. whole: out of 100 %. figures: written on the bars, without signs.

    columns: upright, the first category on the left; otherwise lying, the first category at the top. reach: the two ends
    of the values, whose axis is then shown.
    """
    names, called = [visible(one) for one in categories], [visible(name) for name, _, _ in series]
    last = len(names) + 1
    told = _texts("cat", cells(0, 2, last), names)
    drawn = "".join(
        f"{_opened(place, called[place], place + 1)}{_SOLID.format(colour=colour) if colour else _NO_FILL}"
        f'<c:invertIfNegative val="0"/>{_FIGURES.format(ink=ink_on(f"#{colour}").lstrip("#")) if figures and colour else ""}'
        f"{told}{_numbers('val', cells(place + 1, 2, last), values)}</c:ser>"
        for place, (_, values, colour) in enumerate(series)
    )
    direction, stacked = "col" if columns else "bar", "percentStacked" if whole else "stacked"
    gap = {1: 260, 2: 120}.get(len(names), 45)
    plot = (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{stacked}"/><c:varyColors val="0"/>{drawn}'
        f'<c:gapWidth val="{gap}"/><c:overlap val="100"/>{_AXES}</c:barChart>'
        f"{_categories(columns=columns)}{_values(columns=columns, reach=reach)}"
    )
    rows: list[Sequence[Cell]] = [[None, *called]]
    rows += [[name, *(values[place] for _, values, _ in series)] for place, name in enumerate(names)]
    return NativeChart(_chart(title, plot, legend=legend), data_workbook(rows))


def points(title: str, clouds: Sequence[Cloud], axes: tuple[str, str]) -> NativeChart:
    """Clouds of points from 0 to 100 on both axes, each axis with its title."""
    drawn, columns = "", list[Sequence[Cell]]()
    for place, (name, found, colour, shape) in enumerate(clouds):
        across, up = [round(x, 1) for x, _ in found], [round(y, 1) for _, y in found]
        called, column, last = visible(name), 2 * place, len(found) + 1
        drawn += (
            f"{_opened(place, called, column + 1)}{_MARKED.format(colour=colour, shape=shape)}"
            f"{_numbers('xVal', cells(column, 2, last), across)}{_numbers('yVal', cells(column + 1, 2, last), up)}"
            '<c:smooth val="0"/></c:ser>'
        )
        columns += [[visible(axes[0]), *across], [called, *up]]
    plot = (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{drawn}{_AXES}</c:scatterChart>'
        f"{_scale(_ACROSS, _UP, 'b', axes[0])}{_scale(_UP, _ACROSS, 'l', axes[1])}"
    )
    longest = max(map(len, columns), default=0)
    rows = zip(*([*column, *[None] * (longest - len(column))] for column in columns), strict=True)
    return NativeChart(_chart(title, plot, legend=True), data_workbook(list(rows)))


def _chart(title: str, plot: str, *, legend: bool) -> bytes:
    return (
        f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<c:chartSpace {_SPACES}><c:date1904 val=\"0\"/><c:chart>"
        f'{_title(Words(title, 13, INK, bold=True))}<c:autoTitleDeleted val="0"/><c:plotArea>{plot}</c:plotArea>'
        f'{_LEGEND if legend else ""}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{_LETTERS}'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _title(words: Words) -> str:
    text = f'<a:bodyPr wrap="square"/><a:lstStyle/>{paragraph(words)}'
    return f'<c:title><c:tx><c:rich>{text}</c:rich></c:tx><c:overlay val="0"/></c:title>'


def _opened(place: int, name: str, column: int) -> str:
    called = f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(name)}</c:v></c:pt></c:strCache>'
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
        f"<c:tx><c:strRef><c:f>{cells(column, 1, 1)}</c:f>{called}</c:strRef></c:tx>"
    )


def _texts(tag: str, where: str, values: Sequence[str]) -> str:
    kept = f'<c:ptCount val="{len(values)}"/>{_kept([escape(value) for value in values])}'
    return f"<c:{tag}><c:strRef><c:f>{where}</c:f><c:strCache>{kept}</c:strCache></c:strRef></c:{tag}>"


def _numbers(tag: str, where: str, values: Sequence[float]) -> str:
    kept = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{_kept(values)}'
    return f"<c:{tag}><c:numRef><c:f>{where}</c:f><c:numCache>{kept}</c:numCache></c:numRef></c:{tag}>"


def _kept(values: Sequence[str | float]) -> str:
    return "".join(f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>' for place, value in enumerate(values))


def _axis(number: int, place: str, scaling: str, labels: str, look: str, *, before: str = "") -> str:
    """What every axis says, in the order that the format asks for. before: its grid and its title."""
    return (
        f'<c:axId val="{number}"/><c:scaling>{scaling}</c:scaling><c:delete val="0"/><c:axPos val="{place}"/>{before}'
        f'<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="{labels}"/>{look}'
    )


def _categories(*, columns: bool) -> str:
    order = f'<c:orientation val="{"minMax" if columns else "maxMin"}"/>'
    axis = _axis(_ACROSS, "b" if columns else "l", order, "low", _LINE.format(colour="BBBBBB"))
    crossed = (
        f'<c:crossAx val="{_UP}"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
    )
    return f'<c:catAx>{axis}{crossed}<c:noMultiLvlLbl val="0"/></c:catAx>'


def _values(*, columns: bool, reach: tuple[float, float] | None) -> str:
    order, grid, unit = '<c:orientation val="minMax"/>', "", ""
    if reach is not None:
        order += f'<c:max val="{reach[1]}"/><c:min val="{reach[0]}"/>'
        grid = f"<c:majorGridlines>{_LINE.format(colour='DDDDDD')}</c:majorGridlines>"
        unit = f'<c:majorUnit val="{(reach[1] - reach[0]) / 4}"/>'
    labels = "none" if reach is None else "high"
    axis = _axis(_UP, "l" if columns else "b", order, labels, _NO_LINE, before=grid)
    crossed = f'<c:crossAx val="{_ACROSS}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>{unit}'
    return f"<c:valAx>{axis}{crossed}</c:valAx>"


def _scale(number: int, other: int, place: str, name: str) -> str:
    ends = '<c:orientation val="minMax"/><c:max val="100"/><c:min val="0"/>'
    line = _LINE.format(colour="BBBBBB")
    before = f"<c:majorGridlines>{line}</c:majorGridlines>{_title(Words(name, 12))}"
    axis = _axis(number, place, ends, "nextTo", line, before=before)
    crossed = f'<c:crossAx val="{other}"/><c:crosses val="autoZero"/><c:crossBetween val="midCat"/><c:majorUnit val="50"/>'
    return f"<c:valAx>{axis}{crossed}</c:valAx>"
