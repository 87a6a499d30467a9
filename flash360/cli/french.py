"""French for what the command-line library says by itself, in English and without a way to translate it."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"\bUsage: ", "Utilisation : "),
    (r"\bCOMMAND \[ARGS\]\.\.\.", "COMMANDE [ARGUMENTS]..."),
    (r"^Options:", "Options :"),
    (r"^Arguments:", "Arguments :"),
    (r"^Commands:", "Commandes :"),
    (r"Show this message and exit\.", "Affiche cette aide."),
    (r"\[default:\s+([^\]]*)\]", r"[par défaut : \1]"),
    (r"\[required\]", "[obligatoire]"),
    (r";\s+required\]", " ; obligatoire]"),
    (r"Missing command\.", "Il manque la commande."),
    (r"Missing argument '?([^'\n]+?)'?\.", r"Il manque l'argument « \1 »."),
    (r"Missing option '?([^'\n]+?)'?\.", r"Il manque l'option « \1 »."),
    (r"No such command '([^']*)'\.?", r"La commande « \1 » n'existe pas."),
    (r"No such option: (\S+)", r"L'option « \1 » n'existe pas."),
    (r"\(Possible options: ([^)]*)\)", r"(options proches : \1)"),
    (r"Did you mean '?([^'?]+)'?\?", r"Vouliez-vous dire « \1 » ?"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", r"Argument en trop : \1."),
    (r"Option '([^']*)' requires an argument\.?", r"L'option « \1 » attend une valeur."),
    (r"Option '([^']*)' does not take a value\.?", r"L'option « \1 » n'attend pas de valeur."),
    (r"Invalid value for '?([^':]+)'?: ", r"Valeur impossible pour « \1 » : "),
    (r"Invalid value: ", "Valeur impossible : "),
    (r"Input should be a valid integer.*", "un nombre entier est attendu."),
    (r"Input should be greater than or equal to (\S+)", r"le minimum est \1."),
    (r"Input should be less than or equal to (\S+)", r"le maximum est \1."),
    (r" <(?:int|int range|str|Path|list\[\w+\])>", ""),
)
_RULES = tuple((re.compile(pattern, re.MULTILINE), french) for pattern, french in _SENTENCES)


def french(text: str) -> str:
    """The same text, with the library's own sentences in French; the rest is left as it is."""
    for pattern, sentence in _RULES:
        text = pattern.sub(sentence, text)
    return text


class FrenchCommand(TyperCommand):
    """A command whose help is in French."""

    def get_help(self, ctx: Any) -> str:
        return french(super().get_help(ctx))

    def get_usage(self, ctx: Any) -> str:
        return french(super().get_usage(ctx))


class FrenchGroup(TyperGroup):
    """The list of commands, in French and in the order in which one meets them."""

    def get_help(self, ctx: Any) -> str:
        return french(super().get_help(ctx))

    def get_usage(self, ctx: Any) -> str:
        return french(super().get_usage(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.commands)
