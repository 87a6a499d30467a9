"""A new base begins with the product's codebook."""

from __future__ import annotations

from flash360 import ingest
from flash360.access.scope import WholeProgramme
from flash360.store import Database, read
from flash360.store.codebook import CODEBOOK, shipped


def test_a_new_base_holds_the_shipped_codebook_before_its_first_version(tmp_path):
    with Database.open(tmp_path / "essai.duckdb") as base:
        themes = read.themes(base)

        assert base.version() == 0
        assert sorted(themes.column("theme").to_pylist()) == sorted(shipped().column("theme").to_pylist())
        assert set(themes.column("version").to_pylist()) == {0}
        assert ingest.history(base, WholeProgramme()).num_rows == 0


def test_opening_a_base_again_puts_no_second_codebook(tmp_path):
    Database.open(tmp_path / "essai.duckdb").close()

    with Database.open(tmp_path / "essai.duckdb") as base:
        rows = base.query("SELECT count(*) AS rows FROM base.themes").to_pylist()[0]["rows"]

    assert rows == len(CODEBOOK.read_text(encoding="utf-8").splitlines()) - 1


def test_the_families_of_the_codebook_have_no_parent_and_every_theme_has_one_of_them():
    rows = shipped().to_pylist()
    families = {row["theme"] for row in rows if row["parent"] is None}

    assert families
    assert {row["parent"] for row in rows} - {None} == families
