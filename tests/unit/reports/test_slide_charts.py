"""The charts of slides: their workbook opens, and holds texts that never become formulas."""

from io import BytesIO

import openpyxl

from flash360.reports.chart_data import cells, data_workbook
from flash360.reports.slide_charts import bars

HOSTILE = '=HYPERLINK("http://exemple.fr";"<clic>")'


def test_texts_stay_texts_and_numbers_numbers():
    book = openpyxl.load_workbook(BytesIO(data_workbook([[None, HOSTILE], [" é\n«", 3], ["b", 2.5]])))
    assert [[cell.value for cell in row] for row in book.active] == [[None, HOSTILE], [" é\n«", 3], ["b", 2.5]]
    assert [book.active[where].data_type for where in ("B1", "A2", "B2", "B3")] == ["s", "s", "n", "n"]
    assert [book.active[where].quotePrefix for where in ("B1", "A2")] == [True, False]


def test_cells_are_named_beyond_the_alphabet():
    assert [cells(column, 1, 1).partition("!")[2] for column in (0, 25, 26, 701, 702)] == [
        "$A$1",
        "$Z$1",
        "$AA$1",
        "$ZZ$1",
        "$AAA$1",
    ]
    assert cells(1, 2, 5) == "'Données'!$B$2:$B$5"


def test_the_same_chart_gives_the_same_bytes_and_another_others():
    one = bars("Titre", [HOSTILE, "b"], [("série", [1, -2], "18753C")])
    assert one == bars("Titre", [HOSTILE, "b"], [("série", [1, -2], "18753C")])
    assert one.workbook != bars("Titre", [HOSTILE, "b"], [("série", [1, -3], "18753C")]).workbook
