"""What the command line says by itself: French, never a traceback; the template it writes."""

from __future__ import annotations

import shlex
import subprocess
import sys

import pytest

COMMANDS = ("check", "import", "history", "undo", "opinion", "portfolio", "template", "demo", "verify")
ENGLISH = (
    "Usage",
    "Options:",
    "Commands",
    "Arguments:",
    "Show this",
    "required",
    "default",
    "Error",
    "Missing",
    "Invalid",
    "Input",
)


@pytest.mark.parametrize("arguments", [(), ("--help",), *((command, "--help") for command in COMMANDS)])
def test_the_help_is_french(flash360, arguments):
    answer = flash360(*arguments)
    said = answer.out + answer.err
    assert "Utilisation : python -m flash360" in said
    assert [word for word in ENGLISH if word in said] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("chek",), "La commande « chek » n'existe pas. Vouliez-vous dire « check » ?"),
        (("opinion",), "Il manque l'argument « SESSION »."),
        (("check",), "Il manque l'argument « FICHIER »."),
        (("undo", "un"), "Valeur impossible pour « N » : un nombre entier est attendu."),
        (("demo", "--sessions", "0"), "Valeur impossible pour « --sessions » : le minimum est 1."),
        (("history", "--foo"), "L'option « --foo » n'existe pas."),
        (("history", "--database"), "L'option « --database » attend une valeur."),
        (("undo", "1", "2"), "Argument en trop : 2."),
    ],
)
def test_a_command_badly_written_is_explained_in_french(flash360, arguments, sentence):
    answer = flash360(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(sentence)
    assert [word for word in ENGLISH if word in answer.err] == []


def test_the_template_is_written_once_and_not_over_a_file(flash360, tmp_path):
    path = tmp_path / "modele.xlsx"
    assert flash360("template", path).code == 0
    filled = path.read_bytes()
    again = flash360("template", path, "--multi")
    assert again.code == 1
    assert "existe déjà" in again.err
    assert path.read_bytes() == filled
    assert flash360("template", path, "--multi", "--force").code == 0
    assert path.read_bytes() != filled


def test_a_template_in_a_folder_that_does_not_exist_is_a_sentence(flash360, tmp_path):
    answer = flash360("template", tmp_path / "absent" / "modele.xlsx")
    assert (answer.code, answer.out) == (1, "")
    assert "n'existe pas" in answer.err


def test_a_real_process_exits_with_the_code_and_without_a_traceback(tmp_path):
    command = [sys.executable, "-m", "flash360", "--database", str(tmp_path / "absente.duckdb"), "opinion", "X", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (4, "")
    assert "Traceback" not in done.stderr
    assert "Il n'y a pas de base" in done.stderr


def test_a_reader_that_goes_away_is_no_error(flash360, workbook, base):
    flash360("import", workbook())
    asked = shlex.join([sys.executable, "-m", "flash360", "--database", str(base), "portfolio", "--json"])
    done = subprocess.run(f"{asked} | head -c 1", shell=True, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[", "")
