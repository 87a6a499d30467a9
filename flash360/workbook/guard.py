"""What is checked of a file before it is parsed: what it really is, its size, its archive, its parts."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from flash360.workbook import binary, ods
from flash360.workbook.archive import CHUNK, Archive, Refusal
from flash360.workbook.delimited import is_text
from flash360.workbook.facts import SheetFacts, SheetScan

MAX_SIZE = 30_000_000
MAX_SIZE_IN_BULK = 300_000_000
MAX_SHEETS = 200
MAX_STRINGS = 40_000_000
_BOOK, _BOOK_LINKS, _BINARY_LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/_rels/workbook.bin.rels"
_STRINGS = re.compile(rb'\b(?:uniqueCount|count)="(\d+)"')
_EPOCH = re.compile(rb'<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true|on)"')
_KINDS = (
    (b"%PDF", "c'est un document PDF"),
    (b"\x89PNG", "c'est une image"),
    (b"\xff\xd8\xff", "c'est une image"),
    (b"Rar!", "c'est une archive"),
    (b"7z\xbc\xaf", "c'est une archive"),
    (b"\x1f\x8b", "c'est une archive"),
)


@dataclass(frozen=True)
class Inspection:
    """A file fit to be parsed. kind: « xlsx », « xlsb », « xls », « ods » or « text ». facts: by sheet name, where something
    is to be said. epoch_1904: whether days are counted from 1904.
    """

    kind: str
    facts: dict[str, SheetFacts] = field(default_factory=dict)
    epoch_1904: bool = False


def too_large(size: int, *, bulk: bool) -> str | None:
    """Why a file of this size in bytes is refused, or None."""
    limit = MAX_SIZE_IN_BULK if bulk else MAX_SIZE
    if size <= limit:
        return None
    return f"il pèse {size / 1_000_000:.0f} Mo, la limite est de {limit // 1_000_000} Mo"


def inspect(content: bytes, *, bulk: bool = False) -> Inspection:
    """Check a file by its bytes, whatever its name. Raises Refusal, which says why."""
    why = too_large(len(content), bulk=bulk)
    if why:
        raise Refusal("too-large", why)
    if not content.startswith(b"PK"):
        return _not_an_archive(content)
    archive = Archive(content)
    names = set(archive.names)
    if _BOOK in names:
        return Inspection("xlsx", _xlsx(archive), _EPOCH.search(archive.read(_BOOK)) is not None)
    if binary.BINARY_BOOK in names:
        return _xlsb(archive)
    if "mimetype" in names and archive.read("mimetype").strip() in (ods.MIME, ods.MIME + b"-template"):
        if ods.encrypted(archive):
            raise Refusal("encrypted-file")
        for name in archive.names:
            if name != ods.CONTENT:
                _drain(archive, name)
        if ods.CONTENT not in names:
            raise Refusal("unreadable-file", "son contenu manque")
        return Inspection("ods", ods.facts(archive))
    raise Refusal("not-a-workbook", _other_archive(names))


def _not_an_archive(content: bytes) -> Inspection:
    if not content.strip():
        raise Refusal("not-a-workbook", "il est vide")
    if content.startswith(binary.OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refusal("encrypted-file")
        return Inspection("xls", epoch_1904=binary.xls_epoch_1904(content))
    for start, kind in _KINDS:
        if content.startswith(start):
            raise Refusal("not-a-workbook", kind)
    head = content[:4096]
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        raise Refusal("not-a-workbook", "c'est une page web ou un document XML")
    if not is_text(head):
        raise Refusal("not-a-workbook", "son contenu n'est celui d'aucun tableur connu")
    return Inspection("text")


def _xlsb(archive: Archive) -> Inspection:
    sheets = [name for name in archive.names if name.startswith("xl/worksheets/") and name.endswith(".bin")]
    if len(sheets) > MAX_SHEETS:
        raise Refusal("too-large", f"il contient {len(sheets)} feuilles, la limite est de {MAX_SHEETS}")
    epoch = binary.xlsb_epoch_1904(archive)
    targets = _targets(archive, _BINARY_LINKS)
    parts = {_part(targets.get(link, "")): name for name, link in binary.xlsb_sheets(archive).items()}
    facts: dict[str, SheetFacts] = {}
    for entry in archive.names:
        end = b""
        for chunk in archive.stream(entry):
            end = (end + chunk)[-2 * CHUNK :] if entry in parts else b""
        if merges := binary.xlsb_merges(end):
            facts[parts[entry]] = SheetFacts(merges=merges, booleans=True)
    return Inspection("xlsb", facts, epoch)


def _other_archive(names: set[str]) -> str:
    if any(name.startswith("word/") for name in names):
        return "c'est un document Word"
    if any(name.startswith("ppt/") for name in names):
        return "c'est une présentation"
    if "mimetype" in names:
        return "c'est un document OpenDocument, mais pas un classeur"
    return "c'est une archive"


def _drain(archive: Archive, name: str) -> None:
    for _ in archive.stream(name):
        pass


def _xlsx(archive: Archive) -> dict[str, SheetFacts]:
    sheets = _sheet_parts(archive)
    if len(sheets) > MAX_SHEETS:
        raise Refusal("too-large", f"il contient {len(sheets)} feuilles, la limite est de {MAX_SHEETS}")
    names = {part: name for name, part in sheets.items()}
    facts: dict[str, SheetFacts] = {}
    for entry in archive.names:
        if entry in names:
            scan = SheetScan()
            for chunk in archive.stream(entry):
                scan.feed(chunk)
            facts[names[entry]] = scan.end()
        elif entry.casefold() == "xl/sharedstrings.xml":
            _shared_strings(archive, entry)
        elif entry not in (_BOOK, _BOOK_LINKS):
            _drain(archive, entry)
    return facts


def _shared_strings(archive: Archive, entry: str) -> None:
    for number, chunk in enumerate(archive.stream(entry)):
        counts = _STRINGS.findall(chunk[:2000]) if number == 0 else []
        if any(int(count) > MAX_STRINGS for count in counts):
            raise Refusal("dangerous-file", "le nombre de textes annoncé est hors des limites d'un tableur")


def _sheet_parts(archive: Archive) -> dict[str, str]:
    """The part of each worksheet, by sheet name."""
    book = _tree(archive, _BOOK)
    targets = _targets(archive, _BOOK_LINKS)
    parts: dict[str, str] = {}
    for element in book.iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        name = element.get("name") or ""
        link = next((value for key, value in element.attrib.items() if key.endswith("}id")), None)
        if name in parts:
            raise Refusal("dangerous-file", f"deux feuilles s'appellent « {name} »")
        parts[name] = _part(targets.get(link, ""))
    return parts


def _tree(archive: Archive, entry: str) -> Element:
    try:
        return fromstring(archive.read(entry))
    except (ParseError, DefusedXmlException) as error:
        raise Refusal("unreadable-file", "sa liste de feuilles est abîmée") from error


def _targets(archive: Archive, entry: str) -> dict[str | None, str]:
    """The target of each relation of the workbook."""
    links = _tree(archive, entry) if entry in archive.names else ()
    return {link.get("Id"): link.get("Target") or "" for link in links}


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
