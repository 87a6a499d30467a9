"""A slide show on our neutral template or on one of the programme's: real titles, native charts, notes, alternative texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from pptx import Presentation

from flash360.errors import Flash360Error
from flash360.reports.archive import archive
from flash360.reports.neutral import neutral
from flash360.reports.package import Package
from flash360.reports.paragraphs import GREY, INK, Words, fitted, visible
from flash360.reports.shapes import Place, add_chart, add_number, add_text, fill_title
from flash360.reports.slide_charts import NativeChart
from flash360.settings import Settings

LONGEST_PROPERTY: Final = 255
_POINT: Final = 12700
"""EMU of a point."""
_POTX: Final = b"presentationml.template.main+xml"
_PPTX: Final = b"presentationml.presentation.main+xml"


class UnusableTemplate(Flash360Error):
    """The programme's own template cannot be used."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in fractions of its width and height."""

    left: float
    top: float
    width: float
    height: float


class Show:
    """A slide show being made. footer: the line at the foot of each slide. template: a .pptx or .potx in place of ours; None
    takes that of the settings, if any.

    Raises UnusableTemplate when the template is neither, cannot be read, or has no layout with a title.
    """

    def __init__(self, title: str, footer: str, template: bytes | None = None) -> None:
        own = template or _own_template()
        self._show: Any = _opened(own) if own else neutral()
        self._package = Package(self._show)
        self._layout, self._titled = _title_only(self._show)
        self._footer = footer
        properties = self._show.core_properties
        properties.title, properties.author, properties.language = visible(title)[:LONGEST_PROPERTY], "Flash 360", "fr-FR"
        properties.last_modified_by, properties.comments = "Flash 360", ""

    def slide(self, title: str, notes: str) -> Any:
        """A new slide with its title and its notes."""
        slide = self._show.slides.add_slide(self._layout)
        fill_title(slide.shapes.title, *fitted([Words(title, 26, INK, bold=True)], *self._titled))
        self._package.add_notes(slide, visible(notes))
        return slide

    def text(self, slide: Any, box: Box, words: Sequence[Words], *, name: str = "Texte", back: str | None = None) -> None:
        """A box of text, its letters smaller where it would not hold them. back: the colour behind it."""
        place = self._place(box)
        add_text(slide, name, place, fitted(words, place.width / _POINT, place.height / _POINT), back)

    def chart(self, slide: Any, box: Box, chart: NativeChart, title: str, told: str) -> None:
        """A native chart. told: its alternative text."""
        add_chart(slide, title, told, self._place(box), self._package.add_chart(slide, chart))

    def content(self, moment: datetime) -> bytes:
        """The show's bytes, the same for the same content; moment: its date (UTC)."""
        for number, slide in enumerate(self._show.slides, start=1):
            self.text(slide, Box(0.04, 0.935, 0.82, 0.05), [Words(self._footer, 10, GREY)], name="Pied de page")
            add_number(slide, "Numéro", self._place(Box(0.9, 0.935, 0.06, 0.05)), Words(str(number), 10, GREY))
        properties = self._show.core_properties
        properties.created = properties.modified = moment
        return archive(self._package.files())

    def _place(self, box: Box) -> Place:
        width, height = self._show.slide_width, self._show.slide_height
        return Place(int(box.left * width), int(box.top * height), int(box.width * width), int(box.height * height))


def _own_template() -> bytes | None:
    path = Settings.from_environment().slides
    try:
        return path.read_bytes() if path else None
    except OSError as error:
        said = f"Le modèle de diapositives « {path} », nommé par FLASH360_SLIDES, ne peut pas être lu."
        raise UnusableTemplate(f"{said} Corrigez ce réglage, ou retirez-le.") from error


def _title_only(show: Any) -> tuple[Any, tuple[float, float]]:
    """The layout with a title and the fewest other places to fill; its title's width and height in points."""
    titled = [layout for layout in show.slide_layouts if any(p.placeholder_format.type in (1, 3) for p in layout.placeholders)]
    if not titled:
        raise UnusableTemplate("Ce modèle de diapositives n'a aucune disposition avec un titre. Choisissez-en un autre.")
    layout = min(titled, key=lambda layout: sum(p.placeholder_format.type not in (1, 3, 13, 15, 16) for p in layout.placeholders))
    title = next(p for p in layout.placeholders if p.placeholder_format.type in (1, 3))
    return layout, (title.width / _POINT, title.height / _POINT)


def _opened(template: bytes) -> Any:
    """The programme's own template, without the slides it may hold; a .potx is a .pptx whose main part says « template »."""
    try:
        with ZipFile(BytesIO(template)) as read:
            presentation = archive(
                (entry.filename, content.replace(_POTX, _PPTX) if entry.filename == "[Content_Types].xml" else content)
                for entry in read.infolist()
                for content in [read.read(entry)]
            )
        show: Any = Presentation(BytesIO(presentation))
    except (BadZipFile, KeyError, ValueError) as error:
        raise UnusableTemplate("Ce modèle de diapositives n'est ni un .pptx ni un .potx. Choisissez-en un autre.") from error
    ids = show.slides._sldIdLst
    for one in list(ids):
        show.part.drop_rel(one.rId)
        ids.remove(one)
    return show
