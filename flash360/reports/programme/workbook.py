"""The programme as an Excel workbook: one row per session, its ranking, its freins and leviers, and what each column means."""

from __future__ import annotations

from typing import Any, Final

from flash360 import labels
from flash360.charts.theme import verdict_text
from flash360.model import Axis, Kind, OutcomeStatus, Step, Verdict
from flash360.reports import freshness
from flash360.reports.programme.content import ProgrammeContent
from flash360.reports.programme.summary import headline
from flash360.reports.sheets import Column, Results

_AXIS: Final = (
    ("n", "notes", "whole", "personnes", "Participants qui ont une note sur l'axe."),
    ("grade", "note majoritaire", "whole", "note de l'échelle", "La note du milieu du panel."),
    ("favourable_from", "favorable à partir de", "whole", "note de l'échelle", "La plus basse note favorable."),
    ("share", "part favorable", "percent", "%", "Part des notes favorables."),
    ("share_low", "part, borne basse", "percent", "%", "Intervalle de Jeffreys à 95 %."),
    ("share_high", "part, borne haute", "percent", "%", "Intervalle de Jeffreys à 95 %."),
    ("position", "position", "decimal", "de 0 à 100", "Moyenne des positions sur l'échelle : 0 le bas, 100 le haut."),
    ("disagreement", "panel divisé", "text", "oui ou non", "Règle RAND/UCLA."),
)


def programme_workbook(content: ProgrammeContent) -> bytes:
    """The workbook (.xlsx) of the programme; the same content gives the same bytes."""
    book = Results("Flash 360 – programme", content.moved, subject="Flash 360, table du programme")
    book.page("Synthèse", headline(content.summary), _facts(content))
    _sessions(book, content)
    for axis in Axis:
        _ranking(book, content, axis)
    _statements(book, content)
    book.dictionary()
    return book.content()


def _facts(content: ProgrammeContent) -> list[tuple[str, Any]]:
    lines = [
        ("Fraîcheur", freshness.line(content.moved, content.programme.num_rows, content.total)),
        ("Filtres", " ; ".join(content.filters) or "aucun"),
        ("Produit le", labels.french_date(content.day)),
    ]
    return [*lines, ("Nature des données", "Données fictives")] if content.fictional else list(lines)


def _sessions(book: Results, content: ProgrammeContent) -> None:
    columns = [
        Column("Session", width=15, meaning="Code de la session."),
        Column("Titre", width=50),
        Column("Administration", width=34),
        Column("Domaine", width=18),
        Column("Date de l'idée", "date", 12),
        Column("Date du cadrage", "date", 12),
        Column("Date de la session", "date", 12),
        Column("Jours du cadrage à la session", "whole", 12, "jours", "Le protocole demande un mois au plus."),
        Column("Étape", width=16, meaning="La plus avancée à ce jour."),
        Column("Avis du panel", width=22, meaning="Calculé par la règle ; « votes inconnus » sans vote."),
        Column("Règle", "whole", 7, "", "Numéro de la règle de l'avis."),
        Column("Avis déclaré", width=22, meaning="Celui que déclare la fiche."),
        Column("Votes à changer", "whole", 10, "participants", "Le plus petit nombre dont le changement changerait l'avis."),
        Column("Votants", "whole", 10, "participants", "Avec au moins une note."),
        *(
            Column(f"{labels.AXIS[axis].capitalize()} : {name}", kind, 13, unit, meaning)
            for axis in Axis
            for _, name, kind, unit, meaning in _AXIS
        ),
        Column("Freins", "whole", 9),
        Column("Freins sans levier", "whole", 10),
        Column("Leviers", "whole", 9),
        Column("Suites", width=24, meaning="Les dernières connues."),
        Column("Date des suites", "date", 12),
        Column("Prochain point", "date", 12),
    ]
    book.table("Sessions", columns, [_session(row) for row in content.programme.to_pylist()])


def _session(row: dict[str, Any]) -> list[Any]:
    return [
        row["code"], row["title"], row["administration"], row["domain"], row["idea_date"], row["cadrage_date"],
        row["session_date"], row["days_cadrage_to_session"], labels.STEP[Step(row["step"])], verdict_text(row["verdict"]),
        row["rule"] if row["verdict"] else None,
        labels.VERDICT[Verdict(row["declared_verdict"])] if row["declared_verdict"] else None, row["flips"], row["voters"],
        *(row[f"{axis}_{name}"] for axis in Axis for name, *_ in _AXIS),
        row["freins"], row["uncovered_freins"], row["leviers"],
        labels.OUTCOME[OutcomeStatus(row["outcome_status"])] if row["outcome_status"] else None, row["outcome_date"],
        row["next_review"],
    ]  # fmt: skip


def _ranking(book: Results, content: ProgrammeContent, axis: Axis) -> None:
    found = content.rankings[axis]
    names = dict(
        zip(content.programme["session_id"].to_pylist(), content.programme.select(["code", "title"]).to_pylist(), strict=True)
    )
    columns = [
        Column("Rang", "whole", 8, "", "Rang équitable : les égaux le partagent."),
        Column("Session", width=15),
        Column("Titre", width=60),
        Column("Position équitable", "decimal", 11, "de 0 à 100", "Moyenne a posteriori du modèle hiérarchique."),
        Column("Borne basse", "decimal", 11, "de 0 à 100", "Intervalle à 95 %."),
        Column("Borne haute", "decimal", 11, "de 0 à 100", "Intervalle à 95 %."),
        Column("Position brute", "decimal", 11, "de 0 à 100", "Moyenne du panel, sans correction."),
        Column("Rang brut", "whole", 8),
        Column("Notes", "whole", 8, "participants"),
        Column(f"Parmi les {found.k} premières", "percent", 12, "probabilité"),
        Column("Groupe", "whole", 8, "", "Les voisines d'un même groupe ne se départagent pas."),
    ]
    rows = [
        [
            one["rank"], names[one["session_id"]]["code"], names[one["session_id"]]["title"],
            *(min(100.0, max(0.0, one[name])) for name in ("mean", "low", "high")), one["position"], one["raw_rank"], one["n"],
            one["top"], one["band"],
        ]
        for one in found.table.to_pylist()
    ]  # fmt: skip
    name = f"Classement {labels.AXIS[axis]}"
    sheet = book.table(name, columns, rows)
    if rows:
        chart = book.chart({"type": "bar"})
        chart.add_series(
            {
                "name": "Position équitable", "categories": [name, 1, 1, len(rows), 1], "values": [name, 1, 3, len(rows), 3],
                "fill": {"color": "#000091"}, "gap": 50,
            }
        )  # fmt: skip
        title = content.ranking(axis).title
        chart.set_title({"name": title, "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"min": 0, "max": 100})
        chart.set_legend({"none": True})
        chart.set_size({"width": 760, "height": 160 + 20 * len(rows)})
        sheet.insert_chart(1, len(columns) + 1, chart, {"description": title})


def _statements(book: Results, content: ProgrammeContent) -> None:
    columns = [
        Column("Session", width=15),
        Column("N°", "whole", 7),
        Column("Nature", width=10),
        Column("Aspect", width=12),
        Column("Texte", width=80, meaning="Les mots du panel."),
        Column("Thème", width=28, meaning="Thème de la grille de codage."),
        Column("Répond au frein n°", "whole", 12),
        Column("A un levier", width=12, unit="oui ou non", meaning="Pour un frein : si un levier y répond."),
    ]
    rows = [
        [
            one["code"], one["number"], labels.KIND[Kind(one["kind"])],
            labels.statement_aspect(one["aspect"], one["aspect_origin"]), one["text"], one["theme_label"],
            one["answers_number"], bool(one["answered"]) if one["kind"] == Kind.FREIN else None,
        ]
        for one in sorted(content.statements, key=lambda one: (one["code"], one["number"], one["kind"]))
    ]  # fmt: skip
    book.table("Freins et leviers", columns, rows)
