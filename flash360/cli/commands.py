"""The commands by name; the module of one is loaded when it runs, so that a question does not wait for what draws documents."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, MutableMapping
from typing import Any

from typer.main import get_command_from_info
from typer.models import CommandInfo

from flash360.cli.french import FrenchCommand, FrenchGroup

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("check.check", "Contrôle des classeurs, sans rien enregistrer."),
    "import": ("importing.import_files", "Importe des classeurs ou des dossiers."),
    "history": ("past.history", "Donne la liste des imports."),
    "undo": ("past.undo", "Annule un import, ou le rétablit."),
    "opinion": ("opinion.opinion", "Donne toutes les mesures d'une session."),
    "portfolio": ("portfolio.portfolio", "Donne une ligne par session."),
    "dossiers": ("dossiers.dossiers", "Donne un dossier par ligne, de l'idée à la réalisation."),
    "week": ("dossiers.week", "Dit ce qui est en retard, à faire et nouveau cette semaine."),
    "calendar": ("dossiers.calendar", "Écrit le calendrier (.ics) des sessions et des points de suivi."),
    "scorecard": ("documents.scorecard", "Écrit la fiche d'une session (PDF, PowerPoint, Excel), ou un .zip de fiches."),
    "report": ("documents.report", "Écrit le rapport du programme (PDF, PowerPoint, Excel)."),
    "open-data": ("documents.open_data", "Écrit les données ouvertes du programme (CSV, Parquet)."),
    "template": ("making.template", "Écrit le modèle de classeur à remplir."),
    "demo": ("making.demo", "Remplit une base de données fictives."),
    "backup": ("keeping.backup_to", "Sauvegarde la base, même pendant que le tableau de bord tourne."),
    "restore": ("keeping.restore", "Remet une sauvegarde vérifiée à la place de la base."),
    "untie": ("accounts.untie", "Délie une adresse électronique du compte avec lequel elle se connecte."),
    "erase": ("erasing.erase", "Efface une session, ou détache un participant, dans toutes les versions."),
    "erase-person": ("erasing.erase_person", "Remplace partout l'adresse d'une personne par un nom tiré au sort."),
    "migrate-to": ("moving.migrate_to", "Recopie la base dans une base partagée, ou l'inverse."),
    "verify": ("making.verify", "Vérifie que la base est entière."),
}
"""Name to where it is (module and function, in this package) and what it does; in the order in which one meets them."""


class Commands(FrenchGroup):
    """The group of all commands."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Loaded()

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


class _Loaded(MutableMapping[str, Any]):
    """Name to command, loaded when it is asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            place, summary = COMMANDS[name]
            module, function = place.rsplit(".", 1)
            callback = getattr(importlib.import_module(f"flash360.cli.{module}"), function)
            command = CommandInfo(name, cls=FrenchCommand, callback=callback, short_help=summary)
            self._made[name] = get_command_from_info(command, pretty_exceptions_short=False, rich_markup_mode=None)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __setitem__(self, name: str, command: Any) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]
