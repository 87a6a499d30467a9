"""For those who run the server: « /sante » says whether it lives and is ready, « /metriques » gives figures to Prometheus.

Neither says anything of a session, a person or a workbook.
"""

from __future__ import annotations

import hmac
import os
import resource
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from flash360 import __version__
from flash360.errors import Flash360Error
from flash360.settings import Settings
from flash360.store import integrity
from flash360.store.rotation import Rotation
from flash360.ui import held
from flash360.ui.counts import COUNTS

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-real-ip")
_NO_STORE: Final = {"cache-control": "no-store"}


@dataclass(frozen=True, slots=True)
class Health:
    """base: its version; None when it cannot be read, and why: the kind of refusal. backup: the moment of the last one."""

    base: int | None
    schema: int | None
    why: str | None
    backup: datetime | None
    backups_every: float | None

    @property
    def ready(self) -> bool:
        return self.base is not None


def health() -> Health:
    """Ask the base, as a page would."""
    settings = Settings.from_environment()
    rotation = Rotation.of_server(settings, settings.database)
    base = schema = why = None
    try:
        opened = held.held()
        base, schema = opened.version(), integrity.newest_migration(opened)
    except Flash360Error as error:
        why = type(error).__name__
    except Exception as error:
        why = f"unexpected: {type(error).__name__}"
    made = rotation.made() if rotation else []
    hours = rotation.every.total_seconds() / 3600 if rotation and rotation.every else None
    return Health(base, schema, why, made[0].at if made else None, hours)


def routes() -> list[BaseRoute]:
    """« /sante », « /sante/vie » and « /metriques »."""
    return [Route("/sante/vie", _alive), Route("/sante", _health), Route("/metriques", _metrics)]


async def _alive(_request: Request) -> Response:
    """200 as long as the server answers at all: to restart it otherwise."""
    return JSONResponse({"live": True, "product": __version__}, headers=_NO_STORE)


async def _health(_request: Request) -> Response:
    """200 when the base answers, 503 when it does not: to send people here, or not."""
    found = await run_in_threadpool(health)
    document = {
        "live": True,
        "ready": found.ready,
        "why": found.why,
        "product": __version__,
        "schema": found.schema,
        "base_version": found.base,
        "last_backup": found.backup.isoformat() if found.backup else None,
        "backup_every_hours": found.backups_every,
    }
    return JSONResponse(document, 200 if found.ready else 503, headers=_NO_STORE)


async def _metrics(request: Request) -> Response:
    if not _may_measure(request):
        return PlainTextResponse("403\n", 403)
    found = await run_in_threadpool(health)
    return PlainTextResponse(metrics(found), headers=_NO_STORE, media_type="text/plain; version=0.0.4")


def _may_measure(request: Request) -> bool:
    """From the machine itself, or by who shows the token FLASH360_METRICS_TOKEN. What a proxy forwards comes from elsewhere."""
    token = os.environ.get("FLASH360_METRICS_TOKEN")
    shown = request.headers.get("authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(shown.encode(), token.encode()):
        return True
    forwarded = any(name in request.headers for name in _FORWARDED)
    return request.client is not None and request.client.host in _LOOPBACK and not forwarded


def metrics(found: Health) -> str:
    """The figures in Prometheus' text format, version 0.0.4."""
    place = Settings.from_environment().database
    file = place if isinstance(place, Path) else None
    usage = resource.getrusage(resource.RUSAGE_SELF)
    lines = [
        *_metric("flash360_info", "gauge", "the product", {f'product="{__version__}",schema="{found.schema or 0}"': 1}),
        *_metric("flash360_ready", "gauge", "1 when the base answers", {"": int(found.ready)}),
        *_metric("flash360_base_version", "gauge", "moves with every write", {"": found.base or 0}),
        *_metric("flash360_base_bytes", "gauge", "size of the base on disk", {
            'part="file"': _size(file), 'part="log"': _size(file and file.with_name(f"{file.name}.wal"))}),
        *_metric("flash360_last_backup_timestamp_seconds", "gauge", "0: none", {
            "": int(found.backup.timestamp()) if found.backup else 0}),
        *_metric("flash360_backups_total", "counter", "automatic backups since the start", {
            f'result="{result}"': COUNTS.backups[result] for result in ("made", "failed")}),
        *_metric("flash360_http_answers_total", "counter", "answers by class of status", {
            f'class="{kind}"': count for kind, count in sorted(COUNTS.answers.items())}),
        *_metric("flash360_http_seconds_total", "counter", "time to the first byte of those answers", {
            "": round(COUNTS.seconds, 6)}),
        *_metric("flash360_open_pages", "gauge", "browser tabs connected now", {"": COUNTS.pages}),
        *_metric("process_resident_memory_bytes", "gauge", "memory held now", {"": _resident()}),
        *_metric("process_cpu_seconds_total", "counter", "processor time", {"": round(usage.ru_utime + usage.ru_stime, 3)}),
        *_metric("process_threads", "gauge", "threads", {"": threading.active_count()}),
        *_metric("process_uptime_seconds", "gauge", "since the start", {"": int(time.time() - COUNTS.started)}),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _metric(name: str, kind: str, what: str, values: dict[str, float]) -> list[str]:
    lines = [f"{name}{{{labels}}} {value}" if labels else f"{name} {value}" for labels, value in values.items()]
    return [f"# HELP {name} {what}", f"# TYPE {name} {kind}", *lines]


def _size(path: Path | None) -> int:
    try:
        return 0 if path is None else path.stat().st_size
    except OSError:
        return 0


def _resident() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
