"""`python -m flash360 …`"""

from __future__ import annotations

import sys

INTERRUPTED = 130
_READS = {"check", "import"}
"""The commands that read workbooks."""

if __name__ == "__main__":
    try:
        from flash360.light_arrow import lighten

        lighten()
        if _READS & set(sys.argv[1:]):
            from flash360.workbook import warm

            warm()  # the reading processes start while this one imports the rest
        from flash360.cli import main  # takes a moment, during which one may change one's mind
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    sys.exit(main())
