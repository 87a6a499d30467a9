"""Every finding that a workbook can earn is earned by a test."""

from __future__ import annotations

import re

from flash360.findings import CATALOGUE


def test_every_finding_has_a_test_that_expects_it(root):
    texts = "\n".join(path.read_text(encoding="utf-8") for path in (root / "tests").rglob("test_*.py"))
    named = set(re.findall(r"[\"']([a-z]+(?:-[a-z]+)*)[\"']", texts))
    assert sorted(set(CATALOGUE) - named) == []
