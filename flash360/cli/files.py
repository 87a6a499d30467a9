"""The workbooks that a command is given: files as named, and every workbook of a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
"""What is taken from a folder; a file named by itself is always taken, whatever its name ends with."""


def workbooks(paths: Iterable[Path]) -> list[Path]:
    """The files named, in order, each folder replaced by its workbooks (sub-folders too, in alphabetical order).

    What a spreadsheet leaves behind while a file is open (« ~$… », « .~lock… ») and hidden files are passed over.
    """
    return [file for path in paths for file in (_in_folder(path) if path.is_dir() else [path])]


def _in_folder(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.suffix.lower() in WORKBOOKS and not hidden and path.is_file():
            yield path


def unreadable(error: OSError) -> str:
    """Why a file could not be opened or written, as the end of a French sentence."""
    match error:
        case FileNotFoundError():
            return "il n'existe pas"
        case PermissionError():
            return "vous n'en avez pas le droit"
        case IsADirectoryError():
            return "c'est un dossier"
        case NotADirectoryError() | FileExistsError():
            return "son dossier est un fichier"
        case _:
            return error.strerror or type(error).__name__
