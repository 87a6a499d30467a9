"""A minimal writer of .xlsb, to test its reader: texts, numbers, errors, booleans and merged cells."""

from __future__ import annotations

import io
import struct
import zipfile

ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}


def record(kind, body=b""):
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while True:
        size, low = size >> 7, size & 0x7F
        length += bytes([low | 0x80 if size else low])
        if not size:
            return head + length + body


def text(value):
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def cell(column, value):
    place = struct.pack("<II", column, 0)
    if isinstance(value, bool):
        return record(4, place + bytes([value]))
    if isinstance(value, (int, float)):
        return record(5, place + struct.pack("<d", value))
    if value in ERRORS:
        return record(3, place + bytes([ERRORS[value]]))
    return record(6, place + text(value))


def sheet(rows, merges=()):
    width = max((len(row) for row in rows), default=1)
    made = record(129) + record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)) + record(145)
    for number, row in enumerate(rows):
        made += record(0, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0))
        made += b"".join(cell(column, value) for column, value in enumerate(row) if value is not None)
    made += record(146)
    if merges:
        made += record(177, struct.pack("<I", len(merges)))
        made += b"".join(record(176, struct.pack("<IIII", *merge)) for merge in merges)
        made += record(178)
    return made + record(130)


def xlsb(sheets, *, epoch_1904=False, merges=None):
    """sheets: rows by name. merges: by name, (first row, last row, first column, last column), from 0."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        book = record(131) + record(153, struct.pack("<III", int(epoch_1904), 0, 0) + text("")) + record(143)
        links = ""
        for number, (name, rows) in enumerate(sheets.items(), 1):
            book += record(156, struct.pack("<II", 0, number) + text(f"rId{number}") + text(name))
            links += f'<Relationship Id="rId{number}" Type="worksheet" Target="worksheets/sheet{number}.bin"/>'
            archive.writestr(f"xl/worksheets/sheet{number}.bin", sheet(rows, (merges or {}).get(name, ())))
        archive.writestr("xl/workbook.bin", book + record(144) + record(132))
        archive.writestr("xl/_rels/workbook.bin.rels", f"<Relationships>{links}</Relationships>")
    return out.getvalue()
