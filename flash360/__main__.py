"""`python -m flash360 …`"""

from __future__ import annotations

import sys

from flash360.cli import main

if __name__ == "__main__":
    sys.exit(main())
