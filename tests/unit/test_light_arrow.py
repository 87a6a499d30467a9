"""Arrow does without pandas where that is asked, and nobody else is kept from it."""

from __future__ import annotations

import subprocess
import sys

_SAID = """
import sys
from flash360.light_arrow import lighten
lighten()
import numpy as np, pyarrow as pa
assert pa.array(np.array([1, 2])).to_numpy().tolist() == [1, 2]
print("pandas" in sys.modules)
import pandas
print(pandas.Series([1]).sum())
"""


def test_arrow_does_without_pandas_which_others_may_still_import():
    said = subprocess.run([sys.executable, "-c", _SAID], check=True, capture_output=True, text=True)
    assert said.stdout.split() == ["False", "1"]
