"""Nothing that cells may hold makes checking raise, and every finding makes a whole sentence."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flash360.model import Section
from flash360.validation import SCHEMAS, validate
from flash360.workbook.columns import COLUMNS, SESSION

USUAL = [
    "P01",
    "P02",
    "F1",
    "I1",
    "F360-2024-07",
    "1",
    "5",
    "4",
    "0",
    "-3",
    "999",
    "2147483648",
    "NSP",
    "Usager",
    "élu",
    "frein",
    "Levier",
]
ODD = [
    "faisabilité",
    "impact",
    "oui",
    "2024-03-05",
    "03/04/2024",
    "31/02/2024",
    "réalisée",
    "4,5",
    "★★",
    "Marie Dupont",
    "=1",
    "a@b.fr",
]
CELLS = st.none() | st.sampled_from(USUAL + ODD) | st.text(max_size=6).map(str.strip)


def rows(section, *more):
    """Rows with any text in any column, some columns missing."""
    keys = [spec.key for spec in (*more, *COLUMNS[section])]
    columns = st.lists(st.sampled_from(keys), unique=True, min_size=1)
    return columns.flatmap(lambda chosen: st.lists(st.fixed_dictionaries(dict.fromkeys(chosen, CELLS)), min_size=1, max_size=5))


SECTIONS = {section.value: st.none() | rows(section, *([] if section is Section.FICHE else [SESSION])) for section in Section}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.fixed_dictionaries(SECTIONS))
def test_any_text_in_any_cell_gives_findings_or_typed_records(workbook, sections):
    report = validate(workbook(**sections))
    for section in Section:
        assert report.records.of(section).schema == SCHEMAS[section]
    for finding in report.findings:
        assert finding.message


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(USUAL + ODD), st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_any_text_in_a_wide_sheet_of_votes_is_a_vote_or_a_finding(workbook, votes):
    report = validate(workbook(votes=votes))
    filled = sum(text is not None and text != "" for grades in votes.values() for text in grades)
    assert report.records.votes.num_rows == filled or len(report.findings)
