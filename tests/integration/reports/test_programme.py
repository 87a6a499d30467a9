"""The programme's report, many scorecards at once, the open data, and the command line."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import frictionless
import pyarrow.csv
import pyarrow.parquet
import pypdf
import pytest

from flash360 import demo
from flash360.access import Sessions, Viewer
from flash360.cli import main
from flash360.errors import UnknownSession
from flash360.labels import french_number, french_percent, plural
from flash360.model import Role
from flash360.reports.batch import scorecards
from flash360.reports.open_data import open_data
from flash360.reports.programme.content import programme_content
from flash360.reports.programme.pdf import report
from flash360.reports.session.content import session_content
from flash360.reports.session.pdf import scorecard
from flash360.store import Database, read
from tests.integration.reports.readable import faults

DAY = date(2026, 1, 15)


def words(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages))


def test_the_report_prints_its_filters_its_sessions_and_its_method(base, analyst):
    content = programme_content(base, analyst, DAY, filters=("période : 2025",))
    made = report(content)
    text = words(made)
    for said in ("Filtres : période : 2025.", "n = 5 sessions", "F360-2025-01", "F360-2025-05", "La méthode"):
        assert said in text
    assert faults(made) == []
    assert made == report(programme_content(base, analyst, DAY, filters=("période : 2025",)))


def test_a_partner_s_report_holds_only_their_sessions(base, partner):
    assert programme_content(base, partner, DAY).programme["code"].to_pylist() == ["F360-2025-01"]


def test_an_empty_scope_still_prints(base):
    nobody = Viewer("personne", Role.PARTENAIRE, Sessions(()))
    assert "Aucune session" in words(report(programme_content(base, nobody, DAY)))


def test_many_scorecards_are_those_made_one_by_one_in_the_order_of_their_codes(base, analyst, printed):
    told: list[tuple[int, int]] = []
    bundle = BytesIO()

    def tell(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    scorecards(base, analyst, ["F360-2025-02", "F360-2025-01"], DAY, bundle, progress=tell)
    with ZipFile(bundle) as made:
        assert made.namelist() == ["flash360_F360-2025-01_2026-01-15.pdf", "flash360_F360-2025-02_2026-01-15.pdf"]
        texts = [words(made.read(name)) for name in made.namelist()]
    assert texts == [words(printed(code)) for code in ("F360-2025-01", "F360-2025-02")]
    assert told == [(1, 2), (2, 2)]


def test_a_batch_of_a_programme_says_each_session_s_place_as_one_scorecard_does(analyst, tmp_path):
    with Database.open(tmp_path / "portefeuille.duckdb") as portfolio:
        demo.load(portfolio, 16, 360)
        known = read.programme(portfolio, analyst.scope, DAY)
        code = next(row["code"] for row in known.to_pylist() if row["verdict"])
        bundle = BytesIO()
        scorecards(portfolio, analyst, [code], DAY, bundle)
        alone = words(scorecard(session_content(portfolio, analyst, code, DAY)))
    with ZipFile(bundle) as made:
        together = words(made.read(made.namelist()[0]))
    assert "Position moyenne de la session parmi les autres" in together
    assert together == alone


def test_a_batch_refuses_a_session_out_of_scope(base, partner):
    with pytest.raises(UnknownSession):
        scorecards(base, partner, ["F360-2025-02"], DAY, BytesIO())
    nobody = Viewer("personne", Role.PARTENAIRE, Sessions(()))
    with pytest.raises(UnknownSession, match="pas de fiche à écrire"):
        scorecards(base, nobody, None, DAY, BytesIO())


def test_open_data_describes_exactly_the_files_it_holds(base, analyst):
    package = open_data(base, analyst, DAY)
    with ZipFile(BytesIO(package)) as made:
        described = json.loads(made.read("datapackage.json"))
        for resource in described["resources"]:
            content = made.read(resource["path"])
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            reader = pyarrow.csv.read_csv if resource["format"] == "csv" else pyarrow.parquet.read_table
            assert reader(BytesIO(content)).column_names == [field["name"] for field in resource["schema"]["fields"]]
        everything = b"".join(made.read(name) for name in made.namelist() if not name.endswith("parquet")).decode()
    assert package == open_data(base, analyst, DAY)
    assert not [secret for secret in ("P01", "agent\n", "Louer un camion", "Aucun véhicule") if secret in everything]


def test_open_data_is_valid_for_frictionless_and_its_two_forms_hold_the_same_rows(base, analyst, tmp_path):
    with ZipFile(BytesIO(open_data(base, analyst, DAY))) as package:
        package.extractall(tmp_path)
    described = json.loads((tmp_path / "datapackage.json").read_text())
    forms = {form: [one for one in described["resources"] if one["format"] == form] for form in ("csv", "parquet")}
    read_back = frictionless.Package.from_descriptor(described | {"resources": forms["csv"]}, basepath=str(tmp_path))
    report = read_back.validate()
    assert report.valid, report.flatten(["title", "message"])
    for text, binary in zip(forms["csv"], forms["parquet"], strict=True):
        rows = pyarrow.parquet.read_table(tmp_path / binary["path"])
        assert pyarrow.csv.read_csv(tmp_path / text["path"]).num_rows == rows.num_rows > 0
        types = {"string": "string", "integer": "int32", "number": "double", "date": "date32[day]"}
        assert [str(field.type) for field in rows.schema] == [types[field["type"]] for field in binary["schema"]["fields"]]


def test_open_data_gives_no_measure_of_a_panel_below_the_small_group(base, analyst, monkeypatch):
    monkeypatch.setenv("FLASH360_SMALL_GROUP", "13")
    with ZipFile(BytesIO(open_data(base, analyst, DAY))) as made:
        rows = pyarrow.parquet.read_table(BytesIO(made.read("sessions.parquet"))).to_pylist()
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
    for one in opinion["criteria"]:
        abstentions = f", {plural(one['abstentions'], 'abstention')}" if one["abstentions"] else ""
        grades = one["majority_grade"], one["majority_grade_upper"]
        told = f"{plural(one['n'], 'vote')}{abstentions}, note majoritaire {' ou '.join(map(str, dict.fromkeys(grades)))}"
        assert f"{one['label']} {told}".replace("\u00a0", " ") in text
        assert " ".join(str(count) for count in one["counts"] if count) in text
    for college in opinion["colleges"]:
        for axis in college["axes"].values():
            assert college["college"] in text
            assert plural(axis["n"], "vote").replace("\u00a0", " ") in text
            assert " ".join(str(count) for count in axis["counts"] if count) in text
    for name, question in opinion["between_colleges"]["axes"].items():
        assert f"En {name} : " in text
        assert f"Consensus entre collèges : {french_percent(question['consensus'])}".replace("\u00a0", " ") in text
    assert f"{opinion['participants']} participants" in text
    assert f"que {opinion['verdict']['flips']} participant" in text
    for one in opinion["protocol"]:
        said = f"{one['promise']} : {'' if one['kept'] else 'non '}respecté ({one['found']})"
        assert said.replace("\u00a0", " ") in text
