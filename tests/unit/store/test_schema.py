"""The numbered migrations."""

from __future__ import annotations

from flash360.store import schema


def test_migrations_are_numbered_from_one_without_a_gap():
    assert [migration.version for migration in schema.known()] == list(range(1, len(schema.known()) + 1))


def test_a_migration_is_known_by_the_sha_256_of_its_text(tmp_path):
    (tmp_path / "0001_first.sql").write_text("SELECT 1")

    [migration] = schema.known(tmp_path)

    assert (migration.version, migration.name) == (1, "0001_first")
    assert migration.checksum == "e004ebd5b5532a4b85984a62f8ad48a81aa3460c1ca07701f386135d72cdecf5"
