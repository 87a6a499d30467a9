import hashlib
import io
import os
import signal
import subprocess
import sys
import textwrap
import threading
import zipfile
from pathlib import Path

import pytest

from flash360.settings import ROOT
from flash360.store import Database
from flash360.workbook import Shape, read, write_workbook
from flash360.workbook.pool import Lost, Pool, pool

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_BODY = (
    f'<office:document-content xmlns:office="{_NAMES}office:1.0" xmlns:table="{_NAMES}table:1.0" xmlns:text="{_NAMES}text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="Votes">{rows}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)
_CELL = (
    '<table:table-cell office:value-type="string" table:number-columns-repeated="{wide}"><text:p>x</text:p></table:table-cell>'
)


def repeated_ods(tall, wide):
    """A small .ods that announces tall × wide filled cells."""
    rows = f'<table:table-row table:number-rows-repeated="{tall}">' + _CELL.format(wide=wide) + "</table:table-row>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{_NAMES}manifest:1.0"/>')
        target.writestr("content.xml", _BODY.replace("{rows}", rows))
    return out.getvalue()


@pytest.fixture
def small(programme):
    return write_workbook(programme, Shape.MULTI)


@pytest.fixture
def readers():
    made = Pool(2)
    yield made
    made.close()


def ask(readers, content, **words):
    return readers.ask("read", content, file_name="x.xlsx", sha256="", bulk=False, **words)


def workers_of(process):
    return [int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def gone(pid, seconds=10):
    """Wait for a process to end; a zombie has ended."""
    event = threading.Event()
    for _ in range(seconds * 50):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        event.wait(0.02)
    return False


def test_a_bad_file_never_raises_and_says_why():
    reading = read(b"un simple texte\n", "dossier/votes.xlsx")
    assert (reading.layout, reading.file_name, reading.size) == (None, "votes.xlsx", 16)
    assert reading.sha256 == hashlib.sha256(b"un simple texte\n").hexdigest()
    assert [finding.message for finding in reading.findings] == [
        "Le fichier « votes.xlsx » n'est pas un classeur (c'est un texte sans colonnes). "
        "Importez un classeur (.xlsx, .xlsm, .xlsb, .xls, .ods) ou un fichier .csv."
    ]


def test_a_file_too_heavy_is_refused_before_any_process_sees_it():
    reading = read(bytes(30_000_001), "lourd.xlsx")
    assert [finding.code for finding in reading.findings] == ["too-large"]


def test_a_file_that_takes_too_long_is_ended_and_the_next_one_is_read(readers, small):
    with pytest.raises(Lost) as lost:
        ask(readers, repeated_ods(1_000_000, 1), seconds=0.05)
    assert (lost.value.code, "dure plus de" in lost.value.reason) == ("too-large", True)
    assert ask(readers, small)


def test_a_file_that_asks_for_too_much_memory_is_refused_and_the_next_one_is_read(readers, small):
    with pytest.raises(Lost) as lost:
        ask(readers, repeated_ods(1_000_000, 12), seconds=200)  # a slow machine must reach the memory's limit too
    assert (lost.value.code, lost.value.reason) == ("too-large", "sa lecture demande trop de mémoire")
    assert ask(readers, small)


def test_a_worker_that_dies_at_work_is_a_finding_and_the_next_file_is_read(readers, small):
    ask(readers, small)
    (worker,) = workers_of(readers._first.pid)
    os.kill(worker, signal.SIGSTOP)
    killer = threading.Timer(0.2, os.kill, (worker, signal.SIGKILL))
    killer.start()
    with pytest.raises(Lost) as lost:
        ask(readers, small)
    killer.join()
    assert (lost.value.code, lost.value.reason) == ("unreadable-file", "sa lecture a dû être interrompue")
    assert gone(worker)
    assert ask(readers, small)


def test_a_worker_that_died_while_idle_is_replaced(readers, small):
    ask(readers, small)
    (worker,) = workers_of(readers._first.pid)
    os.kill(worker, signal.SIGKILL)
    assert gone(worker)
    assert ask(readers, small)


def test_the_first_process_is_replaced_when_it_died(readers, small):
    ask(readers, small)
    first = readers._first.pid
    os.kill(first, signal.SIGKILL)
    readers._first.wait()
    for worker in readers._idle:
        worker.close()
    readers._idle.clear()
    assert ask(readers, small)
    assert readers._first.pid != first


def test_workers_are_recycled(readers, small, monkeypatch):
    from flash360.workbook import pool as module

    monkeypatch.setattr(module, "RECYCLED_AFTER", 2)
    seen = set()
    for _ in range(5):
        ask(readers, small)
        seen.update(workers_of(readers._first.pid))
    assert len(seen) >= 2


def test_a_worker_cannot_write_a_file_nor_take_all_memory(readers, small):
    ask(readers, small)
    (worker,) = workers_of(readers._first.pid)
    limits = {line[:26].strip(): line[26:].split() for line in Path(f"/proc/{worker}/limits").read_text().splitlines()}
    assert limits["Max file size"][:2] == ["0", "0"]
    assert int(limits["Max address space"][0]) < 4_000_000_000
    assert limits["Max core file size"][0] == "0"


def test_a_worker_holds_no_file_of_the_product_and_can_open_none(readers, small, tmp_path):
    with Database.open(tmp_path / "base.duckdb"):
        ask(readers, small)
        (worker,) = workers_of(readers._first.pid)
        held = {name.name: str(name.readlink()) for name in Path(f"/proc/{worker}/fd").iterdir()}
        limits = {line[:26].strip(): line[26:].split() for line in Path(f"/proc/{worker}/limits").read_text().splitlines()}
    assert sorted(held) == ["0", "1", "2", "3"]
    assert [held["0"], held["1"]] == ["/dev/null", "/dev/null"]
    assert held["2"].startswith("pipe:")
    assert held["3"].startswith("socket:")  # its only way out: the answer
    assert limits["Max open files"][:2] == ["4", "4"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_worker_that_can_open_nothing_still_reads_every_encoding(readers, encoding):
    answer = ask(readers, "Participant;C1\nÉlise;4\n".encode(encoding))
    assert b"not-a-workbook" not in answer


def test_a_process_that_is_shut_in_opens_no_file_no_socket_no_pipe():
    script = """
        import errno, os, socket
        from flash360.workbook.limits import shut_in
        mine, theirs = socket.socketpair()
        shut_in(theirs.detach())
        mine.detach()
        def refused(attempt):
            try:
                attempt()
            except OSError as error:
                return errno.errorcode[error.errno]
            return "done"
        attempts = [
            lambda: os.open("/etc/passwd", os.O_RDONLY),
            lambda: socket.socket(socket.AF_INET),
            lambda: socket.create_connection(("127.0.0.1", 80)),
            os.pipe,
            lambda: os.dup(0),
        ]
        os.write(1, " ".join(map(refused, attempts)).encode())
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == " ".join(["EMFILE"] * 5)


def test_a_worker_is_forked_from_a_single_thread(readers, small):
    ask(readers, small)
    assert len(list(Path(f"/proc/{readers._first.pid}/task").iterdir())) == 1


def test_no_reading_process_has_the_environment_of_the_product(readers, small, monkeypatch):
    monkeypatch.setenv("FLASH360_DATABASE", "/secret/base.duckdb")
    ask(readers, small)
    assert b"FLASH360" not in Path(f"/proc/{readers._first.pid}/environ").read_bytes()


def test_closing_ends_every_process(small):
    readers = Pool(2)
    ask(readers, small)
    first = readers._first.pid
    processes = [first, *workers_of(first)]
    assert len(processes) == 2
    readers.close()
    assert all(gone(process) for process in processes)


@pytest.mark.parametrize("ending", ["exit", "kill"])
def test_no_process_outlives_its_parent_even_killed(ending):
    script = """
        import sys
        from flash360.workbook import blank_template, read, Shape
        from flash360.workbook.pool import pool
        read(blank_template(Shape.SINGLE), "x.xlsx")
        print(pool()._first.pid, flush=True)
        sys.stdin.read()
    """
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    first = int(parent.stdout.readline())
    processes = [first, *workers_of(first)]
    if ending == "kill":
        parent.kill()
    parent.communicate()
    assert all(gone(process) for process in processes)


def test_the_main_script_is_not_run_again(tmp_path):
    script = tmp_path / "tableau.py"
    script.write_text(
        "print('main script', flush=True)\n"
        "from flash360.workbook import blank_template, read, Shape\n"
        "print(read(blank_template(Shape.SINGLE), 'x.xlsx').findings[-1].code)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n")[:2] == ["main script", "no-session-found"]
    assert done.stderr == ""


def test_threads_may_read_at_once(small):
    readings = []
    threads = [threading.Thread(target=lambda: readings.append(read(small, "x.xlsx"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [reading.findings for reading in readings] == [()] * 6
    assert pool().process == os.getpid()


def test_a_bulk_import_s_worker_gives_way_and_leaves_a_turn_to_the_others(readers, small):
    readers.ask("read", small, bulk=True, file_name="lot.xlsx", sha256="0" * 64)
    ask(readers, small)
    first, polite = sorted(os.getpriority(os.PRIO_PROCESS, worker) for worker in workers_of(readers._first.pid))
    assert first == os.getpriority(os.PRIO_PROCESS, 0) < polite
