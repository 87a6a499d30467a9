"""The workbooks that a command is given: files as named, and every workbook of a folder."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from flash360.errors import RefusedFile
from flash360.findings import UnreadableFile
from flash360.ingest import Incoming
from flash360.ingest.arriving import incoming
from flash360.workbook.zipped import is_archive, is_workbook


def workbooks(paths: Iterable[Path]) -> list[Incoming]:
    """The files named, in order, each folder and .zip replaced by its workbooks (sub-folders too, in alphabetical order).

    What a spreadsheet leaves behind while a file is open (« ~$… », « .~lock… ») and hidden files are passed over.
    """
    files = [file for path in paths for file in (_in_folder(path) if path.is_dir() else [path])]
    return [one for file in files for one in incoming(str(file), _size(file), partial(_content, file))]


def _in_folder(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if (is_workbook(inside) or is_archive(inside)) and path.is_file():
            yield path


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        hint = "Vérifiez son nom et son emplacement."
        finding = UnreadableFile(value=str(path), details={"reason": unreadable(error), "hint": hint})
        raise RefusedFile(finding.message, (finding,)) from error


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
        case OSError(errno=errno.ENOSPC | errno.EDQUOT | errno.EFBIG):
            return "le disque est plein"
        case OSError(errno=errno.EROFS):
            return "le disque est en lecture seule"
        case _:
            return error.strerror or type(error).__name__
