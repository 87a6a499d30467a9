"""What the server tells those who run it, and what it never writes."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from starlette.requests import Request

from flash360 import ingest
from flash360.store import Database
from flash360.ui import counts, data, health, journal, keeping
from tests.integration.ingest.workbooks import workbook

AT = datetime(2026, 11, 25, 14, tzinfo=UTC)
SOUND = health.Health(base=57, schema=5, why=None, backup=AT, backups_every=24.0)


def run(work: Coroutine[object, object, object]) -> object:
    with ThreadPoolExecutor(1) as elsewhere:  # this thread may have a loop of its own: the browser's
        return elsewhere.submit(asyncio.run, work).result()


def asked(address: str, client: str = "127.0.0.1", **headers: str) -> tuple[int, str]:
    """The status and the body that an address answers."""
    route = next(route for route in health.routes() if route.path == address)
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": address, "headers": named, "client": (client, 4000), "query_string": b""}
    answer = run(route.endpoint(Request(scope)))
    return answer.status_code, bytes(answer.body).decode()


@pytest.fixture
def base(tmp_path, monkeypatch):
    path = tmp_path / "essai.duckdb"
    Database.open(path).close()
    monkeypatch.setenv("FLASH360_DATABASE", str(path))
    yield path
    data.release()


def test_health_says_ready_with_the_base_and_its_last_backup_and_nothing_of_what_it_holds(base):
    status, body = asked("/sante")
    found = json.loads(body)
    assert (status, found["ready"], found["base_version"], found["last_backup"]) == (200, True, 0, None)
    assert str(base) not in body


def test_health_says_not_ready_when_the_base_cannot_be_opened(base):
    base.write_text("bonjour")
    status, body = asked("/sante")
    assert (status, json.loads(body)["ready"], json.loads(body)["why"]) == (503, False, "NotABase")
    assert asked("/sante/vie")[0] == 200


def test_an_automatic_backup_shows_in_health(base):
    with data.base().transaction() as tx:
        tx.execute("UPDATE base.base_head SET version = 1")
    keeping.once()
    assert json.loads(asked("/sante")[1])["last_backup"] is not None
    assert len(list(base.with_name("essai.duckdb.sauvegardes").iterdir())) == 1


def test_what_outlived_its_period_goes_by_itself_once(base):
    ingest.import_workbook(data.base(), workbook("F360-2001-01", session_date=date(2001, 3, 4)), "a.xlsx", author="ana")
    keeping.retain()
    people = data.base().query("SELECT DISTINCT participant FROM base.participants").column(0).to_pylist()
    assert len(people) == 6
    assert all(one.startswith("anonyme") for one in people)
    version = data.base().version()
    keeping.retain()
    assert data.base().version() == version
    events = data.base().query("SELECT author, object FROM base.audit_events WHERE action = 'anonymise'").to_pylist()
    assert events == [{"author": keeping.BY_ITSELF, "object": "F360-2001-01"}]


@pytest.mark.parametrize(
    ("client", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("10.0.0.7", {}, 403),
        ("127.0.0.1", {"x_forwarded_for": "10.0.0.7"}, 403),
        ("10.0.0.7", {"authorization": "Bearer jeton"}, 200),
        ("10.0.0.7", {"authorization": "Bearer faux"}, 403),
    ],
)
def test_metrics_are_for_this_machine_or_who_has_the_token(base, monkeypatch, client, headers, status):
    monkeypatch.setenv("FLASH360_METRICS_TOKEN", "jeton")
    assert asked("/metriques", client, **headers)[0] == status


def test_metrics_are_in_the_text_format(base):
    lines = health.metrics(SOUND).splitlines()
    assert "flash360_base_version 57" in lines
    assert f"flash360_last_backup_timestamp_seconds {int(AT.timestamp())}" in lines
    named = [line.split("{")[0].split(" ")[0] for line in lines if not line.startswith("#")]
    declared = [line.split(" ")[2] for line in lines if line.startswith("# TYPE")]
    assert set(named) <= set(declared)
    assert len(declared) == len(set(declared))


def test_answers_and_open_pages_are_counted():
    async def application(scope, receive, send):
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 404})

    async def sent(_message):
        return None

    before = counts.COUNTS.answers["4xx"]
    counted = counts.Counted(application)
    run(counted({"type": "http"}, sent, sent))
    run(counted({"type": "websocket"}, sent, sent))
    assert counts.COUNTS.answers["4xx"] == before + 1
    assert counts.COUNTS.pages == 0


def failing() -> Exception:
    try:
        raise ValueError("Madame Dupont, Feuille!B7")
    except ValueError as inner:
        try:
            raise RuntimeError("vote de Madame Dupont") from inner
        except RuntimeError as error:
            return error


@pytest.mark.parametrize("form", ["json", "texte"])
def test_a_log_says_where_an_error_happened_and_nothing_that_it_quotes(form, capsys):
    log = logging.getLogger("flash360")
    before = (log.handlers[:], log.level, log.propagate)
    try:
        journal.start(form)
        log.error("error %s", "A1B2C3D4", exc_info=failing())
    finally:
        log.handlers[:], log.level, log.propagate = before
    written = capsys.readouterr().err
    assert "Dupont" not in written
    assert "B7" not in written
    assert "error A1B2C3D4" in written
    assert "RuntimeError" in written
    assert "tests/unit/ui/test_operations.py" in written
    if form == "json":
        line = json.loads(written)
        assert (line["level"], line["error"]) == ("error", "RuntimeError")
        assert any(place.startswith("after ValueError") for place in line["where"])
