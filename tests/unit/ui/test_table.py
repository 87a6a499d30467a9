"""Tables as a French reader and a French spreadsheet expect them."""

from datetime import date

import pyarrow as pa
import pytest

from flash360.ui.table import csv, wording


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        (True, "oui"),
        (1234, "1\u202f234"),
        (2.5, "2,5"),
        (float("nan"), "–"),
        (date(2017, 10, 8), "08/10/2017"),
        (["F360-1", "F360-2"], "F360-1, F360-2"),
        ("<b>", "<b>"),
    ],
)
def test_a_value_reads_as_french(value, words):
    assert wording(value) == words


def test_the_csv_opens_in_a_french_spreadsheet():
    table = pa.table({"Titre": ["Été ; rural", None], "Part": [0.5, 12.25], "Jour": [date(2024, 3, 5), None]})
    assert csv(table).decode("utf-8-sig") == 'Titre;Part;Jour\r\n"Été ; rural";0,5;05/03/2024\r\n;12,25;\r\n'
    assert csv(table)[:3] == b"\xef\xbb\xbf"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_text_becomes_a_formula(start):
    assert f"'{start}cmd" in csv(pa.table({"Titre": [f"{start}cmd"]})).decode("utf-8-sig")
