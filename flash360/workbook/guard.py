"""What is checked of a file before it is parsed: what it really is, its size, its archive, its parts."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from flash360.workbook import ods
from flash360.workbook.archive import Archive, Refusal
from flash360.workbook.facts import SheetFacts, SheetScan

MAX_SIZE = 30_000_000
MAX_SIZE_IN_BULK = 300_000_000
MAX_SHEETS = 200
MAX_STRINGS = 40_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOOK, _BOOK_LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STRINGS = re.compile(rb'\b(?:uniqueCount|count)="(\d+)"')
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
    """A file fit to be parsed. kind: « xlsx » or « ods ». facts: by sheet name, where something is to be said."""

    kind: str
    facts: dict[str, SheetFacts] = field(default_factory=dict)


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
        raise _not_an_archive(content)
    archive = Archive(content)
    names = set(archive.names)
    if _BOOK in names:
        return Inspection("xlsx", _xlsx(archive))
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


def _not_an_archive(content: bytes) -> Refusal:
    if not content:
        return Refusal("not-a-workbook", "il est vide")
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return Refusal("encrypted-file")
        return Refusal("not-a-workbook", "c'est un ancien format Office, à enregistrer en .xlsx")
    for start, kind in _KINDS:
        if content.startswith(start):
            return Refusal("not-a-workbook", kind)
    head = content[:4096]
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        return Refusal("not-a-workbook", "c'est une page web ou un document XML")
    if b"\x00" in head:
        return Refusal("not-a-workbook", "son contenu n'est celui d'aucun tableur connu")
    return Refusal("not-a-workbook", "c'est un fichier texte, quelle que soit son extension")


def _other_archive(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return "c'est un classeur binaire, à enregistrer en .xlsx"
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
    try:
        book = fromstring(archive.read(_BOOK))
        links = fromstring(archive.read(_BOOK_LINKS)) if _BOOK_LINKS in archive.names else None
    except (ParseError, DefusedXmlException) as error:
        raise Refusal("unreadable-file", "sa liste de feuilles est abîmée") from error
    targets = {link.get("Id"): link.get("Target") or "" for link in links} if links is not None else {}
    parts: dict[str, str] = {}
    for element in book.iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        name = element.get("name") or ""
        link = next((value for key, value in element.attrib.items() if key.endswith("}id")), None)
        target = targets.get(link, "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        if name in parts:
            raise Refusal("dangerous-file", f"deux feuilles s'appellent « {name} »")
        parts[name] = part
    return parts
