"""The figures of one session as an Excel workbook: real numbers, real dates, native charts, and what each column means."""

from __future__ import annotations

from typing import Any, Final

from flash360 import labels
from flash360.charts.colleges import reason
from flash360.charts.theme import grade_colours
from flash360.model import Axis, College, Kind
from flash360.reports import freshness
from flash360.reports.session import comparison, opinion
from flash360.reports.session.content import SessionContent
from flash360.reports.sheets import Column, Results
from flash360.statistics.measures import Measures, measures

_MEASURES: Final = (
    Column("Notes exprimées", "whole", 10, "personnes", "Nombre de notes ; les abstentions n'en sont pas."),
    Column("Abstentions", "whole", 12, "personnes", "Comptées à part, jamais un zéro."),
    Column("Note majoritaire", "whole", 12, "note de l'échelle", "La note du milieu, la plus basse des deux s'il y en a deux."),
    Column("Note majoritaire haute", "whole", 12, "note de l'échelle", "L'autre note du milieu quand il y en a deux."),
    Column("Part favorable", "percent", 11, "%", "Part des notes favorables."),
    Column("Part, borne basse", "percent", 11, "%", "Intervalle de Jeffreys à 95 %."),
    Column("Part, borne haute", "percent", 11, "%", "Intervalle de Jeffreys à 95 %."),
    Column("Moyenne attendue", "decimal", 11, "note de l'échelle", "Moyenne a posteriori, loi de Dirichlet (compte + 1/K)."),
    Column("Moyenne, borne basse", "decimal", 11, "note de l'échelle", "Intervalle à 95 % pour un autre panel comparable."),
    Column("Moyenne, borne haute", "decimal", 11, "note de l'échelle", "Intervalle à 95 % pour un autre panel comparable."),
    Column("Accord", "decimal", 9, "de −1 à 1", "A de van der Eijk : 1 unanimité, 0 étalement, −1 deux pôles."),
    Column("Consensus", "decimal", 11, "de 0 à 1", "Tastle et Wierman."),
    Column("Panel divisé", "text", 10, "oui ou non", "Règle RAND/UCLA ; voir la méthode."),
)


def session_workbook(content: SessionContent) -> bytes:
    """The workbook (.xlsx) of a session; the same content gives the same bytes."""
    row = content.row
    book = Results(f"{row['code']} – {row['title']}"[:250], content.moved, subject="Flash 360, figures d'une session")
    _summary(book, content)
    if row["verdict"] is not None:
        _axes(book, content)
        _criteria(book, content)
        _colleges(book, content)
        _comparison(book, content)
    _statements(book, content)
    book.dictionary()
    return book.content()


def figures(found: Measures) -> list[Any]:
    """The values of the measures' columns, in their order."""
    return [
        found.n, found.abstentions, found.grade, found.grade_upper, found.share, found.share_low, found.share_high,
        found.mean, found.mean_low, found.mean_high, found.agreement, found.consensus, found.disagreement,
    ]  # fmt: skip


def _summary(book: Results, content: SessionContent) -> None:
    row = content.row
    declared, _ = opinion.declared_sentence(row)
    lines: list[tuple[str, Any]] = [
        ("Session", row["code"]),
        ("Titre", row["title"]),
        ("Administration", row["administration"]),
        ("Domaine", row["domain"]),
        ("Lieu", row["place"]),
        ("Idée", row["idea"]),
        ("Avis", opinion.title(row).split(" – ")[0]),
        ("Pourquoi", opinion.verdict_sentence(row)),
        ("Solidité", opinion.solidity_sentence(row)),
        ("Absences", content.absences),
        ("Collèges", _between(content)),
        ("Avis déclaré", declared),
        ("Participants", content.people or None),
        ("Votants", row["voters"]),
        ("Fraîcheur", freshness.session_line(content.moved, row["voters"], voted=row["verdict"] is not None)),
        ("Nature des données", "Données fictives" if content.fictional else None),
        *(
            (f"Source {place}", f"{one.line}, sha256 {one.sha256}" if one.sha256 else one.line)
            for place, one in enumerate(content.sources, start=1)
        ),
    ]
    sheet = book.page("Synthèse", row["title"], [line for line in lines if line[1] not in (None, "")])
    dates = [
        ("Idée", "idea_date"),
        ("Prise de contact", "contact_date"),
        ("Cadrage", "cadrage_date"),
        ("Session", "session_date"),
    ]
    start = len(lines) + 4
    for place, (label, name) in enumerate(dates):
        sheet.write_string(start + place, 0, f"Date : {label.lower()}", book.formats["strong"])
        book.write(sheet, start + place, 1, row[name], "date")


def _between(content: SessionContent) -> str | None:
    if content.row["verdict"] is None:
        return None
    return comparison.headline(content.between.axis_colleges) if content.between else comparison.HIDDEN


def _axes(book: Results, content: SessionContent) -> None:
    row = content.row
    names = ("n", "abstentions", "grade", "grade_upper", "share", "share_low", "share_high", "mean", "mean_low", "mean_high",
             "agreement", "consensus", "disagreement")  # fmt: skip
    book.table(
        "Axes",
        [Column("Axe", width=16, meaning="Ce que jugent les critères."), *_MEASURES],
        [[labels.AXIS[axis], *(row[f"{axis}_{name}"] for name in names)] for axis in Axis],
    )


def _criteria(book: Results, content: SessionContent) -> None:
    for axis, scale in content.scales.items():
        found = content.criteria.get(axis, ())
        grades = range(scale.min, scale.max + 1)
        counted = [
            Column(f"Note {grade}", "whole", 8, "votes", f"Participants qui ont donné la note {grade}.") for grade in grades
        ]
        columns = [
            Column("Critère", width=52),
            Column("Aspect", width=12),
            *counted,
            *_MEASURES,
            Column("Favorable à partir de", "whole", 11, "note de l'échelle"),
        ]
        rows = [
            [
                one.label, labels.ASPECT[one.aspect] if one.aspect else None, *one.counts,
                *figures(measures(one.counts, scale, one.abstentions)), scale.favourable_from,
            ]
            for one in found
        ]  # fmt: skip
        name = f"Critères {labels.AXIS[axis]}"
        sheet = book.table(name, columns, rows)
        if rows:
            title = content.criteria_picture(axis)
            _bars(book, sheet, name, [f"Note {grade}" for grade in grades], len(rows), title.title if title else name)


def _bars(book: Results, sheet: Any, name: str, headings: list[str], rows: int, title: str, first: int = 2) -> None:
    """Stacked bars of the counts that stand in the sheet, below its rows."""
    chart = book.chart({"type": "bar", "subtype": "percent_stacked"})
    for place, (heading, colour) in enumerate(zip(headings, grade_colours(len(headings)), strict=True)):
        chart.add_series(
            {
                "name": heading, "categories": [name, 1, 0, rows, 0], "values": [name, 1, first + place, rows, first + place],
                "fill": {"color": colour}, "gap": 60,
            }
        )  # fmt: skip
    chart.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 160 + 46 * rows})
    sheet.insert_chart(rows + 2, 0, chart, {"description": title})


def _colleges(book: Results, content: SessionContent) -> None:
    for axis, counts in content.colleges.items():
        scale = content.scales[axis]
        grades = range(scale.min, scale.max + 1)
        rows = [[labels.COLLEGES[college], *_shown(content, axis, college, len(grades))] for college in counts]
        columns = [
            Column("Collège", width=20),
            *(Column(f"Note {grade}", "whole", 8, "participants", f"Note {grade} sur l'axe.") for grade in grades),
            Column("Abstentions", "whole", 12, "participants", "Sans note sur l'axe."),
            Column("Masqué", width=34, meaning="Pourquoi un collège n'est pas montré."),
        ]
        name = f"Collèges {labels.AXIS[axis]}"
        sheet = book.table(name, columns, rows)
        picture = content.colleges_picture(axis)
        _bars(book, sheet, name, [f"Note {grade}" for grade in grades], len(rows), picture.title if picture else name, first=1)


def _shown(content: SessionContent, axis: Axis, college: College, grades: int) -> list[Any]:
    counts = content.colleges[axis][college]
    if counts is None:
        return [*[None] * grades, None, f"masqué : {reason(content.small_group)}"]
    return [*counts, content.abstentions[axis].get(college, 0), None]


def _comparison(book: Results, content: SessionContent) -> None:
    """Every pair of collèges on every question, then the consensus; nothing for who may not see a small collège."""
    if content.between is None:
        return
    pairs = comparison.table(content.between)
    columns = [
        Column("Question", width=44, meaning="Axe ou critère."),
        Column("Collèges", width=22),
        Column("Notes", width=12, unit="personnes", meaning="Participants de chaque collège qui ont une note."),
        Column("Écart", width=34, meaning="Le δ de Cliff en un mot : négligeable, faible, moyen ou fort."),
        Column("δ de Cliff", "decimal", 10, "de −1 à 1", "Positif quand le premier collège donne de plus hautes notes."),
        Column("Ce que dit le hasard", width=52),
        Column("p ajusté", "probability", 10, "de 0 à 1", "Test par permutation, ajusté selon Benjamini et Hochberg."),
        Column("Conclusion", width=16, meaning="Un écart non établi n'est pas une absence d'écart."),
    ]
    book.table("Comparaison des collèges", columns, [list(row.values()) for row in pairs.to_pylist()])
    book.table(
        "Consensus des collèges",
        [
            Column("Question", width=44, meaning="Axe ou critère."),
            Column("Collèges", "whole", 10, "collèges", "Collèges qui ont au moins une note."),
            Column("Consensus", "percent", 12, "%", "Entre collèges : 100 % quand ils donnent les mêmes notes."),
        ],
        [(name, len(question.groups), question.consensus) for name, question in comparison.questions(content.between)],
    )


def _statements(book: Results, content: SessionContent) -> None:
    columns = [
        Column("N°", "whole", 7),
        Column("Nature", width=10),
        Column("Aspect", width=12),
        Column("Texte", width=80, meaning="Les mots du panel."),
        Column("Thème", width=28, meaning="Thème de la grille de codage."),
        *([Column("Collège", width=12)] if content.names_colleges else []),
        Column("Répond au frein n°", "whole", 12, meaning="Pour un levier : le frein auquel il répond."),
        Column("A un levier", width=12, unit="oui ou non", meaning="Pour un frein : si un levier y répond."),
    ]
    rows = [
        [
            one["number"], labels.KIND[Kind(one["kind"])], labels.statement_aspect(one["aspect"], one["aspect_origin"]),
            one["text"], one["theme_label"],
            *([labels.COLLEGE[College(one["college"])] if one["college"] else None] if content.names_colleges else []),
            one["answers_number"], bool(one["answered"]) if one["kind"] == Kind.FREIN else None,
        ]
        for one in content.statements
    ]  # fmt: skip
    book.table("Freins et leviers", columns, rows)
