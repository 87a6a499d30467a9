"""The base: the only package that knows DuckDB. Structure in migrations/, meaning in views/, questions in reads/."""

from flash360.store.database import Database, Queryable, Transaction, WriteConflict

__all__ = ["Database", "Queryable", "Transaction", "WriteConflict"]
