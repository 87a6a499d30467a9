"""Settings as whoever runs the server writes them."""

from __future__ import annotations

import pytest

from flash360.errors import NotConfigured
from flash360.settings import Settings


def test_figures_are_read_as_one_writes_them():
    found = Settings.from_environment({"FLASH360_BACKUP_HOURS": " 0,5 ", "FLASH360_BACKUPS_KEPT": "3", "FLASH360_AUDIT_DAYS": ""})
    assert (found.backup_hours, found.backups_kept, found.audit_days) == (0.5, 3, 365)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("BACKUP_HOURS", "souvent", "un nombre entre 0 et un million.*sans lui, c'est 24\\."),
        ("BACKUP_HOURS", "-1", "un nombre entre 0"),
        ("BACKUP_HOURS", "nan", "un nombre entre 0"),
        ("BACKUP_HOURS", "1e9", "un nombre entre 0"),
        ("BACKUPS_KEPT", "2.5", "un nombre entier entre 1 et un million.*sans lui, c'est 14\\."),
        ("BACKUPS_KEPT", "0", "un nombre entier entre 1"),
        ("AUDIT_DAYS", "7", "un nombre entier entre 30"),
    ],
)
def test_a_figure_that_is_none_or_out_of_bounds_is_refused_with_what_to_write(name, text, words):
    with pytest.raises(NotConfigured, match=f"FLASH360_{name} vaut «\u00a0{text}\u00a0».*{words}"):
        Settings.from_environment({f"FLASH360_{name}": text})
