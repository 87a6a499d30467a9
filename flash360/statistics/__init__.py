"""What the panel thinks, and how sure one can be: pure functions, counts in, measures out."""

from flash360.statistics.measures import Measures, measures
from flash360.statistics.panel import axis_grades
from flash360.statistics.session_measures import session_measures
from flash360.statistics.solidity import CollegeAbsence, Solidity, solidity
from flash360.statistics.verdict import MINIMUM, Opinion, verdict

__all__ = [
    "MINIMUM", "CollegeAbsence", "Measures", "Opinion", "Solidity",
    "axis_grades", "measures", "session_measures", "solidity", "verdict",
]  # fmt: skip
