"""The programme's report, many scorecards at once, the open data, and the command line."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pyarrow.csv
import pyarrow.parquet
import pypdf
import pytest

from flash360.access import Sessions, Viewer
from flash360.cli import main
from flash360.errors import UnknownSession
from flash360.labels import french_number, french_percent
from flash360.model import Role
from flash360.reports.batch import Cancelled, scorecards
from flash360.reports.open_data import open_data
from flash360.reports.programme.content import programme_content
from flash360.reports.programme.pdf import report
from flash360.reports.session.pdf import scorecard

DAY = date(2026, 1, 15)


def words(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages))


def test_the_report_prints_its_filters_its_sessions_and_its_method(base, analyst):
    content = programme_content(base, analyst, DAY, filters=("période : 2025",))
    made = report(content)
    text = words(made)
    for said in ("Filtres : période : 2025.", "n = 5 sessions", "F360-2025-01", "F360-2025-05", "La méthode"):
        assert said in text
    with pikepdf.open(BytesIO(made)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    assert made == report(programme_content(base, analyst, DAY, filters=("période : 2025",)))


def test_a_partner_s_report_holds_only_their_sessions(base, partner):
    assert programme_content(base, partner, DAY).programme["code"].to_pylist() == ["F360-2025-01"]


def test_an_empty_scope_still_prints(base):
    nobody = Viewer("personne", Role.PARTENAIRE, Sessions(()))
    assert "Aucune session" in words(report(programme_content(base, nobody, DAY)))


def test_many_scorecards_are_those_made_one_by_one_in_the_order_of_their_codes(base, analyst, content):
    told: list[tuple[int, int]] = []
    bundle = scorecards(
        base, analyst, ["F360-2025-02", "F360-2025-01"], DAY, progress=lambda done, total: told.append((done, total)) or True
    )
    with ZipFile(BytesIO(bundle)) as read:
        assert read.namelist() == ["flash360_F360-2025-01_2026-01-15.pdf", "flash360_F360-2025-02_2026-01-15.pdf"]
        texts = [words(read.read(name)) for name in read.namelist()]
    assert texts == [words(scorecard(content(code))) for code in ("F360-2025-01", "F360-2025-02")]
    assert told == [(1, 2), (2, 2)]


def test_a_batch_can_be_stopped(base, analyst):
    with pytest.raises(Cancelled):
        scorecards(base, analyst, None, DAY, progress=lambda done, total: False, workers=1)


def test_a_batch_refuses_a_session_out_of_scope(base, partner):
    with pytest.raises(UnknownSession):
        scorecards(base, partner, ["F360-2025-02"], DAY)


def test_open_data_describes_exactly_the_files_it_holds(base, analyst):
    package = open_data(base, analyst, DAY)
    with ZipFile(BytesIO(package)) as read:
        described = json.loads(read.read("datapackage.json"))
        for resource in described["resources"]:
            content = read.read(resource["path"])
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            reader = pyarrow.csv.read_csv if resource["format"] == "csv" else pyarrow.parquet.read_table
            assert reader(BytesIO(content)).column_names == [field["name"] for field in resource["schema"]["fields"]]
        everything = b"".join(read.read(name) for name in read.namelist() if not name.endswith("parquet")).decode()
    assert package == open_data(base, analyst, DAY)
    assert not [secret for secret in ("P01", "agent\n", "Louer un camion", "Aucun véhicule") if secret in everything]


def test_open_data_gives_no_measure_of_a_panel_below_the_small_group(base, analyst, monkeypatch):
    monkeypatch.setenv("FLASH360_SMALL_GROUP", "13")
    with ZipFile(BytesIO(open_data(base, analyst, DAY))) as read:
        rows = pyarrow.parquet.read_table(BytesIO(read.read("sessions.parquet"))).to_pylist()
    assert {row["faisabilite_part_favorable"] for row in rows} == {None}
    assert {row["votants"] for row in rows} == {None}


def test_the_scorecard_says_the_figures_of_the_command_opinion(base_path, tmp_path, capsys):
    assert main(["--database", str(base_path), "opinion", "F360-2025-01", "--json"]) == 0
    opinion = json.loads(capsys.readouterr().out)
    to = tmp_path / "fiche.pdf"
    assert main(["--database", str(base_path), "scorecard", "F360-2025-01", "--to", str(to)]) == 0
    text = words(to.read_bytes())
    assert f"Avis {opinion['verdict']['wording']}" in text
    for name in ("faisabilité", "impact"):
        axis = opinion["axes"][name]
        assert f"{french_percent(axis['share_favourable'])} de favorables".replace("\u00a0", " ") in text
        low, high = (french_percent(value).replace("\u00a0", " ") for value in axis["share_interval"])
        assert f"{low} à {high}" in text
        assert f"entre {' et '.join(french_number(value, 1) for value in axis['mean_interval'])} en {name}" in text
        assert f"n = {axis['n']} participant" in text
