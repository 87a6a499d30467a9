"""The commands put together, and the one place where an error becomes a sentence and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any

import typer
from typer.exceptions import Abort, TyperException

from flash360.cli.base import BaseOption, NoBase
from flash360.cli.commands import Commands
from flash360.cli.files import unreadable
from flash360.cli.french import french
from flash360.cli.output import Exit, say
from flash360.errors import (
    BaseDamaged,
    BaseForbidden,
    BaseHeld,
    BaseTooNew,
    BaseUnreachable,
    Flash360Error,
    NotABase,
    NotConfigured,
    UnknownPerson,
    UnknownSession,
)

PROGRAMME = "python -m flash360"

_EXIT_OF: tuple[tuple[type[Flash360Error], Exit], ...] = (
    (UnknownSession, Exit.UNKNOWN),
    (UnknownPerson, Exit.UNKNOWN),
    (NoBase, Exit.NO_BASE),
    (NotABase, Exit.NO_BASE),
    (BaseHeld, Exit.NO_BASE),
    (BaseForbidden, Exit.NO_BASE),
    (BaseUnreachable, Exit.NO_BASE),
    (NotConfigured, Exit.NO_BASE),
    (BaseTooNew, Exit.NO_BASE),
    (BaseDamaged, Exit.NO_BASE),
)

application = typer.Typer(
    cls=Commands, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True
)


@application.callback(
    epilog="Codes de sortie : 0 fait ; 1 constats bloquants ou opération impossible ; 2 fichier refusé ou commande mal écrite ; "
    "3 session inconnue ; 4 base absente, occupée ou illisible."
)
def _options(context: typer.Context, database: BaseOption = None) -> None:  # pyright: ignore[reportUnusedFunction]
    """Flash 360 : contrôler et importer des classeurs de session, relire ce que la base en dit."""
    context.obj = database


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Never raises, never shows a traceback (unless FLASH360_DEBUG is set)."""
    try:
        code: Any = application(args=arguments, prog_name=PROGRAMME, standalone_mode=False)
        sys.stdout.flush()
        return _interrupted() if code == Exit.INTERRUPTED else int(code or Exit.DONE)
    except Flash360Error as error:
        say(str(error))
        return next((exit_code for kind, exit_code in _EXIT_OF if isinstance(error, kind)), Exit.REJECTED)
    except TyperException as error:
        return _misused(error)
    except (KeyboardInterrupt, Abort):
        return _interrupted()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except OSError as error:
        which = f"Le fichier « {error.filename} »" if error.filename else "Un fichier"
        say(f"{which} n'a pas pu être ouvert ou écrit : {unreadable(error)}.")
        return Exit.REJECTED
    except Exception as error:
        return _unexpected(error)


def _interrupted() -> int:
    say("Interrompu. La base est telle qu'avant l'opération en cours.")
    return Exit.INTERRUPTED


def _misused(error: TyperException) -> int:
    context = getattr(error, "ctx", None)
    message = french(error.format_message())
    if context is None or type(error).__name__ == "NoArgsIsHelpError":
        say(message)
    else:
        say(f"{message}\n{context.get_usage()}\nPour en savoir plus : {context.command_path} --help")
    return error.exit_code


def _unexpected(error: Exception) -> int:
    if os.environ.get("FLASH360_DEBUG"):
        traceback.print_exc()
    say(
        f"Erreur inattendue ({type(error).__name__}) : {error}\n"
        "Elle vient du programme et non de vos fichiers. Relancez avec FLASH360_DEBUG=1 pour en avoir le détail à transmettre."
    )
    return Exit.UNEXPECTED
