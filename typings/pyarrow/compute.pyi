# pyarrow.compute makes its functions when it is imported: a type checker sees none of them.
from typing import Any

def __getattr__(name: str) -> Any: ...
