"""The scorecard's pictures: distributions, collèges, statements, timeline, place."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from flash360.charts import theme
from flash360.charts.butterfly import butterfly
from flash360.charts.colleges import colleges
from flash360.charts.criteria import criteria
from flash360.charts.distribution import Row, bars
from flash360.charts.figures import CriterionCounts, band
from flash360.charts.heat_map import heat_map
from flash360.charts.place import place
from flash360.charts.timeline import timeline
from flash360.model import Aspect, Axis, College, Kind, OutcomeStatus, Scale, Step

FIVE = Scale(1, 5, 4)


def test_grades_below_the_favourable_one_go_left_the_others_right():
    _, data, _, _ = bars([Row("Utile", (1, 0, 3, 4, 2))], FIVE)
    assert [(one["grade"], one["x"], one["x2"]) for one in data.to_pylist()] == [
        (1, pytest.approx(-0.4), pytest.approx(-0.3)),
        (3, pytest.approx(-0.3), pytest.approx(0)),
        (4, pytest.approx(0, abs=1e-12), pytest.approx(0.4)),
        (5, pytest.approx(0.4), pytest.approx(0.6)),
    ]


def test_abstentions_are_in_the_row_and_not_in_the_bar():
    _, data, table, _ = bars([Row("Utile", (0, 0, 0, 5, 5), abstentions=2)], FIVE)
    assert data["note"].to_pylist()[0] == "10\u00a0votes, 2\u00a0abstentions"
    assert (sum(data["share"].to_pylist()), table["Abstentions"].to_pylist()) == (1, [2])


def test_a_criterion_where_everyone_abstained_has_a_row_without_a_bar():
    _, data, _, _ = bars([Row("Utile", (0, 0, 0, 0, 0), abstentions=9)], FIVE)
    assert [(one["note"], one["share"], one["rule_y"]) for one in data.to_pylist()] == [
        ("0\u00a0vote, 9\u00a0abstentions", 0, None)
    ]


@pytest.mark.parametrize(
    ("grades", "ends"), [(2, ["#B34000", "#000091"]), (5, ["#B34000", "#000091"]), (11, ["#B34000", "#000091"])]
)
def test_grade_colours_run_from_one_end_of_the_design_to_the_other(grades, ends):
    colours = theme.grade_colours(grades)
    assert (len(colours), [colours[0], colours[-1]]) == (grades, ends)


def test_five_grades_have_the_five_colours_of_the_design():
    assert theme.grade_colours(5) == ["#B34000", "#E8A27C", "#DDDDDD", "#8E9BE0", "#000091"]


def test_criteria_come_by_aspect_with_the_split_ones_named():
    found = [
        CriterionCounts("Légal", Aspect.JURIDIQUE, (5, 0, 0, 0, 5), disagreement=True),
        CriterionCounts("Utile", Aspect.FOND, (0, 0, 1, 5, 4), abstentions=1),
    ]
    picture = criteria(Axis.FEASIBILITY, FIVE, found)
    assert picture.title == "Faisabilité : 1\u00a0critère sur 2 recueille une majorité de votes favorables"
    assert picture.sentence == (
        "Notes sur l'axe faisabilité (1 à 5 ; favorables : 4 à 5) : "
        "le plus soutenu est « Utile » (9\u00a0votes favorables sur 10), "
        "le moins soutenu « Légal » (5\u00a0votes favorables sur 10). Le panel est divisé sur « Légal ». "
        "Une abstention, comptée à part."
    )
    assert [one for one in picture.data["heading"].to_pylist() if one] == ["Fond", "Juridique"]


def test_criteria_all_alike_are_said_alike():
    found = [CriterionCounts(label, Aspect.FOND, (0, 0, 0, 5, 5)) for label in ("Utile", "Simple")]
    sentence = criteria(Axis.IMPACT, FIVE, found).sentence
    assert sentence.endswith("les 2 critères recueillent la même part de votes favorables, 100\u00a0%.")


def test_a_scale_of_two_grades_reads_yes_and_no():
    spec, _, table, _ = bars([Row("Utile", (2, 8))], Scale(0, 1, 1))
    assert table.column_names[1:3] == ["Note non", "Note oui"]
    assert "◄ non   |   favorables : oui ►" in str(spec)


WHY = "moins de 5 personnes, ou de quoi deviner un groupe de moins de 5"


def test_a_small_college_shows_no_figure_and_says_why():
    picture = colleges(Axis.IMPACT, FIVE, {College.AGENT: (0, 0, 1, 4, 3), College.EXPERT: None}, {}, 5)
    rows = {one["Intitulé"]: one for one in picture.table.to_pylist()}
    assert (rows["Experts"]["Note 5"], rows["Experts"]["Masqué"]) == (None, "masqué : " + WHY)
    assert "Ensemble du panel" not in rows
    assert picture.sentence.endswith(f"Masqués : experts ({WHY}).")


def test_nothing_tells_a_small_college_from_one_hidden_for_its_sake():
    picture = colleges(Axis.IMPACT, FIVE, {College.AGENT: None, College.EXPERT: None}, {}, 5)
    assert [one["Masqué"] for one in picture.table.to_pylist()] == [
        "absent du panel",
        f"masqué : {WHY}",
        f"masqué : {WHY}",
        "absent du panel",
    ]


def test_the_whole_panel_is_the_sum_of_its_colleges_when_all_are_shown():
    counts = {College.AGENT: (0, 0, 1, 4, 3), College.EXPERT: (1, 0, 0, 0, 4)}
    table = colleges(Axis.IMPACT, FIVE, counts, {College.AGENT: 1, College.EXPERT: 0}, 5).table.to_pylist()
    assert (table[0]["Intitulé"], table[0]["Votes exprimés"], table[0]["Abstentions"]) == ("Ensemble du panel", 13, 1)


def test_a_unanimous_college_is_flagged_since_it_reveals_each_vote():
    picture = colleges(Axis.IMPACT, FIVE, {College.AGENT: (0, 0, 0, 0, 6)}, {}, 5)
    assert "6\u00a0votes, unanime" in picture.data["note"].to_pylist()
    assert picture.sentence.endswith("Unanimes, ce qui dit la note de chacun : agents.")


@pytest.mark.parametrize(
    ("agents", "experts", "title"),
    [
        ((0, 0, 0, 5, 0), (0, 0, 0, 5, 0), "Impact : tous les collèges montrés majoritairement favorables"),
        ((0, 0, 0, 5, 0), (5, 0, 0, 0, 0), "Impact : les agents majoritairement favorables, pas les experts"),
        ((5, 0, 0, 0, 0), (5, 0, 0, 0, 0), "Impact : aucun collège montré n'est majoritairement favorable"),
        ((0, 0, 0, 0, 0), (0, 0, 0, 0, 0), "Impact : aucun collège n'a exprimé de note"),
        (None, None, "Impact : aucun collège ne peut être montré"),
    ],
)
def test_the_colleges_title_says_who_is_favourable(agents, experts, title):
    assert colleges(Axis.IMPACT, FIVE, {College.AGENT: agents, College.EXPERT: experts}, {}, 5).title == title


def test_freins_go_left_leviers_right_and_the_uncoded_come_last():
    said = [("Budget", Kind.FREIN)] * 3 + [("Budget", Kind.LEVIER), (None, Kind.FREIN), ("Droit", Kind.LEVIER)]
    picture = butterfly(said, by="thème", blank="Non codé")
    assert [(one["name"], one["x"]) for one in picture.data.to_pylist()] == [
        ("Budget", -3), ("Budget", 1), ("Droit", 0), ("Droit", 1), ("Non codé", -1), ("Non codé", 0),
    ]  # fmt: skip
    assert picture.title == "« Budget » : le plus de freins, 3 sur 3"
    assert picture.sentence == (
        "3\u00a0freins (à gauche) et 2\u00a0leviers (à droite) par thème ; l'écart est le plus grand pour « Budget », "
        "3\u00a0freins pour 1\u00a0levier. Sans thème : 1\u00a0frein et 0\u00a0levier."
    )


def test_beyond_fifteen_groups_the_rest_is_only_in_the_table_and_the_sentence_says_so():
    picture = butterfly([(f"T{place:02}", Kind.FREIN) for place in range(17)], by="thème", blank="Non codé")
    assert (len(set(picture.data["name"].to_pylist())), picture.table.num_rows) == (15, 17)
    assert picture.sentence.endswith("Les 2 thèmes les moins fournis ne sont que dans le tableau.")


def test_the_heat_map_names_its_fullest_cell_and_counts_ties():
    one = heat_map([("Budget", "DINUM")] * 2 + [("Droit", "CNRS")], across="administration")
    two = heat_map([("Budget", "DINUM")] * 2 + [("Droit", "CNRS")] * 2, across="administration")
    assert one.title == "« Budget » revient le plus souvent : DINUM, 2 freins"
    assert two.title == "2 freins au plus pour un même thème, dans 2\u00a0cases"
    assert one.table.to_pylist() == [{"Thème": "Budget", "DINUM": 2, "CNRS": 0}, {"Thème": "Droit", "DINUM": 0, "CNRS": 1}]


def test_the_timeline_gives_every_date_in_words_and_the_unknown_ones_as_such():
    dates = {Step.IDEA: None, Step.CADRAGE: date(2024, 2, 1), Step.SESSION: date(2024, 2, 23)}
    picture = timeline(dates, [(date(2024, 9, 1), OutcomeStatus.ENGAGED)])
    assert picture.title == "22\u00a0jours entre le cadrage et la session"
    assert picture.sentence == (
        "Parcours : cadrage le 1er février 2024, session le 23 février 2024. "
        "Dernières suites, le 1er septembre 2024 : réalisation engagée."
    )
    assert picture.data["label"].to_pylist()[:2] == ["Idée — date inconnue", "Prise de contact — date inconnue"]


def test_a_session_without_any_date_says_so():
    assert timeline({}, []).sentence == "Aucune date précise n'est connue."


def test_the_place_in_the_programme_needs_ten_sessions():
    assert place({Axis.IMPACT: 70.0}, {Axis.IMPACT: band(np.arange(9.0))}) is None


def test_the_place_in_the_programme_compares_with_the_middle_half():
    picture = place({Axis.IMPACT: 70.0, Axis.FEASIBILITY: 20.0}, {axis: band(np.linspace(0, 100, 11)) for axis in Axis})
    assert picture.title == "Au-dessus de la médiane du programme en impact"
    assert "impact 70 (moitié centrale du programme : 25 à 75)" in picture.sentence
