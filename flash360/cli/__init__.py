"""The command line: the same code as the screens, for scripts and for those who like a keyboard.

`main` runs one command. Answers go to the standard output (with `--json`, one JSON document and nothing else), everything said
along the way to the standard error, in French; an error is a sentence and an exit code, never a traceback.
"""

from flash360.cli.application import main

__all__ = ["main"]
