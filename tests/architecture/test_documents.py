"""What the project says of itself keeps up with what it is."""

from __future__ import annotations

import re
import subprocess

import flash360
from flash360.findings import CATALOGUE, Severity

FRENCH = {Severity.ERROR: "bloquant", Severity.WARNING: "avertissement", Severity.CORRECTION: "correction"}


def test_every_finding_is_documented_with_its_severity(root):
    lines = (root / "docs" / "constats.md").read_text(encoding="utf-8").splitlines()
    documented = dict(re.findall(r"^\| `([a-z-]+)` \| (\w+) \|", "\n".join(lines), re.MULTILINE))
    assert documented == {code: FRENCH[kind.severity] for code, kind in CATALOGUE.items()}


def test_every_finding_says_what_to_do_or_what_was_done():
    assert [code for code, kind in CATALOGUE.items() if not kind.sentence.rstrip(")").endswith((".", "}"))] == []


def test_the_changelog_knows_this_version(root):
    assert f"## {flash360.__version__}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_version_is_the_same_everywhere(root):
    assert f'version = "{flash360.__version__}"' in (root / "pyproject.toml").read_text(encoding="utf-8")


def test_the_pictures_of_the_readme_exist(root):
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (root / "README.md").read_text(encoding="utf-8"))
    assert len(pictures) >= 2
    assert [picture for picture in pictures if not (root / picture).is_file()] == []


def test_every_decision_is_dated_and_says_what_was_refused(root):
    text = (root / "docs" / "decisions.md").read_text(encoding="utf-8")
    decisions = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert len(decisions) >= 5
    assert [
        entry.splitlines()[0] for entry in decisions if not re.match(r"\d{4}-\d{2}-\d{2} · ", entry) or "Refused" not in entry
    ] == []


def test_the_links_between_documents_lead_somewhere(root):
    broken = [
        f"{document.relative_to(root)} → {link}"
        for document in [root / "README.md", root / "CHANGELOG.md", *sorted((root / "docs").rglob("*.md"))]
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text(encoding="utf-8"))
        if not (document.parent / link).exists()
    ]
    assert broken == []


def test_every_make_target_is_announced(root):
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE).group(1).split()) - {
        "help",
        "browser",
        "provider",
        "shared",
    }
    printed = subprocess.run(["make", "--silent", "help"], cwd=root, check=True, capture_output=True, text=True).stdout
    assert {target for target in targets if f"make {target} " not in printed} == set()
