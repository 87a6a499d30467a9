"""What the analyst decides of a cell or of a column, told like any correction."""

from flash360.model import Section
from flash360.validation import validate
from flash360.workbook.decisions import Decisions, cell_at, decided

FICHE = [["Code", "F1"], ["Titre", "x"], ["Administration", "y"], ["Date session", "03/04/2024"]]
BOOK = {
    "Fiche": FICHE,
    "Participants": [["Code", "Collège"], ["P01", "Camp A"], ["P02", "Camp A"], ["P03", "Agent"]],
    "Critères": [["Code", "Libellé", "Axe", "Échelle min", "Échelle max"], ["C1", "x", "impact", 1, 5]],
    "Votes": [["Participant", "C1"], ["P01", "4,0"], ["P02", "beaucoup"], ["P03", "beaucoup"]],
}


def errors(report) -> list[tuple[str, str]]:
    return [(f.code, f.address) for f in report.findings if f.severity == "error"]


def test_a_column_an_answer_and_an_order_of_dates_decided_leave_nothing_to_correct(reading):
    read = reading(BOOK)
    assert errors(validate(read)) == [
        ("ambiguous-date", "Fiche!B4"), ("unknown-choice", "Participants!B2"), ("unknown-choice", "Participants!B3"),
        ("wrong-type", "Votes!B3"), ("wrong-type", "Votes!B4"),
    ]  # fmt: skip
    told = Decisions(
        cells={("Votes", "B3"): ""}, texts={("college", "Camp A"): "Usager", ("c1", "beaucoup"): "5"}, day_first={"Fiche": True}
    )
    report = validate(decided(read, told))
    assert errors(report) == []
    assert [report.records.votes[name].to_pylist() for name in ("participant", "grade")] == [["P01", "P03"], [4, 5]]
    assert report.records.participants["college"].to_pylist() == ["usager", "usager", "agent"]
    assert report.records.fiche["session_date"].to_pylist()[0].isoformat() == "2024-04-03"


def test_each_decision_is_told_at_its_cell(reading):
    read = decided(reading(BOOK), Decisions(texts={("college", "Camp A"): "Usager"}, cells={("Votes", "B3"): ""}))
    assert [one.message for one in read.findings] == [
        "Participants!B2 : « Camp A » a été lu « Usager » (décision de l'analyste pour toute la colonne).",
        "Participants!B3 : « Camp A » a été lu « Usager » (décision de l'analyste pour toute la colonne).",
        "Votes!B3 : « beaucoup » a été lu « vide » (décision de l'analyste).",
    ]


def test_the_month_may_come_first(reading):
    report = validate(decided(reading({"Fiche": FICHE}), Decisions(day_first={"Fiche": False})))
    assert report.records.fiche["session_date"].to_pylist()[0].isoformat() == "2024-03-04"


def test_a_cell_that_held_an_error_can_be_decided(reading):
    def broken(book):
        book["Votes"]["B2"] = "#N/A"

    read = reading(BOOK, broken)
    assert ("error-cell", "Votes!B2") in errors(validate(read))
    assert ("error-cell", "Votes!B2") not in errors(validate(decided(read, Decisions(cells={("Votes", "B2"): "3"}))))
    grades = validate(decided(read, Decisions(cells={("Votes", "B2"): "3"}))).records.votes["grade"].to_pylist()
    assert grades == [3]


def test_a_cell_says_its_column_and_how_many_hold_the_same_text(reading):
    read = reading(BOOK)
    cell = cell_at(read, "Votes", "B3")
    assert (cell.heading, cell.text, cell.same) == ("C1", "beaucoup", 2)
    assert cell_at(read, "Fiche", "B4").key == "session_date"
    assert cell_at(read, "Votes", "A1") is None
    assert cell_at(read, "Votes", "") is None


def test_nothing_decided_is_the_reading_itself(reading, table):
    read = reading(BOOK)
    assert decided(read, Decisions()) is read
    assert table(decided(read, Decisions(cells={("Autre", "B2"): "3"})), Section.VOTES) == table(read, Section.VOTES)
