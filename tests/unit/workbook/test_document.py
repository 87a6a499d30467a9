"""A written document read in a process apart: .txt, .docx, .odt, and everything that only looks like one."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from flash360.errors import UnreadableDocument
from flash360.workbook.read import document_text

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODT = "application/vnd.oasis.opendocument.text"
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def archive(**parts: str | bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def docx(body: str) -> bytes:
    return archive(word__document_xml=f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')


def odt(body: str) -> bytes:
    content = f"<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body>"
    return archive(mimetype=ODT, content_xml=f"{content}</office:document-content>")


def test_the_paragraphs_of_a_word_document_are_read_whole_without_what_was_deleted():
    body = (
        "<w:p><w:r><w:t>Un </w:t></w:r><w:r><w:t>guichet</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>mobile</w:t></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>abandonné</w:delText></w:r></w:del><w:r><w:t>Pour les communes</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>rurales</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert document_text(docx(body)) == "Un guichet mobile\nPour les communes\nrurales"


def test_the_paragraphs_of_an_open_document_are_read_without_its_comments():
    body = (
        "<text:h>Un guichet</text:h><text:p>Pour<text:s/>les <text:span>communes</text:span>"
        "<office:annotation><text:p>à revoir</text:p></office:annotation> rurales</text:p>"
    )
    assert document_text(odt(body)) == "Un guichet\nPour les communes rurales"


def test_a_text_file_is_read_and_its_personal_data_masked():
    assert document_text("Écrire à jean@exemple.fr, élu".encode("cp1252")) == "Écrire à [courriel], élu"
    assert document_text(b"") == ""


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "image"),
        (b"\xd0\xcf\x11\xe0 vieux", "ancien format"),
        (b"{\\rtf1 bonjour}", "RTF"),
        (b"a\0b", "n'est pas un fichier texte"),
        (b"PK\x03\x04 tronqu", "abîmée"),
        (archive(xl__workbook_xml="<a/>"), "pas un document"),
        (archive(mimetype=ODT), "manque"),
        (docx("<w:p>"), "abîmé"),
        (archive(word__document_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "entités"),
        (archive(word__document_xml=b"<a>" + b" " * 30_000_000 + b"</a>"), "plus gros|démesurée"),
        (archive(mimetype=ODT, **{"META-INF__manifest_xml": "<a>encryption-data</a>"}, content_xml="x"), "mot de passe"),
        (b"x" * 5_000_001, "limite"),
    ],
)
def test_anything_else_is_refused_with_a_reason_and_what_to_do(content, why):
    with pytest.raises(UnreadableDocument, match=rf"(?s)({why}).*collez l'idée"):
        document_text(content)
