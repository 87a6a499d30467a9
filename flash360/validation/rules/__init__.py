"""The rules: one per function, each a generator of findings over a workbook's content, none stops at the first."""

from flash360.validation.rules.cells import cell_notes, missing_headings, missing_values, respelled_sessions, unknown_sessions
from flash360.validation.rules.panels import missing_colleges, names_hidden, planned_places, too_many_participants
from flash360.validation.rules.repeats import conflicting_votes, duplicate_keys, duplicate_rows, duplicate_votes
from flash360.validation.rules.scales import inverted_scales, mixed_scales, oversized_scales, several_global_criteria
from flash360.validation.rules.sheets import missing_rows, missing_sheets, no_session_found, orphan_votes
from flash360.validation.rules.statements import unknown_freins
from flash360.validation.rules.steps import late_sessions, outcomes_before_session, step_order, unusual_durations
from flash360.validation.rules.votes import (
    blank_criteria,
    grade_notes,
    names_hidden_in_votes,
    respelled_criteria,
    respelled_headings,
    respelled_participants,
    unknown_criteria,
    unknown_headings,
    unknown_participants,
)

RULES = (
    no_session_found,
    missing_sheets,
    missing_rows,
    missing_headings,
    unknown_sessions,
    respelled_sessions,
    missing_values,
    cell_notes,
    duplicate_keys,
    duplicate_rows,
    names_hidden,
    inverted_scales,
    oversized_scales,
    mixed_scales,
    several_global_criteria,
    unknown_participants,
    names_hidden_in_votes,
    respelled_participants,
    unknown_headings,
    unknown_criteria,
    blank_criteria,
    respelled_headings,
    respelled_criteria,
    grade_notes,
    conflicting_votes,
    duplicate_votes,
    unknown_freins,
    orphan_votes,
    too_many_participants,
    missing_colleges,
    planned_places,
    late_sessions,
    unusual_durations,
    step_order,
    outcomes_before_session,
)
"""In the order in which an analyst reads a workbook: what is missing, the cells, the rows, then the sessions."""

__all__ = ["RULES"]
