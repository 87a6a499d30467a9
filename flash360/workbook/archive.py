"""The zip that a modern workbook is: its entries, counted and watched while they inflate."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

MAX_ENTRIES = 3_000
MAX_INFLATED = 600_000_000
MAX_RATIO = 150
MAX_MARKS = 200_000
"""Directory entries that a file's bytes may seem to hold: counted before the directory is parsed, which takes memory."""
SMALL = 10_000_000
"""Inflated bytes under which a high ratio is ordinary: an almost empty sheet compresses very well."""
CHUNK = 1 << 20
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Refusal(Exception):
    """Why the guard stops. code: of the finding. reason: the French words that complete its sentence."""

    def __init__(self, code: str, reason: str = "") -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


class Archive:
    """An opened zip whose directory is sound. Reading goes through `stream`, which refuses bombs and entities."""

    def __init__(self, content: bytes) -> None:
        if content.count(b"PK\x01\x02") > MAX_MARKS:
            raise Refusal("dangerous-file", "le répertoire de son archive est démesuré")
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error, UnicodeError) as error:
            raise Refusal("unreadable-file", "son archive est incomplète ou abîmée") from error
        self._allowed = max(SMALL, MAX_RATIO * len(content))
        self._inflated = 0
        entries = self._zip.infolist()
        self.names = tuple(entry.filename for entry in entries)
        self.sizes = {entry.filename: entry.file_size for entry in entries}
        """Bytes that each entry announces; no more are ever inflated."""
        if len(entries) > MAX_ENTRIES:
            raise Refusal("too-large", f"il contient {len(entries)} parties, la limite est de {MAX_ENTRIES}")
        if len({name.casefold() for name in self.names}) < len(self.names):
            raise Refusal("dangerous-file", "son archive contient deux fois la même partie")
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise Refusal("encrypted-file")
        if any(entry.compress_type not in _METHODS for entry in entries):
            raise Refusal("dangerous-file", "son archive emploie une compression inhabituelle")

    def stream(self, name: str) -> Iterator[bytes]:
        """The entry's bytes in chunks of about 1 MB. Raises Refusal on damage, excess, entities."""
        markup = name.casefold().endswith((".xml", ".rels", ".vml"))
        tail = b""
        try:
            with self._zip.open(name) as entry:
                while chunk := entry.read(CHUNK):
                    self._inflated += len(chunk)
                    self._watch()
                    if markup:
                        _no_entities(tail + chunk)
                        tail = chunk[-16:]
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error) as error:
            raise Refusal("unreadable-file", "une de ses parties est incomplète ou abîmée") from error

    def read(self, name: str, limit: int = 20_000_000) -> bytes:
        """A whole entry, refused beyond the limit in bytes."""
        parts: list[bytes] = []
        size = 0
        for chunk in self.stream(name):
            size += len(chunk)
            if size > limit:
                raise Refusal("too-large", "une de ses parties internes est démesurée")
            parts.append(chunk)
        return b"".join(parts)

    def _watch(self) -> None:
        if self._inflated > self._allowed:
            raise Refusal("dangerous-file", f"décompressé, il serait plus de {MAX_RATIO} fois plus gros")
        if self._inflated > MAX_INFLATED:
            raise Refusal("too-large", f"décompressé, il dépasse {MAX_INFLATED // 1_000_000} Mo")


def _no_entities(chunk: bytes) -> None:
    if b"!" in chunk and b"<!" in chunk and _ENTITY.search(chunk):  # « < » is everywhere: « ! » alone is found ten times faster
        raise Refusal("dangerous-file", "il contient une définition d'entités XML")
    if b"\x00" in chunk:
        raise Refusal("dangerous-file", "une de ses parties est dans un codage inattendu")
