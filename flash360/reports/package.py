"""The parts of a slide show: those added to it, and all of them as files."""

from __future__ import annotations

from copy import deepcopy
from itertools import count
from typing import Any, Final

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.opc.serialized import PackageWriter
from pptx.parts.slide import NotesSlidePart

from flash360.reports.slide_charts import NativeChart

_CHART: Final = "/ppt/charts/chart%d.xml"
_NOTES: Final = "/ppt/notesSlides/notesSlide%d.xml"
_WORKBOOK: Final = "/ppt/embeddings/Microsoft_Excel_Sheet%d.xlsx"


class Package:
    """The package of a show; its library walks through every part to name one, so the names that are taken are kept."""

    def __init__(self, show: Any) -> None:
        self._package: Any = show.part.package
        self._taken = {str(part.partname) for part in self._package.iter_parts()}
        self._notes: Any = None

    def add_chart(self, slide: Any, chart: NativeChart) -> str:
        """A chart and the workbook of its data; the relationship of the slide to it."""
        part = Part(self._named(_CHART), CT.DML_CHART, self._package, chart.xml)
        part.relate_to(Part(self._named(_WORKBOOK), CT.SML_SHEET, self._package, chart.workbook), RT.PACKAGE)
        return slide.part.relate_to(part, RT.CHART)

    def add_notes(self, slide: Any, notes: str) -> None:
        """The notes of a slide: the first ones are made from their master, the others are copies of them."""
        if self._notes is None:
            self._notes = slide.notes_slide.part
            self._taken.add(str(self._notes.partname))
        else:
            part = NotesSlidePart(self._named(_NOTES), CT.PML_NOTES_SLIDE, self._package, deepcopy(self._notes._element))
            part.relate_to(self._notes.part_related_by(RT.NOTES_MASTER), RT.NOTES_MASTER)
            part.relate_to(slide.part, RT.SLIDE)
            slide.part.relate_to(part, RT.NOTES_SLIDE)
        slide.notes_slide.notes_text_frame.text = notes

    def files(self) -> list[tuple[str, bytes]]:
        """Every file of the package with its name, in the order in which PowerPoint's own library writes them."""
        files = _Files()
        writer: Any = PackageWriter("", self._package._rels, tuple(self._package.iter_parts()))
        writer._write_content_types_stream(files)
        writer._write_pkg_rels(files)
        writer._write_parts(files)
        return files.written

    def _named(self, name: str) -> PackURI:
        found = next(one for number in count(1) if (one := name % number) not in self._taken)
        self._taken.add(found)
        return PackURI(found)


class _Files:
    """Takes what the library would write in a zip."""

    def __init__(self) -> None:
        self.written: list[tuple[str, bytes]] = []

    def write(self, name: PackURI, content: bytes) -> None:
        self.written.append((name.membername, content))
