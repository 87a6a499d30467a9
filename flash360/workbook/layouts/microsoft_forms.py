"""Microsoft Forms, in French and in English: `ID, Heure de début, Heure de fin, Adresse de messagerie, Nom…`."""

from __future__ import annotations

from flash360.workbook.grid import Grid, headings_at
from flash360.workbook.layouts.form import Form, Role, roles_of
from flash360.workbook.reading import Layout
from flash360.workbook.wording import plain

_WORDS = {
    Role.PARTICIPANT: ("ID",),
    Role.TECHNICAL: (
        "Heure de début", "Heure de fin", "Heure de dernière modification", "Heure de la dernière modification", "Langue",
        "Total des points", "Points totaux", "Commentaires du quiz", "Start time", "Completion time", "Last modified time",
        "Language", "Total points", "Quiz feedback", "Grade posted time",
    ),
    Role.PERSONAL: ("Adresse de messagerie", "Adresse e-mail", "E-mail", "Nom", "Email", "Name"),
}  # fmt: skip
_SIGNATURES = (("heure de debut", "heure de fin"), ("start time", "completion time"))
_QUIZ = ("points ", "commentaires ", "feedback ")


def form(grid: Grid) -> Form | None:
    """The form of a sheet whose first row has an identifier and both times."""
    headings = headings_at(grid, 1)
    words = [plain(text) for text in headings.values()]
    if "id" not in words or not any(set(signature) <= set(words) for signature in _SIGNATURES):
        return None
    roles = roles_of(headings, _WORDS)
    questions = {plain(text) for text in headings.values()}
    for index, text in headings.items():
        quiz = next((start for start in _QUIZ if plain(text).startswith(start)), None)
        if quiz and plain(text).removeprefix(quiz) in questions:
            roles[index] = Role.TECHNICAL
    return Form(Layout.MICROSOFT_FORMS, "export Microsoft Forms", 1, headings, roles)
