"""`erase`, `erase-person`: personal data removed from every version, from the file of the base and from its backups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flash360 import paris
from flash360.cli.base import BaseOption, author, existing_base
from flash360.cli.output import Exit, answer, say
from flash360.errors import UnknownSession
from flash360.labels import plural

if TYPE_CHECKING:
    from flash360.ingest import Erased


def erase(
    context: typer.Context,
    session: Annotated[str, typer.Argument(metavar="SESSION", help="Le code de la session.")],
    reason: Annotated[str, typer.Option("--reason", metavar="MOTIF", help="Pourquoi, sans nom ni adresse ; le motif est gardé.")],
    participant: Annotated[
        str | None,
        typer.Option(
            "--participant", metavar="CODE", help="Détache ce seul participant ; ses votes restent, sans lien avec lui."
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Confirme : un effacement ne s'annule pas.")] = False,
    database: BaseOption = None,
) -> None:
    """Efface une session, ou détache un participant, dans toutes les versions. Ne s'annule pas (--yes pour confirmer)."""
    from flash360 import ingest
    from flash360.access import WholeProgramme
    from flash360.store import read

    _confirmed(yes)
    with existing_base(context, database) as opened:
        row = read.session(opened, WholeProgramme(), session, paris.today())
        if row is None:
            raise UnknownSession(f"La base ne connaît aucune session « {session} ». La commande « portfolio » en donne la liste.")
        session_id = str(row["session_id"])
        if participant:
            done = ingest.erase_participant(opened, session_id, participant, author=author(), reason=reason)
        else:
            done = ingest.erase_session(opened, session_id, author=author(), reason=reason)
    answer(f"Effacé : {plural(done.sessions, 'session')}, {plural(done.people, 'participant')}, dans toutes les versions.")
    _copies(done)


def erase_person(
    context: typer.Context,
    email: Annotated[str, typer.Argument(metavar="ADRESSE", help="L'adresse électronique de quelqu'un qui s'est connecté.")],
    yes: Annotated[bool, typer.Option("--yes", help="Confirme : un effacement ne s'annule pas.")] = False,
    database: BaseOption = None,
) -> None:
    """Remplace partout l'adresse d'une personne par un nom tiré au sort. Ne s'annule pas (--yes pour confirmer)."""
    from flash360 import ingest
    from flash360.access import normal_email

    _confirmed(yes)
    with existing_base(context, database) as opened:
        done = ingest.erase_person(opened, normal_email(email), author=author())
    answer("Adresse remplacée partout par un nom tiré au sort ; ce que la personne a fait reste, sans elle.")
    _copies(done)


def _confirmed(yes: bool) -> None:
    if not yes:
        say("Un effacement ne s'annule pas. Relancez la commande avec --yes pour le confirmer.")
        raise typer.Exit(Exit.REFUSED)


def _copies(done: Erased) -> None:
    for path in done.replaced:
        answer(f"Copie supprimée : {path}")
    if done.backup:
        answer(f"Sauvegarde neuve : {done.backup}")
    answer("Les copies faites à la main (commande « backup ») avant aujourd'hui sont à détruire.")
