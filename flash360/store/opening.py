"""From a path to an attached base: what may be opened, what is refused and why, who holds it."""

from __future__ import annotations

import os
import re
import textwrap
import threading
from pathlib import Path

import duckdb

from flash360.errors import BaseDamaged, BaseForbidden, BaseHeld, DiskFull, NotABase
from flash360.store import attaching, codebook, leftovers, schema
from flash360.store.copier import FORBIDDEN, FULL

_VIEWS = Path(__file__).resolve().parent / "views"
_opened: set[Path] = set()
_opened_lock = threading.Lock()
_FULL = re.compile("No space left on device|File too large|Disk quota exceeded")
REMEDY = "Restaurez une sauvegarde\u00a0: python -m flash360 restore FICHIER."
"""How one gets a sound base back."""


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection in which the base is attached as `base`, at the newest schema. Creates the file where there is none.

    Raises NotABase, BaseTooNew, BaseDamaged, BaseForbidden and BaseHeld; a refused file is not written to.
    """
    _claim(path)
    try:
        if not path.exists():
            _create(path)
        connection = _open(path)
    except BaseException as error:
        _release(path)
        if isinstance(error, duckdb.Error):
            tell(path, error)
        if isinstance(error, OSError) and error.errno in FULL:
            raise full(path) from error
        if isinstance(error, OSError) and error.errno in FORBIDDEN:
            raise forbidden(path) from error
        raise
    leftovers.sweep(path)
    return connection


def disconnect(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Close, which checkpoints, and let the file go."""
    try:
        connection.close()
    finally:
        _release(path)


def log_size(path: Path) -> int:
    """Bytes of the write-ahead log of an open base."""
    try:
        return path.with_name(f"{path.name}.wal").stat().st_size
    except OSError:
        return 0


def define_views(connection: duckdb.DuckDBPyConnection) -> None:
    """The views of views/*.sql, in memory beside the attached base."""
    for view in sorted(_VIEWS.glob("*.sql")):
        connection.execute(view.read_text("utf-8"))


def lock(connection: duckdb.DuckDBPyConnection) -> None:
    """From here on no query reaches another file, each stays on the thread that asked it, and no query can change that.

    Threads of DuckDB's own would cost a question a quarter more than they save it, on bases of 48 and of 10,000 sessions alike;
    several questions are answered at once, each on its page's thread.
    """
    connection.execute("SET threads = 1")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _claim(path: Path) -> None:
    # POSIX locks belong to the process: reading the file's first bytes while the base is open here, then closing,
    # would silently give up DuckDB's own lock. So a second opening stops before touching the file.
    with _opened_lock:
        if path in _opened:
            raise BaseHeld(f"La base « {path} » est déjà ouverte par ce programme.")
        _opened.add(path)


def _release(path: Path) -> None:
    with _opened_lock:
        _opened.discard(path)


def _create(path: Path) -> None:
    """Build the new base beside its place, then put it there at once: a kill leaves no half-made base."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotABase(
            f"La base « {path} » ne peut pas être créée : son dossier n'existe pas et ne peut pas être fait."
        ) from error
    draft = path.with_name(f"{path.name}.creation-{os.getpid()}")
    draft.unlink(missing_ok=True)
    try:
        connection = memory()
        _attach(connection, draft, named=path)
        schema.migrate(connection)
        codebook.begin(connection)
        connection.execute("CHECKPOINT base")  # closing would do it too, but say nothing of a full disk
        connection.close()
        os.link(draft, path)  # unlike a renaming, refuses to take the place of a base that another process has just made
    except FileExistsError:
        pass  # that one is opened like any other
    except OSError as error:
        if error.errno in FULL:
            raise
        if not path.exists():  # a disk without links
            draft.rename(path)
    finally:
        for left in (draft, draft.with_name(f"{draft.name}.wal")):
            left.unlink(missing_ok=True)


def _open(path: Path) -> duckdb.DuckDBPyConnection:
    _check_first_bytes(path)
    connection = memory()
    try:
        _attach(connection, path, read_only=True)
        pending = schema.pending(connection, path)
        connection.execute("DETACH base")
        if pending:
            _attach(connection, path)
            connection.execute("CHECKPOINT base")
            connection.execute("DETACH base")
            schema.keep_copy(path, pending[-1].version)
        _attach(connection, path)
        schema.migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def memory() -> duckdb.DuckDBPyConnection:
    """A connection to an empty in-memory database that reaches nothing by itself."""
    return duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "checkpoint_threshold": "1TB",  # a checkpoint inside a commit that fails would hide that the commit is done
            "python_enable_replacements": "false",  # a name in a query is never a Python variable
        },
    )


def _check_first_bytes(path: Path) -> None:
    if not path.is_file():
        raise NotABase(f"« {path} » n'est pas un fichier. Indiquez le fichier de la base Flash 360.")
    try:
        with path.open("rb") as file:
            start = file.read(12)
    except OSError as error:
        raise forbidden(path) from error
    if not any(start):  # a disk that failed, or a copy that stopped, leaves nothing or zeros
        raise damaged(path, "le fichier est vide")
    if start[8:] != b"DUCK":
        raise NotABase(f"Le fichier « {path} » n'est pas une base Flash 360 ; il est laissé intact. Indiquez un autre fichier.")


def attach(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Attach a closed base, as `base`, to be read only."""
    _attach(connection, path, read_only=True)


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool = False, named: Path | None = None) -> None:
    """named: the base that a refusal speaks of, when its file is still a draft."""
    options = {"READ_ONLY": "true"} if read_only else {}
    try:
        attaching.attach(connection, str(path), "base", **options)
    except duckdb.Error as error:
        raise _refusal(named or path, str(error)) from error


def _refusal(path: Path, reason: str) -> Exception:
    if "lock" in reason and "held" in reason:
        return BaseHeld(f"La base « {path} » est tenue par un autre programme{_holder(reason)}. Fermez-le, puis réessayez.")
    if _FULL.search(reason):
        return full(path)
    if "Permission denied" in reason or "Read-only" in reason:
        return forbidden(path)
    return damaged(path, reason)


def forbidden(path: Path) -> BaseForbidden:
    """What to tell of a base that this account may not write."""
    return BaseForbidden(
        f"La base « {path} » ne peut pas être ouverte : les droits sur le fichier ou son dossier ne le permettent pas, ou le "
        "disque est en lecture seule."
    )


def damaged(path: Path, reason: object) -> BaseDamaged:
    """What to tell of a base whose bytes or structure are not what they were."""
    detail = str(reason).splitlines()[0]
    return BaseDamaged(f"La base « {path} » est endommagée ou illisible. {REMEDY} Détail : {detail}")


def full(path: Path) -> DiskFull:
    """What to tell when the disk of the base takes no more."""
    return DiskFull(
        f"Le disque de la base « {path} » est plein\u00a0: rien de cette opération n'a été enregistré. Faites de la place, puis "
        "réessayez\u00a0; ce qui était enregistré l'est toujours."
    )


def is_full(error: duckdb.Error) -> bool:
    """Whether a statement failed because the disk takes no more."""
    return bool(_FULL.search(str(error)))


def tell(path: Path, error: duckdb.Error) -> None:
    """Raise a sentence in place of what a statement raised when the disk or the file is the cause: DiskFull, BaseDamaged…"""
    if is_full(error):
        raise full(path) from error
    if "Corrupt database file" in str(error):
        raise damaged(path, error) from error
    if "Permission denied" in str(error) or "Read-only file system" in str(error):
        raise forbidden(path) from error


def _holder(reason: str) -> str:
    found = re.search(r"PID (\d+)", reason)
    if not found:
        return ""
    pid = found.group(1)
    try:
        program, _, rest = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").partition("\0")
        # Its name without its folder: where the programs live says nothing, and may fill the whole sentence.
        command = textwrap.shorten(f"{Path(program).name} {rest.replace(chr(0), ' ')}", 120, placeholder=" …")
    except OSError:
        command = ""
    return f" (processus {pid} : {command})" if command else f" (processus {pid})"
