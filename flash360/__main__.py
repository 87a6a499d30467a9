"""`python -m flash360 …`"""

from __future__ import annotations

import sys

INTERRUPTED = 130

if __name__ == "__main__":
    try:
        from flash360.cli import main  # takes a moment, during which one may change one's mind
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    sys.exit(main())
