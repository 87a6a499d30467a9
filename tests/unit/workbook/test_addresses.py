import numpy as np
import pytest

from flash360.workbook import address, addresses
from flash360.workbook.addresses import column_index, column_letters


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")])
def test_columns_count_as_a_spreadsheet_does(index, letters):
    assert column_letters(index) == letters
    assert column_index(letters) == index


def test_an_address_joins_column_and_row():
    assert address(7, 3) == "D7"


def test_a_column_of_addresses_is_made_at_once():
    assert addresses(np.array([2, 10]), 27).to_pylist() == ["AB2", "AB10"]


def test_each_row_may_have_its_own_column():
    assert addresses(np.array([2, 2, 3]), np.array([1, 26, 1])).to_pylist() == ["B2", "AA2", "B3"]
