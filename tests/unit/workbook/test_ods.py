from datetime import date

import odf.opendocument
import odf.table

from flash360.model import Section
from flash360.workbook import Layout, read
from flash360.workbook.parse import parse

SHEETS = {
    "Fiche": [["Code", "F360-1"], ["Titre", "Guichet"], ["Administration", "Mairie fictive"], ["Date session", date(2024, 3, 5)]],
    "Participants": [["Code", "Collège"], ["P01", "Agent"], ["P02", "Usager"]],
    "Critères": [["Code", "Libellé", "Axe", "Échelle min", "Échelle max", "Global"], ["C1", "x", "impact", 1, 5, True]],
    "Votes": [["Participant", "C1"], ["P01", 4], ["P02", "NSP"]],
}


def test_an_ods_reads_as_the_xlsx_of_the_same_sheets(ods, xlsx, records):
    one, other = read(ods(SHEETS), "session.ods"), read(xlsx(SHEETS), "session.xlsx")
    assert one.layout is Layout.TEMPLATE
    assert one.reason == other.reason
    assert one.findings == other.findings == ()
    assert [records(table) for table in one.tables] == [records(table) for table in other.tables]


def test_a_true_date_of_an_ods_is_marked(ods, table):
    columns = table(parse(ods(SHEETS), "session.ods", ""), Section.FICHE).columns
    column = next(column for column in columns if column.key == "session_date")
    assert (column.cells.to_pylist(), column.dates.tolist()) == (["2024-03-05"], [True])


def test_an_error_of_an_ods_is_an_error_cell(ods, found):
    content = ods({"Votes": [["Participant", "C1"], ["P01", "#N/A"], ["P02", "Err:502"], ["P03", 4]]})
    assert found(parse(content, "votes.ods", "")) == [("error-cell", "Votes!B2"), ("error-cell", "Votes!B3")]


def test_merged_cells_and_unsaved_formulas_of_an_ods_are_found(found):
    import io

    document = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="Votes")
    rows = [
        [text("Participant"), text("C1"), text("C2")],
        [
            text("P01"),
            odf.table.TableCell(valuetype="float", value="4", numberrowsspanned="2", numbercolumnsspanned="1"),
            number(3),
        ],
        [text("P02"), odf.table.CoveredTableCell(), number(2)],
        [text("P03"), odf.table.TableCell(formula="of:=1+1"), number(2)],
    ]
    for cells in rows:
        row = odf.table.TableRow()
        for cell in cells:
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    saved = io.BytesIO()
    document.write(saved)
    reading = parse(saved.getvalue(), "votes.ods", "")
    assert found(reading) == [("formula-without-value", "Votes!B4"), ("merged-cell", "Votes!B2")]


def text(value):
    cell = odf.table.TableCell(valuetype="string")
    cell.addElement(odf.text.P(text=value))
    return cell


def number(value):
    return odf.table.TableCell(valuetype="float", value=str(value))
