"""Several files dropped on the import screen: what is asked, what is said when it is over, stopped or wrong."""

from __future__ import annotations

import io
import itertools
import zipfile
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from flash360.access.scope import Viewer, WholeProgramme
from flash360.ingest import Incoming
from flash360.model import Role, Section
from flash360.settings import ROOT
from flash360.store import Database, giving_way, read
from flash360.ui import data
from flash360.ui.results import bulk_job
from flash360.workbook import Shape, write_workbook
from tests.app.conftest import html_of

ANALYST = Viewer("Analyste", Role.ANALYSTE, WholeProgramme())
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(code: str, **fiche: object) -> bytes:
    rows = {Section.FICHE: [{"session_code": code, "title": "Un guichet unique", "administration": "Ville de Test"} | fiche]}
    return write_workbook(rows, Shape.SINGLE)


def page_script(page: str, who: object) -> None:
    import runpy

    from flash360.ui import guard

    guard.admit(who)
    runpy.run_path(page, run_name="__main__")


@pytest.fixture
def dropped(tmp_path, monkeypatch):
    """The import screen with these files dropped on it."""
    monkeypatch.setenv("FLASH360_DATABASE", str(tmp_path / "flash360.duckdb"))

    def drop(**files: bytes) -> AppTest:
        page = str(ROOT / "pages" / "results" / "import_workbook.py")
        app = AppTest.from_function(page_script, args=(page, ANALYST), default_timeout=60).run()
        return app.file_uploader[0].set_value([(name.replace("_", "."), content, XLSX) for name, content in files.items()]).run()

    return drop


def button(app: AppTest, label: str):
    return next(one for one in app.button if one.label == label)


def ended(app: AppTest) -> AppTest:
    """The screen once the work beside it is over."""
    job = bulk_job.current(data.base(), ANALYST.name)
    job._thread.join(60)
    assert not job.running
    return app.run()


def history():
    return read.history(data.base(), WholeProgramme())


def test_each_file_goes_in_by_itself_and_the_bad_one_is_named_first(dropped):
    app = dropped(un_xlsx=workbook("F360-1"), faux_xlsx=workbook("F360-2", title=None), deux_xlsx=workbook("F360-3"))
    assert app.title[0].value == "3\u00a0fichiers à importer"
    app = ended(button(app, "Importer").click().run())
    assert app.title[0].value == "2\u00a0fichiers importés, 1\u00a0à corriger"
    assert html_of(app).index("faux.xlsx") < html_of(app).index("un.xlsx")
    assert history().num_rows == 2
    app = button(app, "Terminer").click().run()
    assert app.title[0].value == "Importer un classeur"


def test_all_or_nothing_is_nothing_when_one_is_bad(dropped):
    app = dropped(un_xlsx=workbook("F360-1"), faux_xlsx=workbook("F360-2", title=None))
    app.segmented_control[0].set_value("together").run()
    app = ended(button(app, "Importer").click().run())
    assert app.title[0].value == "1\u00a0prêt, non enregistré, 1\u00a0à corriger"
    assert history().num_rows == 0


def test_a_check_records_nothing_and_then_offers_to_import(dropped):
    app = dropped(un_xlsx=workbook("F360-1"), deux_xlsx=workbook("F360-2"))
    app = ended(button(app, "Vérifier sans enregistrer").click().run())
    assert history().num_rows == 0
    app = ended(button(app, "Importer ces fichiers").click().run())
    assert app.title[0].value == "2\u00a0fichiers importés"
    assert history().num_rows == 2


def test_what_is_left_after_a_stop_is_taken_up_again(dropped):
    app = dropped(un_xlsx=workbook("F360-1"), deux_xlsx=workbook("F360-2"))
    app = ended(button(app, "Importer").click().run())
    job = bulk_job.current(data.base(), ANALYST.name)
    del job.lines[1:]  # as a stop after the first file leaves it
    app = app.run()
    assert "Il reste 1\u00a0fichier" in " ".join(one.value for one in app.markdown)
    app = ended(button(app, "Reprendre").click().run())
    assert app.title[0].value == "1\u00a0fichier importé, 1\u00a0déjà importé"


def test_files_imported_here_leave_time_between_two_of_them_to_those_who_look_meanwhile(tmp_path, monkeypatch):
    waits, clock, files = list[float](), itertools.count(), [workbook(f"F360-{number}") for number in range(3)]
    given = [Incoming(f"{place}.xlsx", len(one), lambda one=one: one) for place, one in enumerate(files)]
    monkeypatch.setattr(bulk_job, "time", SimpleNamespace(monotonic=lambda: next(clock) / 1024))
    monkeypatch.setattr(giving_way, "LATELY", 1000.0)
    with Database.open(tmp_path / "flash360.duckdb") as base:
        for looked in (1, 3, 200):
            job = bulk_job.Job(given, bulk_job.Mode.EACH, "Analyste")
            monkeypatch.setattr(job.stop, "wait", lambda seconds: waits.append(seconds) is not None)
            for _ in range(looked):
                base.at_one_moment()
            job._work(base)
            assert (job.problem, job.finished) == ("", True)
    assert [1024 * wait for wait in waits] == [1, 1, 2, 2, 10, 10]  # nothing waits after the last file


def test_an_archive_is_opened(dropped):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("2024/un.xlsx", workbook("F360-1"))
    app = dropped(envoi_zip=out.getvalue())
    assert app.title[0].value == "1\u00a0fichier à importer"
    assert "envoi.zip/2024/un.xlsx" in html_of(app)


def test_more_than_the_limit_is_said_before_anything_is_read(dropped, monkeypatch):
    monkeypatch.setattr("flash360.ui.results.several_files.MAX_FILES", 1)
    app = dropped(un_xlsx=b"1", deux_xlsx=b"2")
    assert button(app, "Importer").disabled
    assert "la limite est de 1 à la fois" in " ".join(one.value for one in app.markdown)
