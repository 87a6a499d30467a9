"""What is said of a file without opening it: of the process that holds the base too, which needs no parser for that."""

from __future__ import annotations

import re

from flash360.findings import CATALOGUE
from flash360.workbook.reading import Reading

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def title(file_name: str) -> str:
    """The name of a text file's only sheet: the file's own, without its extension, as a spreadsheet accepts it."""
    return _FORBIDDEN.sub(" ", file_name.rpartition(".")[0] or file_name)[:31].strip(" '") or "Feuille"


def refused(content: bytes, file_name: str, sha256: str, code: str, reason: str) -> Reading:
    """The Reading of a file that cannot be read. code: of its one finding. reason: the words that complete its sentence."""
    finding = CATALOGUE[code](value=file_name, details={"reason": reason, "line": reason})
    return Reading(file_name, sha256, len(content), None, "", (), (finding,))
