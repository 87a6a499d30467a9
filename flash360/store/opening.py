"""From a path to an attached base: what may be opened, what is refused and why, who holds it."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

import duckdb

from flash360.errors import BaseDamaged, BaseHeld, NotABase
from flash360.store import codebook, schema

_opened: set[Path] = set()
_opened_lock = threading.Lock()


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection in which the base is attached as `base`, at the newest schema. Creates the file where there is none.

    Raises NotABase, BaseTooNew, BaseDamaged and BaseHeld; a refused file is not written to.
    """
    _claim(path)
    try:
        if not path.exists():
            _create(path)
        return _open(path)
    except BaseException as error:
        _release(path)
        if isinstance(error, duckdb.Error) and is_damage(error):
            raise damaged(path, error) from error
        raise


def disconnect(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Close, which checkpoints, and let the file go."""
    connection.close()
    _release(path)


def lock(connection: duckdb.DuckDBPyConnection) -> None:
    """From here on no query reaches another file, and no query can change that."""
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
    connection = _memory()
    _attach(connection, draft, named=path)
    schema.migrate(connection)
    codebook.begin(connection)
    connection.close()
    try:
        os.link(draft, path)  # unlike a renaming, refuses to take the place of a base that another process has just made
    except FileExistsError:
        pass  # that one is opened like any other
    except OSError:  # a disk without links
        if not path.exists():
            draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


def _open(path: Path) -> duckdb.DuckDBPyConnection:
    _check_first_bytes(path)
    connection = _memory()
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


def _memory() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
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
        raise _forbidden(path) from error
    if start[8:] != b"DUCK":
        raise NotABase(f"Le fichier « {path} » n'est pas une base Flash 360 ; il est laissé intact. Indiquez un autre fichier.")


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool = False, named: Path | None = None) -> None:
    """named: the base that a refusal speaks of, when its file is still a draft."""
    place = str(path).replace("'", "''")
    options = " (READ_ONLY)" if read_only else ""
    try:
        connection.execute(f"ATTACH '{place}' AS base{options}")
    except duckdb.Error as error:
        raise _refusal(named or path, str(error)) from error


def _refusal(path: Path, reason: str) -> Exception:
    if "lock" in reason and "held" in reason:
        return BaseHeld(f"La base « {path} » est tenue par un autre programme{_holder(reason)}. Fermez-le, puis réessayez.")
    if "Permission denied" in reason or "Read-only" in reason:
        return _forbidden(path)
    return damaged(path, reason)


def _forbidden(path: Path) -> BaseHeld:
    return BaseHeld(
        f"La base « {path} » ne peut pas être ouverte : les droits sur le fichier ou son dossier ne le permettent pas."
    )


def damaged(path: Path, reason: object) -> BaseDamaged:
    """What to tell of a base whose bytes or structure are not what they were."""
    detail = str(reason).splitlines()[0]
    return BaseDamaged(f"La base « {path} » est endommagée ou illisible. Restaurez une sauvegarde. Détail : {detail}")


def is_damage(error: duckdb.Error) -> bool:
    """Whether a query failed because a block of the base is not what its checksum says."""
    return "Corrupt database file" in str(error)


def _holder(reason: str) -> str:
    found = re.search(r"PID (\d+)", reason)
    if not found:
        return ""
    pid = found.group(1)
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    except OSError:
        command = ""
    return f" (processus {pid} : {command})" if command else f" (processus {pid})"
