"""The text of a written document (.txt, .docx, .odt), read in a process apart and under the same guards as a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from flash360.workbook import ods
from flash360.workbook.archive import Archive, Refusal
from flash360.workbook.personal import masked

MAX_SIZE = 5_000_000
"""Bytes of a document: pictures count, and a text of five million characters is no idea."""
MAX_TEXT = 200_000
"""Characters kept, counted before the screen keeps fewer."""
DOCX, ODT = "word/document.xml", b"application/vnd.oasis.opendocument.text"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ASIDE = (f"{_TEXT}note", f"{_OFFICE}annotation")
_BLANK = re.compile(r"[ \t\u00a0]+")
_KINDS = (
    (b"%PDF", "c'est un document PDF"),
    (b"\xd0\xcf\x11\xe0", "c'est un document Word d'un ancien format, ou protégé par un mot de passe"),
    (b"{\\rtf", "c'est un document RTF"),
    (b"\x89PNG", "c'est une image"),
    (b"\xff\xd8\xff", "c'est une image"),
)


def text_of(content: bytes) -> str:
    """The paragraphs of a document, a line each, free of personal data. Raises Refusal, which says why there are none.

    Struck and deleted text of a document under revision is left out, as are notes, headers and footers.
    """
    for start, kind in _KINDS:
        if content.startswith(start):
            raise Refusal("not-a-workbook", kind)
    found = _archived(content) if content.startswith(b"PK") else decoded(content)
    if found is None:
        raise Refusal("not-a-workbook", "ce n'est pas un fichier texte")
    lines = (_BLANK.sub(" ", line).strip() for line in found[:MAX_TEXT].splitlines())
    return masked("\n".join(line for line in lines if line))


def decoded(content: bytes) -> str | None:
    """The text of a file, in UTF-8, UTF-16 with its mark, or Windows-1252; None when it holds no text."""
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            found = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in found else found.strip()
    return None


def _archived(content: bytes) -> str:
    archive = Archive(content)
    if DOCX in archive.names:
        return "\n".join(_paragraphs(archive, DOCX, (f"{_WORD}p",), _word))
    if "mimetype" in archive.names and archive.read("mimetype").strip() in (ODT, ODT + b"-template"):
        if ods.encrypted(archive):
            raise Refusal("encrypted-file", "il est protégé par un mot de passe")
        return "\n".join(_paragraphs(archive, ods.CONTENT, (f"{_TEXT}p", f"{_TEXT}h"), _writer))
    raise Refusal("not-a-workbook", "c'est une archive, pas un document .docx ou .odt")


def _paragraphs(archive: Archive, entry: str, tags: tuple[str, ...], words: Callable[[Element], Iterator[str]]) -> Iterator[str]:
    """The text of each paragraph of one part, until there is enough; the other parts are never unpacked."""
    if entry not in archive.names:
        raise Refusal("unreadable-file", "son contenu manque")
    length = aside = 0
    try:
        for event, element in iterparse(BytesIO(archive.read(entry)), events=("start", "end")):
            if element.tag in _ASIDE:
                aside += 1 if event == "start" else -1
            if event == "end" and element.tag in tags and not aside:
                line = "".join(words(element))
                length += len(line)
                yield line
                element.clear()
                if length > MAX_TEXT:
                    return
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Refusal("unreadable-file", "son contenu est incomplet ou abîmé") from error


def _word(paragraph: Element) -> Iterator[str]:
    for element in paragraph.iter():
        if element.tag == f"{_WORD}t":
            yield element.text or ""
        elif element.tag in (f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"):
            yield " "


def _writer(element: Element) -> Iterator[str]:
    """A paragraph's own words: spaces are elements, and notes and comments hold paragraphs of their own."""
    yield element.text or ""
    for child in element:
        if child.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield " "
        elif child.tag not in _ASIDE:
            yield from _writer(child)
        yield child.tail or ""
