"""The forms of each document, by the ending of their files; what makes one is only loaded when one is made."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

SESSION: Final = {
    "pdf": "flash360.reports.session.pdf:scorecard",
    "pptx": "flash360.reports.session.slides:session_slides",
    "xlsx": "flash360.reports.session.workbook:session_workbook",
}
PROGRAMME: Final = {
    "pdf": "flash360.reports.programme.pdf:report",
    "pptx": "flash360.reports.programme.slides:programme_slides",
    "xlsx": "flash360.reports.programme.workbook:programme_workbook",
}
MEDIA_TYPE: Final = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "txt": "text/plain",
    "ics": "text/calendar",
}


def made(maker: str, content: Any) -> bytes:
    """The document that a maker of `SESSION` or `PROGRAMME` makes of its content."""
    module, function = maker.split(":")
    make: Any = getattr(import_module(module), function)
    return make(content)
