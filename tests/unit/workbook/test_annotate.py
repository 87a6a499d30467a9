import io
import zipfile

import openpyxl

from flash360.findings import CATALOGUE, Findings
from flash360.workbook import annotated

OutOfScale, ExtraHeader, NoSession = (CATALOGUE[code] for code in ("out-of-scale", "extra-header", "no-session-found"))
SHEETS = {"Votes": [["Participant", "C1", "Couleur"], ["P01", 9, "bleu"], ["P02", 4, None]]}
FOUND = [
    OutOfScale("Votes", "B2", "9", details={"low": 1, "high": 5}),
    ExtraHeader("Votes", "C1", "Couleur"),
]


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_faulty_cells_are_coloured_and_commented(xlsx):
    sheet = opened(annotated(xlsx(SHEETS), "votes.xlsx", FOUND))["Votes"]
    assert sheet["B2"].value == 9
    assert sheet["B2"].fill.start_color.rgb == "00FFC4B8"
    assert sheet["B2"].comment.text.startswith("Erreur : Votes!B2 : la note « 9 » est hors de l'échelle 1 à 5.")
    assert sheet["B3"].comment is None
    assert sheet["B3"].fill.fill_type is None


def test_the_findings_are_listed_first_with_a_link_to_each_cell(xlsx):
    book = opened(annotated(xlsx(SHEETS), "votes.xlsx", FOUND))
    assert book.sheetnames == ["Constats", "Votes"]
    sheet = book["Constats"]
    assert [cell.value for cell in sheet[2]] == [1, "Erreur", "Votes", "B2", "9", FOUND[0].message]
    assert sheet["D2"].hyperlink.location == "'Votes'!B2"
    assert [cell.value for cell in sheet[3]][:4] == [2, "Avertissement", "Votes", "C1"]


def test_two_findings_of_a_cell_share_its_comment_and_the_analysts_own_is_kept(xlsx):
    from openpyxl.comments import Comment

    content = xlsx(SHEETS, lambda book: setattr(book["Votes"]["B2"], "comment", Comment("à revoir", "Zoé")))
    text = opened(annotated(content, "votes.xlsx", [FOUND[0], FOUND[0]]))["Votes"]["B2"].comment.text
    assert text.startswith("à revoir")
    assert text.count("hors de l'échelle") == 2


def test_returning_a_returned_workbook_does_not_pile_up(xlsx):
    once = annotated(xlsx(SHEETS), "votes.xlsx", FOUND)
    twice = opened(annotated(once, "votes.xlsx", FOUND[:1]))
    assert twice.sheetnames == ["Constats", "Votes"]
    assert twice["Votes"]["B2"].comment.text.count("hors de l'échelle") == 1


def test_no_text_of_a_finding_becomes_a_formula(xlsx):
    content = annotated(
        xlsx(SHEETS), "votes.xlsx", [ExtraHeader("Votes", "C1", '=HYPERLINK("http://x")'), ExtraHeader("Votes", "A1", "+1\x07")]
    )
    cell = opened(content)["Constats"]["E2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ('=HYPERLINK("http://x")', "s", True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_the_analysts_own_formulas_stay(xlsx):
    sheets = {"Votes": [*SHEETS["Votes"], ["P03", "=1+1", None]]}
    assert opened(annotated(xlsx(sheets), "votes.xlsx", FOUND))["Votes"]["B4"].value == "=1+1"


def test_a_finding_in_a_merged_cell_is_put_on_the_first(xlsx):
    content = xlsx({"Votes": [*SHEETS["Votes"]]}, lambda book: book["Votes"].merge_cells("B2:B3"))
    sheet = opened(annotated(content, "votes.xlsx", [OutOfScale("Votes", "B3", "9", details={"low": 1, "high": 5})]))["Votes"]
    assert sheet["B2"].comment is not None


def test_an_ods_comes_back_as_an_xlsx_with_the_same_cells(ods):
    book = opened(annotated(ods(SHEETS), "votes.ods", FOUND))
    assert [[cell.value for cell in row] for row in book["Votes"].iter_rows()] == [
        ["Participant", "C1", "Couleur"],
        ["P01", 9, "bleu"],
        ["P02", 4, None],
    ]
    assert book["Votes"]["B2"].comment is not None


def test_a_file_that_cannot_be_opened_gives_the_findings_alone():
    found = [NoSession(value="x", details={"reason": "le classeur est vide"})]
    book = opened(annotated(b"pas un classeur", "x.xlsx", found))
    assert book.sheetnames == ["Constats"]
    assert book["Constats"]["F2"].value == found[0].message


def test_findings_beyond_those_shown_are_counted(xlsx):
    findings = Findings(ExtraHeader("Votes", "C1", f"x{n}") for n in range(1_200))
    sheet = opened(annotated(xlsx(SHEETS), "votes.xlsx", findings))["Constats"]
    assert sheet.cell(1_003, 6).value == "1000 constats montrés sur 1200."
